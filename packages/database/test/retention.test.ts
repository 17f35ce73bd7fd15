import { configurePool, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  connect,
  type Database,
  deleteEventKeys,
  deleteOldActuals,
  deleteOldBudgets,
  deleteOldDeliveries,
  deleteOldGateChanges,
  deleteOldPlans,
  deleteOldSignedMessages,
  dropEventPartitions,
  ensureEventPartitions,
  listOrganizationsWithPools,
  withOrganization,
  writeEvents,
} from '../src/index.ts'

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
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
  expect(await deleteOldPlans(db, orgId, 2)).toBe(3)
  const kept = await admin.selectFrom('plans').select('number').orderBy('number').execute()
  expect(kept.map(({ number }) => number)).toEqual([3, 5, 6, 7, 8])
  await admin.updateTable('pool_state').set({ plan_number: 3 }).execute()
  await sql`update plans set computed_at = now() - interval '900 days'`.execute(admin)
  expect(await deleteOldPlans(db, orgId, 2)).toBe(4)
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
  expect(await deleteOldBudgets(db, orgId, 1)).toBe(1)
  const kept = await admin.selectFrom('budget_history').select('plan_number').orderBy('plan_number').execute()
  expect(kept.map((row) => row.plan_number)).toEqual([2, 3])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('reports before a day go in batches, of one organization; the last of a place with a removed cell stays', async ({
  database,
}) => {
  const pools = [await configurePool(database, { orgId: 'north' }), await configurePool(database, { orgId: 'south' })]
  const admin = open(database.adminUrl)
  for (const { orgId } of pools)
    await sql`
      insert into actuals (org_id, location_id, service_line, channel, date, source, currency, spend_minor, observed_at, body_sha256)
      select ${orgId}, location, 'orthodontics', channel, date::date, '/ads', 'USD', 0, now(), decode(repeat('00', 32), 'hex')
        from unnest(array['clinic-0', 'clinic-1', 'nobody']) location, unnest(array['', 'search']) channel,
             unnest(array['2019-12-30', '2019-12-31', '2020-01-01']) date
       where (location, channel, date) <> ('clinic-1', 'search', '2020-01-01')`.execute(admin)
  await sql`update cells set removed_at = '2019-06-01' where id = 'clinic-1'`.execute(admin)
  const db = open(database.url)
  expect(await deleteOldActuals(db, 'north', { before: '2020-01-01', atOnce: 2, placesAtOnce: 2 })).toBe(11)
  const kept = async (orgId: string) => {
    const { rows } = await sql<{ row: string }>`
      select concat_ws(' ', location_id, channel, date) as row from actuals where org_id = ${orgId} order by 1`.execute(
      admin,
    )
    return rows.map(({ row }) => row)
  }
  expect(await kept('north')).toEqual([
    'clinic-0  2020-01-01',
    'clinic-0 search 2020-01-01',
    'clinic-1  2020-01-01',
    'clinic-1 search 2019-12-31',
    'nobody  2020-01-01',
    'nobody search 2020-01-01',
  ])
  expect(await kept('south')).toHaveLength(17)
  expect(await deleteOldActuals(db, 'north', { before: '2020-01-01' })).toBe(0)
  await Promise.all([db.destroy(), admin.destroy()])
})

test('what has heaped up goes in parts, and between them what is left is true', async ({ database }) => {
  const { orgId, poolId } = await configurePool(database)
  const admin = open(database.adminUrl)
  const db = open(database.url)
  await sql`create function few() returns trigger language plpgsql as
    'begin assert (select count(*) from gone) <= 2, ''too many at once''; return null; end'`.execute(admin)
  for (const table of ['source_deliveries', 'signed_messages', 'gate_history'])
    await sql`create trigger few after delete on ${sql.table(table)} referencing old table as gone
      for each statement execute function few()`.execute(admin)
  await sql`
    insert into source_deliveries
    select ${orgId}, '/ehr', now() - make_interval(days => age), 'key', 'batch', now(), 'r', 1, 1, 0, 0, 0, '{}', '{}'
      from unnest(array[7, 9, 10, 11, 12, 13]) as age`.execute(admin)
  await sql`
    insert into signed_messages
    select ${orgId}, '/fhir', decode(lpad(age::text, 64, '0'), 'hex'), '', now() - make_interval(days => age)
      from unnest(array[1, 3, 4, 5]) as age`.execute(admin)
  await sql`
    insert into gate_history (org_id, pool_id, cell_id, plan_number, effective_at, gate)
    select ${orgId}, ${poolId}, 'clinic-0', number, now() - make_interval(days => age), gate
      from (values (1, 900, 'open'), (2, 800, 'gated'), (3, 700, 'open'), (4, 600, 'gated'), (5, 500, 'gated'), (6, 10, 'open'))
        as given (number, age, gate)`.execute(admin)
  expect(await deleteOldDeliveries(db, orgId, { days: 8, atOnce: 2 })).toBe(5)
  expect(await deleteOldSignedMessages(db, orgId, { days: 2, atOnce: 2 })).toBe(3)
  expect(await deleteOldGateChanges(db, orgId, 1)).toBe(3)
  const gates = await admin.selectFrom('gate_history').select('plan_number').orderBy('plan_number').execute()
  expect(gates.map((row) => row.plan_number)).toEqual([4, 5, 6])
  expect(await admin.selectFrom('source_deliveries').select('source').execute()).toHaveLength(1)
  await Promise.all([db.destroy(), admin.destroy()])
})

