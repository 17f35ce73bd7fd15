import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { WebhookEndpointsTable } from './schema.ts'

export type WebhookEndpointRow = Selectable<WebhookEndpointsTable>

/** What a person configures of an endpoint. */
export interface WebhookEndpointSettings {
  url: string
  description: string
  eventTypes: readonly string[]
  /** null: all pools. */
  poolIds: readonly string[] | null
  enabled: boolean
}

export async function insertWebhookEndpoint(
  trx: DatabaseTransaction,
  row: Insertable<WebhookEndpointsTable>,
): Promise<WebhookEndpointRow> {
  return trx.insertInto('webhook_endpoints').values(row).returningAll().executeTakeFirstOrThrow()
}

export async function findWebhookEndpoint(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<WebhookEndpointRow | undefined> {
  return endpointOf(trx, orgId, id).executeTakeFirst()
}

/**
 * The same, for a change that depends on what is there: until the transaction ends nobody else changes the endpoint or
 * removes it.
 */
export async function holdWebhookEndpoint(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<WebhookEndpointRow | undefined> {
  return endpointOf(trx, orgId, id).forNoKeyUpdate().executeTakeFirst()
}

function endpointOf(trx: DatabaseTransaction, orgId: string, id: string) {
  return trx.selectFrom('webhook_endpoints').selectAll().where('org_id', '=', orgId).where('id', '=', id)
}

/** A page of the organization's endpoints, in order of their ids. */
export async function listWebhookEndpoints(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: { after: string; limit: number },
): Promise<WebhookEndpointRow[]> {
  return trx
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Writes what is configured; the endpoint starts over, as one that has never failed. Undefined: no such endpoint. */
export async function updateWebhookEndpoint(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
  settings: WebhookEndpointSettings,
): Promise<WebhookEndpointRow | undefined> {
  return trx
    .updateTable('webhook_endpoints')
    .set({
      url: settings.url,
      description: settings.description,
      event_types: [...settings.eventTypes],
      pool_ids: settings.poolIds && [...settings.poolIds],
      enabled: settings.enabled,
      disabled_reason: null,
      failing_since: null,
      failures: 0,
      not_before: null,
      version: sql<number>`version + 1`,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Another secret signs; the one it had signs beside it until then, and one before that no more. */
export async function replaceWebhookSecret(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
  { secret, overlapSeconds }: { secret: Buffer; overlapSeconds: number },
): Promise<WebhookEndpointRow | undefined> {
  return trx
    .updateTable('webhook_endpoints')
    .set({
      previous_secret: sql<Buffer>`secret`,
      previous_secret_until: sql<Date>`clock_timestamp() + make_interval(secs => ${overlapSeconds})`,
      secret,
      version: sql<number>`version + 1`,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
}

/** Removes it with all its messages still to be sent. False: no such endpoint. */
export async function deleteWebhookEndpoint(trx: DatabaseTransaction, orgId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('webhook_endpoints')
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
