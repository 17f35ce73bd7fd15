import { sql } from 'kysely'
import type pg from 'pg'

/**
 * Begins a statement that a connection parses and plans once and then only runs. For statements in every transaction of
 * ingestion: planning them took as long as storing fifty events. Not for statements whose text varies, since each
 * connection keeps each text, nor for `select *`, whose columns a migration changes.
 */
export const prepared = sql.raw(`/* prepared */`)

const names = new Map<string, string>()

/** The name a statement is prepared under, in all connections of this process; undefined: it is not to be. */
export function preparedName(text: string): string | undefined {
  if (!text.trimStart().startsWith('/* prepared */')) return undefined
  const name = names.get(text) ?? `sluice_${names.size}`
  names.set(text, name)
  return name
}

/** Kysely hands the driver text and values and no name: the connection finds it by the text. */
export function prepareByText(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...sent: unknown[]) => unknown
  const queryByName = (text: unknown, values: unknown, ...others: unknown[]) => {
    const name = typeof text === 'string' ? preparedName(text) : undefined
    return name === undefined ? query(text, values, ...others) : query({ name, text, values }, ...others)
  }
  Object.assign(client, { query: queryByName })
}
