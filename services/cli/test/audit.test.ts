import { connect } from '@sluice/database'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from './fixture.ts'

const create = (id: string) => ['organization', 'create', id, '--name', id, '--time-zone', 'America/New_York']
const key = ['key', 'create', '--organization', 'riverside', '--name', 'x', '--role', 'viewer']

test('a whole chain is said to be whole, and its head printed', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  for (const args of [create('riverside'), create('lakeside'), key]) await cli.run(args, { env })
  const { code, out } = await cli.run(['audit', 'verify'], { env })
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(
      /^lakeside: 1 entry, whole; head 1 [0-9a-f]{64}\nriverside: 2 entries, whole; head 2 [0-9a-f]{64}\n$/,
    ),
  ])
})

test('a deleted entry is found in the database and in an export, with exit code 1', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  for (const args of [create('riverside'), key, key]) await cli.run(args, { env })
  const of = ['--organization', 'riverside']
  const exported = await cli.run(['audit', 'export', ...of], { env })
  expect(exported.err).toMatch(/^riverside: head 3 [0-9a-f]{64}\n$/)
  const lines = exported.out.trim().split('\n')
  const offline = (text: string) => cli.run(['audit', 'verify', '-f', '-'], { stdin: text })
  expect(await offline(exported.out)).toMatchObject({ code: 0, out: expect.stringMatching(/3 entries, whole/) })
  const broken = { code: 1, out: expect.stringMatching(/BROKEN.*\n {2}entry 3 entry 2 before it is missing/) }
  expect(await offline([lines[0], lines[2]].join('\n'))).toMatchObject(broken)
  const admin = connect({ url: database.adminUrl, applicationName: 't', maxConnections: 1, onError: () => undefined })
  await admin.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`delete from audit_log where seq = 2`.execute(trx)
  })
  await admin.destroy()
  expect(await cli.run(['audit', 'verify', ...of], { env })).toMatchObject(broken)
})

test('a log whose oldest entries are gone is broken; a file that begins later is a part, unless what it follows was noted', async ({
  cli,
  database,
}) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  for (const args of [create('riverside'), key, key, key]) await cli.run(args, { env })
  const exported = (await cli.run(['audit', 'export', '--organization', 'riverside'], { env })).out.trim().split('\n')
  const stdin = exported.slice(2).join('\n')
  const offline = (...head: string[]) => cli.run(['audit', 'verify', '-f', '-', ...head], { stdin })
  const part = await offline()
  expect([part.code, part.out]).toEqual([
    1,
    expect.stringMatching(/^riverside: 2 entries, A PART; head 4 .*\n {2}entries 1 to 2 are not in it: --head /),
  ])
  const hashes: string[] = exported.map((line) => JSON.parse(line).hash)
  expect(await offline('--head', hashes[1] ?? '')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/2 entries, whole/),
  })
  const admin = connect({ url: database.adminUrl, applicationName: 't', maxConnections: 1, onError: () => undefined })
  await sql`alter table audit_log disable trigger append_only`.execute(admin)
  await sql`delete from audit_log where org_id = 'riverside' and seq <= 3`.execute(admin)
  await sql`alter table audit_log enable trigger append_only`.execute(admin)
  await admin.destroy()
  for (const head of [[], ['--head', hashes[2] ?? '']])
    expect(await cli.run(['audit', 'verify', ...head], { env })).toMatchObject({
      code: 1,
      out: expect.stringMatching(/1 entry, BROKEN.*\n {2}entry 4 3 entries before it are missing/),
    })
})

test('nothing is not whole: an organization that does not exist, a log without any entry, no organization at all', async ({
  cli,
  database,
}) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  expect((await cli.run(['audit', 'verify'], { env })).code).toBe(2)
  await cli.run(create('riverside'), { env })
  for (const args of [
    ['audit', 'verify'],
    ['audit', 'export'],
    ['key', 'list'],
    ['key', 'revoke', 'x'],
    ['key', 'rotate', 'x'],
  ]) {
    const none = await cli.run([...args, '--organization', 'nosuch'], { env })
    expect([args, none.code, none.out, none.err]).toEqual([
      args,
      2,
      '',
      expect.stringMatching(/no organization nosuch/),
    ])
  }
  const admin = connect({ url: database.adminUrl, applicationName: 't', maxConnections: 1, onError: () => undefined })
  await admin.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`delete from audit_log`.execute(trx)
    await sql`delete from audit_heads`.execute(trx)
  })
  await admin.destroy()
  expect(await cli.run(['audit', 'verify'], { env })).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^riverside: 0 entries, BROKEN\n {2}entry 1 is missing/),
  })
  expect(await cli.run(['audit', 'export', '--organization', 'riverside'], { env })).toMatchObject({ code: 1, out: '' })
})

test('a head noted earlier must still be there', async ({ cli, database }) => {
  const env = { MIGRATION_DATABASE_URL: database.adminUrl }
  for (const args of [create('riverside'), create('lakeside')]) await cli.run(args, { env })
  const [found] = JSON.parse((await cli.run(['audit', 'verify', '--json'], { env })).out)
  const noted = (hash: string) => cli.run(['audit', 'verify', '--head', hash], { env })
  expect((await noted(found.end.hash)).code).toBe(0)
  expect(await noted('0f'.repeat(32))).toMatchObject({ code: 1, out: expect.stringMatching(/0f0f is not there/) })
  expect((await noted('xyz')).code).toBe(2)
})

test('a file that is no export is refused with the line', async ({ cli }) => {
  const { code, err } = await cli.run(['audit', 'verify', '-f', '-'], { stdin: '{"seq":1}\n' })
  expect([code, err]).toEqual([2, '-:1: not an entry as audit export writes it.\n'])
})
