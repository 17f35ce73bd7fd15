import {
  bumpDuePool,
  type Database,
  type LaggingPool,
  listDuePools,
  listLaggingPools,
  withOrganization,
} from '@sluice/database'
import { type HintSender, jobs } from '@sluice/queue'
import type { Recompute } from './recompute.ts'

export interface SweepDeps {
  db: Database
  recompute: Recompute
  poolIsDirty: HintSender['poolIsDirty']
  onLagging: (count: number) => void
  /** Lagging for longer, a pool is computed here and not left to the queue. */
  overdueMs: number
  signal: AbortSignal
}

/** A sweep looks at this many pools; the next one comes within a second. */
const poolsPerSweep = 200

/**
 * Finds what the queue forgot, never got or cannot hold, and what the passing of time changes. It is no job of the queue:
 * one would be gone with the queue it repairs.
 */
export async function sweep(deps: SweepDeps): Promise<void> {
  await bumpDuePools(deps)
  const { overdueMs } = deps
  const lagging = await listLaggingPools(deps.db, { limit: poolsPerSweep, overdueMs })
  deps.onLagging(lagging.length)
  // A pool computed here is ahead of its job, which would only find it busy and not see whether it fails.
  const restMs = (isOverdue: boolean) => (isOverdue ? jobs.recomputePool.windowMs : 0)
  for (const pool of lagging) deps.poolIsDirty(toHint(pool), restMs(pool.isOverdue))
  for (const { orgId, poolId, isOverdue } of lagging) {
    if (deps.signal.aborted) return
    if (isOverdue) await deps.recompute({ orgId, poolId })
  }
}

/** Recomputes until nothing lags, by itself; for tests that wait for "until done". */
export async function drain({ db, recompute }: Pick<SweepDeps, 'db' | 'recompute'>): Promise<void> {
  for (;;) {
    const lagging = await listLaggingPools(db, { limit: poolsPerSweep, overdueMs: 0 })
    if (lagging.length === 0) return
    for (const { orgId, poolId } of lagging) await recompute({ orgId, poolId })
  }
}

/** Quiet pools whose plan may change by now: a figure grew old, a day ended, a lock expired. */
async function bumpDuePools({ db, signal }: SweepDeps): Promise<void> {
  for (const pool of await listDuePools(db, poolsPerSweep)) {
    if (signal.aborted) return
    await withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, (trx) => bumpDuePool(trx, pool))
  }
}

function toHint({ orgId, poolId, revision }: LaggingPool) {
  return { orgId, poolId, revision }
}
