import { attemptsAlerted, type Database, type PoolKey } from '@sluice/database'
import { type HintSender, jobs } from '@sluice/queue'
import { createPoolMemory, type RecomputeDeps, type RecomputeResult, recomputePool } from '@sluice/recompute'
import type { Logger } from '@sluice/service-kit'
import type { WorkerMetrics } from './metrics.ts'

/** Recomputes one pool; the same for the queue's jobs and for the sweep. */
export type Recompute = (pool: PoolKey) => Promise<RecomputeResult>

export interface RecomputeSettings {
  db: Database
  logger: Logger
  metrics: WorkerMetrics
  poolIsDirty: HintSender['poolIsDirty']
  /** For tests: other planning, or a stop before publishing. */
  overrides?: Pick<RecomputeDeps, 'planPool' | 'beforePublish'> | undefined
}

/** `recomputePool` with this worker's log and metrics. */
export function createRecompute({ db, logger, metrics, poolIsDirty, overrides }: RecomputeSettings): Recompute {
  const deps: RecomputeDeps = {
    db,
    memory: createPoolMemory(),
    ...overrides,
    onFailure: ({ pool, code, attempts, error }) => {
      logger.error({ ...pool, code, attempts, err: error }, 'recompute failed; the plan in force stays')
      if (attempts < attemptsAlerted) return
      metrics.alerts.inc()
      logger.fatal({ ...pool, code, attempts }, 'a pool fails again and again')
    },
  }
  return async (pool) => {
    const beganAt = performance.now()
    const stop = metrics.recomputeSeconds.startTimer()
    // A large pool goes on at once; a small one, done in no time, is not computed more often than the window allows.
    const restMs = () => Math.max(0, jobs.recomputePool.windowMs - (performance.now() - beganAt))
    const onStillDirty: RecomputeDeps['onStillDirty'] = (dirty) => poolIsDirty(dirty, Math.ceil(restMs()))
    const result = await recomputePool({ ...deps, onStillDirty }, pool)
    metrics.recomputes.inc({ outcome: result.outcome })
    if (result.outcome === 'published' || result.outcome === 'unchanged') stop()
    logger.debug({ ...pool, ...result }, 'recompute')
    return result
  }
}
