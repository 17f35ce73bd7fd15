import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { migrate } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { open } from './support.ts'

const log = () => undefined
const migrations = new URL('../../../migrations/', import.meta.url)

test('cells there were before get their places: one after the other, the one in force last', async ({
  ownPostgres,
  onTestFinished,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-migrations-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const older = (await readdir(migrations)).filter((name) => name < '0007')
  await Promise.all(older.map((name) => cp(new URL(name, migrations), join(folder, name))))
  await sql`create database older`.execute(open(ownPostgres.adminUrl))
  const url = new URL(ownPostgres.adminUrl)
  url.pathname = '/older'
  await migrate({ adminUrl: url.href, folder: pathToFileURL(`${folder}/`), log })
  const admin = open(url.href)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  await sql`insert into locations (org_id, id, name, time_zone) values ('o', 'l', 'l', 'UTC')`.execute(admin)
  await sql`insert into service_lines (org_id, id, name, body) values ('o', 's', 's', '{}')`.execute(admin)
  await sql`insert into pools (org_id, id, name, currency, time_zone, period, policy_version, created_at)
            values ('o', 'p', 'p', 'USD', 'UTC', '{}', 1, '2026-01-01Z')`.execute(admin)
  await sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor, removed_at)
            values ('o', 'p', 'now', 'l', 's', 1, null), ('o', 'p', 'second', 'l', 's', 1, '2026-03-01Z'),
                   ('o', 'p', 'first', 'l', 's', 1, '2026-02-01Z')`.execute(admin)
  await migrate({ adminUrl: url.href, log })
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
