import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

/** A database as it was before this migration, with two pools; `upgrade` runs the rest. */
async function databaseBefore(name: string) {
  const url = await olderDatabase(name)
  const admin = open(url)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1), ('o', 'q', 'q', 'USD', 'UTC', '{}', 1)`.execute(admin)
  return { admin, upgrade: () => migrate({ adminUrl: url, log: () => undefined }) }
}

test('budgets that were mapped twice stay to be read; none is added to them', async () => {
  const { admin, upgrade } = await databaseBefore('0070')
  const insert = (pool: string, id: string, account: string, level: string) =>
    sql`insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells)
        values ('o', ${pool}, ${id}, 'google_ads', ${account}, ${level}, '900', 'n', '[]')`.execute(admin)
  await insert('p', 'a', '123-456-7890', 'campaign')
  await insert('p', 'b', '1234567890', 'campaign')
  await insert('q', 'c', '123-456-7890', 'shared_budget')
  await insert('q', 'd', '999-456-7890', 'campaign')
  await upgrade()
  const rows = await admin.selectFrom('platform_entities').select(['id', 'account_id', 'twin']).orderBy('id').execute()
  expect(rows).toEqual([
    { id: 'a', account_id: '123-456-7890', twin: 0 },
    { id: 'b', account_id: '1234567890', twin: 1 },
    { id: 'c', account_id: '123-456-7890', twin: 2 },
    { id: 'd', account_id: '999-456-7890', twin: 0 },
  ])
  await expect(insert('q', 'e', '9994567890', 'shared_budget')).rejects.toThrow('one_entity_a_budget')
})

test('what was told goes to the budget the entity has; an archived pool’s budgets are free; when pools were archived is known', async () => {
  const { admin, upgrade } = await databaseBefore('0076')
  await sql`update pools set archived_at = now() where id = 'q'`.execute(admin)
  for (const said of ['put p', 'archive p', 'put p', 'put p', 'archive q']) {
    const [action, pool] = said.split(' ')
    await sql`insert into audit_log (org_id, actor, action, object) values ('o', 'k', ${`pool.${action}`}, ${pool})`.execute(
      admin,
    )
  }
  await sql`update pools set created_at = '2026-10-01Z'`.execute(admin)
  for (const [pool, id] of [
    ['p', 'a'],
    ['q', 'b'],
  ])
    await sql`insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells)
              values ('o', ${pool}, ${id}, 'google_ads', '1-2', 'campaign', ${`0${id === 'a' ? 7 : 8}`}, 'n', '[]')`.execute(
      admin,
    )
  await sql`insert into exported_budgets (org_id, pool_id, entity_id, plan_number, daily_budget_minor)
            values ('o', 'p', 'a', 1, 5), ('o', 'p', 'gone', 1, 6), ('o', 'q', 'b', 1, 7)`.execute(admin)
  await upgrade()
  const periods = await admin
    .selectFrom('pool_periods')
    .select(['pool_id', 'period'])
    .orderBy('pool_id')
    .orderBy('since')
    .execute()
  expect(periods.map(({ pool_id, period }) => [pool_id, period !== null])).toEqual([
    ...[
      ['p', true],
      ['p', false],
      ['p', true],
    ],
    ...[
      ['q', true],
      ['q', false],
    ],
  ])
  const told = await admin
    .selectFrom('exported_budgets')
    .select(['entity_id', 'budget_key'])
    .orderBy('entity_id')
    .execute()
  expect(told).toEqual([
    { entity_id: 'a', budget_key: 'google_ads 12  7' },
    { entity_id: 'b', budget_key: 'google_ads 12  8' },
    { entity_id: 'gone', budget_key: '' },
  ])
  const mapped = await admin.selectFrom('platform_entities').select(['id', 'mapped_at']).execute()
  expect(mapped).toEqual([{ id: 'a', mapped_at: new Date(0) }])
  const pools = await admin
    .selectFrom('pools')
    .select(['id', 'platform_entities_version as version'])
    .orderBy('id')
    .execute()
  expect(pools).toEqual([
    { id: 'p', version: 0 },
    { id: 'q', version: 1 },
  ])
})
