import {
  type DatabaseTransaction,
  insertBudgets,
  insertEffectivePlan,
  noteChangedLines,
  type PoolKey,
  packJson,
} from '@sluice/database'
import {
  amountsOf,
  type Effective,
  type Plan,
  type PlanningInput,
  type Recommendation,
  toEffectivePlan,
} from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'
import { newsInForce, toStoredNews } from './news-in-force.ts'
import { writePlan } from './packed-plan.ts'
import { tellWebhooks } from './tell-webhooks.ts'
import type { WrittenJson } from './written-json.ts'

/** Numbers that come into force. */
export interface NewInForce {
  /** What was in force; null: nothing yet. */
  before: InForce | null
  planNumber: number
  plan: Plan
  /** What the plan was computed from. */
  input: PlanningInput
  effective: Effective
  status: string
  /** The decision that makes it; null: it comes with the plan. */
  decisionId: number | null
}

/** Packed before the transaction, where there is time: it takes longer than all of the rest. */
export interface PackedInForce {
  kept: Buffer | null
  plan: Buffer | null
  climbs: Buffer
}

/** Numbers that come into force as they are saved. */
export interface InForceToSave {
  packed: PackedInForce
  /** The database's clock. */
  at: Date
  /** Lines in which a plan that is saved with them says something else than the one before. */
  lines?: readonly Recommendation[]
}

/** `written`: the text of the plan itself, whose lines need not be written twice. */
export async function packInForce(
  { input, plan, effective }: NewInForce,
  written?: WrittenJson,
): Promise<PackedInForce> {
  const { kept, climbs } = effective
  const packedClimbs = packJson(JSON.stringify(climbs))
  if (kept.length === 0) return { kept: null, plan: null, climbs: await packedClimbs }
  const { bytes } = writePlan(toEffectivePlan(input, plan, effective), written)
  const packed = await Promise.all([packJson(JSON.stringify(kept)), packJson(bytes), packedClimbs] as const)
  return { kept: packed[0], plan: packed[1], climbs: packed[2] }
}

/**
 * Brings numbers into force: their next number, the pool's pointer to it, and every budget that changed. The one place where
 * what is in force changes; the caller holds the pool's row and has verified the numbers.
 * @returns their number.
 */
export async function saveInForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  change: NewInForce,
  { packed, at, lines = [] }: InForceToSave,
): Promise<number> {
  const { before, planNumber, plan, effective, status, decisionId } = change
  const number = (before?.number ?? 0) + 1
  const tell = once(() => newsInForce(pool.poolId, change, number, at))
  await insertEffectivePlan(trx, {
    org_id: pool.orgId,
    pool_id: pool.poolId,
    number,
    plan_number: planNumber,
    decision_id: decisionId,
    effective_at: at,
    status,
    pool_daily_budget_minor: plan.poolDailyBudgetMinor,
    reserve_daily_minor: effective.reserveDailyMinor,
    waiting_cells: effective.kept.filter(({ why }) => why === 'approval').length,
    ...packed,
    news: toStoredNews(tell),
  })
  await saveBudgets(trx, pool, change, number, at, lines)
  await tellWebhooks(trx, pool, tell, at)
  return number
}

function once<T extends object>(work: () => T): () => T {
  let known: T | undefined
  return () => {
    known ??= work()
    return known
  }
}

/** Notes each amount that changed, and each cell whose line now says something else. */
async function saveBudgets(
  trx: DatabaseTransaction,
  pool: PoolKey,
  change: NewInForce,
  number: number,
  at: Date,
  lines: readonly Recommendation[],
): Promise<void> {
  const { before, planNumber, plan } = change
  const old = amountsInForce(before)
  const now = amountsOf(plan, change.effective)
  const changed = [...now].filter(([cellId, minor]) => old.get(cellId) !== minor)
  const gone = [...old.keys()].filter((cellId) => !now.has(cellId)).map((cellId) => [cellId, 0] as const)
  const amounts = [...changed, ...gone].map(([cellId, dailyBudgetMinor]) => ({ cellId, dailyBudgetMinor }))
  await insertBudgets(trx, pool, { planNumber, effectiveNumber: number, at }, amounts)
  const told = new Set([...lines.map(({ cellId }) => cellId), ...changed.map(([cellId]) => cellId), ...worded(change)])
  const changedLines = plan.recommendations.filter(({ cellId }) => told.has(cellId))
  await noteChangedLines(trx, pool, { planNumber, effectiveNumber: number }, changedLines)
}

/** Cells that keep another amount than their plan's now or did so before, and do not say the same of it. */
function worded({ before, effective }: NewInForce): string[] {
  const old = new Map(before?.effective.kept.map((cell) => [cell.cellId, JSON.stringify(cell)]))
  const now = new Map(effective.kept.map((cell) => [cell.cellId, JSON.stringify(cell)]))
  return [...new Set([...old.keys(), ...now.keys()])].filter((cellId) => old.get(cellId) !== now.get(cellId))
}
