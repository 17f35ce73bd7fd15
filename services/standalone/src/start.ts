import { isAbsolute, relative } from 'node:path'
import type { Plan } from '@sluice/contracts'
import type { Database } from '@sluice/database'
import { type Installation, openInstallation, removeInstallation } from '@sluice/local-postgres'
import type { HttpApp, Logger, RunningService } from '@sluice/service-kit'
import { hospitals, stores } from '../sample/invented.ts'
import { banner } from './banner.ts'
import type { Settings } from './config.ts'
import { publishConnection } from './connection-file.ts'
import type { Console } from './console.ts'
import { type RunningDatabase, startDatabase } from './database.ts'
import { demoClinic } from './demo-clinic.ts'
import { hasKeys, type Keys, keysFile } from './keys.ts'
import type { LogFile } from './log-file.ts'
import type { Options } from './options.ts'
import { currentPlans } from './plans.ts'
import { requireFreePort } from './port.ts'
import { prepareSample, type SampleRecord } from './prepare-sample.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import { connectServices, startServices } from './services.ts'

export interface StartOptions {
  settings: Settings
  options: Options
  terminal: Console
  logFile: LogFile
  logger: Logger
  service: RunningService
  /** The command that opens an address in a browser; undefined where there is no screen. */
  opener: string | undefined
}

/** PostgreSQL stops within 8 s whatever it does. */
const POSTGRES_STOP_MS = 8_500

/** Brings everything up in order; each part says how it is closed, and closing goes the other way. */
export async function start(context: StartOptions): Promise<void> {
  const { settings, terminal, logFile, service } = context
  service.onClose('terminal', () => terminal.say('Stopped.'))
  service.onClose('log', () => logFile.close())
  await requireFreePort(settings)
  const folder = await openFolder(context)
  const isFirstStart = !hasKeys(folder.path)
  const secrets = await readSecrets(folder.path)
  terminal.say(isFirstStart ? 'Creating the database …' : 'Starting the database …')
  const database = await runDatabase(context, folder, secrets)
  // Only now is it sure that no other process runs on this folder.
  logFile.open(folder.path)
  const db = connectServices(servicesOptions(context, database, secrets))
  if (isFirstStart) terminal.say('Loading the sample organization …')
  const { keys, sample } = await prepareSample({ folder: folder.path, adminUrl: database.adminUrl, db })
  const { app, plans } = await runServices(context, db, database, secrets, keys)
  await publishConnection(
    folder.path,
    { url: localUrlOf(settings), database, redisUrl: settings.REDIS_URL },
    service.onClose,
  )
  await showBanner(context, { folder, database, app, plans, keys, sample, isFirstStart })
  service.onClose('farewell', () => terminal.say('\nStopping … The data is kept: `npm start` goes on with it.'))
}

async function openFolder({ settings, options, terminal }: StartOptions): Promise<Installation> {
  if (options.fresh && settings.DATABASE_URL !== undefined)
    throw new Error(
      '--fresh removes the embedded database, but DATABASE_URL names another one. Empty that one yourself.',
    )
  if (options.fresh) {
    await removeInstallation(settings.SLUICE_DATA_DIR)
    terminal.say(`Removed all data in ${settings.SLUICE_DATA_DIR}.`)
  }
  const folder = await openInstallation(settings.SLUICE_DATA_DIR)
  if (relative(folder.path, folder.databaseDir).startsWith('..'))
    terminal.say(
      `As root, PostgreSQL runs as the user "postgres", which may not enter ${folder.path}.\n` +
        `The database is in ${folder.databaseDir}; SLUICE_DATA_DIR moves everything elsewhere.`,
    )
  return folder
}

async function runDatabase(
  { settings, logger, service }: StartOptions,
  { databaseDir }: Installation,
  { databasePassword }: Secrets,
): Promise<RunningDatabase> {
  const database = await startDatabase({
    givenUrl: settings.DATABASE_URL,
    databaseDir,
    password: databasePassword,
    log: (line) => logger.info(line),
    warn: (text) => logger.warn(text),
  })
  service.onClose('postgres', () => database.stop(), POSTGRES_STOP_MS)
  void database.lost.then((how) => service.fail(new Error(givenUp(settings.SLUICE_DATA_DIR, how))))
  return database
}

function givenUp(folder: string, how: string): string {
  return `PostgreSQL keeps ending by itself (${how}). The data is kept; ${folder}/sluice.log says more. Then: npm start`
}

function servicesOptions({ settings, logger, service }: StartOptions, { url }: RunningDatabase, secrets: Secrets) {
  const secretKeys = settings.SLUICE_SECRET_KEYS ?? secrets.secretKeys
  const keyHint = `The sample organization’s key is the one called “admin” in ${shortPath(keysFile(settings.SLUICE_DATA_DIR))}.`
  return { settings, databaseUrl: url, secretKeys, keyHint, logger, service }
}

async function runServices(
  context: StartOptions,
  db: Database,
  database: RunningDatabase,
  secrets: Secrets,
  keys: Keys,
): Promise<{ app: HttpApp; plans: Plan[] }> {
  const { HOST: host, PORT: port } = context.settings
  const app = await startServices(db, servicesOptions(context, database, secrets))
  await app.listen({ host, port })
  return { app, plans: await currentPlans(app, keys.results, [hospitals.poolId, stores.poolId]) }
}

/** How browsers reach us. */
function urlOf(settings: Settings): string {
  return settings.PUBLIC_URL ?? localUrlOf(settings)
}

/** How a program on this machine reaches us. */
function localUrlOf({ HOST, PORT }: Settings): string {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(HOST)
  return `http://${isHere ? 'localhost' : HOST}:${PORT}`
}

interface Started {
  folder: Installation
  database: RunningDatabase
  app: HttpApp
  plans: Plan[]
  keys: Keys
  sample: SampleRecord
  isFirstStart: boolean
}

async function showBanner({ settings, terminal, opener }: StartOptions, started: Started): Promise<void> {
  const { folder, database, app, plans, keys, sample, isFirstStart } = started
  const storePlan = plans.find(({ poolId }) => poolId === stores.poolId)
  terminal.say(
    banner({
      url: urlOf(settings),
      folder: shortPath(folder.path),
      queue: settings.REDIS_URL ? 'Redis' : 'PostgreSQL',
      database: whereIs(settings, database),
      plans,
      keys,
      clinic: storePlan && (await demoClinic(app, keys.config, storePlan)),
      loadedAt: sample.loadedAt,
      isFirstStart,
      opener,
    }),
  )
}

function whereIs(settings: Settings, { adminUrl }: RunningDatabase): string {
  const { hostname, port } = new URL(adminUrl)
  return `${settings.DATABASE_URL ? 'yours' : 'embedded'}, on ${hostname}:${port || 5432}`
}

function shortPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
