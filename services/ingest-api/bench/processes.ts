import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/**
 * Processor time that a PostgreSQL and its connections have used, in milliseconds. For connections that have ended,
 * what their parent knows. NaN where there is no /proc.
 */
export function postgresCpuMs(postmaster: number): number {
  try {
    const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    const stats = processes.flatMap((pid) => statOf(pid) ?? [])
    const own = stats.filter(({ pid, parent }) => pid === postmaster || parent === postmaster)
    const ticks = own.reduce((sum, { used, ended, pid }) => sum + used + (pid === postmaster ? ended : 0), 0)
    return (ticks * 1_000) / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

function statOf(pid: string): { pid: number; parent: number; used: number; ended: number } | null {
  try {
    // After the name, which may hold blanks: state, parent, …; utime is the 12th from there.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    const [utime = 0, stime = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { pid: Number(pid), parent: fields[1] ?? 0, used: utime + stime, ended: endedUser + endedSystem }
  } catch {
    return null
  }
}
