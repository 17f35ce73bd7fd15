import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { copyCluster } from '@sluice/test-kit/cluster-template'
import { makeTemporaryFolder } from '@sluice/test-kit/temporary-folder'
import pg from 'pg'
import { test as base, expect } from 'vitest'
import { type LocalPostgres, type LocalPostgresOptions, startLocalPostgres } from '../src/index.ts'
import { describeProcess } from '../src/processes.ts'

type Start = (options?: Partial<LocalPostgresOptions>) => Promise<LocalPostgres>

export interface Launcher {
  process: ChildProcess
  pid: number
  port: number
}

/**
 * `dataDir` in a temporary folder, where there is nothing yet, and `start` on it; servers still running at the end are stopped,
 * `log` holds all lines.
 */
export const testFromNothing = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('dataDir', async ({}, { onCleanup }) => {
    const folder = await makeTemporaryFolder()
    onCleanup(() => rm(folder, { recursive: true, force: true }))
    return join(folder, 'postgres')
  })
  .extend('log', (): string[] => [])
  .extend('start', async ({ dataDir, log }, { onCleanup }): Promise<Start> => {
    const started: LocalPostgres[] = []
    onCleanup(async () => {
      await Promise.all(started.map((server) => server.stop()))
    })
    return async (options = {}) => {
      const settings = { fsync: 'off', ...options.settings }
      const server = await startLocalPostgres({ dataDir, log: (line) => log.push(line), ...options, settings })
      started.push(server)
      return server
    }
  })
  .extend('launch', async ({ dataDir }, { onCleanup }): Promise<() => Promise<Launcher>> => {
    const launched: Launcher[] = []
    onCleanup(() => {
      for (const { process: child, pid } of launched) {
        child.kill('SIGKILL')
        if (describeProcess(pid)?.command.includes(dataDir)) process.kill(pid, 'SIGQUIT')
      }
    })
    return async () => {
      const launcher = await launch(dataDir)
      launched.push(launcher)
      return launcher
    }
  })

/** The same with data that a server has left, where the run has some: initdb costs more than all else that is tested. */
export const test = testFromNothing.extend('dataDir', async ({ dataDir }): Promise<string> => {
  await copyCluster(dataDir)
  return dataDir
})

async function launch(dataDir: string): Promise<Launcher> {
  const script = fileURLToPath(new URL('./launcher.ts', import.meta.url))
  // A process group of its own, as a program started in a terminal has.
  const child = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['null'])])
  const answer = JSON.parse(line)
  if (answer === null) throw new Error('the launcher ended before its server was up')
  return { process: child, ...answer }
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit')
  child.kill(signal)
  await exit
}

/** Runs statements on a new connection; rows of the last one. */
export async function query(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** A connection in the middle of a long statement; `end` settles with how that ended. */
export async function occupy(url: string, statement: string): Promise<{ end: Promise<string> }> {
  const end = query(url, statement).then(
    () => 'finished',
    (error: Error) => error.message,
  )
  const active = "select query from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
  await expect.poll(() => query(url, active)).toEqual([{ query: statement }])
  return { end }
}
