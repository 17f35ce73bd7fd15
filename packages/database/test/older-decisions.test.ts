import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

test('what was decided before it was kept: the name of its key, and the plan an undo goes back to', async () => {
  const url = await olderDatabase('0061')
  const admin = open(url)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC'), ('n', 'n', 'UTC')`.execute(admin)
  await sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes)
            values ('o', 'k', 'Growth team', decode(repeat('00', 32), 'hex'), '{}')`.execute(admin)
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1), ('n', 'p', 'p', 'USD', 'UTC', '{}', 1)`.execute(admin)
  await sql`insert into plan_decisions (org_id, pool_id, id, kind, plan_number, cells, author)
            values ('o', 'p', 1, 'undo', 16, '[]', 'k'), ('o', 'p', 2, 'override', null, '[]', 'k')`.execute(admin)
  const say = (org: string, origin: string, decision: number) =>
    sql`insert into cell_overrides (org_id, pool_id, cell_id, origin, kind, daily_budget_minor, author, reason, decision_id)
        values (${org}, 'p', 'c', ${origin}, 'pause', 0, 'k', 'other', ${decision})`.execute(admin)
  await say('o', 'undo', 1)
  await say('o', 'override', 2)
  await say('n', 'override', 1)
  await sql`insert into cell_messages (org_id, pool_id, cell_id, message_id, author) values ('o', 'p', 'c', 'm', 'k')`.execute(
    admin,
  )
  await migrate({ adminUrl: url, log: () => undefined })
  const overrides = admin.selectFrom('cell_overrides').select(['org_id', 'origin', 'key_name', 'undo_to'])
  expect(await overrides.orderBy('org_id').orderBy('origin').execute()).toEqual([
    { org_id: 'n', origin: 'override', key_name: null, undo_to: null },
    { org_id: 'o', origin: 'override', key_name: 'Growth team', undo_to: null },
    { org_id: 'o', origin: 'undo', key_name: 'Growth team', undo_to: 16 },
  ])
  expect(await admin.selectFrom('cell_messages').select('key_name').execute()).toEqual([{ key_name: 'Growth team' }])
})
