import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

test('cells there were before get their places: one after the other, the one in force last', async () => {
  const url = await olderDatabase('0007')
  const admin = open(url)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  await sql`insert into locations (org_id, id, name, time_zone) values ('o', 'l', 'l', 'UTC')`.execute(admin)
  await sql`insert into service_lines (org_id, id, name, body) values ('o', 's', 's', '{}')`.execute(admin)
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version, created_at)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1, '2026-01-01Z')`.execute(admin)
  await sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor, removed_at)
            values ('o', 'p', 'now', 'l', 's', 1, null), ('o', 'p', 'second', 'l', 's', 1, '2026-03-01Z'),
                   ('o', 'p', 'first', 'l', 's', 1, '2026-02-01Z')`.execute(admin)
  await migrate({ adminUrl: url, log: () => undefined })
  const held = await admin
    .selectFrom('cell_places')
    .select(['cell_id', 'held_from', 'held_until'])
    .orderBy('held_from')
    .execute()
  expect(held).toEqual([
    { cell_id: 'first', held_from: new Date('2026-01-01Z'), held_until: new Date('2026-02-01Z') },
    { cell_id: 'second', held_from: new Date('2026-02-01Z'), held_until: new Date('2026-03-01Z') },
    { cell_id: 'now', held_from: new Date('2026-03-01Z'), held_until: null },
  ])
})
