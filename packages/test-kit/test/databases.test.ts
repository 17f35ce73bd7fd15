import { userInfo } from 'node:os'
import pg from 'pg'
import { describe, expect, inject } from 'vitest'
import { configurePool, createTestDatabase, eventually, makeName, test } from '../src/index.ts'

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

const left = { urls: [] as string[], connections: [] as pg.Client[] }

for (const turn of ['first', 'second', 'third']) {
  test(`each test begins with a migrated database, as if it were the first (${turn})`, async ({ database }) => {
    const [found] = await query(
      database.adminUrl,
      `select (select count(*)::int from schema_migrations) as migrations, (select count(*)::int from organizations) as rows,
              to_regclass('mine') as "table",
              (select count(*)::int from pg_stat_activity where usename = 'sluice_test' and datname = current_database()) as connections`,
    )
    expect(found).toEqual({ migrations: expect.any(Number), rows: 0, table: null, connections: 0 })
    expect(found?.migrations).toBeGreaterThan(0)
    await query(database.adminUrl, "insert into organizations (id, name, time_zone) values ('mine', 'mine', 'UTC')")
    const forgotten = new pg.Client({ connectionString: database.url })
    forgotten.on('error', () => undefined)
    await forgotten.connect()
    left.connections.push(forgotten)
    if (turn === 'second') await query(database.adminUrl, 'create table mine (n int)')
    left.urls.push(database.url)
  })
}

test('…the one that the test before had, unless that changed more than rows', async () => {
  const [first, second, third] = left.urls
  expect([first === second, second === third]).toEqual([true, false])
  await expect(query(second ?? '', 'select 1')).rejects.toThrow('does not exist')
  for (const forgotten of left.connections.slice(0, 2)) await expect(forgotten.query('select 1')).rejects.toThrow()
})

test('ten may be made at once', async () => {
  const clones = await Promise.all(Array.from({ length: 10 }, () => createTestDatabase()))
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

describe('a database that a test has dropped serves the next', () => {
  /** Spares of this test only. */
  function alone() {
    const postgres = inject('testPostgres')
    return { ...postgres, sparePrefix: `${postgres.template}_${makeName('').slice(1)}_` }
  }
  const whichOne = 'select oid::int from pg_database where datname = current_database()'
  const usedSequences = 'select seqrelid::regclass from pg_sequence where pg_sequence_last_value(seqrelid) is not null'

  async function filledTables(adminUrl: string): Promise<string[]> {
    const tables = await query(
      adminUrl,
      `select oid::regclass::text as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
    )
    const filled = tables.map(({ name }) => `select '${name}' as name where exists (select from ${name})`)
    return (await query(adminUrl, `${filled.join(' union all ')} order by name`)).map(({ name }) => String(name))
  }

  test('without a row of it, and with sequences that begin again', async () => {
    const postgres = alone()
    const first = await createTestDatabase(postgres)
    const [used] = await query(first.adminUrl, whichOne)
    const pool = { clinics: 5 }
    await configurePool(first, pool)
    const after = await filledTables(first.adminUrl)
    expect(after).toEqual(expect.arrayContaining(['audit_log', 'organizations', 'pools']))
    expect(await query(first.adminUrl, usedSequences)).not.toEqual([])
    await first.drop()

    const second = await createTestDatabase(postgres)
    expect(await query(second.adminUrl, whichOne)).toEqual([used])
    expect(await filledTables(second.adminUrl)).toEqual(['schema_migrations'])
    expect(await query(second.adminUrl, usedSequences)).toEqual([])
    await configurePool(second, pool)
    expect(await filledTables(second.adminUrl)).toEqual(after)
    await second.drop()
  })

  test('out of reach of what the first left connected', async () => {
    const postgres = alone()
    const first = await createTestDatabase(postgres)
    const forgotten = new pg.Client({ connectionString: first.url })
    forgotten.on('error', () => undefined)
    await forgotten.connect()
    await first.drop()
    const second = await createTestDatabase(postgres)
    await expect(forgotten.query('select 1')).rejects.toThrow()
    await expect(query(first.url, 'select 1')).rejects.toThrow('does not exist')
    const connections = `select usename from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    expect(await query(second.adminUrl, connections)).toEqual([])
    await second.drop()
  })

  test('unless the test changed what is not a row: then it is thrown away', { timeout: 120_000 }, async () => {
    const postgres = alone()
    const changes = [
      'create table more (n int)',
      'create schema more',
      'create index more on pools (name)',
      'alter table pools alter column name drop not null',
      'alter table pools no force row level security',
      'alter table audit_log disable trigger all',
      'alter function ensure_partitions_of(text, integer) stable',
      'grant delete on audit_log to sluice_results',
      'alter policy tenant on organizations using (true)',
      "do $$ begin execute format('alter database %I set lock_timeout = 1', current_database()); end $$",
      "insert into schema_migrations (name, sha256) values ('9999_more.sql', '')",
      "update schema_migrations set sha256 = ''",
      "do $$ begin execute (select 'drop table ' || inhrelid::regclass from pg_inherits where inhparent = 'events'::regclass limit 1); end $$",
      "select lo_from_bytea(0, 'more')",
      'analyze schema_migrations',
      'alter sequence audit_log_id_seq increment by 2',
      `insert into organizations (id, name, time_zone)
        select n, repeat(md5(n::text), 20), 'UTC' from generate_series(1, 5000) n`,
    ]
    for (const statement of changes) {
      const database = await createTestDatabase(postgres)
      const [used] = await query(database.adminUrl, whichOne)
      await query(database.adminUrl, statement)
      await database.drop()
      const next = await createTestDatabase(postgres)
      expect(await query(next.adminUrl, whichOne), statement).not.toEqual([used])
      await next.drop()
    }
  })

  test('also if it had temporary tables', async () => {
    const postgres = alone()
    const first = await createTestDatabase(postgres)
    const [used] = await query(first.adminUrl, 'create temporary table passing (n int)', whichOne)
    await first.drop()
    const second = await createTestDatabase(postgres)
    expect(await query(second.adminUrl, whichOne)).toEqual([used])
    await second.drop()
  })
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
