import type { Generated } from 'kysely'
import type { DefaultInstant, Int8, NullableInstant } from './columns.ts'

/** Webhook endpoints, what they are sent, and what became of it. */
export interface WebhookTables {
  webhook_endpoints: WebhookEndpointsTable
  webhook_events: WebhookEventsTable
  webhook_deliveries: WebhookDeliveriesTable
}

export interface WebhookEndpointsTable {
  org_id: string
  id: string
  url: string
  description: Generated<string>
  event_types: string[]
  /** null: all pools. */
  pool_ids: string[] | null
  enabled: Generated<boolean>
  /** gone or failing, where it was disabled by itself. */
  disabled_reason: string | null
  /** Sealed. */
  secret: Buffer
  previous_secret: Buffer | null
  previous_secret_until: NullableInstant
  version: Generated<Int8>
  created_at: DefaultInstant
  failing_since: NullableInstant
  failures: Generated<number>
  not_before: NullableInstant
  locked_until: NullableInstant
}

export interface WebhookEventsTable {
  org_id: string
  id: string
  type: string
  pool_id: string | null
  created_at: DefaultInstant
  /** As sent. */
  body: string
}

export type DeliveryStatus = 'pending' | 'delivered' | 'failed' | 'dropped'

export interface WebhookDeliveriesTable {
  org_id: string
  id: Generated<Int8>
  endpoint_id: string
  event_id: string
  status: Generated<DeliveryStatus>
  attempts: Generated<number>
  next_attempt_at: NullableInstant
  last_attempt_at: NullableInstant
  response_status: number | null
  failure: string | null
  duration_ms: number | null
  created_at: DefaultInstant
}
