import { randomUUID } from 'node:crypto'
import {
  advanceRevision,
  type Database,
  type DatabaseTransaction,
  holdInForce,
  type PoolKey,
  type PoolState,
  readPoolState,
  recordFailure,
  tryLockPool,
  withOrganization,
} from '@sluice/database'
import { type PlanningInput, type PoolOutcome, planPool, verifyPlan } from '@sluice/planning'
import { type Loaded, type LoadedInput, loadPool } from './load.ts'
import { packInput, writeInput } from './packed-plan.ts'
import type { PoolMemory } from './pool-memory.ts'
import { preparePlan } from './prepare-plan.ts'
import { type Published, publishPlan } from './publish.ts'
import { errorCode, RecomputeError } from './recompute-error.ts'
import type { WrittenJson } from './written-json.ts'

export interface RecomputeDeps {
  db: Database
  /** What this process knows from the last time; without one everything is read every time. */
  memory?: PoolMemory
  /** Told when the pool is dirty again although a plan was just made: hint, never awaited. */
  onStillDirty?: (pool: PoolKey & { revision: number }) => void
  /** Told of a failure before it is counted, with its cause. */
  onFailure?: (failure: { pool: PoolKey; code: string; attempts: number; error: unknown }) => void
  /** Runs the publishing transaction, for who wants to know when it began and ended. */
  publishing?: <T>(publish: () => Promise<T>) => Promise<T>
  /** Planning itself unless a test puts something else in its place. */
  planPool?: typeof planPool
  /** Tests stop here: the plan is made and not yet published. */
  beforePublish?: (pool: PoolKey) => Promise<void>
}

export interface RecomputeResult {
  outcome: 'published' | 'unchanged' | 'superseded' | 'busy' | 'not-due' | 'failed'
  /** The revision the pool was computed for, or has been computed for before; 0: no such pool, or not looked at. */
  revision: number
  planNumber?: number
  /**
   * For `failed`; for `not-due` the failure it waits for; and for `busy` the one that the other recompute may meet
   * again: there was no plan since.
   */
  errorCode?: string
}

/**
 * Brings a pool's plan up to what it has been asked for: load, decide, verify, publish. Safe to call at any time from any
 * number of processes: a lock keeps two from doing the same work, the fence of publishing keeps plans in order without it.
 * A failure is counted in the pool's state, puts the next try off and leaves the plan in force as it is.
 * @throws only when the database is out of reach.
 */
export async function recomputePool(deps: RecomputeDeps, pool: PoolKey): Promise<RecomputeResult> {
  let result: RecomputeResult | undefined
  try {
    await withOrganization(deps.db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
      const isOurs = await tryLockPool(trx, pool)
      result = isOurs ? await recompute(deps, pool) : await leftToAnother(trx, pool)
    })
  } catch (error) {
    // Losing the lock's connection after the work was done takes nothing back.
    if (result === undefined) throw error
  }
  return result ?? { outcome: 'busy', revision: 0 }
}

async function leftToAnother(trx: DatabaseTransaction, pool: PoolKey): Promise<RecomputeResult> {
  const state = await readPoolState(trx, pool)
  const errorCode = state !== undefined && state.attempts > 0 ? state.last_error_code : null
  return { outcome: 'busy', revision: 0, ...(errorCode === null ? {} : { errorCode }) }
}

async function recompute(deps: RecomputeDeps, pool: PoolKey): Promise<RecomputeResult> {
  const stages: { revision: number | null } = { revision: null }
  try {
    const remembered = deps.memory?.recall(pool)
    const loaded = await loadPool(deps.db, pool, remembered)
    if (loaded.kind !== 'input') return await withoutPlan(deps, pool, loaded)
    stages.revision = loaded.input.inputRevision
    return await decideAndPublish(deps, pool, { loaded, written: writeInput(loaded.input, remembered?.written) })
  } catch (error) {
    return await fail(deps, pool, { revision: stages.revision, error })
  }
}

interface WrittenInput {
  loaded: LoadedInput
  written: WrittenJson
}

async function decideAndPublish(
  deps: RecomputeDeps,
  pool: PoolKey,
  { loaded, written }: WrittenInput,
): Promise<RecomputeResult> {
  // Packed by other threads: the input while this one plans, the plan and what comes into force while it verifies.
  const input = packInput(written)
  const outcome = (deps.planPool ?? planPool)(loaded.input)
  const prepared = preparePlan(loaded, outcome.plan, input)
  await deps.beforePublish?.(pool)
  const publish = () => publishPlan(deps.db, pool, loaded, prepared, () => verify(loaded.input, outcome))
  const published = await (deps.publishing?.(publish) ?? publish())
  const revision = loaded.input.inputRevision
  if (published.kind === 'superseded') return { outcome: 'superseded', revision }
  remember(deps, pool, { loaded, written }, published)
  if (published.isStillDirty) deps.onStillDirty?.({ ...pool, revision: revision + 1 })
  return { outcome: published.kind, revision, planNumber: published.plan.number }
}

/** @throws RecomputeError plan-wrong */
function verify(input: PlanningInput, outcome: PoolOutcome): void {
  const verification = verifyPlan(input, outcome)
  if (verification.kind === 'wrong') throw new RecomputeError('plan-wrong', verification.findings)
}

function remember(
  { memory }: RecomputeDeps,
  pool: PoolKey,
  { loaded: { input, ground, planned, past }, written }: WrittenInput,
  { plan, inForce, publication, inputSha256 }: Exclude<Published, { kind: 'superseded' }>,
): void {
  const revision = input.inputRevision
  memory?.remember(pool, { revision, publication, inputSha256, written, ground, planned, past, plan, inForce })
}

/** There is nothing to plan; an archived pool is caught up with so that nobody looks at it again. */
async function withoutPlan(
  { db }: RecomputeDeps,
  pool: PoolKey,
  loaded: Exclude<Loaded, LoadedInput>,
): Promise<RecomputeResult> {
  if (loaded.kind === 'no-such-pool') return { outcome: 'unchanged', revision: 0 }
  if (loaded.kind === 'archived') await passOver(db, pool, loaded)
  const { computed_revision: revision, last_error_code: errorCode } = loaded.state
  if (loaded.kind !== 'not-due') return { outcome: 'unchanged', revision }
  return { outcome: 'not-due', revision, ...(errorCode === null ? {} : { errorCode }) }
}

async function passOver(
  db: Database,
  pool: PoolKey,
  { state, asOf }: { state: PoolState; asOf: string },
): Promise<void> {
  await withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    await holdInForce(trx, pool)
    await advanceRevision(trx, {
      ...pool,
      revision: state.requested_revision,
      asOf,
      previousPlanNumber: state.plan_number,
      previousEffectiveNumber: state.effective_number,
      planNumber: state.plan_number,
      effectiveNumber: state.effective_number,
      nextChangeAt: null,
      publication: randomUUID(),
    })
  })
}

async function fail(
  { db, onFailure }: RecomputeDeps,
  pool: PoolKey,
  { revision, error }: { revision: number | null; error: unknown },
): Promise<RecomputeResult> {
  const code = errorCode(error)
  const attempts = await withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    const failedAt = revision ?? (await readPoolState(trx, pool))?.requested_revision ?? 0
    return recordFailure(trx, pool, { revision: failedAt, code })
  })
  onFailure?.({ pool, code, attempts: attempts ?? 0, error })
  return { outcome: 'failed', revision: revision ?? 0, errorCode: code }
}
