import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { WebhookDelivery, WebhookEndpoint } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  deleteWebhookEndpoint,
  holdWebhookEndpoint,
  insertAuditEntry,
  insertWebhookEndpoint,
  insertWebhookEventFor,
  replaceWebhookSecret,
  replayWebhookDelivery,
  updateWebhookEndpoint,
  type WebhookDeliveryRow,
  type WebhookEndpointRow,
  type WebhookEndpointSettings,
  withOrganization,
} from '@sluice/database'
import { type Outbound, OutboundFailure } from '@sluice/outbound'
import { makeSigningSecret, webhookSecretPlace } from '@sluice/secrets'
import { type Principal, Problem } from '@sluice/service-kit'
import { changeOptions } from './configuration-change.ts'
import type { ResultsDeps } from './deps.ts'

interface Asking {
  principal: Principal
  headers: IncomingHttpHeaders
  requestId: string
}

/** An endpoint, with the secret that only this answer shows. */
export interface ShownEndpoint {
  row: WebhookEndpointRow
  secret: string
}

/**
 * Throws at once what every attempt would meet.
 * @throws Problem webhook-url-refused: told at once what every attempt would meet.
 */
export async function checkWebhookUrl(outbound: Pick<Outbound, 'check'>, url: string): Promise<void> {
  try {
    await outbound.check(url)
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error
    throw new Problem('webhook-url-refused', error.message, { errors: [{ pointer: '#/url', detail: error.code }] })
  }
}

export async function createEndpoint(
  deps: ResultsDeps,
  asking: Asking,
  settings: WebhookEndpointSettings,
): Promise<ShownEndpoint> {
  const { orgId } = asking.principal
  const id = `we_${randomUUID().replaceAll('-', '')}`
  const secret = makeSigningSecret()
  const row = await change(deps, asking, 'create', id, (trx) =>
    insertWebhookEndpoint(trx, {
      org_id: orgId,
      id,
      url: settings.url,
      description: settings.description,
      event_types: [...settings.eventTypes],
      pool_ids: settings.poolIds && [...settings.poolIds],
      enabled: settings.enabled,
      secret: deps.sealer.seal(secret, webhookSecretPlace(orgId, id)),
    }),
  )
  return { row, secret }
}

/** @throws Problem webhook-endpoint-not-found, precondition-failed */
export async function changeEndpoint(
  deps: ResultsDeps,
  asking: Asking,
  id: string,
  settings: WebhookEndpointSettings,
): Promise<WebhookEndpointRow> {
  const { orgId } = asking.principal
  return change(deps, asking, 'update', id, async (trx) => {
    const found = await holdWebhookEndpoint(trx, orgId, id)
    if (found && changeOptions(asking).precondition?.(found.version) === false) {
      throw new Problem('precondition-failed', 'The endpoint was changed since you read it, or was to be new.')
    }
    return updateWebhookEndpoint(trx, orgId, id, settings)
  })
}

export async function removeEndpoint(deps: ResultsDeps, asking: Asking, id: string): Promise<void> {
  const { orgId } = asking.principal
  await change(deps, asking, 'delete', id, async (trx) => (await deleteWebhookEndpoint(trx, orgId, id)) || undefined)
}

/** @throws Problem configuration-conflict: while two secrets sign a third would cut off who still has the first. */
export async function rotateSecret(
  deps: ResultsDeps,
  asking: Asking,
  id: string,
  overlapSeconds: number,
): Promise<ShownEndpoint> {
  const { orgId } = asking.principal
  const secret = makeSigningSecret()
  const sealed = deps.sealer.seal(secret, webhookSecretPlace(orgId, id))
  const row = await change(deps, asking, 'rotate', id, async (trx) => {
    const found = await holdWebhookEndpoint(trx, orgId, id)
    if (overlapSeconds > 0) requireOneSecret(found)
    return replaceWebhookSecret(trx, orgId, id, { secret: sealed, overlapSeconds })
  })
  return { row, secret }
}

function requireOneSecret(found: WebhookEndpointRow | undefined): void {
  const until = found?.previous_secret_until ?? null
  if (until === null || until <= new Date()) return
  throw new Problem(
    'configuration-conflict',
    `Two secrets sign until ${until.toISOString()}, as the rotation before said. Rotate again after that; or with overlapSeconds 0, which ends both at once.`,
  )
}

/** @returns the delivery. @throws Problem webhook-endpoint-disabled */
export async function tryEndpoint(deps: ResultsDeps, asking: Asking, id: string): Promise<number> {
  const { orgId } = asking.principal
  return change(deps, asking, 'test', id, async (trx) => {
    requireEnabled(await holdWebhookEndpoint(trx, orgId, id))
    const data = { endpointId: id }
    return insertWebhookEventFor(trx, id, { orgId, type: 'endpoint.test', poolId: null, at: new Date(), data })
  })
}

/** @throws Problem webhook-endpoint-disabled */
export async function replay(deps: ResultsDeps, asking: Asking, id: string, deliveryId: number): Promise<void> {
  const { orgId } = asking.principal
  await change(deps, asking, 'replay', id, async (trx) => {
    requireEnabled(await holdWebhookEndpoint(trx, orgId, id))
    return (await replayWebhookDelivery(trx, { orgId, endpointId: id }, deliveryId)) || undefined
  })
}

function requireEnabled(endpoint: WebhookEndpointRow | undefined): void {
  if (!endpoint) throw webhookEndpointNotFound()
  if (!endpoint.enabled) throw new Problem('webhook-endpoint-disabled', 'A disabled endpoint gets no messages.')
}

/** One change with its line in the audit log. @throws Problem webhook-endpoint-not-found where there is nothing to change */
async function change<T>(
  { db }: ResultsDeps,
  { principal, requestId }: Asking,
  action: string,
  id: string,
  work: (trx: DatabaseTransaction) => Promise<T | undefined>,
): Promise<T> {
  const { orgId, keyId } = principal
  return withOrganization(db, { role: 'sluice_results', orgId }, async (trx) => {
    const done = await work(trx)
    if (done === undefined) throw webhookEndpointNotFound()
    await insertAuditEntry(trx, {
      org_id: orgId,
      actor: keyId,
      action: `webhook-endpoint.${action}`,
      object: id,
      request_id: requestId,
    })
    return done
  })
}

export function webhookEndpointNotFound(): Problem {
  return new Problem(
    'webhook-endpoint-not-found',
    'Your organization has no such webhook endpoint, or it no such delivery.',
  )
}

export function rowToEndpoint(row: WebhookEndpointRow): WebhookEndpoint {
  const until = row.previous_secret_until
  return {
    id: row.id,
    url: row.url,
    // What was written is what contracts allowed.
    eventTypes: row.event_types as WebhookEndpoint['eventTypes'],
    poolIds: row.pool_ids,
    enabled: row.enabled,
    description: row.description,
    disabledReason: row.disabled_reason as WebhookEndpoint['disabledReason'],
    failingSince: row.failing_since?.toISOString() ?? null,
    previousSecretUntil: until !== null && until > new Date() ? until.toISOString() : null,
    version: row.version,
    createdAt: row.created_at.toISOString(),
  }
}

export function rowToDelivery(row: WebhookDeliveryRow): WebhookDelivery {
  return {
    id: row.id,
    messageId: row.event_id,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
    lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
    responseStatus: row.response_status,
    failure: row.failure,
    durationMs: row.duration_ms,
    createdAt: row.created_at.toISOString(),
  }
}
