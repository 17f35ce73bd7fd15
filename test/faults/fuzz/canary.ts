import { readFile } from 'node:fs/promises'
import pg from 'pg'

/** What is searched for afterwards. */
export const CANARY = 'zq7canary'

/** A text nothing of ours accepts anywhere: a control character is in it. So none of it may be kept or repeated. */
export const REFUSED_TEXT = `${CANARY}\u0007`

/** Tables that hold the canary, in any schema; by the login that sees every row. */
export async function tablesWithCanary(adminUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    )
    const found: string[] = []
    for (const { name } of rows) {
      const { rowCount } = await client.query(`select from ${name} t where t::text like $1 limit 1`, [`%${CANARY}%`])
      if (rowCount) found.push(name)
    }
    return found
  } finally {
    await client.end()
  }
}

/** How many lines of a log hold it. */
export async function linesWithCanary(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line.includes(CANARY)).length
}
