// A service for run-service.test.ts: MODE says how it behaves.
import { setTimeout as wait } from 'node:timers/promises'
import { createHttpServer, createLogger, runService } from '../src/index.ts'

const logger = createLogger({ name: 'small', level: 'info' })
const mode = process.env.MODE ?? 'plain'

runService({ logger, totalDeadlineMs: 4_000 }, async ({ signal, onClose, fail }) => {
  onClose('first opened', () => logger.info('closed first opened'))
  if (mode === 'failing step') onClose('failing', () => Promise.reject(new Error('cannot close')))
  if (mode === 'hanging step') onClose('hanging', () => new Promise(() => undefined), 200)
  if (mode === 'hanging for ever') onClose('hanging', () => new Promise(() => undefined), 60_000)

  const counts = { handled: 0 }
  const state = { ready: false }
  const app = createHttpServer({ name: 'small', logger, ready: async () => state, drainMs: 200 })
  app.get('/slow', async () => {
    await wait(50)
    counts.handled += 1
    return 'done'
  })
  onClose('http', async () => {
    await app.close()
    logger.info(counts, 'closed http')
  })
  await app.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT) })

  logger.info('starting')
  if (mode === 'waits obediently') await wait(60_000, undefined, { signal })
  if (mode === 'waits deaf') await new Promise(() => setInterval(() => undefined, 1_000))
  if (mode === 'cannot start') throw new Error('nothing works')
  if (mode === 'cannot go on') setTimeout(() => fail(new Error('nothing works')), 1)
  if (mode === 'unhandled rejection') void Promise.reject(new Error('forgotten'))
  if (mode === 'uncaught exception') setTimeout(() => JSON.parse('{'), 1)
  state.ready = true
  logger.info('ready')
})
