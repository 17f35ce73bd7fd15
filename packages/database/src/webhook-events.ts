import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

export interface WebhookSubject {
  orgId: string
  /** `plan.published`. */
  type: string
  /** The pool it is about; null: none, and every endpoint that takes the type gets it. */
  poolId: string | null
}

export interface NewWebhookEvent extends WebhookSubject {
  /** The moment it happened. */
  at: Date
  /** As JSON. Holds no counts of people: what is sent out is out. */
  data: object
}

/** Whether any endpoint wants this, so that what nobody wants need not be put together. */
export async function isWebhookWanted(
  trx: DatabaseTransaction,
  { orgId, type, poolId }: WebhookSubject,
): Promise<boolean> {
  const { rows } = await sql`
    select from webhook_endpoints where org_id = ${orgId} and enabled and ${type} = any(event_types)
       and (pool_ids is null or ${poolId}::text is null or ${poolId} = any(pool_ids)) limit 1`.execute(trx)
  return rows.length > 0
}

/**
 * Notes for every endpoint that wants it what is to be sent, in the transaction of what happened: sent if and only if
 * it happened. The worker sends it within about a second.
 */
export async function insertWebhookEvent(trx: DatabaseTransaction, event: NewWebhookEvent): Promise<void> {
  const { orgId, type, poolId } = event
  await sql`
    with wanted as (
      select id from webhook_endpoints where org_id = ${orgId} and enabled and ${type} = any(event_types)
         and (pool_ids is null or ${poolId}::text is null or ${poolId} = any(pool_ids))
    ), event as (
      insert into webhook_events (org_id, id, type, pool_id, body)
      select ${orgId}, ${makeMessageId()}, ${type}, ${poolId}, ${toBody(event)} where exists (select from wanted)
      returning id)
    insert into webhook_deliveries (org_id, endpoint_id, event_id)
    select ${orgId}, wanted.id, event.id from wanted, event`.execute(trx)
}

/** The same for one endpoint, whatever types it takes. */
export async function insertWebhookEventFor(
  trx: DatabaseTransaction,
  endpointId: string,
  event: NewWebhookEvent,
): Promise<number> {
  const { orgId, type, poolId } = event
  const id = makeMessageId()
  await trx
    .insertInto('webhook_events')
    .values({ org_id: orgId, id, type, pool_id: poolId, body: toBody(event) })
    .execute()
  const row = await trx
    .insertInto('webhook_deliveries')
    .values({ org_id: orgId, endpoint_id: endpointId, event_id: id })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Standard Webhooks signs `id.timestamp.body`: the id holds no point. */
function makeMessageId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`
}

function toBody({ type, at, data }: NewWebhookEvent): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data })
}
