import { connect } from '@sluice/database'
import { test } from '@sluice/test-kit'
import { sql } from 'kysely'
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

interface FoundColumn {
  table: string
  column: string
  described: string
}

async function readColumns(url: string): Promise<Record<string, Record<string, string>>> {
  const db = connect({ url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const { rows } = await sql<FoundColumn>`
    select c.table_name as "table", c.column_name as "column",
           c.data_type || case when c.is_nullable = 'YES' then ' null'
                               when c.column_default is not null or c.is_identity = 'YES' then ' default'
                               else '' end as described
      from information_schema.columns c
      join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and t.relkind in ('r', 'p') and not t.relispartition
       and c.table_name <> 'schema_migrations'`.execute(db)
  await db.destroy()
  const tables: Record<string, Record<string, string>> = {}
  for (const row of rows) tables[row.table] = { ...tables[row.table], [row.column]: row.described }
  return tables
}
