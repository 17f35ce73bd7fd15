import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

test('a cell keeps the baseline it was set up with, also where a process of the version before puts and edits it', async () => {
  const url = await olderDatabase('0051')
  const admin = open(url)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  await sql`insert into locations (org_id, id, name, time_zone) values ('o', 'l', 'l', 'UTC')`.execute(admin)
  await sql`insert into service_lines (org_id, id, name, body) values ('o', 's', 's', '{}'), ('o', 't', 't', '{}')`.execute(
    admin,
  )
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1)`.execute(admin)
  const put = (id: string, serviceLine: string, minor: number) =>
    sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor)
        values ('o', 'p', ${id}, 'l', ${serviceLine}, ${minor})
        on conflict (org_id, pool_id, id) do update
              set baseline_daily_budget_minor = excluded.baseline_daily_budget_minor, removed_at = null`.execute(admin)
  const baselines = async () => {
    const columns = ['id', 'baseline_daily_budget_minor', 'first_baseline_minor'] as const
    const rows = await admin.selectFrom('cells').select(columns).orderBy('id').execute()
    return rows.map((row) => [row.id, row.baseline_daily_budget_minor, row.first_baseline_minor])
  }
  await put('old', 's', 30)
  await migrate({ adminUrl: url, log: () => undefined })
  await put('new', 't', 40)
  expect(await baselines()).toEqual([
    ['new', 40, null],
    ['old', 30, null],
  ])
  for (const minor of [36, 36, 550, 30]) await put('old', 's', minor)
  await sql`update cells set removed_at = clock_timestamp() where id = 'new'`.execute(admin)
  await put('new', 't', 50)
  expect(await baselines()).toEqual([
    ['new', 50, 40],
    ['old', 30, 30],
  ])
})
