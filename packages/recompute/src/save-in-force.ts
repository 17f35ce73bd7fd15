import {
  type DatabaseTransaction,
  insertEffectivePlan,
  noteChanges,
  type PlanStatus,
  type PoolKey,
  packJson,
} from '@sluice/database'
import {
  type Effective,
  type KeptCell,
  type Plan,
  type PlanningInput,
  type Recommendation,
  toEffectivePlan,
} from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'
import { lineOfCell } from './line-of-cell.ts'
import { changedByNumbers, newsInForce, toStoredNews } from './news-in-force.ts'
import { inTheBackground, writePlan } from './packed-plan.ts'
import type { ChangedCell } from './plan-news.ts'
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
  status: PlanStatus
  /** The decision that makes it; null: it comes with the plan. */
  decisionId: number | null
}

/** Numbers as they are stored: worked out before the transaction, which should hold the pool for a moment only. */
export interface PreparedInForce {
  /** By other threads. */
  packed: Promise<PackedInForce>
  /** What followers learn of them. */
  changedCells: ChangedCell[] | null
  /** Each amount that changes. */
  amounts: { cellId: string; dailyBudgetMinor: number }[]
  /** The line of each cell that has another amount or other words than in the plan. */
  changedLines: Recommendation[]
}

export interface PackedInForce {
  kept: Buffer | null
  plan: Buffer | null
  climbs: Buffer
  bases: Buffer | null
}

export interface OfNewPlan {
  /** The packed numbers, where somebody else has them packed; else packing begins at once. */
  packed?: Promise<PackedInForce>
  /** Lines in which a plan that is saved with the numbers says something else than the one before. */
  lines?: readonly Recommendation[]
}

/** Works out what is stored of numbers that come into force. */
export function prepareInForce(change: NewInForce, { packed, lines = [] }: OfNewPlan = {}): PreparedInForce {
  const amounts = changedAmounts(change)
  const changedCells = changedByNumbers(change, amounts.length)
  return {
    packed: packed ?? inTheBackground(packInForce(change)),
    changedCells,
    amounts,
    changedLines: toldLines(change, amounts, lines),
  }
}

/** By other threads. `written`: the text of the plan itself, whose lines need not be written twice. */
export async function packInForce(
  { input, plan, effective }: NewInForce,
  written?: WrittenJson,
): Promise<PackedInForce> {
  const { kept, climbs, bases } = effective
  const packedClimbs = packJson(JSON.stringify(climbs))
  const packedBases = bases.length === 0 ? null : packJson(JSON.stringify(bases))
  if (kept.length === 0) return { kept: null, plan: null, climbs: await packedClimbs, bases: await packedBases }
  const { bytes } = writePlan(toEffectivePlan(input, plan, effective), written)
  const packed = await Promise.all([
    packJson(JSON.stringify(kept)),
    packJson(bytes),
    packedClimbs,
    packedBases,
  ] as const)
  return { kept: packed[0], plan: packed[1], climbs: packed[2], bases: packed[3] }
}

/** Each amount that is another than before; a cell that is gone has none. */
function changedAmounts({ before, plan, effective }: NewInForce): PreparedInForce['amounts'] {
  const old = amountsInForce(before)
  const now = amountsInForce({ plan, effective })
  const changed: PreparedInForce['amounts'] = []
  for (const [cellId, dailyBudgetMinor] of now) {
    if (old.get(cellId) !== dailyBudgetMinor) changed.push({ cellId, dailyBudgetMinor })
  }
  for (const cellId of old.keys()) if (!now.has(cellId)) changed.push({ cellId, dailyBudgetMinor: 0 })
  return changed
}

function toldLines(
  change: NewInForce,
  amounts: PreparedInForce['amounts'],
  lines: readonly Recommendation[],
): Recommendation[] {
  const told = new Set(worded(change))
  for (const { cellId } of lines) told.add(cellId)
  for (const { cellId } of amounts) told.add(cellId)
  return change.plan.recommendations.filter(({ cellId }) => told.has(cellId))
}

/**
 * Stores numbers that come into force under their next number, with every budget that changes by them. The one place where what
 * is in force changes; the caller holds it, has verified the numbers, and names them to the pool in the same transaction. `at`:
 * the database's clock.
 * @returns their number.
 */
export async function saveInForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  change: NewInForce,
  { prepared, at }: { prepared: PreparedInForce; at: Date },
): Promise<number> {
  const { before, planNumber, plan, effective, status, decisionId } = change
  const { packed, changedCells, amounts, changedLines } = prepared
  const number = (before?.number ?? 0) + 1
  const news = newsInForce({ ...change, poolId: pool.poolId, number, at, changedCells })
  // First: it takes PostgreSQL longest, and needs nothing that is still being packed.
  await noteChanges(trx, pool, { planNumber, effectiveNumber: number, at }, { amounts, lines: changedLines })
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
    ...(await packed),
    news: toStoredNews(news),
  })
  await tellWebhooks(trx, pool, news, at)
  return number
}

/** Cells that keep another amount than their plan's now or did so before, and do not say the same of it. */
function worded({ before, effective }: NewInForce): string[] {
  const old = before?.effective.kept ?? []
  const [keptBefore, keptNow] = [lineOfCell(old), lineOfCell(effective.kept)]
  const otherNow = effective.kept.filter((cell, i) => !isSameKept(keptBefore(cell, i), cell))
  const gone = old.filter((cell, i) => keptNow(cell, i) === undefined)
  return [...otherNow, ...gone].map(({ cellId }) => cellId)
}

function isSameKept(a: KeptCell | undefined, b: KeptCell): boolean {
  return (
    a?.dailyBudgetMinor === b.dailyBudgetMinor &&
    a.proposedDailyBudgetMinor === b.proposedDailyBudgetMinor &&
    a.why === b.why
  )
}
