import { createAuthenticator, createKeyReader } from '@sluice/auth'
import { connect, isAnswering, waitForDatabase } from '@sluice/database'
import { createQueueConnection, openQueues } from '@sluice/queue'
import { createLogger, readSettings, runService } from '@sluice/service-kit'
import { buildApp } from './app.ts'
import { settings } from './config.ts'

/** The longest a revoked key's session goes on. */
const KEY_CACHE_MS = 5_000

const env = readSettings(settings, process.env)
const logger = createLogger({ name: 'dashboard', level: env.LOG_LEVEL })

runService({ logger }, async ({ signal, onClose }) => {
  await waitForDatabase({ url: env.DATABASE_URL, log: (line) => logger.info(line), signal })
  const onError = (error: Error) => logger.warn({ err: error }, 'connection lost')
  const db = connect({ url: env.DATABASE_URL, applicationName: 'sluice-dashboard', maxConnections: 4, onError })
  onClose('database', () => db.destroy())
  const queues = openQueues(
    createQueueConnection(
      { databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL, redisCluster: env.REDIS_CLUSTER },
      onError,
    ),
  )
  onClose('queues', () => queues.close())
  const keys = { db, role: 'sluice_results', cacheMs: KEY_CACHE_MS } as const
  const app = buildApp(
    {
      name: 'dashboard',
      logger,
      trustProxy: env.TRUST_PROXY,
      ready: async () => ({ database: await isAnswering(db), queue: queues.current().length > 0 }),
    },
    {
      queues: queues.current,
      readOnly: env.DASHBOARD_READ_ONLY,
      authenticate: createAuthenticator(keys),
      findKey: createKeyReader(keys),
      secretKeys: env.SLUICE_SECRET_KEYS,
      publicUrl: env.PUBLIC_URL,
    },
  )
  onClose('http', () => app.close())
  await app.listen({ host: env.HOST, port: env.PORT })
})
