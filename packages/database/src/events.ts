import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { prepared } from './prepared.ts'
import { rowsAsColumns, rowsAsSelected } from './rows-as-columns.ts'

/** What makes two events one, within an organization. */
export interface EventKey {
  source: string
  eventId: string
}

/** The content a key stands for. */
export interface KeptContent extends EventKey {
  /** Hash of the canonical content, hexadecimal. */
  bodySha256: string
}

export interface EventKeyRow extends KeptContent {
  /**
   * In UTC, microseconds; the same in every row that speaks of the event. Together with the key it finds the event in the
   * log, whose index is by it: so events of one transaction have one each.
   */
  receivedAt: string
}

/** One figure an event brought: `figure` and `value` are those of place_state. */
export interface StoredFigure {
  figure: string
  value: Record<string, unknown>
}

export interface EventRow extends EventKeyRow {
  type: string
  locationId: string
  /** `*`: the whole location. */
  serviceLine: string
  /** UTC, as are all instants here. */
  observedAt: string
  recordedAt: string | null
  sequence: string | null
  /** JSON of `{ data, figures }`: the data as sent, and the figures (StoredFigure) of the place it brought, none for actuals. */
  body: string
}

/**
 * Claims the keys that are free and returns those that are not. If another transaction is claiming one of them at this
 * moment, this waits for it; its row is not visible to this statement, so use findEventKeys, a new statement, for the
 * content of taken keys. The keys must come in the order of their text, so that two transactions claim those they share
 * in one order.
 */
export async function insertEventKeys(
  trx: DatabaseTransaction,
  orgId: string,
  keys: readonly EventKeyRow[],
): Promise<EventKey[]> {
  if (keys.length === 0) return []
  const given = rowsAsSelected(keys, {
    source: 'text',
    eventId: 'text',
    bodySha256: 'bytea',
    receivedAt: 'timestamptz',
  })
  const { numAffectedRows } = await sql`
    ${prepared} insert into event_key (org_id, source, event_id, body_sha256, received_at)
    select ${orgId}, ${given}
    on conflict do nothing`.execute(trx)
  // Nearly always all of them are free; which ones were is asked only where that is not so.
  return numAffectedRows === BigInt(keys.length) ? [] : findKeysOfOthers(trx, orgId, keys)
}

/** Those that this transaction did not write. */
async function findKeysOfOthers(
  trx: DatabaseTransaction,
  orgId: string,
  keys: readonly EventKey[],
): Promise<EventKey[]> {
  const { rows } = await sql<EventKey>`
    select taken.source, taken.event_id as "eventId"
      from ${rowsAsColumns(keys, { source: 'text', eventId: 'text' })}
      join event_key as taken on taken.org_id = ${orgId} and taken.source = given.source and taken.event_id = given."eventId"
     where taken.xmin <> pg_current_xact_id()::xid`.execute(trx)
  return rows
}

/** Which of these keys are taken, and by what content. */
export async function findEventKeys(
  trx: DatabaseTransaction,
  orgId: string,
  keys: readonly EventKey[],
): Promise<KeptContent[]> {
  if (keys.length === 0) return []
  // Planned each time: a plan made while the table was empty would read all of it, and only few batches need this.
  const { rows } = await sql<KeptContent>`
    select taken.source, taken.event_id as "eventId", encode(taken.body_sha256, 'hex') as "bodySha256"
      from ${rowsAsColumns(keys, { source: 'text', eventId: 'text' })}
      join event_key as taken on taken.org_id = ${orgId} and taken.source = given.source and taken.event_id = given."eventId"`.execute(
    trx,
  )
  return rows
}
