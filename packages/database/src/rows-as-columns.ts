import { type RawBuilder, sql } from 'kysely'
import { binaryArray, type ElementType } from './binary-array.ts'

const types = {
  boolean: sql`boolean[]`,
  text: sql`text[]`,
  integer: sql`integer[]`,
  bigint: sql`bigint[]`,
  date: sql`date[]`,
  /** Handed over in UTC, as JavaScript writes it or with microseconds. */
  timestamptz: sql`timestamptz[]`,
  /** Handed over as hexadecimal. */
  bytea: sql`bytea[]`,
  /** Handed over as its text. */
  jsonb: sql`jsonb[]`,
} as const satisfies Record<ElementType, unknown>

type Columns<Row> = { readonly [Name in keyof Row & string]?: ElementType }

/**
 * Rows as something to select from: `unnest($1::text[], …) as given(source, "eventId", …)`, one parameter a column, however
 * many rows. PostgreSQL reads it in a third of the time it takes for json_to_recordset (1,000 events: 5 ms instead of 16).
 */
export function rowsAsColumns<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  const names = Object.keys(columns).map((name) => sql.ref(name))
  return sql`unnest(${sql.join(toArrays(rows, columns))}) as given(${sql.join(names)})`
}

/**
 * The same rows as what is selected: `unnest($1::text[]), unnest($2::text[]), …`, row by row, in their order. For a statement
 * that only inserts them: what stands behind `from` PostgreSQL first copies.
 */
export function rowsAsSelected<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  return sql.join(toArrays(rows, columns).map((array) => sql`unnest(${array})`))
}

function toArrays<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown>[] {
  const named = Object.entries(columns) as [keyof Row & string, ElementType][]
  return named.map(
    ([name, type]) =>
      sql`${binaryArray(
        rows.map((row) => row[name]),
        type,
      )}::${types[type]}`,
  )
}
