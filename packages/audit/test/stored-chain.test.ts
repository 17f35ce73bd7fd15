import { createOrganization } from '@sluice/auth'
import { connect, type Database, insertAuditEntry, withOrganization } from '@sluice/database'
import { test as base, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { ChainReader, checkStoredChain, lineToText, storedEntries, textToLine } from '../src/index.ts'

/** Two organizations, each with its own first entry; a superuser, and the services' login. */
const test = base.extend('log', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
  const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 8, onError: () => undefined })
  const [admin, login] = [open(database.adminUrl), open(database.url)]
  onCleanup(async () => {
    await Promise.all([admin.destroy(), login.destroy()])
  })
  for (const id of ['north', 'south']) await createOrganization(admin, { id, name: id, timeZone: 'UTC' })
  const write = (orgId: string, object: string) =>
    withOrganization(login, { role: 'sluice_results', orgId }, (trx) =>
      insertAuditEntry(trx, { org_id: orgId, actor: 'key', action: 'pool.put', object, request_id: 'r' }),
    )
  return { admin, write }
})

/** As whoever may do anything: the superuser takes the triggers off for his transaction. */
async function tamper(admin: Database, statement: ReturnType<typeof sql>): Promise<void> {
  await admin.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await statement.execute(trx)
  })
}

const faultsOf = async (admin: Database, orgId: string) =>
  (await checkStoredChain(admin, orgId)).faults.map(({ seq, message }) => `${seq} ${message}`)

test('what PostgreSQL hashed is what is hashed here: umlauts, empty fields, refusals and all', async ({ log }) => {
  const { admin, write } = log
  await write('north', 'Zahnärzte 歯科/x:1,')
  await write('north', '')
  const { count, end, faults } = await checkStoredChain(admin, 'north')
  expect([count, end?.seq, faults]).toEqual([3, 3, []])
})

test('entries of many transactions at once are one chain each organization, without a gap', async ({ log }) => {
  const { admin, write } = log
  const all = Array.from({ length: 60 }, (_, n) => write(n % 2 === 0 ? 'north' : 'south', `pool-${n}`))
  await Promise.all(all)
  for (const orgId of ['north', 'south']) {
    expect(await checkStoredChain(admin, orgId)).toMatchObject({ count: 31, end: { seq: 31 }, faults: [] })
  }
})

test('a change that was rolled back leaves neither an entry nor a gap', async ({ log }) => {
  const { admin, write } = log
  const failing = admin.transaction().execute(async (trx) => {
    await sql`select set_config('app.org', 'north', true)`.execute(trx)
    await insertAuditEntry(trx, { org_id: 'north', actor: 'a', action: 'b', object: 'c' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await write('north', 'pool')
  expect(await checkStoredChain(admin, 'north')).toMatchObject({ count: 2, faults: [] })
})

test('time, place and hashes are the database’s, whatever an insert says', async ({ log }) => {
  const { admin } = log
  await sql`insert into audit_log (org_id, actor, action, object, at, seq, hash, prev_hash)
            values ('north', 'a', 'b', 'c', '2001-01-01', 99, 'x', 'y')`.execute(admin)
  const { rows } = await sql`select seq, at > now() - interval '1 hour' as recent from audit_log
                              where org_id = 'north' order by seq`.execute(admin)
  expect(rows).toEqual([
    { seq: 1, recent: true },
    { seq: 2, recent: true },
  ])
  expect(await faultsOf(admin, 'north')).toEqual([])
})

test.for([
  ['changed', sql`update audit_log set actor = 'nobody' where seq = 2`, [/^2 was changed/]],
  ['made a done one of a refusal', sql`update audit_log set outcome = 'refused' where seq = 3`, [/^3 was changed/]],
  ['moved in time', sql`update audit_log set at = at + interval '1 microsecond' where seq = 2`, [/^2 was changed/]],
  ['deleted', sql`delete from audit_log where seq = 2`, [/^3 entry 2 before it is missing/]],
  [
    'reordered',
    sql`do $$ begin
          update audit_log set seq = -1 where seq = 2;
          update audit_log set seq = 2 where seq = 3;
          update audit_log set seq = 3 where seq = -1;
        end $$`,
    [/^2 was changed/, /^3 was changed/, /^4 is not linked/],
  ],
  ['cut off at the beginning', sql`delete from audit_log where seq <= 3`, [/^4 3 entries before it are missing/]],
  ['without its first entry', sql`delete from audit_log where seq = 1`, [/^2 entry 1 before it is missing/]],
  ['emptied', sql`delete from audit_log`, [/^0 is the last; the head says that 4 were/]],
  ['with a head that counts more', sql`update audit_heads set seq = 7`, [/^4 is the last; the head says that 7 were/]],
  ['cut off at the end', sql`delete from audit_log where seq > 2`, [/^2 is the last; the head says that 4 were/]],
  ['left without a head', sql`delete from audit_heads`, [/^4 has no head/]],
] as const)('as superuser, %s: told', async ([_what, statement, expected], { log }) => {
  const { admin, write } = log
  for (const object of ['a', 'b', 'c']) await write('north', object)
  expect(await faultsOf(admin, 'north')).toEqual([])
  await tamper(admin, statement)
  expect(await faultsOf(admin, 'north')).toEqual(expected.map((message) => expect.stringMatching(message)))
})

test('cut off together with its head: only a hash noted elsewhere tells', async ({ log }) => {
  const { admin, write } = log
  for (const object of ['a', 'b']) await write('north', object)
  const noted = (await checkStoredChain(admin, 'north')).end?.hash ?? ''
  await tamper(admin, sql`delete from audit_log where seq = 3`)
  await tamper(
    admin,
    sql`update audit_heads h set (seq, hash) = (select seq, hash from audit_log
                           where org_id = h.org_id order by seq desc limit 1)`,
  )
  expect(await checkStoredChain(admin, 'north', [noted])).toMatchObject({ faults: [], missing: [noted] })
})

test('cut off at the beginning, with the hash before it noted: told as well, for the log is never shortened', async ({
  log,
}) => {
  const { admin, write } = log
  for (const object of ['a', 'b']) await write('north', object)
  const { rows } = await sql<{ hash: string }>`select encode(hash, 'hex') as hash from audit_log
                                                where org_id = 'north' and seq = 2`.execute(admin)
  await tamper(admin, sql`delete from audit_log where seq <= 2`)
  const { faults } = await checkStoredChain(admin, 'north', [rows[0]?.hash ?? ''])
  expect(faults).toEqual([{ seq: 3, message: '2 entries before it are missing' }])
})

test('an export can be checked without the database', async ({ log }) => {
  const { admin, write } = log
  for (const object of ['a', 'b', 'c']) await write('north', object)
  const texts: string[] = []
  for await (const entry of storedEntries(admin, 'north')) texts.push(lineToText(entry))
  const reader = new ChainReader()
  for (const text of texts) reader.read(textToLine(text) ?? expect.fail('not a line'))
  expect([reader.count, reader.faults]).toEqual([4, []])
})
