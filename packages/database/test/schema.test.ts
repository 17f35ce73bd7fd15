import { connect } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { type RawBuilder, sql } from 'kysely'
import { expect } from 'vitest'
import type { DescribedSchema } from './described/column.ts'
import { configuration } from './described/configuration.ts'
import { decisions } from './described/decisions.ts'
import { events } from './described/events.ts'
import { exports } from './described/exports.ts'
import { feeds } from './described/feeds.ts'
import { gates } from './described/gates.ts'
import { organization } from './described/organization.ts'
import { plans } from './described/plans.ts'
import { sources } from './described/sources.ts'
import { webhooks } from './described/webhooks.ts'
import { words } from './described/words.ts'

const described: DescribedSchema = {
  ...organization,
  ...configuration,
  ...feeds,
  ...events,
  ...gates,
  ...plans,
  ...decisions,
  ...exports,
  ...sources,
  ...webhooks,
}

test('the row types are those of the migrated database, column by column', async ({ database }) => {
  const found = await readColumns(database.adminUrl)
  expect(found).toEqual(described)
})

test('a column that holds one of some words holds those that its type names', async ({ database }) => {
  expect(await readWords(database.adminUrl)).toEqual(words)
})

interface FoundColumn {
  table: string
  column: string
  described: string
}

async function readColumns(url: string): Promise<Record<string, Record<string, string>>> {
  const rows = await ask<FoundColumn>(
    url,
    sql`
    select c.table_name as "table", c.column_name as "column",
           c.data_type || case when c.is_nullable = 'YES' then ' null'
                               when c.column_default is not null or c.is_identity = 'YES' then ' default'
                               else '' end as described
      from information_schema.columns c
      join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and t.relkind in ('r', 'p') and not t.relispartition
       and c.table_name <> 'schema_migrations'`,
  )
  const tables: Record<string, Record<string, string>> = {}
  for (const row of rows) tables[row.table] = { ...tables[row.table], [row.column]: row.described }
  return tables
}

interface FoundWord {
  table: string
  column: string
  word: string
}

/** What `check (column in (…))` allows: PostgreSQL keeps it as `= ANY (ARRAY['…'::text, …])`. */
async function readWords(url: string): Promise<Record<string, Record<string, Record<string, true>>>> {
  const rows = await ask<FoundWord>(
    url,
    sql`
    select t.relname as "table", a.attname as "column", w.found[1] as word
      from pg_constraint c
      join pg_class t on t.oid = c.conrelid and not t.relispartition
      join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
     cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''([^'']*)''::text', 'g') as w (found)
     where c.contype = 'c' and t.relnamespace = 'public'::regnamespace
       and pg_get_constraintdef(c.oid) ~ '= ANY \\(ARRAY\\['`,
  )
  const tables: Record<string, Record<string, Record<string, true>>> = {}
  for (const { table, column, word } of rows) {
    tables[table] = { ...tables[table], [column]: { ...tables[table]?.[column], [word]: true } }
  }
  return tables
}

async function ask<Row>(url: string, query: RawBuilder<unknown>): Promise<Row[]> {
  const db = connect({ url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const { rows } = await query.execute(db)
  await db.destroy()
  return rows as Row[]
}
