import { configurePool, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  connect,
  deleteOldBudgets,
  deleteOldPlans,
  dropEventPartitions,
  ensureEventPartitions,
  listOrganizationsWithPools,
  withOrganization,
} from '../src/index.ts'

const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 3, onError: () => undefined })

test('plans: all of 48 hours, the last of an hour for 35 days, of a day for 400, the one in force for ever', async ({
  database,
}) => {
  const { orgId, poolId } = await configurePool(database)
  const admin = open(database.adminUrl)
  // Whole UTC days back, so that the hours below are those of one day.
  const ages: [number, string][] = [
    [1, '500 days'],
    [2, '399 days 20 hours'],
    [3, '399 days 10 hours'],
    [4, '10 days 4 hours 50 minutes'],
    [5, '10 days 4 hours 10 minutes'],
    [6, '10 days 2 hours'],
    [7, '20 hours'],
    [8, '19 hours 59 minutes'],
  ]
  for (const [number, age] of ages) {
    await sql`
      insert into plans values (${orgId}, ${poolId}, ${number}, ${number}, 1, 1, now(),
        date_trunc('day', now(), 'UTC') + interval '23 hours 59 minutes' - ${age}::interval, 0, 0, '', '', '')`.execute(
      admin,
    )
  }
  const db = open(database.url)
  const tenant = { role: 'sluice_worker', orgId } as const
  expect(await withOrganization(db, tenant, (trx) => deleteOldPlans(trx, orgId))).toBe(3)
  const kept = await admin.selectFrom('plans').select('number').orderBy('number').execute()
  expect(kept.map(({ number }) => number)).toEqual([3, 5, 6, 7, 8])
  await admin.updateTable('pool_state').set({ plan_number: 3 }).execute()
  await sql`update plans set computed_at = now() - interval '900 days'`.execute(admin)
  expect(await withOrganization(db, tenant, (trx) => deleteOldPlans(trx, orgId))).toBe(4)
  expect(await listOrganizationsWithPools(db)).toEqual([orgId])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('budgets older than 400 days go when a later one has replaced them by then', async ({ database }) => {
  const { orgId, poolId } = await configurePool(database)
  const admin = open(database.adminUrl)
  for (const [number, days] of [
    [1, 900],
    [2, 800],
    [3, 10],
  ] as const) {
    await sql`
      insert into budget_history values (${orgId}, ${poolId}, 'clinic-0', ${number}, now() - make_interval(days => ${days}), 1)`.execute(
      admin,
    )
  }
  const db = open(database.url)
  expect(await withOrganization(db, { role: 'sluice_worker', orgId }, (trx) => deleteOldBudgets(trx, orgId))).toBe(1)
  const kept = await admin.selectFrom('budget_history').select('plan_number').orderBy('plan_number').execute()
  expect(kept.map((row) => row.plan_number)).toEqual([2, 3])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('partitions are made ahead, also by many at once, and a young one is never dropped', async ({ database }) => {
  const db = open(database.url)
  await Promise.all([ensureEventPartitions(db, 5), ensureEventPartitions(db, 5)])
  const admin = open(database.adminUrl)
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_inherits where inhparent = 'events'::regclass`.execute(admin)
  expect(rows[0]?.count).toBe(7)
  expect(await dropEventPartitions(db, 400)).toBe(0)
  await expect(dropEventPartitions(db, 34)).rejects.toThrow('at least 35 days')
  await Promise.all([db.destroy(), admin.destroy()])
})
