// The four services on one server and in one process, each as its own package makes it.
import { createRefusalLog, noteDashboardAct } from '@sluice/audit'
import { createAuthenticator, createKeyReader, KeyChanges } from '@sluice/auth'
import { createEndedSessions, LOGIN_ACTION, registerDashboard } from '@sluice/dashboard'
import { connect, type Database, isAnswering } from '@sluice/database'
import { registerIngestRoutes } from '@sluice/ingest-api'
import { createLimits, sharedCounts } from '@sluice/limits'
import { connectRedis, createHintSender, createQueueConnection, openQueues } from '@sluice/queue'
import { openQuestions } from '@sluice/recompute'
import { registerResultsRoutes } from '@sluice/results-api'
import { createSealer } from '@sluice/secrets'
import {
  createHttpServer,
  createMetrics,
  type HttpApp,
  type Logger,
  openTracing,
  type RunningService,
} from '@sluice/service-kit'
import { connectionsFor, startWorker } from '@sluice/worker'
import type { Settings } from './config.ts'

export interface ServicesOptions {
  settings: Settings
  /** Address of the database, with the services' login. */
  databaseUrl: string
  secretKeys: readonly string[]
  /** Where the login page says a key can be found. */
  keyHint: string
  logger: Logger
  service: RunningService
}

/** The longest a revoked key still works. */
const KEY_CACHE_MS = 5_000
/** For requests, beside the worker's. */
const REQUEST_CONNECTIONS = 8

/** Connects the services' database login. */
export function connectServices(options: ServicesOptions): Database {
  const db = connect({
    url: options.databaseUrl,
    applicationName: 'sluice',
    maxConnections: connectionsFor(options.settings.WORKER_CONCURRENCY) + REQUEST_CONNECTIONS,
    onError: warner(options, 'a database connection was lost'),
  })
  options.service.onClose('database', () => db.destroy())
  return db
}

/** Starts the worker and returns the server with everybody's routes; the caller listens. */
export async function startServices(db: Database, options: ServicesOptions): Promise<HttpApp> {
  const { settings, databaseUrl, logger } = options
  const { onClose } = options.service
  const tracing = await openTracing({ settings, service: 'standalone', logger })
  // Closed after the worker and the server, so that what they still do is noted.
  onClose('tracing', () => tracing?.close())
  const queue = createQueueConnection(
    { databaseUrl, redisUrl: settings.REDIS_URL, redisCluster: settings.REDIS_CLUSTER },
    warner(options, 'the queue does not answer'),
  )
  const metrics = createMetrics()
  const hints = createHintSender(queue)
  onClose('hints', () => hints.close())
  const sealer = createSealer(options.secretKeys)
  const worker = await startWorker({
    ...{ db, queue, logger, metrics, tracing },
    concurrency: settings.WORKER_CONCURRENCY,
    allowedNetworks: settings.OUTBOUND_ALLOWED_NETWORKS,
    unusedStateDays: settings.UNUSED_STATE_DAYS,
    actualsDays: settings.ACTUALS_DAYS,
    sealer,
  })
  onClose('worker', () => worker.close(), 6_000)
  // What lags from before (at the first start: everything) is computed now, not at the first sweep.
  await worker.drainOnce()
  const queues = openQueues(queue)
  onClose('queues', () => queues.close())
  const keyLimits = { requestsPerMinute: settings.REQUESTS_PER_MINUTE, requestsPerDay: settings.REQUESTS_PER_DAY }
  const limits = createLimits({
    keys: keyLimits,
    guessesPerMinute: settings.KEY_GUESSES_PER_MINUTE,
    shared: sharedCounts(settings, connectRedis, warner(options, 'limits are not shared: Redis does not answer')),
    metrics,
  })
  onClose('limits', () => limits.close())
  const refusals = createRefusalLog({ db, role: 'sluice_results', service: 'sluice', metrics })
  onClose('refusals', () => refusals.close())
  const app = createHttpServer({
    name: 'standalone',
    logger,
    metrics,
    tracing,
    trustProxy: settings.TRUST_PROXY,
    corsOrigins: settings.CORS_ORIGINS,
    ready: async () => ({ database: await isAnswering(db) }),
  })
  onClose('http', () => app.close(), 5_000)
  const questions = openQuestions({ databaseUrl })
  onClose('questions', () => questions.close())
  const publicUrl = settings.PUBLIC_URL
  const changes = new KeyChanges()
  const authenticate = (role: 'sluice_ingest' | 'sluice_results', action?: string) =>
    createAuthenticator({
      db,
      role,
      cacheMs: KEY_CACHE_MS,
      changes,
      onRefused: (key, reason) => refusals.note(key, reason, action),
    })
  const numericIdSources = settings.NUMERIC_ID_SOURCES
  registerIngestRoutes(app, {
    db,
    authenticate: authenticate('sluice_ingest'),
    limits,
    refusals,
    hints,
    sealer,
    metrics,
    tracing,
    numericIdSources,
  })
  registerResultsRoutes(app, {
    db,
    authenticate: authenticate('sluice_results'),
    hints,
    questions,
    sealer,
    allowedNetworks: settings.OUTBOUND_ALLOWED_NETWORKS,
    publicUrl,
    keyChanges: changes,
    keyLimits,
    limits,
    refusals,
  })
  registerDashboard(app, {
    queues: queues.current,
    readOnly: settings.DASHBOARD_READ_ONLY,
    authenticate: authenticate('sluice_results', LOGIN_ACTION),
    noteAct: (principal, act, requestId) => noteDashboardAct(db, principal, act, requestId),
    refusals,
    endedSessions: createEndedSessions(db),
    findKey: createKeyReader({ db, role: 'sluice_results', cacheMs: KEY_CACHE_MS, changes }),
    secretKeys: options.secretKeys,
    publicUrl,
    keyHint: options.keyHint,
  })
  return app
}

/** While everything is being closed a connection that breaks is no news. */
function warner({ logger, service }: ServicesOptions, what: string): (error: Error) => void {
  return (error) => {
    if (!service.signal.aborted) logger.warn({ err: error }, what)
  }
}
