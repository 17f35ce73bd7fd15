import type { WebhookTables } from '../../src/schema/webhooks.ts'
import type { DescribedSchema } from './column.ts'

/** Who is told, of what, and what became of it. */
export const webhooks = {
  webhook_endpoints: {
    org_id: 'text',
    id: 'text',
    url: 'text',
    description: 'text default',
    event_types: 'ARRAY',
    pool_ids: 'ARRAY null',
    enabled: 'boolean default',
    disabled_reason: 'text null',
    secret: 'bytea',
    previous_secret: 'bytea null',
    previous_secret_until: 'timestamp with time zone null',
    version: 'bigint default',
    created_at: 'timestamp with time zone default',
    failing_since: 'timestamp with time zone null',
    failures: 'integer default',
    not_before: 'timestamp with time zone null',
    locked_until: 'timestamp with time zone null',
  },
  webhook_events: {
    org_id: 'text',
    id: 'text',
    type: 'text',
    pool_id: 'text null',
    created_at: 'timestamp with time zone default',
    body: 'text',
  },
  webhook_deliveries: {
    org_id: 'text',
    id: 'bigint default',
    endpoint_id: 'text',
    event_id: 'text',
    status: 'text default',
    attempts: 'integer default',
    next_attempt_at: 'timestamp with time zone null',
    last_attempt_at: 'timestamp with time zone null',
    response_status: 'integer null',
    failure: 'text null',
    duration_ms: 'integer null',
    created_at: 'timestamp with time zone default',
  },
} as const satisfies Pick<DescribedSchema, keyof WebhookTables>
