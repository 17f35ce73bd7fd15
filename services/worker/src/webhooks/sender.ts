import {
  type Database,
  type DatabaseTransaction,
  type DueWebhookDelivery,
  disableWebhookEndpoint,
  findDueWebhookDelivery,
  insertAuditEntry,
  leaseWebhookEndpoint,
  listDueWebhookEndpoints,
  noteWebhookDelivered,
  noteWebhookFailed,
  releaseWebhookEndpoint,
  type WebhookEndpointKey,
  type WebhookEndpointRow,
  withOrganization,
} from '@sluice/database'
import type { Logger } from '@sluice/service-kit'
import { type AttemptDeps, type AttemptResult, attemptDelivery } from './attempt.ts'
import { afterFailure, DISABLE_AFTER_MS } from './schedule.ts'

export interface WebhookSenderDeps extends AttemptDeps {
  db: Database
  logger: Logger
  onAttempt: (attempt: EndedAttempt) => void
  /** From 0 to 1; tests hand in their own. */
  random?: () => number
}

/** One attempt to deliver a message, and how it ended. */
export interface EndedAttempt extends WebhookEndpointKey {
  outcome: 'delivered' | 'failed'
  startedAt: Date
  /** null: there was no answer. */
  status: number | null
  /** Why there was no answer, or it was not read: a code. */
  failure: string | null
}

export interface WebhookSender {
  /** Takes up what is due, and returns at once: an endpoint that is slow keeps nobody else waiting. */
  look(): Promise<void>
  /** Sends until nothing is due. */
  drainOnce(): Promise<void>
  /** Takes nothing new; ends when the attempts under way have ended or have had three seconds. */
  close(): Promise<void>
}

/** Endpoints delivered to at once, and how many of them may be such whose last attempt failed. */
const MOST_AT_ONCE = 32
const MOST_FAILING = 16
/** Outlasts an attempt and its notes; a worker that was killed is replaced after it. */
const LEASE_SECONDS = 30
/** Then the endpoint goes to the end of the line. */
const MESSAGES_A_TURN = 50
const CLOSING_MS = 3_000

/** Delivers webhooks at least once, an endpoint's messages one after the other, oldest first. */
export function createWebhookSender(deps: WebhookSenderDeps): WebhookSender {
  const underWay = new Map<string, { isFailing: boolean; done: Promise<void> }>()
  let isClosing = false

  const take = async (): Promise<number> => {
    const due = await listDueWebhookEndpoints(deps.db, MOST_AT_ONCE)
    let taken = 0
    for (const endpoint of due) {
      const name = JSON.stringify([endpoint.orgId, endpoint.endpointId])
      const failing = [...underWay.values()].filter(({ isFailing }) => isFailing).length
      if (isClosing || underWay.size >= MOST_AT_ONCE) break
      if (underWay.has(name) || (endpoint.isFailing && failing >= MOST_FAILING)) continue
      const done = deliverTo(deps, endpoint, () => isClosing)
        .catch((error: unknown) => deps.logger.warn({ err: error, ...endpoint }, 'delivering webhooks failed'))
        .finally(() => underWay.delete(name))
      underWay.set(name, { isFailing: endpoint.isFailing, done })
      taken += 1
    }
    return taken
  }
  const settled = () => Promise.all([...underWay.values()].map(({ done }) => done))
  return {
    async look() {
      if (!isClosing) await take()
    },
    async drainOnce() {
      while ((await take()) > 0 || underWay.size > 0) await settled()
    },
    async close() {
      isClosing = true
      await Promise.race([settled(), new Promise((resolve) => setTimeout(resolve, CLOSING_MS).unref())])
    },
  }
}

/** One turn of an endpoint: what is due to it, until something fails. */
async function deliverTo(deps: WebhookSenderDeps, key: WebhookEndpointKey, isClosing: () => boolean): Promise<void> {
  const inOrganization = <T>(work: (trx: DatabaseTransaction) => Promise<T>) =>
    withOrganization(deps.db, { role: 'sluice_worker', orgId: key.orgId }, work)
  let isOurs = false
  for (let sent = 0; sent < MESSAGES_A_TURN && !isClosing(); sent += 1) {
    const next = await inOrganization((trx) => takeNext(trx, key, isOurs))
    if (next === undefined) break
    isOurs = true
    const { endpoint, delivery } = next
    if (delivery === undefined) break
    const startedAt = new Date()
    const attempt = await attemptDelivery(deps, endpoint, delivery)
    const wentWell = await inOrganization((trx) => note(trx, deps, key, endpoint, delivery, attempt))
    const { responseStatus: status, failure } = attempt
    const { orgId, endpointId } = key
    deps.onAttempt({ orgId, endpointId, outcome: wentWell ? 'delivered' : 'failed', startedAt, status, failure })
    if (!wentWell) break
  }
  if (isOurs) await inOrganization((trx) => releaseWebhookEndpoint(trx, key))
}

/** The lease, for as long as one attempt takes, and the oldest message that is due. */
async function takeNext(trx: DatabaseTransaction, key: WebhookEndpointKey, isOurs: boolean) {
  const endpoint = await leaseWebhookEndpoint(trx, key, { seconds: LEASE_SECONDS, isOurs })
  return endpoint && { endpoint, delivery: await findDueWebhookDelivery(trx, key) }
}

/** @returns whether it was delivered: answered with 2xx, and nothing else. */
async function note(
  trx: DatabaseTransaction,
  deps: WebhookSenderDeps,
  key: WebhookEndpointKey,
  endpoint: WebhookEndpointRow,
  delivery: DueWebhookDelivery,
  { retryAfter, ...attempt }: AttemptResult,
): Promise<boolean> {
  const { responseStatus: status } = attempt
  if (status !== null && status >= 200 && status < 300) {
    await noteWebhookDelivered(trx, key, delivery.id, attempt)
    return true
  }
  const wait = afterFailure({
    attempts: delivery.attempts + 1,
    failures: endpoint.failures,
    status,
    retryAfter,
    random: (deps.random ?? Math.random)(),
    now: delivery.at,
  })
  const { failingForMs } = await noteWebhookFailed(trx, key, delivery.id, { ...attempt, ...wait })
  if (status === 410) await disable(trx, deps, key, 'gone')
  else if (failingForMs >= DISABLE_AFTER_MS) await disable(trx, deps, key, 'failing')
  return false
}

async function disable(
  trx: DatabaseTransaction,
  { logger }: WebhookSenderDeps,
  key: WebhookEndpointKey,
  reason: 'gone' | 'failing',
): Promise<void> {
  if (!(await disableWebhookEndpoint(trx, key, reason))) return
  logger.error({ ...key, reason }, 'a webhook endpoint was disabled')
  await insertAuditEntry(trx, {
    org_id: key.orgId,
    actor: 'worker',
    action: 'webhook-endpoint.disable',
    object: key.endpointId,
  })
}
