import type { Generated } from 'kysely'
import type { DefaultInstant, Instant, Int8, NullableInstant } from './columns.ts'

/** Organizations, their keys and logins, and what was changed by whom. */
export interface OrganizationTables {
  organizations: OrganizationsTable
  api_keys: ApiKeysTable
  audit_log: AuditLogTable
  audit_heads: AuditHeadsTable
  ended_dashboard_sessions: EndedDashboardSessionsTable
}

export interface OrganizationsTable {
  id: string
  name: string
  time_zone: string
  config_version: Generated<Int8>
  created_at: DefaultInstant
  /** Rows of place_state were removed, of events that arrived up to then; null: none were. */
  state_pruned_before: NullableInstant
}

export interface ApiKeysTable {
  org_id: string
  key_id: string
  name: string
  secret_sha256: Buffer
  scopes: string[]
  created_at: DefaultInstant
  expires_at: NullableInstant
  revoked_at: NullableInstant
  last_used_at: NullableInstant
  previous_sha256: Buffer | null
  previous_until: NullableInstant
  rotated_at: NullableInstant
  requests_per_minute: number | null
  requests_per_day: Int8 | null
}

export interface AuditLogTable {
  org_id: string
  id: Generated<Int8>
  at: DefaultInstant
  actor: string
  action: string
  object: string
  request_id: string | null
  /** Place in the organization's chain. This, `at` and the hashes are set by a trigger, whatever an insert says. */
  seq: Generated<Int8>
  outcome: Generated<'done' | 'refused'>
  reason: string | null
  times: Generated<Int8>
  prev_hash: Generated<Buffer>
  hash: Generated<Buffer>
}

/** Kept by a trigger on `audit_log`. */
export interface AuditHeadsTable {
  org_id: string
  seq: Int8
  hash: Buffer
}

/** Sessions of the dashboard that were ended before their time. */
export interface EndedDashboardSessionsTable {
  org_id: string
  session_id: string
  /** When it would have been over anyway. */
  expires_at: Instant
}
