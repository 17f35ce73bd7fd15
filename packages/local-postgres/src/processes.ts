import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A running process. Number and start time together name it for ever; the number alone is given to others later. */
export interface RunningProcess {
  startedAt: string
  command: string
}

/**
 * The process of that number, or nothing when there is none. A zombie counts as none: in a container whose first
 * process does not reap, the dead stay listed for ever and `kill(pid, 0)` calls them alive.
 */
export function describeProcess(pid: number): RunningProcess | undefined {
  if (process.platform === 'linux') return describeFromProc(pid)
  if (process.platform === 'win32') return exists(pid) ? { startedAt: '', command: '' } : undefined
  return describeFromPs(pid)
}

function describeFromProc(pid: number): RunningProcess | undefined {
  try {
    // The name in brackets may hold spaces and brackets itself, so count the fields from the last bracket.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return { startedAt: `${boot}/${fields[19]}`, command }
  } catch {
    return undefined
  }
}

function describeFromPs(pid: number): RunningProcess | undefined {
  try {
    const args = ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)]
    const line = execFileSync('ps', args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).trim()
    const [, state = '', startedAt = '', command = ''] = /^(\S+)\s+(.{24})\s+(.*)$/.exec(line) ?? []
    return state === '' || state.startsWith('Z') ? undefined : { startedAt, command: `${command} ` }
  } catch {
    return undefined
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