test('partitions are made ahead, also by many at once, and a young one is never dropped', async ({ database }) => {
  const db = open(database.url)
  await Promise.all([ensureEventPartitions(db, 5), ensureEventPartitions(db, 5)])
  const admin = open(database.adminUrl)
  // Of this month on: the template of a run that began in the last one has that one too.
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from pg_inherits
     where inhparent = 'events'::regclass
       and inhrelid::regclass::text between to_char(now() at time zone 'utc', '"events_"YYYY_MM') and 'events_9'`.execute(
    admin,
  )
  expect(rows[0]?.count).toBe(6)
  expect(await dropEventPartitions(db, daysAgo(400))).toBe(0)
  await expect(dropEventPartitions(db, daysAgo(34))).rejects.toThrow('at least 35 days')
  await Promise.all([db.destroy(), admin.destroy()])
})

test('the keys of events go before their partition is dropped, in batches, those of one organization only', async ({
  database,
}) => {
  const pools = [await configurePool(database, { orgId: 'north' }), await configurePool(database, { orgId: 'south' })]
  const admin = open(database.adminUrl)
  const db = open(database.url)
  for (const { orgId } of pools) await storeMonths(admin, orgId)
  const keys = async (orgId: string) => {
    const { rows } = await sql<{ id: string }>`
      select event_id as id from event_key where org_id = ${orgId} order by 1`.execute(admin)
    return rows.map(({ id }) => id)
  }
  const all = await keys('south')
  await deleteEventKeys(db, 'north', { before: daysAgo(400), atOnce: 2 })
  expect(await keys('north')).toEqual(['repeated', 'young'])
  expect(await keys('south')).toEqual(all)
  await deleteEventKeys(db, 'south', { before: daysAgo(400) })
  expect(await dropEventPartitions(db, daysAgo(400))).toBe(1)
  const { rows } = await sql<{
    id: string
  }>`select event_id as id from events where org_id = 'north' order by 1`.execute(admin)
  expect(rows.map(({ id }) => id)).toEqual(['repeated', 'young'])
  await expect(deleteEventKeys(db, 'north', { before: daysAgo(34) })).rejects.toThrow('at least 35 days')
  await Promise.all([db.destroy(), admin.destroy()])
})

/**
 * Five events that arrived 15 months ago, three of them at one moment; one of them came again today; and one of 13
 * months ago.
 */
async function storeMonths(admin: Database, orgId: string): Promise<void> {
  const month = (ago: number) => sql`(date_trunc('month', now(), 'UTC') - make_interval(months => ${ago}))`
  const { rows } = await sql<{ part: string; from: string; until: string }>`
    select 'events_' || to_char(${month(15)} at time zone 'utc', 'YYYY_MM') as part, ${month(15)}::text as from, ${month(14)}::text as until`.execute(
    admin,
  )
  const [old] = rows
  if (!old) throw new Error('no month')
  await sql`create table if not exists ${sql.table(old.part)} partition of events for values from (${sql.lit(old.from)}) to (${sql.lit(old.until)})`.execute(
    admin,
  )
  await sql`alter table ${sql.table(old.part)} owner to sluice_owner`.execute(admin)
  const store = async (id: string, at: ReturnType<typeof sql>) => {
    await sql`
      insert into events values (${orgId}, '/ehr', ${id}, 't', 'clinic-0', 'orthodontics', now(), null, null,
        decode(repeat('00', 32), 'hex'), ${at}, '{}')`.execute(admin)
    await sql`
      insert into event_key values (${orgId}, '/ehr', ${id}, decode(repeat('00', 32), 'hex'), ${at})
      on conflict (org_id, source, event_id) do update set received_at = excluded.received_at`.execute(admin)
  }
  for (const id of ['one', 'repeated']) await store(id, sql`${month(15)} + interval '1 hour'`)
  for (const id of ['three', 'four', 'five']) await store(id, sql`${month(15)} + interval '2 hours'`)
  await store('repeated', sql`now()`)
  await store('young', sql`${month(13)}`)
}

const months = [-4, -1, 0]

/** Events that were stored while there was no partition of this month, nor of some before it. */
async function storeWithoutPartitions(admin: Database, orgId: string, poolId: string): Promise<void> {
  for (const parent of ['events', 'event_pools']) {
    const { rows } = await sql<{ name: string }>`
      select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = ${parent}::regclass and c.relname not like '%default'`.execute(admin)
    for (const { name } of rows) await sql`drop table ${sql.table(name)}`.execute(admin)
  }
  for (const [n, ago] of months.entries()) {
    const at = sql`date_trunc('month', now(), 'UTC') + make_interval(months => ${ago})`
    await sql`
      insert into events values (${orgId}, '/ehr', ${`event-${n}`}, 't', 'clinic-0', 'orthodontics', now(), null, null,
        decode(repeat('00', 32), 'hex'), ${at}, '{}')`.execute(admin)
    await sql`insert into event_pools values (${orgId}, ${poolId}, 1, '/ehr', ${`event-${n}`}, ${at})`.execute(admin)
  }
}

test.for(['sluice_worker', 'sluice_ingest'] as const)(
  'events that came before their partition are moved into it, of every tenant, for the %s',
  async (role, { database }) => {
    const pools = [await configurePool(database, { orgId: 'north' }), await configurePool(database, { orgId: 'south' })]
    const admin = open(database.adminUrl)
    const db = open(database.url)
    for (const { orgId, poolId } of pools) await storeWithoutPartitions(admin, orgId, poolId)
    await Promise.all([ensureEventPartitions(db, 3, role), ensureEventPartitions(db, 3, role)])
    for (const parent of ['events', 'event_pools']) {
      const { rows } = await sql<{ part: string; rows: number }>`
        select tableoid::regclass::text as part, count(*)::integer as rows from ${sql.table(parent)}
         group by 1 order by 1`.execute(admin)
      expect(rows).toEqual(months.map(() => ({ part: expect.stringMatching(/_\d{4}_\d{2}$/), rows: 2 })))
      const { rows: indexes } = await sql<{ count: number }>`
        select count(*)::integer as count from pg_index i join pg_inherits h on h.inhrelid = i.indrelid
         where h.inhparent = ${parent}::regclass and not exists (select from pg_inherits p where p.inhrelid = i.indexrelid)`.execute(
        admin,
      )
      expect(indexes[0]?.count, 'indexes that are not the parent’s').toBe(0)
    }
    const seen = await withOrganization(db, { role: 'sluice_worker', orgId: 'north' }, (trx) =>
      trx.selectFrom('events').select('event_id').orderBy('event_id').execute(),
    )
    expect(seen.map(({ event_id }) => event_id)).toEqual(['event-0', 'event-1', 'event-2'])
    await Promise.all([db.destroy(), admin.destroy()])
  },
)

test('partitions are made while events come in: none is refused or lost', async ({ database }) => {
  const { orgId, poolId } = await configurePool(database)
  const admin = open(database.adminUrl)
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 8, onError: () => undefined })
  await storeWithoutPartitions(admin, orgId, poolId)
  const insert = (n: number) =>
    withOrganization(db, { role: 'sluice_ingest', orgId }, async (trx) => {
      const key = { source: '/ehr', eventId: `new-${n}` }
      const event = { ...key, type: 't', locationId: 'clinic-0', serviceLine: 'orthodontics', bodySha256: '00' }
      const times = { observedAt: '2026-11-22T08:00:00Z', recordedAt: null, sequence: null }
      const written = { ...event, ...times, body: '{"data":{},"figures":[]}', figures: [] }
      const arrivals = [new Date().toISOString()]
      await writeEvents(trx, orgId, [{ event: written, poolIds: [poolId] }], { arrivals, poolIds: [poolId] })
    })
  await Promise.all([...Array.from({ length: 40 }, (_, n) => insert(n)), ensureEventPartitions(db, 3)])
  const { rows } = await sql<{ events: number; stamps: number; left: number }>`
    select (select count(*) from events)::integer as events, (select count(*) from event_pools)::integer as stamps,
           (select count(*) from events_default)::integer as left`.execute(admin)
  expect(rows).toEqual([{ events: 43, stamps: 43, left: 0 }])
  await Promise.all([db.destroy(), admin.destroy()])
})
