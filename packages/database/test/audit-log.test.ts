import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  connect,
  type Database,
  insertAuditEntry,
  migrate,
  type Role,
  withOrganization,
  withOwner,
} from '@sluice/database'
import { test as base, makeName, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect, onTestFinished } from 'vitest'
import { open } from './support.ts'

const test = base.extend('log', async ({ database }: { database: TestDatabase }) => {
  const [admin, login] = [open(database.adminUrl), open(database.url)]
  await makeOrganization(database.adminUrl, 'north')
  await sql`insert into audit_log (org_id, actor, action, object) values ('north', 'a', 'b', 'c')`.execute(admin)
  return { admin, login }
})

const entry = { org_id: 'north', actor: 'key', action: 'pool.put', object: 'west' }
const destructive = [
  sql`update audit_log set actor = 'nobody'`,
  sql`delete from audit_log`,
  sql`truncate audit_log`,
  sql`update audit_heads set seq = 0`,
  sql`delete from audit_heads`,
]
const entries = (admin: Database) =>
  sql`select seq, actor from audit_log order by seq`.execute(admin).then(({ rows }) => rows)

describe.each<[Role, boolean]>([
  ['sluice_ingest', false],
  ['sluice_worker', true],
  ['sluice_results', true],
])('%s', (role, maySelect) => {
  const tenant = { role, orgId: 'north' }

  test('may add entries, and can neither change nor remove one', async ({ log: { admin, login } }) => {
    await withOrganization(login, tenant, (trx) => insertAuditEntry(trx, entry))
    for (const statement of destructive)
      await expect(withOrganization(login, tenant, (trx) => statement.execute(trx))).rejects.toMatchObject({
        code: '42501',
      })
    expect(await entries(admin)).toEqual([
      { seq: 1, actor: 'a' },
      { seq: 2, actor: 'key' },
    ])
  })

  test('may read what its work needs', async ({ log: { login } }) => {
    const read = withOrganization(login, tenant, (trx) => trx.selectFrom('audit_log').select('seq').execute())
    if (maySelect) expect(await read).toEqual([{ seq: 1 }])
    else await expect(read).rejects.toMatchObject({ code: '42501' })
  })

  test('cannot write into another organization’s chain', async ({ log: { admin, login } }) => {
    const write = withOrganization(login, { role, orgId: 'south' }, (trx) => insertAuditEntry(trx, entry))
    await expect(write).rejects.toThrow(/row-level security/)
    expect(await entries(admin)).toHaveLength(1)
  })
})

test('its owner may add, and has given the rest away; a superuser is stopped too', async ({ log: { admin } }) => {
  await withOwner(admin, 'north', (trx) => insertAuditEntry(trx, entry))
  for (const statement of destructive.slice(0, 3)) {
    await expect(withOwner(admin, 'north', (trx) => statement.execute(trx))).rejects.toMatchObject({ code: '42501' })
    await expect(statement.execute(admin)).rejects.toMatchObject({ code: '42501' })
  }
  expect(await entries(admin)).toHaveLength(2)
})

test('entries written before there was a chain are its beginning, and older processes go on writing', async ({
  database,
}) => {
  const all = new URL('../../../migrations/', import.meta.url)
  const older = await mkdtemp(join(tmpdir(), 'sluice-migrations-'))
  onTestFinished(() => rm(older, { recursive: true }))
  for (const name of (await readdir(all)).filter((file) => file < '0010'))
    await cp(fileURLToPath(new URL(name, all)), join(older, name))
  const { adminUrl, before } = await emptyDatabase(database.adminUrl)
  await migrate({ adminUrl, folder: pathToFileURL(`${older}/`), log: () => undefined })
  const write = sql`insert into audit_log (org_id, actor, action, object) values ('north', 'a', 'b', 'c'), ('south', 'a', 'b', 'c')`
  await sql`insert into organizations (id, name, time_zone) values ('north', 'n', 'UTC'), ('south', 's', 'UTC')`.execute(
    before,
  )
  await write.execute(before)
  await write.execute(before)
  await migrate({ adminUrl, log: () => undefined })
  await write.execute(before)
  const { rows } = await sql`
    select org_id, array_agg(seq::int order by id) as seqs,
           bool_and(hash = sha256(prev_hash || audit_canonical(audit_log))) as hashed
      from audit_log group by org_id order by org_id`.execute(before)
  expect(rows).toEqual(['north', 'south'].map((org_id) => ({ org_id, seqs: [1, 2, 3], hashed: true })))
})

/** A database of its own on the same server, not migrated; gone with the test. */
async function emptyDatabase(serverUrl: string): Promise<{ adminUrl: string; before: Database }> {
  const name = makeName('before-chain')
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href
  const connectTo = (to: string) =>
    connect({ url: to, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  // Not to the test's own database, which is gone before this one is.
  const server = connectTo(Object.assign(new URL(serverUrl), { pathname: '/postgres' }).href)
  const before = connectTo(url)
  await sql`create database ${sql.id(name)}`.execute(server)
  onTestFinished(async () => {
    await before.destroy()
    await sql`drop database ${sql.id(name)}`.execute(server)
    await server.destroy()
  })
  return { adminUrl: url, before }
}
