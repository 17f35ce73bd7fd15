import { createRefusalLog } from '@sluice/audit'
import { createAuthenticator } from '@sluice/auth'
import { connect, ensureEventPartitions, isAnswering, waitForDatabase } from '@sluice/database'
import { createLimits, sharedCounts } from '@sluice/limits'
import { connectRedis, createHintSender, createQueueConnection, type HintSender } from '@sluice/queue'
import { createSealer } from '@sluice/secrets'
import {
  createLogger,
  createMetrics,
  makeObjectsYoung,
  openTracing,
  runService,
  settingsOrExit,
} from '@sluice/service-kit'
import { buildApp } from './app.ts'
import { settingsSchema } from './config.ts'

const settings = settingsOrExit(settingsSchema, process.env)
const logger = createLogger({ name: 'ingest-api', level: settings.LOG_LEVEL })
makeObjectsYoung()

runService({ logger }, async ({ signal, onClose }) => {
  const tracing = await openTracing({ settings, service: 'ingest-api', logger })
  // Closed last, so that what the others still do is noted.
  onClose('tracing', () => tracing?.close())
  const db = connect({
    url: settings.DATABASE_URL,
    applicationName: 'sluice-ingest-api',
    maxConnections: settings.DATABASE_CONNECTIONS,
    // Better to send a sender away for a moment than to keep it waiting.
    queryTimeoutMs: 5_000,
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  })
  onClose('database', () => db.destroy())

  const queue = createQueueConnection(
    { redisUrl: settings.REDIS_URL, redisCluster: settings.REDIS_CLUSTER, databaseUrl: settings.DATABASE_URL },
    (error) => logger.warn({ err: error }, 'the queue does not answer'),
  )
  const started: { hints: HintSender | null } = { hints: null }
  // Closed after the server, so that the last events stored are hinted too.
  onClose('hints', () => started.hints?.close())

  const metrics = createMetrics()
  const limits = createLimits({
    keys: { requestsPerMinute: settings.REQUESTS_PER_MINUTE, requestsPerDay: settings.REQUESTS_PER_DAY },
    guessesPerMinute: settings.KEY_GUESSES_PER_MINUTE,
    shared: sharedCounts(settings, connectRedis, (error) =>
      logger.warn({ err: error }, 'limits are not shared: Redis does not answer'),
    ),
    metrics,
  })
  onClose('limits', () => limits.close())
  const refusals = createRefusalLog({ db, role: 'sluice_ingest', service: 'ingest-api', metrics })
  onClose('refusals', () => refusals.close())
  const app = buildApp(
    {
      name: 'ingest-api',
      logger,
      metrics,
      tracing,
      trustProxy: settings.TRUST_PROXY,
      corsOrigins: settings.CORS_ORIGINS,
      drainMs: 300,
      maxConnections: 4_096,
      ready: async () => ({ started: started.hints !== null, database: await isAnswering(db) }),
    },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 5_000, onRefused: refusals.note }),
      limits,
      refusals,
      hints: { poolIsDirty: (pool) => started.hints?.poolIsDirty(pool) },
      sealer: createSealer(settings.SLUICE_SECRET_KEYS),
      metrics,
      tracing,
      numericIdSources: settings.NUMERIC_ID_SOURCES,
    },
  )
  onClose('http', () => app.close(), 5_000)

  // Listens first: a process that waits for its database can be seen to wait.
  await app.listen({ host: settings.HOST, port: settings.PORT })
  await waitForDatabase({ url: settings.DATABASE_URL, log: (line) => logger.info(line), signal })
  // The worker's business; but where it was off for months, this month's events should find their partition.
  await ensureEventPartitions(db, 3, 'sluice_ingest').catch((error: unknown) => {
    logger.warn({ err: error }, 'the partitions of the log could not be made; the worker will')
  })
  started.hints = createHintSender(queue)
  logger.info('ready')
})
