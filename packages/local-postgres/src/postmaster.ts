// The server process: launch, wait until it answers, end it within a deadline, and end one that was left behind.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { endStrandedBackends } from './backends.ts'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './data-folder.ts'
import { describeProcess } from './processes.ts'
import type { ServerUser } from './server-user.ts'

const pollMs = 20
// The end of a process is reported before the last lines of its log have come through the pipe.
const lastWordsMs = 50
// Recovery after a crash replays at most max_wal_size (1 GB): well under a minute.
const startTimeoutMs = 60_000
// Fast shutdown ends connections and writes a checkpoint; immediate shutdown leaves that to the next start's recovery.
// Together under the 10 s in which a service must be gone after SIGTERM.
const endings = [
  { signal: 'SIGINT', waitMs: 5_000 },
  { signal: 'SIGQUIT', waitMs: 2_000 },
  { signal: 'SIGKILL', waitMs: 1_000 },
] as const

export interface LaunchOptions {
  binaries: Binaries
  dataDir: string
  port: number
  user: ServerUser | undefined
  settings: Record<string, string>
  log: (line: string) => void
  /** Share of the usual waits of stop(). */
  patience: number
}

export interface Postmaster {
  pid: number
  /** Settles when the server process is gone, with how it ended; never rejects. */
  exited: Promise<string>
  stop(): Promise<void>
}

/** Starts the server and returns when it accepts connections; otherwise throws with what the server said. */
export async function launchPostmaster(options: LaunchOptions): Promise<Postmaster> {
  const { binaries, dataDir, log, patience } = options
  const child = spawnServer(options)
  const lastLines = followLog(child, log)
  const state: { ended?: string } = {}
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    // Not 'close': that waits for the last backend, which may outlive a killed server for a while.
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  }).then((how) => {
    state.ended = how
    return how
  })
  const pid = child.pid ?? 0
  // A launcher that leaves without stop() (process.exit, an uncaught error) takes its server along.
  const onExit = () => child.kill('SIGINT')
  process.once('exit', onExit)
  void exited.then(() => process.off('exit', onExit))
  const stop = async () => {
    if (state.ended === undefined) await endPostmaster(pid, binaries, log, patience)
  }
  await waitUntilReady({ pid, dataDir, ended: () => state.ended }).catch(async (error: Error) => {
    await stop()
    await wait(lastWordsMs)
    throw new Error(`${error.message}\n${lastLines.join('\n')}`)
  })
  return { pid, exited, stop }
}

function spawnServer({ binaries, dataDir, port, user, settings }: LaunchOptions): ChildProcess {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawn(binaries.postgres, ['-D', dataDir, '-p', String(port), ...flags], {
    ...user,
    cwd: dataDir,
    env: serverEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in a terminal goes to the whole group, and the server would be gone before the
    // services have finished their last requests.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
}

function followLog(child: ChildProcess, log: (line: string) => void): string[] {
  const lastLines: string[] = []
  if (!child.stderr) return lastLines
  createInterface({ input: child.stderr }).on('line', (line) => {
    log(line)
    lastLines.push(line)
    if (lastLines.length > 20) lastLines.shift()
  })
  return lastLines
}

/** The server writes "ready" into line 8 of postmaster.pid, in every language and version; pg_ctl waits for it too. */
async function waitUntilReady(server: {
  pid: number
  dataDir: string
  ended: () => string | undefined
}): Promise<void> {
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await wait(pollMs)) {
    const ended = server.ended()
    if (ended !== undefined) throw new Error(`PostgreSQL did not start (${ended}). Its last words:`)
    const lines = await readPidFile(server.dataDir)
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return
  }
  throw new Error(`PostgreSQL did not get ready within ${startTimeoutMs / 1000} s. Its last words:`)
}

async function readPidFile(dataDir: string): Promise<string[]> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')
  return text === '' ? [] : text.split('\n')
}

/**
 * Clears the way for a new server. One left behind by a killed launcher is stopped, not adopted: stopping costs
 * 0.1 to 0.3 s, and then the new server has our settings, its log comes to us and its end is noticed.
 */
export async function clearLeftover(dataDir: string, binaries: Binaries, log: (line: string) => void): Promise<void> {
  const lines = await readPidFile(dataDir)
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return
  const command = describeProcess(pid)?.command
  if (command !== undefined && isServerOf(command, dataDir)) {
    log(`stopping the PostgreSQL (pid ${pid}) that an earlier run left behind`)
    await endPostmaster(pid, binaries, log)
    return
  }
  await endStrandedBackends(dataDir, log)
  // Stale. The number may meanwhile belong to another process (always so after a container restart) or to a zombie,
  // and PostgreSQL would take that for a living server. It knows its parent, us, cannot be one; the other lines stay,
  // because they let it see whether backends of the dead server still use the shared memory.
  await writeFile(join(dataDir, 'postmaster.pid'), [String(process.pid), ...lines.slice(1)].join('\n'))
}

function isServerOf(command: string, dataDir: string): boolean {
  // Windows does not show the command line; pg_ctl kill there fails harmlessly on a process that is not PostgreSQL.
  return process.platform === 'win32' || (command.includes('postgres') && command.includes(` -D ${dataDir} `))
}

/** Ends a server for certain, as gently as the deadline allows. */
async function endPostmaster(
  pid: number,
  { pgCtl }: Binaries,
  log: (line: string) => void,
  patience = 1,
): Promise<void> {
  const startedAt = describeProcess(pid)?.startedAt
  const isRunning = () => startedAt !== undefined && describeProcess(pid)?.startedAt === startedAt
  for (const { signal, waitMs } of endings) {
    if (!isRunning()) return
    if (signal !== 'SIGINT') log(`PostgreSQL (pid ${pid}) is still there; sending ${signal}`)
    send(pid, signal, pgCtl)
    for (const deadline = Date.now() + waitMs * patience; Date.now() < deadline && isRunning(); ) await wait(pollMs)
  }
}

function send(pid: number, signal: (typeof endings)[number]['signal'], pgCtl: string): void {
  try {
    if (process.platform === 'win32') execFileSync(pgCtl, ['kill', signal.slice(3), String(pid)])
    else process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}
