import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/** What makes two events one, within an organization. */
export interface EventKey {
  source: string
  eventId: string
}

export interface EventKeyRow extends EventKey {
  /** Of the canonical content, hexadecimal. */
  bodySha256: string
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
  /** The data as sent, and the figures of the place it brought (none for actuals). */
  body: { data: Record<string, unknown>; figures: readonly StoredFigure[] }
}

export interface EventPoolRow extends EventKey {
  poolId: string
  revision: number
}

/**
 * Claims the keys that are free and returns those. Another transaction claiming one of them at this moment is waited for;
 * its row is not visible to this statement, so ask findEventKeys, a new statement, for the ones not returned.
 */
export async function insertEventKeys(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  keys: readonly EventKeyRow[],
): Promise<EventKey[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<EventKey>`
    insert into event_key (org_id, source, event_id, body_sha256, received_at)
    select ${orgId}, source, "eventId", decode("bodySha256", 'hex'), ${receivedAt}
      from json_to_recordset(${JSON.stringify(keys)}::json) as given(source text, "eventId" text, "bodySha256" text)
     order by source, "eventId"
    on conflict do nothing
    returning source, event_id as "eventId"`.execute(trx)
  return rows
}

/** Which of these keys are taken, and by what content. */
export async function findEventKeys(
  trx: DatabaseTransaction,
  orgId: string,
  keys: readonly EventKey[],
): Promise<EventKeyRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<EventKeyRow>`
    select taken.source, taken.event_id as "eventId", encode(taken.body_sha256, 'hex') as "bodySha256"
      from json_to_recordset(${JSON.stringify(keys)}::json) as given(source text, "eventId" text)
      join event_key as taken on taken.org_id = ${orgId} and taken.source = given.source and taken.event_id = given."eventId"`.execute(
    trx,
  )
  return rows
}

/** Appends to the log; the keys have been claimed. */
export async function insertEvents(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  events: readonly EventRow[],
): Promise<void> {
  if (events.length === 0) return
  await sql`
    insert into events (org_id, source, event_id, type, location_id, service_line, observed_at, recorded_at, sequence,
                        body_sha256, received_at, body)
    select ${orgId}, source, "eventId", type, "locationId", "serviceLine", "observedAt", "recordedAt", sequence,
           decode("bodySha256", 'hex'), ${receivedAt}, body
      from json_to_recordset(${JSON.stringify(events)}::json) as given(
             source text, "eventId" text, type text, "locationId" text, "serviceLine" text, "observedAt" timestamptz,
             "recordedAt" timestamptz, sequence text, "bodySha256" text, body jsonb)`.execute(trx)
}

/** Notes which pools the events touched and at which revision, so that the state at a revision can be told for ever. */
export async function insertEventPools(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  rows: readonly EventPoolRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into event_pools (org_id, pool_id, revision, source, event_id, received_at)
    select ${orgId}, "poolId", revision, source, "eventId", ${receivedAt}
      from json_to_recordset(${JSON.stringify(rows)}::json) as given(
             "poolId" text, revision bigint, source text, "eventId" text)`.execute(trx)
}
