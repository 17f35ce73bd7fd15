import pg from 'pg'
import { expect } from 'vitest'
import { test as base, configurePool, type TestDatabase } from '../src/index.ts'

const test = base.extend('client', async ({ database }, { onCleanup }): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  onCleanup(() => client.end())
  return client
})

/** Every row there is, and where each sequence is. */
async function everything(client: pg.Client): Promise<unknown> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  const found: unknown[] = []
  for (const { name } of tables) {
    const { rows } = await client.query(`select to_jsonb(t)::text as row from ${name} t order by 1`)
    found.push([name, rows])
  }
  const { rows } = await client.query('select seqrelid::regclass, pg_sequence_last_value(seqrelid) from pg_sequence')
  return [found, rows]
}

async function setUp(database: TestDatabase, client: pg.Client): Promise<() => Promise<void>> {
  const { orgId, poolId } = await configurePool(database)
  // Its key of the platform's budget is a generated column.
  await client.query(
    `insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells)
     values ($1, $2, 'entity', 'google_ads', '123-456-7890', 'campaign', '55', 'A quoted \\ '' name', '[]')`,
    [orgId, poolId],
  )
  return database.keepRows()
}

test('rows written, changed and removed since are as they were, as often as wanted', async ({ database, client }) => {
  const restore = await setUp(database, client)
  const before = await everything(client)
  for (const more of ['first', 'second']) {
    await configurePool(database, { orgId: more, clinics: 5 })
    await client.query('delete from platform_entities')
    await client.query("update locations set name = 'elsewhere'")
    expect(await everything(client)).not.toEqual(before)
    await restore()
    expect(await everything(client)).toEqual(before)
  }
})

test('what is still being written is written before, and then removed', async ({ database, client }) => {
  const restore = await database.keepRows()
  await client.query("begin; insert into organizations (id, name, time_zone) values ('late', 'late', 'UTC')")
  let isRestored = false
  const restoring = restore().then(() => {
    isRestored = true
  })
  // More than it takes to look once: it does not go on while the transaction is open.
  for (let asked = 0; asked < 5; asked += 1) await client.query('select pg_sleep(0.01)')
  expect(isRestored).toBe(false)
  await client.query('commit')
  await restoring
  expect((await client.query('select from organizations')).rowCount).toBe(0)
})
