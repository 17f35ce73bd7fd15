// What a freshly migrated database looks like, and how one that a test has used is brought back to it: quicker than a
// clone, and without a difference that a test could see.
import type pg from 'pg'

/** Plain data, because it crosses a process border. */
export interface CleanState {
  /** SQL: one text that another schema, other rights or other rows of the migrations would change. */
  fingerprintQuery: string
  /** Its answer on the template. */
  fingerprint: string
  /** The tables that are empty in the template. */
  emptied: string[]
  /** SQL that removes the rows of tests and restarts the sequences. */
  emptying: string
}

// Deleted rows leave pages behind; read through by every later test, many of them would cost more than a clone.
const largestMegabytes = 2

/** Describes the database of this connection, of a superuser, as what others shall be brought back to. */
export async function describeCleanState(client: pg.Client): Promise<CleanState> {
  const [filled, empty] = split(await readTables(client))
  const fingerprintQuery = toFingerprintQuery(
    [...(await readCatalogues(client)), ...filled],
    empty,
    await nextXid(client),
  )
  const { rows } = await client.query<{ fingerprint: string }>(fingerprintQuery)
  return { fingerprintQuery, fingerprint: rows[0]?.fingerprint ?? '', emptied: empty, emptying: toEmptying(empty) }
}

/** Removes what a test left behind. False if the database cannot become what the template is: nobody may use it again. */
export async function makeClean(client: pg.Client, clean: CleanState): Promise<boolean> {
  // By name, and so planned once for a connection: as much work as the answer.
  const { rows } = await client.query<{ fingerprint: string }>({ name: 'fingerprint', text: clean.fingerprintQuery })
  if (rows[0]?.fingerprint !== clean.fingerprint) return false
  await client.query(clean.emptying)
  return true
}

interface Table {
  name: string
  hasRows: boolean
}

/** Partitioned tables hold no rows themselves. */
async function readTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relkind = 'r' and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
      order by 1`,
  )
  const tables: Table[] = []
  for (const { name } of rows) {
    const found = await client.query(`select from ${name} limit 1`)
    tables.push({ name, hasRows: found.rowCount === 1 })
  }
  return tables
}

function split(tables: Table[]): [filled: string[], empty: string[]] {
  const names = (hasRows: boolean) => tables.filter((table) => table.hasRows === hasRows).map(({ name }) => name)
  return [names(true), names(false)]
}

/** The tables in which PostgreSQL keeps a database's schema, rights and statistics. */
async function readCatalogues(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind = 'r' and relnamespace = 'pg_catalog'::regnamespace and not relisshared
        and relname <> 'pg_largeobject' -- that each exists is in pg_largeobject_metadata
      order by 1`,
  )
  return rows.map(({ name }) => name)
}

// What comes and goes by itself, or changes nothing that a test could see.
const looseRows: Record<string, string> = {
  // Made for a session's first temporary table, empty once the session is over, and used again by the next.
  pg_namespace: `where nspname !~ '^pg_(toast_)?temp_'`,
  // Autovacuum refreshes those of PostgreSQL's own tables, in the template too.
  pg_statistic: 'where starelid >= 16384',
}

/** A transaction of its own: all that were before are older, all to come younger. */
async function nextXid(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ xid: string }>(`select pg_current_xact_id()::xid::text as xid`)
  return rows[0]?.xid ?? ''
}

/**
 * Each change gives a row a new xmin, which the clone of a database copies and VACUUM leaves as it is: rows that came after
 * the description are younger than its transaction.
 */
function toFingerprintQuery(unchanging: string[], emptied: string[], describedAt: string): string {
  const isChanged = `age(xmin) < age('${describedAt}'::xid)`
  const parts = unchanging.map(
    (table) =>
      `select '${table}' as part, count(*) as rows, count(*) filter (where ${isChanged}) as changes from ${table} ${looseRows[table] ?? ''}`,
  )
  const settings = `select 'settings', count(*), null from pg_db_role_setting
    where setdatabase = (select oid from pg_database where datname = current_database())`
  const tooLarge = `select 'too large', (sum(pg_relation_size(oid)) > ${largestMegabytes * 1_048_576})::int, null
    from pg_class where oid in (${emptied.map((table) => `to_regclass('${table}')`).join(', ')})`
  return `select string_agg(part || ' ' || rows || ' ' || coalesce(changes, 0), ', ' order by part) as fingerprint
    from (${[...parts, settings, tooLarge].join(' union all ')}) parts`
}

/** Past triggers and foreign keys: the audit log lets nobody delete, and order does not matter. */
function toEmptying(tables: string[]): string {
  return [
    `set session_replication_role = replica`,
    ...tables.map((table) => `delete from ${table}`),
    `select setval(seqrelid, seqstart, false) from pg_sequence`,
    `select pg_stat_reset()`,
  ].join('; ')
}
