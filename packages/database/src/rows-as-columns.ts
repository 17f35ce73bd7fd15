import { type RawBuilder, sql } from 'kysely'

const types = {
  text: sql`text[]`,
  integer: sql`integer[]`,
  bigint: sql`bigint[]`,
  date: sql`date[]`,
  timestamptz: sql`timestamptz[]`,
  /** Handed over as hexadecimal. */
  bytea: sql`bytea[]`,
  /** Handed over as a value, not as text. */
  jsonb: sql`jsonb[]`,
} as const

type ColumnType = keyof typeof types

/**
 * Rows as something to select from: `unnest($1::text[], …) as given(source, "eventId", …)`, one parameter a column, however
 * many rows. PostgreSQL reads it in a third of the time it takes for json_to_recordset (1,000 events: 5 ms instead of 16).
 */
export function rowsAsColumns<Row extends object>(
  rows: readonly Row[],
  columns: { readonly [Name in keyof Row & string]?: ColumnType },
): RawBuilder<unknown> {
  const named = Object.entries(columns) as [keyof Row & string, ColumnType][]
  const arrays = named.map(
    ([name, type]) =>
      sql`${arrayText(
        rows.map((row) => row[name]),
        type,
      )}::${types[type]}`,
  )
  return sql`unnest(${sql.join(arrays)}) as given(${sql.join(named.map(([name]) => sql.ref(name)))})`
}

/**
 * PostgreSQL's way of writing an array. pg's own escapes every value with two searches; a number or an instant of ours holds
 * nothing to escape.
 */
function arrayText(values: readonly unknown[], type: ColumnType): string {
  const write = writers[type] ?? String
  return `{${values.map((value) => ((value ?? null) === null ? 'null' : write(value))).join()}}`
}

/** Of types whose text may hold what is punctuation in an array. */
const writers: { readonly [Type in ColumnType]?: (value: unknown) => string } = {
  text: (value) => quoted(String(value)),
  bytea: (value) => `"\\\\x${value}"`,
  jsonb: (value) => JSON.stringify(JSON.stringify(value)),
}

const needsEscape = /["\\]/

function quoted(text: string): string {
  return `"${needsEscape.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
}
