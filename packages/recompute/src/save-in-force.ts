import {
  type DatabaseTransaction,
  insertBudgets,
  insertEffectivePlan,
  type PoolKey,
  packJson,
  upsertRecommendations,
} from '@sluice/database'
import { type Effective, type Plan, type PlanningInput, toEffectivePlan } from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'
import { newsInForce, toStoredNews } from './news-in-force.ts'
import { tellWebhooks } from './tell-webhooks.ts'

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

export async function packInForce({ input, plan, effective }: NewInForce): Promise<PackedInForce> {
  const { kept, climbs } = effective
  if (kept.length === 0) return { kept: null, plan: null, climbs: await packJson(JSON.stringify(climbs)) }
  const texts = [kept, toEffectivePlan(input, plan, effective), climbs].map((part) => packJson(JSON.stringify(part)))
  const [packedKept, packedPlan, packedClimbs] = await Promise.all(
    texts as [Promise<Buffer>, Promise<Buffer>, Promise<Buffer>],
  )
  return { kept: packedKept, plan: packedPlan, climbs: packedClimbs }
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
  packed: PackedInForce,
  at: Date,
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
    news: toStoredNews(change, tell),
  })
  await saveBudgets(trx, pool, change, number, at)
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

async function saveBudgets(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { before, planNumber, plan, effective }: NewInForce,
  number: number,
  at: Date,
): Promise<void> {
  const old = amountsInForce(before)
  const now = amountsInForce({ number, planNumber, status: '', plan, effective })
  const changed = [...now].filter(([cellId, minor]) => old.get(cellId) !== minor)
  const gone = [...old.keys()].filter((cellId) => !now.has(cellId)).map((cellId) => [cellId, 0] as const)
  const ids = { org_id: orgId, pool_id: poolId, plan_number: planNumber }
  await insertBudgets(
    trx,
    [...changed, ...gone].map(([cellId, minor]) => ({
      ...ids,
      cell_id: cellId,
      effective_at: at,
      daily_budget_minor: minor,
      effective_number: number,
    })),
  )
  const isKept = new Map(before?.effective.kept.map((cell) => [cell.cellId, JSON.stringify(cell)]))
  const keptNow = new Map(effective.kept.map((cell) => [cell.cellId, JSON.stringify(cell)]))
  const worded = [...now.keys()].filter((cellId) => isKept.get(cellId) !== keptNow.get(cellId))
  const told = new Set([...changed.map(([cellId]) => cellId), ...worded])
  const places = new Map(plan.recommendations.map((line) => [line.cellId, line]))
  await upsertRecommendations(
    trx,
    [...told].flatMap((cellId) => {
      const line = places.get(cellId)
      const place = line && { location_id: line.locationId, service_line: line.serviceLine }
      return place ? [{ ...ids, ...place, cell_id: cellId, effective_number: number }] : []
    }),
  )
}
