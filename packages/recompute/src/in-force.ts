import {
  type DatabaseTransaction,
  type EffectivePlanRow,
  listCells,
  type PlanStatus,
  type PoolKey,
  readNumbersInForce,
  readPlan,
  unpackJson,
} from '@sluice/database'
import {
  amountsOf,
  type Base,
  type Cell,
  type Climb,
  type Effective,
  type KeptCell,
  type Plan,
  type PreviousPlan,
} from '@sluice/planning'
import { lineOfCell } from './line-of-cell.ts'
import { isSamePlace } from './same-place.ts'

/** The numbers in force of a pool, as they are stored beside the plan they came from. */
export interface InForce {
  /** Counts the changes of what is in force (effective_plans). */
  number: number
  planNumber: number
  /** Where that plan stands with it. */
  status: PlanStatus
  /** That plan as it was computed. */
  plan: Plan
  effective: Effective
}

/** A plan as it was computed, by its number. */
export interface NumberedPlan {
  number: number
  plan: Plan
}

/** Reads what is in force; null: nothing yet. `latest` saves reading its plan again. */
export async function loadInForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  latest: NumberedPlan | null,
): Promise<InForce | null> {
  const row = await readNumbersInForce(trx, pool)
  if (row === undefined) return null
  const plan = row.plan_number === latest?.number ? latest.plan : await loadPlan(trx, pool, row.plan_number)
  return {
    number: row.number,
    planNumber: row.plan_number,
    status: row.status,
    plan,
    effective: await loadEffective(trx, pool, { row, plan }),
  }
}

interface StateOfPlan {
  row: Pick<EffectivePlanRow, 'reserve_daily_minor' | 'kept' | 'climbs' | 'bases'>
  /** As it was computed. */
  plan: Plan
}

/** The numbers of a stored state. */
export async function loadEffective(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { row, plan }: StateOfPlan,
): Promise<Effective> {
  const kept = await unpackKept(row)
  const climbs = row.climbs === null ? await oldClimbs(trx, pool, plan, kept) : await unpackJson<Climb[]>(row.climbs)
  const bases = row.bases === null ? [] : await unpackJson<Base[]>(row.bases)
  return { reserveDailyMinor: row.reserve_daily_minor, kept, climbs, bases }
}

/**
 * For a state stored before climbs were: a cell that was held down then comes back to its baseline, as the rule was.
 */
async function oldClimbs(trx: DatabaseTransaction, pool: PoolKey, plan: Plan, kept: KeptCell[]): Promise<Climb[]> {
  const baselines = new Map((await listCells(trx, pool)).map((cell) => [cell.id, cell.baseline_daily_budget_minor]))
  const amounts = amountsOf(plan, { kept })
  return plan.recommendations.flatMap(({ cellId, gate, status }) => {
    const toMinor = baselines.get(cellId) ?? 0
    const isHeldDown = status !== 'removed' && (gate !== 'open' || status !== 'active')
    return isHeldDown && toMinor > (amounts.get(cellId) ?? 0) ? [{ cellId, toMinor }] : []
  })
}

/** The cells that have another amount than their plan's. */
export async function unpackKept({ kept }: Pick<EffectivePlanRow, 'kept'>): Promise<KeptCell[]> {
  return kept === null ? [] : unpackJson<KeptCell[]>(kept)
}

/** Sums, kept because numbers in force never change, are of one plan, and are needed at every step of a recompute. */
const known = new WeakMap<Effective, ReadonlyMap<string, number>>()

/** Amounts in force by cell; none before the first plan. */
export function amountsInForce(inForce: Pick<InForce, 'plan' | 'effective'> | null): ReadonlyMap<string, number> {
  if (inForce === null) return new Map()
  const amounts = known.get(inForce.effective) ?? amountsOf(inForce.plan, inForce.effective)
  known.set(inForce.effective, amounts)
  return amounts
}

/** The numbers in force as planning reads them. */
export function toPrevious(inForce: InForce): PreviousPlan {
  const amounts = amountsInForce(inForce)
  return {
    number: inForce.planNumber,
    reserveDailyMinor: inForce.effective.reserveDailyMinor,
    cells: inForce.plan.recommendations.map(({ cellId, gate }) => ({
      cellId,
      dailyBudgetMinor: amounts.get(cellId) ?? 0,
      gate,
    })),
  }
}

/** The latest plan's numbers, where they are not those in force. */
export function toProposed(inForce: InForce, latest: NumberedPlan): { proposed?: PreviousPlan } {
  if (inForce.effective.kept.length === 0) return {}
  const { number, plan } = latest
  const cells = plan.recommendations.map(({ cellId, recommendedDailyBudgetMinor, gate }) => ({
    cellId,
    dailyBudgetMinor: recommendedDailyBudgetMinor,
    gate,
  }))
  return { proposed: { number, reserveDailyMinor: plan.reserveDailyMinor, cells } }
}

async function loadPlan(trx: DatabaseTransaction, pool: PoolKey, number: number): Promise<Plan> {
  const row = await readPlan(trx, { ...pool, number })
  if (row === undefined) throw new Error('the plan in force is not kept')
  return unpackJson<Plan>(row.plan)
}

/** Cells that have another place or channel than in the plan in force: what was there in the morning was not theirs. */
export function movedSince(before: Pick<InForce, 'plan'> | null, cells: readonly Cell[]): Set<string> {
  const lineOf = lineOfCell(before?.plan.recommendations ?? [])
  const moved = cells.filter((cell, i) => {
    const line = lineOf({ cellId: cell.id }, i)
    return line !== undefined && !isSamePlace(line, cell)
  })
  return new Set(moved.map(({ id }) => id))
}
