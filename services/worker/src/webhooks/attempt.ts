import type { DueWebhookDelivery, WebhookAttempt, WebhookEndpointRow } from '@sluice/database'
import { type Outbound, OutboundFailure } from '@sluice/outbound'
import { type Sealer, signWebhook, UnsealError, webhookSecretPlace } from '@sluice/secrets'

export interface AttemptDeps {
  outbound: Pick<Outbound, 'send'>
  sealer: Pick<Sealer, 'open'>
  /** All of an attempt: connecting, sending, and the head of the answer. 15 s unless given. */
  patienceMs?: number
}

export interface AttemptResult extends WebhookAttempt {
  retryAfter: string | undefined
}

/** As Standard Webhooks 1.0.0 recommends. */
const PATIENCE_MS = 15_000

/**
 * Sends one message once, signed by the secret and, while it is replaced, by the one before. The body of the answer is
 * not read: the status says all there is to know, and nothing can be made of a body that lies, drips or never ends. No
 * redirect is followed.
 */
export async function attemptDelivery(
  { outbound, sealer, patienceMs = PATIENCE_MS }: AttemptDeps,
  endpoint: WebhookEndpointRow,
  { eventId, body, at }: DueWebhookDelivery,
): Promise<AttemptResult> {
  const startedAt = performance.now()
  const none = (failure: string): AttemptResult => ({
    responseStatus: null,
    failure,
    durationMs: performance.now() - startedAt,
    retryAfter: undefined,
  })
  try {
    const headers = {
      ...signWebhook({ id: eventId, at, body }, secretsOf(sealer, endpoint, at)),
      'content-type': 'application/json',
      'user-agent': 'Sluice-Webhooks/1',
    }
    const limits = { totalMs: patienceMs, firstByteMs: patienceMs, stalledMs: patienceMs }
    const request = { method: 'POST' as const, url: endpoint.url, headers, body, limits }
    const answer = await outbound.send(request, async () => undefined)
    return { ...none(''), failure: null, responseStatus: answer.status, retryAfter: answer.headers['retry-after'] }
  } catch (error) {
    if (error instanceof OutboundFailure) return none(error.code)
    // Its key is no longer among SLUICE_SECRET_KEYS: rotating the endpoint's secret mends it.
    if (error instanceof UnsealError) return none('secret-not-readable')
    throw error
  }
}

function secretsOf(sealer: Pick<Sealer, 'open'>, endpoint: WebhookEndpointRow, at: Date): string[] {
  const place = webhookSecretPlace(endpoint.org_id, endpoint.id)
  const { secret, previous_secret: previous, previous_secret_until: until } = endpoint
  const secrets = [sealer.open(secret, place)]
  if (previous !== null && until !== null && until > at) secrets.push(sealer.open(previous, place))
  return secrets
}
