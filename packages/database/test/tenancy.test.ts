import { type Database, findApiKey, type Role, withOrganization, withRole } from '@sluice/database'
import { test as base, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { fillEveryTable, open, tenantTables } from './support.ts'

/** What of every organization is due: the only tables a role reads across them. */
const seenByWorker = new Set(['pool_state', 'feed_schedules'])
const roles: Role[] = ['sluice_ingest', 'sluice_worker', 'sluice_results']

/** Two organizations with a row in every table, a superuser to look at everything, and the services' login. */
const test = base.extend('tenants', async ({ database }: { database: TestDatabase }) => {
  const admin = open(database.adminUrl)
  await fillEveryTable(admin, database.adminUrl, 'north')
  await fillEveryTable(admin, database.adminUrl, 'south')
  return { admin, login: open(database.url), tables: await tenantTables(admin) }
})

const tenantColumn = (table: string) => (table === 'organizations' ? 'id' : 'org_id')

/** Reading counts also where it is some columns only, the tenant's among them. */
async function may(admin: Database, role: Role, table: string, right: string): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select has_table_privilege(${role}, ${table}, ${right})
        or (${right} = 'select' and has_column_privilege(${role}, ${table}, ${tenantColumn(table)}, 'select')) as may`.execute(
    admin,
  )
  return rows[0]?.may ?? false
}

async function tenantsSeen(db: Database, table: string): Promise<string[]> {
  const { rows } = await sql<{ tenant: string }>`
    select distinct ${sql.ref(tenantColumn(table))} as tenant from ${sql.table(table)} order by 1`.execute(db)
  return rows.map(({ tenant }) => tenant)
}

test('every tenant table has row-level security that also binds its owner', async ({ tenants: { admin } }) => {
  const { rows } = await sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
       and not relispartition and relname <> 'schema_migrations'
       and not (relrowsecurity and relforcerowsecurity)`.execute(admin)
  expect(rows).toEqual([])
})

test('the login is no superuser, bypasses nothing, owns nothing', async ({ tenants: { admin, login } }) => {
  const { rows } = await sql`select rolsuper, rolbypassrls from pg_roles where rolname = current_user`.execute(login)
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
  const owned = await sql`
    select relname from pg_class where relnamespace = 'public'::regnamespace
       and pg_get_userbyid(relowner) not in ('sluice_owner') and relname not like 'schema_migrations%'`.execute(admin)
  expect(owned.rows).toEqual([])
})

test('what runs with the owner’s rights is short, known, and open to nobody else', async ({ tenants: { admin } }) => {
  const { rows } = await sql<{ name: string; users: string }>`
    select p.proname as name, string_agg(r.rolname, ' ' order by r.rolname) as users
      from pg_proc p join pg_roles r on has_function_privilege(r.oid, p.oid, 'execute')
     where p.pronamespace = 'public'::regnamespace and p.prosecdef and r.rolname like 'sluice%' and r.rolname <> 'sluice_owner'
     group by 1 order by 1`.execute(admin)
  expect(rows).toEqual([
    { name: 'delete_event_keys', users: 'sluice_worker' },
    { name: 'drop_event_partitions', users: 'sluice_worker' },
    { name: 'ensure_event_partitions', users: 'sluice_worker' },
    { name: 'ensure_partitions_of', users: 'sluice_ingest sluice_worker' },
    { name: 'find_api_key', users: 'sluice_ingest sluice_results sluice_worker' },
    { name: 'keys_in_force', users: 'sluice_ingest sluice_results sluice_worker' },
    { name: 'list_due_webhook_endpoints', users: 'sluice_worker' },
    { name: 'list_keys_out_of_force', users: 'sluice_results' },
    { name: 'list_organization_ids', users: 'sluice_worker' },
    { name: 'list_plan_pointers', users: 'sluice_results' },
    { name: 'touch_api_key', users: 'sluice_ingest sluice_results sluice_worker' },
  ])
})

