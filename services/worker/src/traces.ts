import type { FeedKey, PoolKey } from '@sluice/database'
import type { PollDeps } from '@sluice/feeds'
import type { RecomputeResult } from '@sluice/recompute'
import type { Span, SpanFacts, Tracing } from '@sluice/service-kit'
import type { EndedAttempt } from './webhooks/sender.ts'

/** The pool of a recompute. */
export function poolFacts({ orgId, poolId }: PoolKey): SpanFacts {
  return { 'sluice.organization.id': orgId, 'sluice.pool.id': poolId }
}

/** How a recompute ended. */
export function noteResult(span: Span, { outcome, revision, planNumber, errorCode }: RecomputeResult): void {
  span.set({
    'sluice.outcome': outcome,
    'sluice.pool.revision': revision,
    ...(planNumber === undefined ? {} : { 'sluice.plan.number': planNumber }),
    ...(outcome === 'failed' ? { 'error.type': errorCode ?? 'unknown' } : {}),
  })
}

type EndedPoll = Parameters<PollDeps['onPolled']>[0]

/** A poll of a feed that has ended. Its address is left out: it may hold what only its publisher and we should know. */
export function tracePoll(tracing: Tracing, { feed, outcome, startedAt }: EndedPoll): void {
  const failure: SpanFacts = typeof outcome === 'string' ? {} : { 'error.type': outcome.code }
  endedSpan(tracing, 'poll feed', startedAt, {
    ...feedFacts(feed),
    'sluice.outcome': typeof outcome === 'string' ? outcome : 'failed',
    ...failure,
  })
}

function feedFacts({ orgId, feedId }: FeedKey): SpanFacts {
  return { 'sluice.organization.id': orgId, 'sluice.feed.id': feedId }
}

/** An attempt to deliver a webhook that has ended; nothing of its address or message. */
export function traceAttempt(tracing: Tracing, attempt: EndedAttempt): void {
  const { orgId, endpointId, outcome, startedAt, status, failure } = attempt
  endedSpan(tracing, 'deliver webhook', startedAt, {
    'http.request.method': 'POST',
    'sluice.organization.id': orgId,
    'sluice.webhook_endpoint.id': endpointId,
    'sluice.outcome': outcome,
    ...(status === null ? {} : { 'http.response.status_code': status }),
    ...(outcome === 'failed' ? { 'error.type': failure ?? String(status) } : {}),
  })
}

function endedSpan(tracing: Tracing, name: string, startedAt: Date, facts: SpanFacts): void {
  const span = tracing.start(name, { kind: 'client', startMs: startedAt.getTime() })
  span.set(facts)
  span.end()
}
