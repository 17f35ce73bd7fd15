// The service in a process of its own: as its main.ts makes it, but that how it groups can be said. Hints go nowhere.
import { createAuthenticator } from '@sluice/auth'
import { connect } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { createLogger, makeObjectsYoung } from '@sluice/service-kit'
import { buildApp, type IngestDeps } from '../src/app.ts'
import { answerParent } from './messages.ts'

export interface ServerSetup {
  url: string
  grouping: NonNullable<IngestDeps['grouping']>
}

/** What the process has used since it started. */
export interface ServerUse {
  address: string
  cpuMs: number
  rssBytes: number
}

makeObjectsYoung()
await answerParent<ServerSetup, 'use'>(async ({ url, grouping }) => {
  const db = connect({ url, applicationName: 'sluice-ingest-api', maxConnections: 10, onError: () => undefined })
  const app = buildApp(
    { name: 'ingest-api', logger: createLogger({ name: 'bench', level: 'warn' }), ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 5_000 }),
      hints: { poolIsDirty: () => undefined },
      sealer: createSealer(['a secret key for benchmarks, of 40 letters']),
      grouping,
    },
  )
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = async (): Promise<ServerUse> => {
    const { user, system } = process.cpuUsage()
    return { address, cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage().rss }
  }
  const close = async () => {
    await app.close()
    await db.destroy()
  }
  return { answer, close }
})
