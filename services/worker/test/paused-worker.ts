// A worker that stops for ever between deciding and publishing, and says so: something to kill in the middle.
import { connect } from '@sluice/database'
import { createQueueConnection, migrateQueue } from '@sluice/queue'
import { createLogger, createMetrics } from '@sluice/service-kit'
import { connectionsFor, startWorker } from '../src/worker.ts'

const { DATABASE_URL: url = '', ADMIN_URL: adminUrl = '' } = process.env
await migrateQueue({ adminUrl, log: () => undefined })
await startWorker({
  db: connect({ url, applicationName: 'test', maxConnections: connectionsFor(1), onError: () => undefined }),
  queue: createQueueConnection({ databaseUrl: url }, () => undefined),
  logger: createLogger({ name: 'paused-worker', level: 'silent' }),
  metrics: createMetrics(),
  concurrency: 1,
  unusedStateDays: 35,
  actualsDays: 1_200,
  recompute: {
    beforePublish: () => {
      process.stdout.write('paused\n')
      return new Promise(() => undefined)
    },
  },
})
