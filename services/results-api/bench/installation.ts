import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey, createAuthenticator, createOrganization, roles } from '@sluice/auth'
import { connect, type Database, grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { migrateQueue } from '@sluice/queue'
import { type AnsweringThreads, openQuestions } from '@sluice/recompute'
import { createSealer } from '@sluice/secrets'
import { createLogger, type HttpApp } from '@sluice/service-kit'
import { buildApp } from '../src/app.ts'

export interface Installation {
  app: HttpApp
  /** With the rights that services have. */
  db: Database
  databaseUrl: string
  /** A marketer's key of the organization `bench`. */
  token: string
}

/** The results API on a PostgreSQL of its own, for as long as `work` takes. Says first on what machine. */
export async function withInstallation(work: (installation: Installation) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755)
  const postgres = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
  try {
    process.stdout.write(`${cpus().length} × ${cpus()[0]?.model}, node ${process.version}\n`)
    await withApp(postgres.adminUrl, work)
  } finally {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function withApp(adminUrl: string, work: (installation: Installation) => Promise<void>): Promise<void> {
  const url = new URL(adminUrl)
  await migrate({ adminUrl, log: () => undefined })
  await migrateQueue({ adminUrl, log: () => undefined })
  await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
  Object.assign(url, { username: 'bench', password: 'bench' })
  const options = { applicationName: 'bench', maxConnections: 4, onError: () => undefined }
  const admin = connect({ url: adminUrl, ...options })
  const db = connect({ url: url.href, ...options, queryTimeoutMs: 60_000 })
  const questions = openQuestions({ databaseUrl: url.href })
  const app = buildApi(db, questions)
  try {
    await createOrganization(admin, { id: 'bench', name: 'Bench', timeZone: 'UTC' })
    const { token } = await createApiKey(admin, { orgId: 'bench', name: 'bench', scopes: roles.marketer })
    await work({ app, db, databaseUrl: url.href, token })
  } finally {
    await app.close()
    await Promise.all([db.destroy(), admin.destroy(), questions.close()])
  }
}

function buildApi(db: Database, questions: AnsweringThreads): HttpApp {
  const logger = createLogger({ name: 'bench', level: 'silent' })
  return buildApp(
    { name: 'results-api', logger, ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_results', cacheMs: 60_000 }),
      hints: { poolIsDirty: () => undefined },
      questions,
      sealer: createSealer(['a secret key for tests, of 32 characters']),
    },
  )
}