describe.each(roles)('%s', (role) => {
  test('sees its own organization in each table it may read, with no filter in the query', async ({ tenants }) => {
    const { admin, login, tables } = tenants
    for (const table of tables) {
      const see = () => withOrganization(login, { role, orgId: 'north' }, (trx) => tenantsSeen(trx, table))
      const isCrossTenant = role === 'sluice_worker' && seenByWorker.has(table)
      if (await may(admin, role, table, 'select'))
        expect(await see(), table).toEqual(isCrossTenant ? ['north', 'south'] : ['north'])
      else await expect(see(), table).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('without an organization sees nothing; the worker sees which pools and feeds are due', async ({ tenants }) => {
    const { admin, login, tables } = tenants
    for (const table of tables) {
      if (!(await may(admin, role, table, 'select'))) continue
      const seen = await withRole(login, role, (trx) => tenantsSeen(trx, table))
      expect(seen, table).toEqual(role === 'sluice_worker' && seenByWorker.has(table) ? ['north', 'south'] : [])
    }
  })

  test('cannot write a row of another organization', async ({ tenants: { admin, login, tables } }) => {
    for (const table of tables) {
      if (!(await may(admin, role, table, 'insert'))) continue
      const theirs = await sql<{ row: unknown }>`
        select to_jsonb(t) as row from ${sql.table(table)} t where ${sql.ref(tenantColumn(table))} = 'south' limit 1`.execute(
        admin,
      )
      const columns = sql.join((await writableColumns(admin, table)).map((name) => sql.ref(name)))
      const write = withOrganization(login, { role, orgId: 'north' }, (trx) =>
        sql`insert into ${sql.table(table)} (${columns}) overriding system value
            select ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(theirs.rows[0]?.row)}::jsonb)`.execute(
          trx,
        ),
      )
      await expect(write, table).rejects.toThrow(/row-level security/)
    }
  })

  test('changes and deletes without a filter touch its own rows only', async ({
    tenants: { admin, login, tables },
  }) => {
    for (const table of [...tables].reverse()) {
      const column = sql.ref(tenantColumn(table))
      const theirs = () =>
        sql`select * from ${sql.table(table)} where ${column} = 'south'`.execute(admin).then(({ rows }) => rows)
      const before = await theirs()
      const work = (statement: ReturnType<typeof sql>) =>
        withOrganization(login, { role, orgId: 'north' }, (trx) => statement.execute(trx))
      if (await may(admin, role, table, 'update')) await work(sql`update ${sql.table(table)} set ${column} = ${column}`)
      if (await may(admin, role, table, 'delete')) await work(sql`delete from ${sql.table(table)}`)
      expect(await theirs(), table).toEqual(before)
    }
  })

  test('reaches no partition by its own name, where no policy stands', async ({ tenants: { admin } }) => {
    const { rows } = await sql`
      select relname from pg_class where relispartition and relkind = 'r'
         and has_table_privilege(${role}, oid, 'select, insert, update, delete')`.execute(admin)
    expect(rows).toEqual([])
  })

  test('finds a key of any organization by its id, and only that', async ({ tenants: { login } }) => {
    expect((await findApiKey(login, role, 'south'))?.org_id).toBe('south')
    expect(await findApiKey(login, role, 'nobody')).toBeUndefined()
  })

  test('may neither migrate, nor make keys, nor become the owner', async ({ tenants: { login } }) => {
    const become = withRole(login, role, (trx) => sql`set local role sluice_owner`.execute(trx))
    await expect(become).rejects.toMatchObject({ code: '42501' })
    const create = withRole(login, role, (trx) => sql`create table public.mine (a int)`.execute(trx))
    await expect(create).rejects.toMatchObject({ code: '42501' })
  })
})

test('a transaction that chose no role has no rights on any table', async ({ tenants: { login, tables } }) => {
  for (const table of tables) await expect(tenantsSeen(login, table), table).rejects.toMatchObject({ code: '42501' })
  await expect(findApiKeyWithoutRole(login)).rejects.toMatchObject({ code: '42501' })
})

function findApiKeyWithoutRole(login: Database) {
  return sql`select * from find_api_key('south')`.execute(login)
}

test('a pooled connection carries neither role nor organization to its next borrower', async ({
  tenants: { login },
}) => {
  const north = { role: 'sluice_results', orgId: 'north' } as const
  expect(await withOrganization(login, north, (trx) => tenantsSeen(trx, 'pools'))).toEqual(['north'])
  expect(await withRole(login, 'sluice_results', (trx) => tenantsSeen(trx, 'pools'))).toEqual([])
  await expect(tenantsSeen(login, 'pools')).rejects.toMatchObject({ code: '42501' })
})

test('the same after a transaction that failed', async ({ tenants: { login } }) => {
  const north = { role: 'sluice_results', orgId: 'north' } as const
  await expect(withOrganization(login, north, (trx) => sql`select 1 / 0`.execute(trx))).rejects.toThrow()
  expect(await withRole(login, 'sluice_results', (trx) => tenantsSeen(trx, 'pools'))).toEqual([])
})

test('a text that looks like SQL is only ever an organization’s name', async ({ tenants: { login } }) => {
  const orgId = `north' or '1'='1`
  expect(await withOrganization(login, { role: 'sluice_results', orgId }, (trx) => tenantsSeen(trx, 'pools'))).toEqual(
    [],
  )
})

/** All but those that the database works out. */
async function writableColumns(admin: Database, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
     where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(admin)
  return rows.map(({ name }) => name)
}
