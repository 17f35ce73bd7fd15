// How many events a second one process stores, each in a request of its own, with group commit and without.
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { createApiKey, createAuthenticator, createOrganization } from '@sluice/auth'
import { connect, type Database, grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { sql } from 'kysely'
import { buildApp, type IngestDeps } from '../src/app.ts'
import type { Load, Measured } from './load.ts'

const LOCATIONS = 200
const POOLS = 20
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, connections: { type: 'string', default: '16,64,256' } },
})
const seconds = Number(values.seconds)
const out = (line: string) => void process.stdout.write(`${line}\n`)

const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
// As root, PostgreSQL runs as another user, who must reach its data below.
await chmod(folder, 0o755)
const server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
try {
  await main(server.adminUrl)
} finally {
  await server.stop()
  await rm(folder, { recursive: true })
}

async function main(adminUrl: string): Promise<void> {
  await migrate({ adminUrl, log: () => undefined })
  await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
  const admin = open(adminUrl, 2)
  const key = await makeTenant(admin)
  out(await describeMachine(admin))
  out('| connections | commit | events/s | p50 ms | p99 ms | refused |\n|---|---|---|---|---|---|')
  const url = Object.assign(new URL(adminUrl), { username: 'bench', password: 'bench' }).href
  for (const connections of values.connections.split(',').map(Number)) {
    // Ten transactions at a time is all the connections the process has.
    out(await measureOne({ url, key, connections, name: 'one event each', grouping: { maxEvents: 1, parallel: 10 } }))
    out(await measureOne({ url, key, connections, name: 'group', grouping: {} }))
  }
  await admin.destroy()
}

interface Case {
  url: string
  key: string
  connections: number
  name: string
  grouping: NonNullable<IngestDeps['grouping']>
}

async function measureOne({ url, key, connections, name, grouping }: Case): Promise<string> {
  const db = open(url, 10)
  const app = buildApp(
    { name: 'bench', logger: createLogger({ name: 'bench', level: 'silent' }), ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 5_000 }),
      hints: { poolIsDirty: () => undefined },
      sealer: createSealer(['a secret key for tests, of 32 characters']),
      grouping,
    },
  )
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const run = `${name.replaceAll(' ', '-')}-${connections}`
  const measured = await send({ url: address, key, connections, seconds, locations: LOCATIONS, run })
  await app.close()
  await db.destroy()
  const sorted = measured.latenciesMs.sort((a, b) => a - b)
  const quantile = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1)
  const rate = Math.round(sorted.length / seconds)
  return `| ${connections} | ${name} | ${rate} | ${quantile(0.5)} | ${quantile(0.99)} | ${measured.others} |`
}

async function send(load: Load): Promise<Measured> {
  const worker = new Worker(new URL('./load.ts', import.meta.url), { workerData: load })
  const [measured] = await once(worker, 'message')
  return measured
}

async function makeTenant(admin: Database): Promise<string> {
  await createOrganization(admin, { id: 'bench', name: 'Bench', timeZone: 'UTC' })
  const last = { location: sql.lit(LOCATIONS - 1), pool: sql.lit(POOLS - 1) }
  const statements = [
    sql`insert into locations (org_id, id, name, time_zone)
        select 'bench', 'l' || n, 'l', 'UTC' from generate_series(0, ${last.location}) n`,
    sql`insert into service_lines (org_id, id, name, body) values ('bench', 'a', 'a', '{}')`,
    sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
        select 'bench', 'p' || n, 'p', 'USD', 'UTC', '{}', 1 from generate_series(0, ${last.pool}) n`,
    sql`insert into pool_state (org_id, pool_id) select 'bench', id from pools`,
    sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor)
        select 'bench', 'p' || n % ${sql.lit(POOLS)}, 'c' || n, 'l' || n, 'a', 1000 from generate_series(0, ${last.location}) n`,
  ]
  for (const statement of statements) await statement.execute(admin)
  return (await createApiKey(admin, { orgId: 'bench', name: 'bench', scopes: ['events:write'] })).token
}

async function describeMachine(admin: Database): Promise<string> {
  const { rows } = await sql<{ version: string; fsync: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(admin)
  const [server] = rows
  return [
    `${cpus()[0]?.model.trim()} × ${availableParallelism()}, Node ${process.version}, PostgreSQL ${server?.version} on the`,
    `same machine, fsync ${server?.fsync}, load from a thread of the same process; one organization, ${LOCATIONS} places in`,
    `${POOLS} pools, 10 database connections, ${seconds} s each; one event a request, answered after its commit`,
  ].join(' ')
}

function open(url: string, maxConnections: number): Database {
  return connect({ url, applicationName: 'bench', maxConnections, onError: () => undefined })
}
