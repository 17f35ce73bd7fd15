import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { createApiKey, createAuthenticator, createOrganization, roles } from '@sluice/auth'
import { connect, type Database } from '@sluice/database'
import { openQuestions } from '@sluice/recompute'
import { buildApp } from '@sluice/results-api'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { test as base } from '@sluice/test-kit'
import { createInput } from '../src/input.ts'
import { runCli } from '../src/run.ts'

export interface Ended {
  code: number
  out: string
  err: string
}

export interface RunOptions {
  env?: Record<string, string>
  stdin?: string
}

/** The command line in an empty folder, which is also its SLUICE_DATA_DIR. */
export interface Cli {
  folder: string
  /** As a process of its own, through main.ts: a second of start-up, so for a few tests only. */
  spawn(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** In this process: everything but main.ts. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>
  /** Writes a file into its folder. */
  file(name: string, content: string): Promise<string>
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

async function makeCli(): Promise<Cli> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'))
  return {
    folder,
    run: (args, options) => run(folder, args, options),
    spawn: (args, options) => spawnCli(folder, args, options),
    file: async (name, content) => {
      await writeFile(join(folder, name), content)
      return name
    },
  }
}

async function run(folder: string, args: readonly string[], { env = {}, stdin = '' }: RunOptions = {}): Promise<Ended> {
  const printed = { out: '', err: '' }
  const context = {
    env: { SLUICE_DATA_DIR: folder, ...env },
    out: (line: string) => {
      printed.out += `${line}\n`
    },
    err: (line: string) => {
      printed.err += `${line}\n`
    },
    ...createInput({ folder, stdin: Readable.from([stdin]) }),
  }
  return { code: await runCli(context, args), ...printed }
}

/** Nothing of the tests' own environment, so that no setting of this machine decides. */
function spawnCli(cwd: string, args: readonly string[], { env = {}, stdin = '' }: RunOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], { cwd, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
    // A command that reads no input may be gone before it is written.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(stdin)
  })
}

/** A results API on a database of its own, listening, with the organization riverside. */
export interface RunningApi {
  url: string
  /** A key of riverside that may configure. */
  key: string
  admin: Database
}

export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('cli', async ({}, { onCleanup }): Promise<Cli> => {
    const cli = await makeCli()
    onCleanup(() => rm(cli.folder, { recursive: true }))
    return cli
  })
  .extend('api', async ({ database }, { onCleanup }): Promise<RunningApi> => {
    const db = open(database.url)
    const admin = open(database.adminUrl)
    const questions = openQuestions({ databaseUrl: database.url })
    const app = buildApp(
      { name: 'results-api', logger: createLogger({ name: 'test', level: 'silent' }), ready: async () => ({}) },
      {
        db,
        authenticate: createAuthenticator({ db, role: 'sluice_results', cacheMs: 1_000 }),
        hints: { poolIsDirty: () => undefined },
        questions,
        // However long its thread takes to start beside all other tests.
        foretellMs: 120_000,
        sealer: createSealer(['a secret key for tests, of 32 characters']),
        checkResponses: true,
      },
    )
    onCleanup(async () => {
      await app.close()
      await Promise.all([db.destroy(), admin.destroy(), questions.close()])
    })
    await createOrganization(admin, { id: 'riverside', name: 'Riverside', timeZone: 'America/New_York' })
    const { token } = await createApiKey(admin, { orgId: 'riverside', name: 'test', scopes: roles.marketer })
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    return { url, key: token, admin }
  })

function open(url: string): Database {
  return connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })
}
