import { agreeToEvents } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { IngestDeps } from '../app.ts'

/**
 * OPTIONS /v1/events: a webhook sender asks whether it may send. The key decides that, not the origin, so every origin
 * is agreed to, at the rate of a key without limits of its own; nothing of the question is kept, repeated or called
 * back.
 */
export function registerOptionsEvents(scope: HttpApp, deps: IngestDeps): void {
  const consent = {
    'webhook-allowed-origin': '*',
    'webhook-allowed-rate': String(deps.limits?.requestsPerMinute || '*'),
  }
  serve(scope, agreeToEvents, deps, async ({ headers }) => {
    const isAsked = headers['webhook-request-origin'] !== undefined
    return { status: 204, headers: { allow: 'OPTIONS, POST', ...(isAsked ? consent : {}) } }
  })
}
