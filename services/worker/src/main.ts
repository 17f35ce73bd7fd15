import { connect, isAnswering, waitForDatabase } from '@sluice/database'
import { createQueueConnection } from '@sluice/queue'
import { createSealer } from '@sluice/secrets'
import {
  createHttpServer,
  createLogger,
  createMetrics,
  openTracing,
  runService,
  settingsOrExit,
} from '@sluice/service-kit'
import { settingsSchema } from './config.ts'
import { connectionsFor, type RunningWorker, startWorker } from './worker.ts'

const settings = settingsOrExit(settingsSchema, process.env)
const logger = createLogger({ name: 'worker', level: settings.LOG_LEVEL })

runService({ logger }, async ({ signal, onClose }) => {
  const tracing = await openTracing({ settings, service: 'worker', logger })
  // Closed last, so that what the others still do is noted.
  onClose('tracing', () => tracing?.close())
  const {
    DATABASE_URL: databaseUrl,
    WORKER_CONCURRENCY: concurrency,
    OUTBOUND_ALLOWED_NETWORKS: allowedNetworks,
    UNUSED_STATE_DAYS,
    ACTUALS_DAYS,
  } = settings
  const metrics = createMetrics()
  const db = connect({
    url: databaseUrl,
    applicationName: 'sluice-worker',
    maxConnections: connectionsFor(concurrency),
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  })
  onClose('database', () => db.destroy())
  const started: { worker: RunningWorker | null } = { worker: null }
  const app = createHttpServer({
    name: 'worker',
    logger,
    metrics,
    tracing,
    ready: async () => ({ started: started.worker !== null, database: await isAnswering(db) }),
  })
  onClose('http', () => app.close())

  // Listens first: a process that waits for its database can be seen to wait.
  await app.listen({ host: settings.HOST, port: settings.PORT })
  await waitForDatabase({ url: databaseUrl, log: (line) => logger.info(line), signal })
  const queue = createQueueConnection(
    { redisUrl: settings.REDIS_URL, redisCluster: settings.REDIS_CLUSTER, databaseUrl },
    (error, repeated) => logger.warn({ err: error, repeated }, 'the queue does not answer'),
  )
  const sealer = createSealer(settings.SLUICE_SECRET_KEYS)
  const worker = await startWorker({
    ...{ db, queue, logger, metrics, tracing, concurrency, allowedNetworks, sealer },
    unusedStateDays: UNUSED_STATE_DAYS,
    actualsDays: ACTUALS_DAYS,
  })
  onClose('worker', () => worker.close(), 6_000)
  started.worker = worker
  logger.info('ready')
})
