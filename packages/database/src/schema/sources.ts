import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Counts, DefaultInstant, Instant, Int8, Json, NullableInstant } from './columns.ts'

/** Sources of events, what came of them, and what somebody should look at. */
export interface SourceTables {
  sources: SourcesTable
  source_signing_secrets: SourceSigningSecretsTable
  signed_messages: SignedMessagesTable
  source_activity: SourceActivityTable
  source_deliveries: SourceDeliveriesTable
  alerts: AlertsTable
}

export interface SourcesTable {
  org_id: string
  source: string
  /** `sourceId(source)`. */
  id: string
  name: string | null
  expected_interval_minutes: number | null
  accepts_numeric_ids: Generated<boolean>
  require_signature: Generated<boolean>
  key_ids: string[] | null
  version: Generated<Int8>
  archived_at: NullableInstant
  updated_at: DefaultInstant
}

export interface SourceSigningSecretsTable {
  org_id: string
  source: string
  id: string
  sealed: Buffer
  created_at: DefaultInstant
}

/** Signed messages that say no moment of their own. */
export interface SignedMessagesTable {
  org_id: string
  source: string
  id_sha256: Buffer
  body_sha256: Buffer
  /** When it first came. */
  received_at: Instant
}

/** `source` is '' for deliveries whose source is not known. */
export interface SourceActivityTable {
  org_id: string
  source: string
  id: string
  first_accepted_at: NullableInstant
  last_accepted_at: NullableInstant
  last_delivery_at: NullableInstant
  last_observed_at: NullableInstant
  accepted: Generated<Int8>
  duplicate: Generated<Int8>
  conflict: Generated<Int8>
  unmatched: Generated<Int8>
  refused: ColumnType<Counts, string | undefined, string>
  last_key_id: string | null
}

export interface SourceDeliveriesTable {
  org_id: string
  source: string
  minute: Instant
  key_id: string
  mode: string
  last_at: Instant
  request_id: string
  requests: Int8
  accepted: Int8
  duplicate: Int8
  conflict: Int8
  unmatched: Int8
  refused: JSONColumnType<Counts>
  lags: JSONColumnType<Counts>
  left_out: ColumnType<Counts, string | undefined, string>
  failed_polls: ColumnType<Counts, string | undefined, string>
}

export interface AlertsTable {
  org_id: string
  id: Generated<Int8>
  kind: string
  object: string
  opened_at: DefaultInstant
  closed_at: NullableInstant
  details: Json
}
