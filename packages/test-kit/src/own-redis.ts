import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const program = 'redis-server'

/** A Redis that this test started and may therefore destroy. */
export interface OwnRedis {
  url: string
  port: number
  /** Ends it in good order. Nothing is on disk: what it held is gone, as after kill(). */
  stop(): Promise<void>
  /** Ends it as a crash would. */
  kill(): Promise<void>
  /** Ends it if it runs and starts it, empty, on the same port. */
  restart(): Promise<void>
  /** FLUSHALL: it runs on, and has forgotten everything. */
  flush(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>
}

/** Whether there is a redis-server to start. */
export function hasRedisServer(): boolean {
  return spawnSync(program, ['--version']).status === 0
}

/** Starts a private redis-server on a free port, without persistence. `settings` as on its command line: { maxmemory: '1mb' }. */
export async function startOwnRedis(settings: Record<string, string> = {}): Promise<OwnRedis> {
  const folder = await makeTemporaryFolder()
  const port = await freePort()
  const args = toArguments({ ...privateSettings(folder, port), ...settings })
  let child = await launch(args)
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM')
      child = await launch(args)
    },
    flush: () => flush(port),
    remove: async () => {
      await end('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function flush(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1')
  try {
    await redis.flushall()
  } finally {
    redis.disconnect()
  }
}

function privateSettings(folder: string, port: number): Record<string, string> {
  return {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    pidfile: join(folder, 'redis.pid'),
    save: '',
    appendonly: 'no',
  }
}

function toArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
}

async function launch(args: string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const onExit = () => child.kill('SIGKILL')
  process.once('exit', onExit)
  child.once('exit', () => process.off('exit', onExit))
  const output: string[] = []
  const lines = createInterface({ input: child.stdout })
  const ready = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      output.push(line)
      if (line.includes('Ready to accept connections')) resolve()
    })
  })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`redis-server ended with ${code}:\n${output.slice(-10).join('\n')}`)
  })
  await Promise.race([ready, ended])
  ended.catch(() => undefined) // from now on its end is the test's business
  return child
}
