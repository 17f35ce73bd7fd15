import { type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteOlder } from './delete-in-parts.ts'
import type { DeliveryStatus, WebhookDeliveriesTable, WebhookEndpointsTable } from './schema.ts'
import { withRole } from './tenancy.ts'

export interface WebhookEndpointKey {
  orgId: string
  endpointId: string
}

export interface DueWebhookEndpoint extends WebhookEndpointKey {
  /** Its last attempt failed. */
  isFailing: boolean
}

/** Endpoints of every organization to which something is due, those that do not fail first. */
export async function listDueWebhookEndpoints(db: Database, most: number): Promise<DueWebhookEndpoint[]> {
  return withRole(
    db,
    'sluice_worker',
    async (trx) => {
      const { rows } = await sql<DueWebhookEndpoint>`
        select org_id as "orgId", endpoint_id as "endpointId", is_failing as "isFailing" from list_due_webhook_endpoints(${most})`.execute(
        trx,
      )
      return rows
    },
    { readOnly: true },
  )
}

/**
 * Takes or renews the lease of an endpoint: while it lasts nobody else delivers to it, so that its messages keep their order. A
 * worker that was killed loses it by the database's clock. @returns undefined when somebody else has it, or it is disabled.
 */
export async function leaseWebhookEndpoint(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
  { seconds, isOurs }: { seconds: number; isOurs: boolean },
): Promise<Selectable<WebhookEndpointsTable> | undefined> {
  return trx
    .updateTable('webhook_endpoints')
    .set({ locked_until: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where('org_id', '=', orgId)
    .where('id', '=', endpointId)
    .where('enabled', '=', true)
    .$if(!isOurs, (query) =>
      query.where((eb) =>
        eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', sql<Date>`clock_timestamp()`)]),
      ),
    )
    .where((eb) => eb.or([eb('not_before', 'is', null), eb('not_before', '<=', sql<Date>`clock_timestamp()`)]))
    .returningAll()
    .executeTakeFirst()
}

export async function releaseWebhookEndpoint(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
): Promise<void> {
  await trx
    .updateTable('webhook_endpoints')
    .set({ locked_until: null })
    .where('org_id', '=', orgId)
    .where('id', '=', endpointId)
    .execute()
}

export interface DueWebhookDelivery {
  id: number
  eventId: string
  body: string
  attempts: number
  /** Now, by the database's clock: what is signed must not depend on the clock of a worker. */
  at: Date
}

/** The oldest message that is due to the endpoint. The caller has its lease. */
export async function findDueWebhookDelivery(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
): Promise<DueWebhookDelivery | undefined> {
  return trx
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_events as e', (join) =>
      join.onRef('e.org_id', '=', 'd.org_id').onRef('e.id', '=', 'd.event_id'),
    )
    .select(['d.id', 'd.event_id as eventId', 'e.body', 'd.attempts', sql<Date>`clock_timestamp()`.as('at')])
    .where('d.org_id', '=', orgId)
    .where('d.endpoint_id', '=', endpointId)
    .where('d.status', '=', 'pending')
    .where('d.next_attempt_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('d.id')
    .limit(1)
    .executeTakeFirst()
}

export interface WebhookAttempt {
  responseStatus: number | null
  /** Why no answer came. */
  failure: string | null
  durationMs: number
}

/** Notes an attempt that succeeded: the endpoint is as one that never failed. */
export async function noteWebhookDelivered(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
  deliveryId: number,
  attempt: WebhookAttempt,
): Promise<void> {
  await noteAttempt(trx, orgId, deliveryId, attempt, { status: 'delivered', retryAfterMs: null })
  await trx
    .updateTable('webhook_endpoints')
    .set({ failures: 0, failing_since: null, not_before: null })
    .where('org_id', '=', orgId)
    .where('id', '=', endpointId)
    .where('failures', '>', 0)
    .execute()
}

export interface WebhookFailure extends WebhookAttempt {
  /** null: it was the last attempt. */
  retryAfterMs: number | null
  /** Nothing is sent to the endpoint before. */
  pauseMs: number
}

/** Notes an attempt that failed. */
export async function noteWebhookFailed(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
  deliveryId: number,
  { retryAfterMs, pauseMs, ...attempt }: WebhookFailure,
): Promise<{ failingForMs: number }> {
  const status = retryAfterMs === null ? 'failed' : 'pending'
  await noteAttempt(trx, orgId, deliveryId, attempt, { status, retryAfterMs })
  const row = await trx
    .updateTable('webhook_endpoints')
    .set({
      failures: sql<number>`failures + 1`,
      failing_since: sql<Date>`greatest(coalesce(failing_since, clock_timestamp()), (
        select min(created_at) from webhook_deliveries where org_id = ${orgId} and endpoint_id = ${endpointId}
           and (status = 'pending' or id = ${deliveryId})))`,
      not_before: sql<Date>`clock_timestamp() + make_interval(secs => ${pauseMs / 1_000})`,
    })
    .where('org_id', '=', orgId)
    .where('id', '=', endpointId)
    .returning(sql<number>`(extract(epoch from clock_timestamp() - failing_since) * 1000)::float8`.as('failingForMs'))
    .executeTakeFirst()
  return { failingForMs: row?.failingForMs ?? 0 }
}

async function noteAttempt(
  trx: DatabaseTransaction,
  orgId: string,
  deliveryId: number,
  { responseStatus, failure, durationMs }: WebhookAttempt,
  { status, retryAfterMs }: { status: DeliveryStatus; retryAfterMs: number | null },
): Promise<void> {
  await trx
    .updateTable('webhook_deliveries')
    .set({
      status,
      attempts: sql<number>`attempts + 1`,
      last_attempt_at: sql<Date>`clock_timestamp()`,
      next_attempt_at:
        retryAfterMs === null ? null : sql<Date>`clock_timestamp() + make_interval(secs => ${retryAfterMs / 1_000})`,
      response_status: responseStatus,
      failure,
      duration_ms: Math.round(durationMs),
    })
    .where('org_id', '=', orgId)
    .where('id', '=', deliveryId)
    .execute()
}

/**
 * Disables an endpoint by itself, with the reason. Its messages still to be sent are dropped. False: it was disabled
 * already.
 */
export async function disableWebhookEndpoint(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
  reason: 'gone' | 'failing',
): Promise<boolean> {
  const row = await trx
    .updateTable('webhook_endpoints')
    .set({ enabled: false, disabled_reason: reason, version: sql<number>`version + 1` })
    .where('org_id', '=', orgId)
    .where('id', '=', endpointId)
    .where('enabled', '=', true)
    .returning('id')
    .executeTakeFirst()
  await trx
    .updateTable('webhook_deliveries')
    .set({ status: 'dropped', next_attempt_at: null })
    .where('org_id', '=', orgId)
    .where('endpoint_id', '=', endpointId)
    .where('status', '=', 'pending')
    .execute()
  return row !== undefined
}

/** A line of the log, with the type of its message. */
export type WebhookDeliveryRow = Selectable<WebhookDeliveriesTable> & { type: string }

/** What became of an endpoint's messages, newest first; `before`: the last id of the page before. */
export async function listWebhookDeliveries(
  trx: DatabaseTransaction,
  { orgId, endpointId, before, limit }: WebhookEndpointKey & { before?: number | undefined; limit: number },
): Promise<WebhookDeliveryRow[]> {
  return trx
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_events as e', (join) =>
      join.onRef('e.org_id', '=', 'd.org_id').onRef('e.id', '=', 'd.event_id'),
    )
    .selectAll('d')
    .select('e.type')
    .where('d.org_id', '=', orgId)
    .where('d.endpoint_id', '=', endpointId)
    .$if(before !== undefined, (query) => query.where('d.id', '<', before ?? 0))
    .orderBy('d.id', 'desc')
    .limit(limit)
    .execute()
}

/** Has a message sent once more, now, with the same id and a new count of attempts. False: there is no such delivery. */
export async function replayWebhookDelivery(
  trx: DatabaseTransaction,
  { orgId, endpointId }: WebhookEndpointKey,
  deliveryId: number,
): Promise<boolean> {
  const row = await trx
    .updateTable('webhook_deliveries')
    .set({ status: 'pending', attempts: 0, next_attempt_at: sql<Date>`clock_timestamp()` })
    .where('org_id', '=', orgId)
    .where('endpoint_id', '=', endpointId)
    .where('id', '=', deliveryId)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Removes events older than so many days, with their deliveries. @returns how many events. */
export function deleteOldWebhookEvents(
  db: Database,
  orgId: string,
  { days, atOnce = 1_000 }: { days: number; atOnce?: number },
): Promise<number> {
  return deleteOlder(db, orgId, { table: 'webhook_events', column: 'created_at', days, atOnce })
}
