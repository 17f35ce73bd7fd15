import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiKey, createAuthenticator, createOrganization, roles } from '@sluice/auth'
import { connect, type Database, grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { createLogger, type HttpApp } from '@sluice/service-kit'
import { buildApp } from '../src/app.ts'

/** How long PUT of a large pool takes, through the whole route, on a PostgreSQL of its own. `node bench/put-pool.ts [cells]` */
const CELLS = Number(process.argv[2] ?? 10_000)

const location = { name: 'Clinic', timeZone: 'America/New_York' }
const serviceLine = {
  name: 'Orthodontics',
  typicalWaitDays: 18,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 480_000,
  marginShare: 0.42,
  priorCostPerBookingMinor: 9_500,
  priorKappa: 1.5,
}

function makePool(changedCell = -1) {
  return {
    name: 'Large',
    currency: 'USD',
    timeZone: 'America/New_York',
    period: { kind: 'month', budgetMinor: 1_500_000_000 },
    groups: Array.from({ length: 50 }, (_, index) => ({ id: `g${index}`, name: `Group ${index}` })),
    cells: Array.from({ length: CELLS }, (_, index) => ({
      id: `cell-${index}`,
      locationId: `clinic-${Math.floor(index / 4) % 100}`,
      serviceLine: 'ortho',
      channel: `channel-${(index % 4) + 4 * Math.floor(index / 400)}`,
      groupId: `g${index % 50}`,
      baselineDailyBudgetMinor: index === changedCell ? 1 : 4_000,
    })),
  }
}

async function timed(label: string, work: () => Promise<number>): Promise<void> {
  const before = performance.now()
  const status = await work()
  process.stdout.write(`${label.padEnd(34)} ${status}  ${Math.round(performance.now() - before)} ms\n`)
}

async function measure(app: HttpApp, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const put = async (url: string, payload: object) =>
    (await app.inject({ method: 'PUT', url, headers, payload })).statusCode
  const get = async (url: string) => (await app.inject({ method: 'GET', url, headers })).statusCode
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  const { id: _, ...cell } = makePool().cells[0] ?? { id: '' }
  await timed(`PUT a new pool of ${CELLS} cells`, () => put('/v1/pools/large', makePool()))
  await timed('PUT the same again', () => put('/v1/pools/large', makePool()))
  await timed('PUT with one cell changed', () => put('/v1/pools/large', makePool(7)))
  await timed('PUT of one cell', () => put('/v1/pools/large/cells/cell-0', { ...cell, baselineDailyBudgetMinor: 9 }))
  await timed('GET the pool', () => get('/v1/pools/large'))
}

function buildApi(db: Database): HttpApp {
  const logger = createLogger({ name: 'bench', level: 'silent' })
  return buildApp(
    { name: 'results-api', logger, ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_results', cacheMs: 60_000 }),
      hints: { poolIsDirty: () => undefined },
    },
  )
}

const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
// As root the server runs as another user, who must be able to enter.
await chmod(folder, 0o755)
const postgres = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
try {
  const { adminUrl } = postgres
  const url = new URL(adminUrl)
  await migrate({ adminUrl, log: () => undefined })
  await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
  Object.assign(url, { username: 'bench', password: 'bench' })
  const options = { applicationName: 'bench', maxConnections: 4, onError: () => undefined }
  const admin = connect({ url: adminUrl, ...options })
  const db = connect({ url: url.href, ...options })
  await createOrganization(admin, { id: 'bench', name: 'Bench', timeZone: 'UTC' })
  const { token } = await createApiKey(admin, { orgId: 'bench', name: 'bench', scopes: roles.marketer })
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model}, node ${process.version}\n`)
  const app = buildApi(db)
  await measure(app, token)
  await app.close()
  await Promise.all([db.destroy(), admin.destroy()])
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
