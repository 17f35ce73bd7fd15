import { userInfo } from 'node:os'
import pg from 'pg'
import { describe, expect, inject } from 'vitest'
import { createTestDatabase, eventually, test } from '../src/index.ts'

async function query(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const names = new Set<string>()

for (const turn of ['first', 'second']) {
  test(`each test has a migrated database of its own (${turn})`, async ({ database }) => {
    names.add(new URL(database.adminUrl).pathname)
    await query(database.adminUrl, 'create table mine (n int)')
    const [found] = await query(database.adminUrl, 'select count(*)::int as count from schema_migrations')
    expect(found?.count).toBeGreaterThan(0)
  })
}

test('…which is gone after the test', async () => {
  expect(names.size).toBe(2)
  const rows = await query(inject('testPostgres').adminUrl, 'select datname from pg_database')
  const left = rows.filter((row) => names.has(`/${row.datname}`))
  expect(left).toEqual([])
})

test('ten may be made at once', async () => {
  const clones = await Promise.all(Array.from({ length: 10 }, createTestDatabase))
  expect(new Set(clones.map(({ url }) => url)).size).toBe(10)
  await Promise.all(clones.map((clone) => clone.drop()))
})

test('drop() also ends the connections that a test forgot', async () => {
  const database = await createTestDatabase()
  const forgotten = new pg.Client({ connectionString: database.url })
  let told = ''
  forgotten.on('error', (error) => {
    told = error.message
  })
  await forgotten.connect()
  await database.drop()
  expect(
    await eventually(
      () => told,
      (message) => message !== '',
    ),
  ).toContain('terminat')
})

describe('the login of the tests', () => {
  test('is no superuser, owns nothing, and row-level security binds it', async ({ database }) => {
    const [login] = await query(
      database.url,
      'select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    expect(login).toEqual({
      rolname: 'sluice_test',
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
    })
  })

  test('inherits nothing of the run-time roles, may take each, and inherits the queue', async ({ database }) => {
    const rows = await query(
      database.url,
      `select roleid::regrole::text as role, inherit_option as inherit, set_option as set
         from pg_auth_members where member = 'sluice_test'::regrole order by 1`,
    )
    expect(rows).toEqual([
      { role: 'sluice_ingest', inherit: false, set: true },
      { role: 'sluice_queue', inherit: true, set: true },
      { role: 'sluice_results', inherit: false, set: true },
      { role: 'sluice_worker', inherit: false, set: true },
    ])
  })
})

describe('a PostgreSQL of the test’s own', () => {
  test('keeps what was committed through stop, kill and restart, on the same port', async ({ ownPostgres }) => {
    await query(ownPostgres.adminUrl, 'create table kept (n int)', 'insert into kept values (1)')
    await ownPostgres.stop()
    await expect(query(ownPostgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    await ownPostgres.restart()
    await query(ownPostgres.adminUrl, 'insert into kept values (2)')
    await ownPostgres.kill()
    await expect(query(ownPostgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
    await ownPostgres.restart()
    await ownPostgres.kill('SIGKILL')
    await ownPostgres.restart()
    expect(await query(ownPostgres.adminUrl, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }])
    expect(await query(ownPostgres.url, 'select current_user as me')).toEqual([{ me: 'sluice_test' }])
    expect(await query(ownPostgres.url, 'show fsync')).toEqual([{ fsync: 'on' }])
  })
})

test.skipIf(process.env.TEST_DATABASE_URL || userInfo().uid !== 0)(
  'the shared server is private and quick',
  async () => {
    const { adminUrl } = inject('testPostgres')
    expect(await query(adminUrl, 'show fsync')).toEqual([{ fsync: 'off' }])
    expect(await query(adminUrl, 'show max_connections')).toEqual([{ max_connections: '300' }])
  },
)
