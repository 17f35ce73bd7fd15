import { type RawBuilder, sql } from 'kysely'

/**
 * Which of two reports of one thing counts: the later observed; then the later recorded; then the greater sequence, as
 * text byte by byte; then the greater hash. No two events are equal in all four, so any order of arrival, with any
 * repeats, ends in the same state. `reported` is the table or alias the columns are of.
 */
export function newestOrder(reported: string) {
  const column = (name: string) => sql.ref(`${reported}.${name}`)
  return sql`(${column('observed_at')}, coalesce(${column('recorded_at')}, ${column('observed_at')}),
              coalesce(${column('sequence')}, '') collate "C", ${column('body_sha256')})`
}

/** What decides, in the order of `newestOrder`, between two reports of one moment. Instants in UTC with microseconds. */
export interface ReportOrder {
  /** Observed, where its sender did not say when it was recorded. */
  recordedAt: string
  /** '': none was said. */
  sequence: string
  /** Hexadecimal. */
  bodySha256: string
}

/** The columns of a `ReportOrder`, of the table or alias `reported`. */
export function orderColumns(reported: string): RawBuilder<ReportOrder> {
  const column = (name: string) => sql.ref(`${reported}.${name}`)
  return sql`
    to_char(coalesce(${column('recorded_at')}, ${column('observed_at')}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt",
    coalesce(${column('sequence')}, '') as sequence, encode(${column('body_sha256')}, 'hex') as "bodySha256"`
}

/** A row that was read with these columns. */
export function withOrder<Row extends ReportOrder>(row: Row): Row & { order: ReportOrder } {
  const { recordedAt, sequence, bodySha256 } = row
  return { ...row, order: { recordedAt, sequence, bodySha256 } }
}

/** What decides the order, as our rows have it: instants in UTC with milliseconds, the hash in hexadecimal. */
export interface Ordered {
  observedAt: string
  recordedAt: string | null
  sequence: string | null
  bodySha256: string
}

/**
 * Whether a report counts and not the other, in the order of `newestOrder`. Texts of one form compare as what they stand for, and
 * sequences are ASCII, which JavaScript compares byte by byte, too.
 */
export function isNewer(row: Ordered, known: Ordered): boolean {
  if (row.observedAt !== known.observedAt) return row.observedAt > known.observedAt
  const [recorded, knownRecorded] = [row.recordedAt ?? row.observedAt, known.recordedAt ?? known.observedAt]
  if (recorded !== knownRecorded) return recorded > knownRecorded
  const [sequence, knownSequence] = [row.sequence ?? '', known.sequence ?? '']
  return sequence === knownSequence ? row.bodySha256 > known.bodySha256 : sequence > knownSequence
}
