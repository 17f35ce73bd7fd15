import { configurePool, noQueueStore, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { retain } from '../src/retention.ts'
import { connectTo, runWorker } from './setup.ts'

const days = { unusedStateDays: 35, actualsDays: 1_200 }

test('what fails of retention is told and stops nothing else', async ({ database }) => {
  const { orgId, poolId } = await configurePool(database)
  const admin = connectTo(database.adminUrl)
  await sql`
    insert into plans values (${orgId}, ${poolId}, 1, 1, 1, 1, now(), now() - interval '900 days', 0, 0, '', '', '')`.execute(
    admin,
  )
  await sql`revoke execute on function ensure_partitions_of(text, integer) from sluice_worker`.execute(admin)
  await sql`revoke delete on budget_history from sluice_worker`.execute(admin)
  const db = connectTo(database.url)
  const failed: string[] = []
  expect(await retain(db, { ...days, onFailed: (step) => failed.push(step) })).toEqual({
    plans: 1,
    budgets: 0,
    gates: 0,
    days: 0,
    unused: 0,
    surplus: 0,
    actuals: 0,
    webhooks: 0,
    partitions: 0,
  })
  expect(failed).toEqual(['partitions ahead', 'old budgets'])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('signed messages are remembered for two days', async ({ database }) => {
  const { orgId } = await configurePool(database)
  const admin = connectTo(database.adminUrl)
  const db = connectTo(database.url)
  for (const [hash, age] of [
    ['01', '47 hours'],
    ['02', '49 hours'],
  ] as const)
    await sql`insert into signed_messages values (${orgId}, '/fhir', decode(${hash}, 'hex'), '', now() - ${age}::interval)`.execute(
      admin,
    )
  const failed: string[] = []
  await retain(db, { ...days, onFailed: (step) => failed.push(step) })
  const { rows } = await sql`select encode(id_sha256, 'hex') as id from signed_messages`.execute(admin)
  expect([rows, failed]).toEqual([[{ id: '01' }], []])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('reports of spend are kept for the days that are set, and as long as money of a period counts them', async ({
  database,
}) => {
  const { orgId } = await configurePool(database)
  const admin = connectTo(database.adminUrl)
  const db = connectTo(database.url)
  const reported = async (...ages: number[]) => {
    await sql`
      insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, observed_at, body_sha256)
      select ${orgId}, 'clinic-0', 'orthodontics', (now() at time zone 'utc')::date - age, '/ads', 'USD', 1, now(), decode(repeat('00', 32), 'hex')
        from unnest(${ages}::integer[]) age on conflict do nothing`.execute(admin)
  }
  const keep = async () => {
    const { actuals } = await retain(db, { ...days, onFailed: (step) => expect(step).toBe('') })
    const { rows } = await sql<{ age: number }>`
      select (now() at time zone 'utc')::date - date as age from actuals order by 1`.execute(admin)
    return [actuals, rows.map(({ age }) => age)]
  }
  await reported(1, 1_200, 1_201, 1_300)
  expect(await keep()).toEqual([2, [1, 1_200]])
  await sql`
    update pools set period = jsonb_build_object('kind', 'custom', 'periods', jsonb_build_array(jsonb_build_object(
      'startsOn', (now() at time zone 'utc')::date - 1250, 'endsOn', (now() at time zone 'utc')::date + 5, 'budgetMinor', 1)))`.execute(
    admin,
  )
  await reported(1_250, 1_251)
  expect(await keep()).toEqual([1, [1, 1_200, 1_250]])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('a worker that starts has made the partitions of this month and the next three', async ({ database }) => {
  const admin = connectTo(database.adminUrl)
  const partitions = async () => {
    const { rows } = await sql<{ name: string }>`
      select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'events'::regclass and inhrelid <> 'events_default'::regclass order by 1`.execute(admin)
    return rows.map(({ name }) => name)
  }
  for (const name of await partitions()) await sql`drop table ${sql.table(name)}`.execute(admin)
  const { close } = await runWorker(database.url, await noQueueStore())
  const { rows: expected } = await sql<{ name: string }>`
    select to_char(date_trunc('month', now() at time zone 'utc') + make_interval(months => n), '"events_"YYYY_MM') as name
      from generate_series(0, 3) n`.execute(admin)
  expect(await partitions()).toEqual(expected.map(({ name }) => name))
  await Promise.all([close(), admin.destroy()])
})
