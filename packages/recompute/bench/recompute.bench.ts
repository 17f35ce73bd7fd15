// From a pool asked for a plan to the plan stored, on a PostgreSQL that syncs every commit, beside the planning alone.
// npm run bench -w @sluice/recompute -- [cells] [days of actuals] [rounds]
import { readdirSync, readFileSync } from 'node:fs'
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
const parts = ['load', 'plan', 'verify', 'all', 'event'] as const
const memory = createPoolMemory()
const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
// As root the server runs as another user, who must be able to enter.
await chmod(folder, 0o711)
const server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
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
  const first = await spend(() => recompute(db, pool))
  print(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, node ${process.version}, fsync on`,
  )
  print(`${clinics} cells, ${actualDays} days of actuals each, ${rounds} rounds of one event`)
  print(`first plan (all gates folded anew)    ${ms(first.wallMs)}`)
  await measure(db, pool)
  await db.destroy()
  await admin.destroy()
}

type Part = (typeof parts)[number]

async function measure(db: Database, pool: PoolKey): Promise<void> {
  const times = Object.fromEntries(parts.map((part) => [part, [] as Spent[]])) as Record<Part, Spent[]>
  for (let round = 0; round < rounds; round++) {
    const event = await spend(() => storeEvents(db, pool.orgId, [capacity(openClinic(round), 0)]))
    const load = await spend(() => loadPool(db, pool, memory.recall(pool)))
    const loaded = load.result
    if (loaded.kind !== 'input') throw new Error('there is something to compute')
    const plan = await spend(async () => planPool(loaded.input))
    const verify = await spend(async () => verifyPlan(loaded.input, plan.result))
    const all = await spend(() => recompute(db, pool))
    const both = {
      wallMs: event.wallMs + all.wallMs,
      ownMs: event.ownMs + all.ownMs,
      otherMs: event.otherMs + all.otherMs,
    }
    for (const [part, spent] of Object.entries({ load, plan, verify, all, event: both }))
      times[part as Part].push(spent)
  }
  print('              by the clock         processor: this process, PostgreSQL')
  for (const [name, spent] of Object.entries(times)) {
    const of = (kind: keyof Spent, q: number) =>
      ms(
        quantile(
          spent.map((one) => one[kind]),
          q,
        ),
      )
    print(
      `${name.padEnd(10)} p50 ${of('wallMs', 0.5)}  p95 ${of('wallMs', 0.95)}   p50 ${of('ownMs', 0.5)} ${of('otherMs', 0.5)}`,
    )
  }
}

interface Spent {
  wallMs: number
  /** Processor time of this process, all its threads, and of PostgreSQL. */
  ownMs: number
  otherMs: number
}

async function spend<T>(work: () => Promise<T>): Promise<Spent & { result: T }> {
  const [began, own, other] = [performance.now(), process.cpuUsage(), postgresCpuMs()]
  const result = await work()
  const { user, system } = process.cpuUsage(own)
  const ended = performance.now()
  return { result, wallMs: ended - began, ownMs: (user + system) / 1_000, otherMs: postgresCpuMs() - other }
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

function quantile(values: readonly number[], q: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? 0
}

function ms(value: number): string {
  return `${value.toFixed(0).padStart(6)} ms`
}

/** Processor time of PostgreSQL and its connections; they stay open throughout. 0 where there is no /proc. */
function postgresCpuMs(): number {
  try {
    const stats = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf)
    return stats.reduce((sum, { parent, ticks }) => sum + (parent === postmaster ? 10 * ticks : 0), 0)
  } catch {
    return 0
  }
}

function statOf(pid: string): { parent: number; ticks: number } {
  try {
    // After the name, which may hold blanks: state, parent, …; utime and stime are the 12th and 13th from there.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
      .map(Number)
    return { parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) }
  } catch {
    return { parent: 0, ticks: 0 }
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
