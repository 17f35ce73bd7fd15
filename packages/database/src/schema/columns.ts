// How PostgreSQL's types look to a reader and a writer of a column.
import type { ColumnType, JSONColumnType } from 'kysely'

/** bigint: read as a number (connect.ts sets the parser; every count and amount here is below 2^53). */
export type Int8 = number
/** timestamptz: read as Date, written as Date or RFC 3339 text. */
export type Instant = ColumnType<Date, Date | string, Date | string>
export type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** Set by the database unless given. */
export type DefaultInstant = ColumnType<Date, Date | string | undefined, Date | string>
/** jsonb: written as text, so that arrays are not taken for PostgreSQL arrays. */
export type Json = JSONColumnType<Record<string, unknown>>
export type NullableJson = ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>

/** jsonb: how many of what. */
export type Counts = Record<string, number>
