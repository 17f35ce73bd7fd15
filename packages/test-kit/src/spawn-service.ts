import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { eventually } from './eventually.ts'
import { freePort } from './free-port.ts'

export interface ServiceOptions {
  /** The file to run, from the root of the repository: 'services/worker/src/main.ts'. */
  script: string
  /** Its whole environment, but for PATH, HOST, Node's cache and, unless given, PORT (a free one). */
  env: Record<string, string>
  args?: string[]
}

export interface Service {
  /** http://127.0.0.1:port */
  url: string
  pid: number
  /** Lines it logged that were JSON objects, so far. */
  logs: Record<string, unknown>[]
  /** All lines it printed, so far. */
  output: string[]
  /** Waits until GET /readyz answers 200. */
  ready(timeoutMs?: number): Promise<void>
  /** Sends the signal and, if that ends it, waits for the end (at most a minute); returns how it ended. */
  kill(signal?: NodeJS.Signals): Promise<string>
  /** Settles when it is gone: 'exit code 0', 'signal SIGKILL'. */
  exited: Promise<string>
  /** What nobody in it caught; a test's end checks that this is empty. */
  uncaught(): string[]
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
const preload = new URL('./report-uncaught.ts', import.meta.url).href
// Signals that pause and continue; the process stays.
const harmless = new Set<NodeJS.Signals>(['SIGSTOP', 'SIGCONT', 'SIGUSR1', 'SIGUSR2', 'SIGHUP'])

/** Runs a service as a process of its own, with the Node that runs the tests (the one on PATH may be too old). */
export async function spawnService({ script, env, args = [] }: ServiceOptions): Promise<Service> {
  const port = env.PORT ?? String(await freePort())
  const child = spawn(process.execPath, ['--import', preload, script, ...args], {
    cwd: root,
    env: { ...passedOn(), HOST: '127.0.0.1', PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const onExit = () => child.kill('SIGKILL')
  process.once('exit', onExit)
  const { logs, output } = collect(child)
  const exited = howItEnds(child)
  void exited.then(() => process.off('exit', onExit))
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    pid: child.pid ?? 0,
    logs,
    output,
    ready: (timeoutMs = 60_000) => untilReady(url, child, output, timeoutMs),
    kill: (signal = 'SIGTERM') => end(child, signal, exited),
    exited,
    uncaught: () => output.filter((line) => /^\[sluice-test\]|UnhandledPromiseRejection/.test(line)),
  }
}

function passedOn(): Record<string, string | undefined> {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE }
}

function collect(child: ChildProcess): Pick<Service, 'logs' | 'output'> {
  const collected: Pick<Service, 'logs' | 'output'> = { logs: [], output: [] }
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      collected.output.push(line)
      const parsed = parseLog(line)
      if (parsed) collected.logs.push(parsed)
    })
  }
  return collected
}

function parseLog(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** 'close' rather than 'exit': the last lines have been read by then. */
async function howItEnds(child: ChildProcess): Promise<string> {
  const [code, signal] = await once(child, 'close').catch((error: Error) => [error.message, null])
  return signal ? `signal ${signal}` : `exit code ${code}`
}

async function untilReady(url: string, child: ChildProcess, output: string[], timeoutMs: number): Promise<void> {
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  const status = async () => (isGone() ? 'gone' : (await fetch(`${url}/readyz`)).status)
  const lastWords = () => output.slice(-20).join('\n')
  const answer = await eventually(status, (got) => got === 200 || got === 'gone', { timeoutMs }).catch((cause) => {
    throw new Error(`the service did not get ready: ${cause.message}\n${lastWords()}`, { cause })
  })
  if (answer === 'gone') throw new Error(`the service ended instead of getting ready:\n${lastWords()}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals, exited: Promise<string>): Promise<string> {
  child.kill(signal)
  if (harmless.has(signal)) return 'running'
  const patience = new AbortController()
  // A service gives itself ten seconds; on a busy machine they take longer, and the one that hangs needs no less to be found.
  const tooLate = wait(60_000, undefined, { signal: patience.signal }).then(
    () => {
      child.kill('SIGKILL')
      throw new Error(`${signal} did not end the service within a minute; killed`)
    },
    () => 'in time',
  )
  try {
    return await Promise.race([exited, tooLate])
  } finally {
    patience.abort()
  }
}
