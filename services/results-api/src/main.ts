import { createRefusalLog } from '@sluice/audit'
import { createAuthenticator, KeyChanges } from '@sluice/auth'
import { connect, isAnswering, waitForDatabase } from '@sluice/database'
import { createLimits, sharedCounts } from '@sluice/limits'
import { connectRedis, createHintSender, createQueueConnection, type HintSender } from '@sluice/queue'
import { openQuestions } from '@sluice/recompute'
import { createSealer } from '@sluice/secrets'
import { createLogger, createMetrics, openTracing, runService, settingsOrExit } from '@sluice/service-kit'
import { buildApp } from './app.ts'
import { settingsSchema } from './config.ts'

const settings = settingsOrExit(settingsSchema, process.env)
const logger = createLogger({ name: 'results-api', level: settings.LOG_LEVEL })

runService({ logger }, async ({ signal, onClose }) => {
  const tracing = await openTracing({ settings, service: 'results-api', logger })
  // Closed last, so that what the others still do is noted.
  onClose('tracing', () => tracing?.close())
  const db = connect({
    url: settings.DATABASE_URL,
    applicationName: 'sluice-results-api',
    maxConnections: 10,
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  })
  onClose('database', () => db.destroy())

  const queue = createQueueConnection(
    { redisUrl: settings.REDIS_URL, redisCluster: settings.REDIS_CLUSTER, databaseUrl: settings.DATABASE_URL },
    (error) => logger.warn({ err: error }, 'the queue does not answer'),
  )
  const started: { hints: HintSender | null } = { hints: null }
  // Closed after the server, so that the last changes and decisions are hinted too.
  onClose('hints', () => started.hints?.close())
  const questions = openQuestions({ databaseUrl: settings.DATABASE_URL })
  onClose('questions', () => questions.close())

  const metrics = createMetrics()
  const keyChanges = new KeyChanges()
  const limits = createLimits({
    keys: { requestsPerMinute: settings.REQUESTS_PER_MINUTE, requestsPerDay: settings.REQUESTS_PER_DAY },
    guessesPerMinute: settings.KEY_GUESSES_PER_MINUTE,
    shared: sharedCounts(settings, connectRedis, (error) =>
      logger.warn({ err: error }, 'limits are not shared: Redis does not answer'),
    ),
    metrics,
  })
  onClose('limits', () => limits.close())
  const refusals = createRefusalLog({ db, role: 'sluice_results', service: 'results-api', metrics })
  onClose('refusals', () => refusals.close())
  const app = buildApp(
    {
      name: 'results-api',
      logger,
      metrics,
      tracing,
      trustProxy: settings.TRUST_PROXY,
      corsOrigins: settings.CORS_ORIGINS,
      drainMs: 300,
      ready: async () => ({ started: started.hints !== null, database: await isAnswering(db) }),
    },
    {
      db,
      authenticate: createAuthenticator({
        db,
        role: 'sluice_results',
        cacheMs: 5_000,
        changes: keyChanges,
        onRefused: refusals.note,
      }),
      limits,
      refusals,
      keyLimits: { requestsPerMinute: settings.REQUESTS_PER_MINUTE, requestsPerDay: settings.REQUESTS_PER_DAY },
      keyChanges,
      hints: { poolIsDirty: (pool) => started.hints?.poolIsDirty(pool) },
      questions,
      sealer: createSealer(settings.SLUICE_SECRET_KEYS),
      allowedNetworks: settings.OUTBOUND_ALLOWED_NETWORKS,
      publicUrl: settings.PUBLIC_URL,
    },
  )
  onClose('http', () => app.close(), 5_000)

  // Listens first: a process that waits for its database can be seen to wait.
  await app.listen({ host: settings.HOST, port: settings.PORT })
  await waitForDatabase({ url: settings.DATABASE_URL, log: (line) => logger.info(line), signal })
  started.hints = createHintSender(queue)
  logger.info('ready')
})
