// The rows of a moment, brought back as often as wanted: what many tests begin with is made once.
import type pg from 'pg'
import type { CleanState } from './clean-state.ts'
import { eventually } from './eventually.ts'

/**
 * Reads the rows that tests have written until now. What it returns removes all there are by then and writes these again,
 * once every other connection to the database rests: what was begun before is not written after.
 * @param client of a superuser, used for nothing else.
 */
export async function keepRows(client: pg.Client, clean: CleanState): Promise<() => Promise<void>> {
  const filling: string[] = []
  for (const table of clean.emptied) filling.push(...(await describeRows(client, table)))
  const sequences = await describeSequences(client)
  const restoring = [clean.emptying, ...sequences, ...filling].join('; ')
  return async () => {
    await eventually(
      () => countBusy(client),
      (busy) => busy === 0,
      { intervalMs: 2 },
    )
    await client.query(restoring)
  }
}

/** The statement that writes them again, where there are any. JSON holds every type of ours without loss. */
async function describeRows(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ json: string | null; columns: string }>(
    `select (select json_agg(t)::text from ${table} t) as json,
            (select string_agg(quote_ident(attname), ', ') from pg_attribute
              where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '') as columns`,
  )
  const [{ json, columns } = { json: null, columns: '' }] = rows
  if (json === null) return []
  const populated = `json_populate_recordset(null::${table}, ${client.escapeLiteral(json)})`
  return [`insert into ${table} (${columns}) overriding system value select ${columns} from ${populated}`]
}

async function describeSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(
    `select format('select setval(%s, %s)', seqrelid::oid, pg_sequence_last_value(seqrelid)) as statement
       from pg_sequence where pg_sequence_last_value(seqrelid) is not null`,
  )
  return rows.map(({ statement }) => statement)
}

async function countBusy(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ busy: number }>(
    `select count(*)::int as busy from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' and state <> 'idle'`,
  )
  return rows[0]?.busy ?? 0
}
