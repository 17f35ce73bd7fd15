import type { OrganizationTables } from '../../src/schema/organization.ts'
import type { DescribedSchema } from './column.ts'

/** Organizations, their keys and logins, and what was changed by whom. */
export const organization = {
  organizations: {
    id: 'text',
    name: 'text',
    time_zone: 'text',
    config_version: 'bigint default',
    created_at: 'timestamp with time zone default',
    state_pruned_before: 'timestamp with time zone null',
  },
  api_keys: {
    org_id: 'text',
    key_id: 'text',
    name: 'text',
    secret_sha256: 'bytea',
    scopes: 'ARRAY',
    created_at: 'timestamp with time zone default',
    expires_at: 'timestamp with time zone null',
    revoked_at: 'timestamp with time zone null',
    last_used_at: 'timestamp with time zone null',
    previous_sha256: 'bytea null',
    previous_until: 'timestamp with time zone null',
    rotated_at: 'timestamp with time zone null',
    requests_per_minute: 'integer null',
    requests_per_day: 'bigint null',
  },
  audit_log: {
    org_id: 'text',
    id: 'bigint default',
    at: 'timestamp with time zone default',
    actor: 'text',
    action: 'text',
    object: 'text',
    request_id: 'text null',
    seq: 'bigint default',
    outcome: 'text default',
    reason: 'text null',
    times: 'bigint default',
    prev_hash: 'bytea default',
    hash: 'bytea default',
  },
  audit_heads: { org_id: 'text', seq: 'bigint', hash: 'bytea' },
  ended_dashboard_sessions: {
    org_id: 'text',
    session_id: 'text',
    expires_at: 'timestamp with time zone',
  },
} as const satisfies Pick<DescribedSchema, keyof OrganizationTables>
