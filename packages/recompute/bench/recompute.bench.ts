// From a pool asked for a plan to the plan stored, on a PostgreSQL that syncs every commit, beside the planning alone.
// npm run bench -w @sluice/recompute -- [cells] [days of actuals] [rounds]
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database, grantLogin, migrate, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { startLocalPostgres } from '@sluice/local-postgres'
import { planPool, verifyPlan } from '@sluice/planning'
import { clinicId, configurePool } from '@sluice/test-kit/configured-pool'
import { makeEvent } from '@sluice/test-kit/makers'
import { sql } from 'kysely'
import { loadPool } from '../src/load.ts'
import { createPoolMemory } from '../src/pool-memory.ts'
import { recomputePool } from '../src/recompute-pool.ts'

const [clinics = 10_000, actualDays = 30, rounds = 20] = process.argv.slice(2).map(Number)
const memory = createPoolMemory()
const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
// As root the server runs as another user, who must be able to enter.
await chmod(folder, 0o711)
const server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
try {
  await run(server.adminUrl)
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}

async function run(adminUrl: string): Promise<void> {
  const url = await prepare(adminUrl)
  const onError = () => undefined // a failed statement tells it as well
  const db = connect({ url, applicationName: 'bench', maxConnections: 4, queryTimeoutMs: 60_000, onError })
  const admin = connect({
    url: adminUrl,
    applicationName: 'bench',
    maxConnections: 1,
    queryTimeoutMs: 120_000,
    onError,
  })
  const pool = await configurePool({ adminUrl, url }, { clinics })
  await fill(db, admin, pool)
  const firstMs = await time(() => recompute(db, pool))
  print(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, node ${process.version}, fsync on`,
  )
  print(`${clinics} cells, ${actualDays} days of actuals each, ${rounds} rounds of one event`)
  print(`first plan (all gates folded anew)    ${ms(firstMs)}`)
  await measure(db, pool)
  await db.destroy()
  await admin.destroy()
}

async function measure(db: Database, pool: PoolKey): Promise<void> {
  const times = {
    load: [] as number[],
    plan: [] as number[],
    verify: [] as number[],
    all: [] as number[],
    event: [] as number[],
  }
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await storeEvents(db, pool.orgId, [capacity(openClinic(round), 0)])
    const stored = performance.now()
    const loading = performance.now()
    const loaded = await loadPool(db, pool, memory.recall(pool))
    if (loaded.kind !== 'input') throw new Error('there is something to compute')
    times.load.push(performance.now() - loading)
    const planning = performance.now()
    const outcome = planPool(loaded.input)
    times.plan.push(performance.now() - planning)
    times.verify.push(await time(async () => verifyPlan(loaded.input, outcome)))
    const spent = await time(() => recompute(db, pool))
    times.all.push(spent)
    times.event.push(stored - began + spent)
  }
  const alone = quantile(times.plan, 0.5)
  for (const [name, values] of Object.entries(times)) {
    print(
      `${name.padEnd(10)} p50 ${ms(quantile(values, 0.5))}  p95 ${ms(quantile(values, 0.95))}  ${(quantile(values, 0.5) / alone).toFixed(1)} × planning alone`,
    )
  }
}

async function recompute(db: Database, pool: PoolKey): Promise<void> {
  const result = await recomputePool({ db, memory, onFailure: ({ error }) => print(String(error)) }, pool)
  if (result.outcome !== 'published') throw new Error(`the round was ${result.outcome}`)
}

async function prepare(adminUrl: string): Promise<string> {
  await migrate({ adminUrl, log: () => undefined })
  await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
  const url = new URL(adminUrl)
  url.username = 'bench'
  url.password = 'bench'
  return url.href
}

/** One with a short wait and some openings; each round fills another one. */
function openClinic(round: number): number {
  return 150 * round + 120
}

/** Every clinic has said what it has; results of so many days lie there. */
async function fill(db: Database, admin: Database, { orgId }: PoolKey): Promise<void> {
  for (let from = 0; from < clinics; from += 1_000) {
    const part = Array.from({ length: Math.min(1_000, clinics - from) }, (_, i) => capacity(from + i, (from + i) % 25))
    await storeEvents(db, orgId, part)
  }
  await sql`
    insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, bookings, observed_at, body_sha256)
    select ${orgId}, l.id, 'orthodontics', current_date - d, 'bench', 'USD', 9000 + d, 1, now(), ''
      from locations l, generate_series(1, ${actualDays}::integer) d`.execute(admin)
  await sql`analyze`.execute(admin)
}

function capacity(clinic: number, open: number) {
  return makeEvent('sluice.capacity.observed.v1', {
    locationId: clinicId(clinic % clinics),
    serviceLine: 'orthodontics',
    horizonDays: 14,
    newPatientSlotsTotal: 40,
    newPatientSlotsBooked: 40 - open,
    waitDays: 5 + (clinic % 30),
    waitKind: 'third_next_available',
  })
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0
}

function ms(value: number): string {
  return `${value.toFixed(0).padStart(6)} ms`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
