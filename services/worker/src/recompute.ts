import { attemptsAlerted, type Database, type PoolKey } from '@sluice/database'
import { type HintSender, jobs } from '@sluice/queue'
import { createPoolMemory, type RecomputeDeps, type RecomputeResult, recomputePool } from '@sluice/recompute'
import { inSpan, type Logger, type Span, type Tracing } from '@sluice/service-kit'
import type { WorkerMetrics } from './metrics.ts'
import { noteResult, poolFacts } from './traces.ts'

/** Recomputes one pool; the same for the queue's jobs and for the sweep. */
export type Recompute = (pool: PoolKey) => Promise<RecomputeResult>

export interface RecomputeSettings {
  db: Database
  logger: Logger
  metrics: WorkerMetrics
  tracing?: Tracing | undefined
  poolIsDirty: HintSender['poolIsDirty']
  /** For tests: other planning, or a stop before publishing. */
  overrides?: Pick<RecomputeDeps, 'planPool' | 'beforePublish'> | undefined
}

/** `recomputePool` with this worker's log, metrics and traces. */
export function createRecompute(settings: RecomputeSettings): Recompute {
  const { db, logger, metrics, tracing, poolIsDirty, overrides } = settings
  const deps: RecomputeDeps = { db, memory: createPoolMemory(), ...overrides }
  return (pool) =>
    inSpan(tracing, ['recompute', { facts: poolFacts(pool) }], async (span) => {
      const beganAt = performance.now()
      const stop = metrics.recomputeSeconds.startTimer()
      // A large pool is computed again at once; a small one, done in no time, not more often than the window allows.
      const restMs = () => Math.max(0, jobs.recomputePool.windowMs - (performance.now() - beganAt))
      const onStillDirty: RecomputeDeps['onStillDirty'] = (dirty) => poolIsDirty(dirty, Math.ceil(restMs()))
      const traced = span && { publishing: publishingIn(tracing, span) }
      const onFailure = telling(settings, span)
      const result = await recomputePool({ ...deps, onStillDirty, onFailure, ...traced }, pool)
      metrics.recomputes.inc({ outcome: result.outcome })
      if (result.outcome === 'published' || result.outcome === 'unchanged') stop()
      if (span) noteResult(span, result)
      logger.debug({ ...pool, ...result, ...traceOf(span) }, 'recompute')
      return result
    })
}

function publishingIn(tracing: Tracing | undefined, parent: Span): NonNullable<RecomputeDeps['publishing']> {
  return (publish) => inSpan(tracing, ['publish', { parent }], publish)
}

function telling(
  { logger, metrics }: RecomputeSettings,
  span: Span | undefined,
): NonNullable<RecomputeDeps['onFailure']> {
  return ({ pool, code, attempts, error }) => {
    logger.error({ ...pool, code, attempts, ...traceOf(span), err: error }, 'recompute failed; the plan in force stays')
    if (attempts < attemptsAlerted) return
    metrics.alerts.inc()
    logger.fatal({ ...pool, code, attempts }, 'a pool fails again and again')
  }
}

/** By which a line of the log is found from a trace, and a trace from a line. */
function traceOf(span: Span | undefined): { trace_id?: string } {
  return span === undefined ? {} : { trace_id: span.traceId }
}
