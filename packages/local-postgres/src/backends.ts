// The processes of a server whose parent process was killed. Most notice and leave at once; one in the middle of a
// calculation does not, and as long as it uses the shared memory PostgreSQL refuses to start on that data.
import { readdir, readlink } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { describeProcess } from './processes.ts'

/** Ends them, where the system says whose they are (Linux); elsewhere starting is tried until they are gone. */
export async function endStrandedBackends(dataDir: string, log: (line: string) => void): Promise<void> {
  if (process.platform !== 'linux') return
  // SIGQUIT: leave without clearing up; nothing they would write is wanted, recovery follows anyway.
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    const stranded = await findBackends(dataDir)
    if (stranded.length === 0) return
    log(
      `ending ${stranded.length} process${stranded.length === 1 ? '' : 'es'} of a PostgreSQL that was killed (${signal})`,
    )
    for (const pid of stranded) send(pid, signal)
    for (const deadline = Date.now() + 1_000; Date.now() < deadline; await wait(20)) {
      if ((await findBackends(dataDir)).length === 0) return
    }
  }
}

/** Every process of a server works in its data folder. */
async function findBackends(dataDir: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger)
  const workIn = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return pids.filter((pid, i) => workIn[i] === dataDir && describeProcess(pid)?.command.startsWith('postgres:'))
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It left by itself.
  }
}
