import { createRefusalLog, noteDashboardAct } from '@sluice/audit'
import { createAuthenticator, createKeyReader } from '@sluice/auth'
import { connect, isAnswering, waitForDatabase } from '@sluice/database'
import { createQueueConnection, type OpenQueues, openQueues } from '@sluice/queue'
import { createLogger, createMetrics, openTracing, runService, settingsOrExit } from '@sluice/service-kit'
import { buildApp, LOGIN_ACTION } from './app.ts'
import { settingsSchema } from './config.ts'
import { createEndedSessions } from './ended-sessions.ts'

/** How long at most a revoked key's session goes on. */
const KEY_CACHE_MS = 5_000

const settings = settingsOrExit(settingsSchema, process.env)
const logger = createLogger({ name: 'dashboard', level: settings.LOG_LEVEL })

runService({ logger }, async ({ signal, onClose }) => {
  const tracing = await openTracing({ settings, service: 'dashboard', logger })
  // Closed last, so that what the others still do is noted.
  onClose('tracing', () => tracing?.close())
  const { DATABASE_URL: databaseUrl } = settings
  const db = connect({
    url: databaseUrl,
    applicationName: 'sluice-dashboard',
    maxConnections: 4,
    onError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
  })
  onClose('database', () => db.destroy())
  const started: { queues: OpenQueues | null } = { queues: null }
  const currentQueues = () => started.queues?.current() ?? []
  const keys = { db, role: 'sluice_results', cacheMs: KEY_CACHE_MS } as const
  const metrics = createMetrics()
  const refusals = createRefusalLog({ db, role: 'sluice_results', service: 'dashboard', metrics })
  onClose('refusals', () => refusals.close())
  const server = {
    name: 'dashboard',
    logger,
    metrics,
    tracing,
    trustProxy: settings.TRUST_PROXY,
    ready: async () => ({ database: await isAnswering(db), queue: currentQueues().length > 0 }),
  }
  const app = buildApp(server, {
    queues: currentQueues,
    readOnly: settings.DASHBOARD_READ_ONLY,
    authenticate: createAuthenticator({
      ...keys,
      onRefused: (key, reason) => refusals.note(key, reason, LOGIN_ACTION),
    }),
    noteAct: (principal, act, requestId) => noteDashboardAct(db, principal, act, requestId),
    refusals,
    endedSessions: createEndedSessions(db),
    findKey: createKeyReader(keys),
    secretKeys: settings.SLUICE_SECRET_KEYS,
    publicUrl: settings.PUBLIC_URL,
  })
  onClose('http', () => app.close(), 5_000)

  // Listens first: a process that waits for its database can be seen to wait.
  await app.listen({ host: settings.HOST, port: settings.PORT })
  await waitForDatabase({ url: databaseUrl, log: (line) => logger.info(line), signal })
  const queue = createQueueConnection(
    { redisUrl: settings.REDIS_URL, redisCluster: settings.REDIS_CLUSTER, databaseUrl },
    (error, repeated) => logger.warn({ err: error, repeated }, 'the queue does not answer'),
  )
  const queues = openQueues(queue)
  onClose('queues', () => queues.close())
  started.queues = queues
  logger.info('ready')
})
