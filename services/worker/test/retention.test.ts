import { configurePool, noQueueStore, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { retain } from '../src/retention.ts'
import { connectTo, runWorker } from './setup.ts'

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
  expect(await retain(db, { unusedStateDays: 35, onFailed: (step) => failed.push(step) })).toEqual({
    plans: 1,
    budgets: 0,
    gates: 0,
    days: 0,
    unused: 0,
    surplus: 0,
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
  await retain(db, { unusedStateDays: 35, onFailed: (step) => failed.push(step) })
  const { rows } = await sql`select encode(id_sha256, 'hex') as id from signed_messages`.execute(admin)
  expect([rows, failed]).toEqual([[{ id: '01' }], []])
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
  const expected = await partitions()
  for (const name of expected) await sql`drop table ${sql.table(name)}`.execute(admin)
  const { close } = await runWorker(database.url, await noQueueStore())
  expect(await partitions()).toEqual(expected)
  await Promise.all([close(), admin.destroy()])
})
