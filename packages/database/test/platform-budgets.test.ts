import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

test('budgets that were mapped twice stay to be read; none is added to them', async ({ ownPostgres }) => {
  const url = await olderDatabase(ownPostgres.adminUrl, '0070')
  const admin = open(url)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1), ('o', 'q', 'q', 'USD', 'UTC', '{}', 1)`.execute(admin)
  const insert = (pool: string, id: string, account: string, level: string) =>
    sql`insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, name, cells)
        values ('o', ${pool}, ${id}, 'google_ads', ${account}, ${level}, '900', 'n', '[]')`.execute(admin)
  await insert('p', 'a', '123-456-7890', 'campaign')
  await insert('p', 'b', '1234567890', 'campaign')
  await insert('q', 'c', '123-456-7890', 'shared_budget')
  await insert('q', 'd', '999-456-7890', 'campaign')
  await migrate({ adminUrl: url, log: () => undefined })
  const rows = await admin.selectFrom('platform_entities').select(['id', 'account_id', 'twin']).orderBy('id').execute()
  expect(rows).toEqual([
    { id: 'a', account_id: '123-456-7890', twin: 0 },
    { id: 'b', account_id: '1234567890', twin: 1 },
    { id: 'c', account_id: '123-456-7890', twin: 2 },
    { id: 'd', account_id: '999-456-7890', twin: 0 },
  ])
  await expect(insert('q', 'e', '9994567890', 'shared_budget')).rejects.toThrow('one_entity_a_budget')
})
