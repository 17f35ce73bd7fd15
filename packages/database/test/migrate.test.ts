import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { migrate, migrationNames } from '@sluice/database'
import { test as base } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { olderDatabase, open } from './support.ts'

const run = promisify(execFile)
const log = () => undefined

/** A folder for migrations of the test's own. */
const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('folder', async ({}, { onCleanup }) => {
    const path = await mkdtemp(join(tmpdir(), 'sluice-migrations-'))
    onCleanup(() => rm(path, { recursive: true }))
    return {
      url: pathToFileURL(`${path}/`),
      write: (name: string, text: string) => writeFile(join(path, name), text),
    }
  })

test('processes that migrate at once: one does it, all succeed', async ({ ownPostgres }) => {
  const admin = open(ownPostgres.adminUrl)
  await sql`create database fresh`.execute(admin)
  const url = new URL(ownPostgres.adminUrl)
  url.pathname = '/fresh'
  const script = `
    import { migrate } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)}
    await migrate({ adminUrl: process.env.ADMIN_URL, log: console.log })`
  const one = () => run(process.execPath, ['--input-type=module', '-e', script], { env: { ADMIN_URL: url.href } })
  const outputs = await Promise.all([one(), one(), one(), one()])
  const lines = outputs.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean))
  expect(lines.sort()).toEqual((await migrationNames()).map((name) => `migrated ${name}`))
})

test('no two migrations share a number: of two that do, the one that came later may run before the other, or after', async () => {
  const numberOf = (name: string) => name.slice(0, 4)
  const byNumber = Map.groupBy(await migrationNames(), numberOf)
  const shared = [...byNumber.values()].filter((names) => names.length > 1)
  // Of this pair neither touches what the other does, and both have run on databases there are: no file is renamed for it.
  expect(shared).toEqual([['0074_actuals_by_channel.sql', '0074_bases.sql']])
})

test('whoever migrates also makes the partitions of the log, for all that came before them', async ({ database }) => {
  const admin = open(database.adminUrl)
  const month = new Date().toISOString().slice(0, 7).replace('-', '_')
  await sql`drop table ${sql.table(`events_${month}`)}`.execute(admin)
  await sql`
    insert into events values ('org', 's', 'e', 't', 'smyrna', 'ortho', now(), null, null, '', now(), '{}')`.execute(
    admin,
  )
  await migrate({ adminUrl: database.adminUrl, log })
  const { rows } = await sql`select tableoid::regclass::text as part from events`.execute(admin)
  expect(rows).toEqual([{ part: `events_${month}` }])
})

test('a migration edited after it ran is refused', async ({ database, folder }) => {
  await folder.write('9001_one.sql', 'create table one (a int)')
  await migrate({ adminUrl: database.adminUrl, folder: folder.url, log })
  await folder.write('9001_one.sql', 'create table one (b int)')
  await expect(migrate({ adminUrl: database.adminUrl, folder: folder.url, log })).rejects.toThrow(
    /9001_one.sql was edited/,
  )
})

test('a migration that fails leaves nothing behind and is run again', async ({ database, folder }) => {
  await folder.write('9001_one.sql', 'create table one (a int); select 1 / 0')
  await expect(migrate({ adminUrl: database.adminUrl, folder: folder.url, log })).rejects.toThrow(/9001_one.sql failed/)
  await folder.write('9001_one.sql', 'create table one (a int)')
  await migrate({ adminUrl: database.adminUrl, folder: folder.url, log })
  const owner = await sql`select tableowner from pg_tables where tablename = 'one'`.execute(open(database.adminUrl))
  expect(owner.rows).toEqual([{ tableowner: 'sluice_owner' }])
})

test('keys from before files had a scope of their own: who may decide keeps what they could do, nobody else gets more', async () => {
  const adminUrl = await olderDatabase('0071')
  const admin = open(adminUrl)
  await sql`insert into organizations (id, name, time_zone) values ('o', 'o', 'UTC')`.execute(admin)
  const held = { approver: ['plans:read', 'plans:decide'], marketer: ['plans:read', 'config:write'] }
  for (const [key, scopes] of Object.entries(held))
    await sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes)
              values ('o', ${key}, ${key}, sha256('x'), ${scopes}::text[])`.execute(admin)
  await migrate({ adminUrl, log })
  const { rows } = await sql`select key_id, scopes from api_keys order by key_id`.execute(admin)
  expect(rows).toEqual([
    { key_id: 'approver', scopes: ['plans:read', 'plans:decide', 'exports:write'] },
    { key_id: 'marketer', scopes: ['plans:read', 'config:write'] },
  ])
})
