import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { localDayAt } from '../src/calendar.ts'
import { recomputePool, reportApplied } from '../src/index.ts'
import { type Replay, replay } from '../src/replay.ts'
import { author, capacity, currentPlan, hoursAgo, read, spend, test } from './setup.ts'

const zone = 'America/New_York'
const daysBefore = (days: number) =>
  new Date(Date.parse(localDayAt(new Date().toISOString(), zone).date) - days * 86_400_000).toISOString().slice(0, 10)

/** Who is let through everywhere, as one who tampers. */
function adminOf({ adminUrl }: TestDatabase): Database {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  onTestFinished(() => admin.destroy())
  return admin
}

/**
 * A pool that has run for ten days of a period of its own, its first plan made five days ago; each later plan after something
 * that moves money: spend reported, reported again, set by a tool, corrected.
 */
async function manyPlans(db: Database, database: TestDatabase): Promise<{ pool: PoolKey; admin: Database }> {
  const admin = adminOf(database)
  const periods = [{ startsOn: daysBefore(8), endsOn: daysBefore(-30), budgetMinor: 10_000_000 }]
  const pool = await configurePool(database, { changes: { timeZone: zone, period: { kind: 'custom', periods } } })
  await sql`update pools set created_at = created_at - interval '10 days'`.execute(admin)
  await sql`update cell_places set held_from = held_from - interval '10 days'`.execute(admin)
  const plan = async (...reports: Parameters<typeof storeEvents>[2][number][]) => {
    await storeEvents(db, pool.orgId, reports)
    await recomputePool({ db }, pool)
  }
  await plan(capacity(0, 30), capacity(1, 30), capacity(2, 30))
  await sql`update budget_history set effective_at = effective_at - interval '5 days'`.execute(admin)
  await sql`update plans set computed_at = computed_at - interval '5 days'`.execute(admin)
  await plan(capacity(0, 5), spend(0, daysBefore(2), { spendMinor: 4_321, bookings: 3 }))
  await plan(spend(0, daysBefore(2), { spendMinor: 9_876, bookings: 4 }), spend(1, daysBefore(7), { spendMinor: 1 }))
  const apply = async (dailyBudgetMinor: number, appliedAt: string, corrects = false) => {
    const items = [{ cellId: clinicId(2), dailyBudgetMinor, appliedAt }]
    await reportApplied(db, pool, { planNumber: 1, items, corrects }, author)
    await recomputePool({ db }, pool)
  }
  const moment = hoursAgo(72)
  await apply(7_000, moment)
  await apply(8_000, moment, true)
  await plan(capacity(1, 3), spend(2, daysBefore(1), { spendMinor: 5, bookings: 0 }))
  return { pool, admin }
}

/** Of every plan but the first, whose own past was moved. */
async function replays(db: Database, pool: PoolKey): Promise<Replay[]> {
  const last = (await currentPlan(db, pool))?.number ?? 0
  return read(db, pool, async (trx) => {
    const made: Replay[] = []
    for (let number = 2; number <= last; number++) {
      const one = await replay(trx, { pool, number })
      if (one !== null) made.push(one)
    }
    return made
  })
}

test('spend, results and what ramps count from come out of the logs for every plan, whatever was reported since', async ({
  db,
  database,
}) => {
  const { pool } = await manyPlans(db, database)
  const made = await replays(db, pool)
  expect(made.length).toBeGreaterThan(3)
  expect(made.flatMap(({ money }) => money.differences)).toEqual([])
  expect(made.map(({ money }) => money.verdict)).toEqual(made.map(() => 'same'))
  expect(made.map(({ plan }) => plan.isSame)).toEqual(made.map(() => true))
  expect(made[0]?.money).toMatchObject({
    isConfigurationOfThen: true,
    rebuilt: ['/amount/spentOnCompleteDaysMinor', '/cells/*/reference', '/cells/*/learned'],
  })
  const said = new Set(made[0]?.state.taken)
  for (const pointer of made[0]?.money.rebuilt ?? []) expect(said).not.toContain(pointer)
})

test.for([
  {
    what: 'a spend in the log of events',
    alter: `update events set body = jsonb_set(body, '{data,spendMinor}', '9877') where body->'data'->>'spendMinor' = '9876'`,
    at: ['/amount/spentOnCompleteDaysMinor', '/cells/0/learned/spendMinor'],
  },
  {
    what: 'a report of what was applied',
    alter: `update applied_budgets set daily_budget_minor = 8001`,
    at: ['/amount/spentOnCompleteDaysMinor', '/cells/2/reference/dailyBudgetMinor'],
  },
  {
    what: 'a report that was corrected',
    alter: `update replaced_applied_budgets set daily_budget_minor = 7001`,
    at: ['/amount/spentOnCompleteDaysMinor', '/cells/2/reference/dailyBudgetMinor'],
  },
  {
    what: 'what was in force',
    alter: `update budget_history set daily_budget_minor = daily_budget_minor + 1 where cell_id = 'clinic-1'`,
    at: ['/amount/spentOnCompleteDaysMinor', '/cells/1/reference/dailyBudgetMinor'],
  },
])('$what was altered: found, by pointer', async ({ alter, at }, { db, database }) => {
  const { pool, admin } = await manyPlans(db, database)
  await sql.raw(alter).execute(admin)
  const found = (await replays(db, pool)).filter(({ money }) => money.verdict === 'different')
  expect(found.length).toBeGreaterThan(0)
  const pointers = new Set(found.flatMap(({ money }) => money.differences.map(({ pointer }) => pointer)))
  expect([...pointers].sort()).toEqual(at)
})

test('where the beginning of the log was dropped, what is kept of it takes part; a difference proves nothing', async ({
  db,
  database,
}) => {
  const { pool, admin } = await manyPlans(db, database)
  await sql`update organizations set created_at = '2020-01-01Z'`.execute(admin)
  const spends = sql`type = 'sluice.actuals.observed.v1' and body->'data'->>'spendMinor' in ('4321', '9876', '1')`
  await sql`delete from events where ${spends}`.execute(admin)
  const made = await replays(db, pool)
  // The newest plans rest on what is kept as the newest report; older ones knew less, which nobody can tell any more.
  expect(made.at(-1)?.money.verdict).toBe('same')
  expect(made.map(({ money }) => money.verdict)).toContain('incomplete')
  expect(made.map(({ money }) => money.verdict)).not.toContain('different')
})
