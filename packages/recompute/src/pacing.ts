import {
  type DatabaseTransaction,
  listCellsWithPlaces,
  type PoolKey,
  type PoolSettings,
  readFirstBudgetAt,
  readPoolSettings,
} from '@sluice/database'
import { type Cell, cellPacing, type PacingDay, type PacingInput, type Plan, pacingOf } from '@sluice/planning'
import { addDays } from './calendar.ts'
import { type PeriodSettings, periodOn } from './period.ts'
import { loadSpending } from './pool-amount-input.ts'
import type { Told } from './simulate.ts'
import { readSituation, type Situation, type SituationMemory } from './situation.ts'
import { type CellSpending, type SpendBasis, spendingByDay } from './spent.ts'

export interface PacingOrder {
  pool: PoolKey
  /** The whole pool; or a page of its cells, by id. */
  of: 'pool' | { after: string; limit: number }
}

/** Days before today whose reports teach what a day comes to; as in a plan, days of other periods too. */
const daysBack = 14

/** How a pool's period goes, or how its cells do. */
export async function tellPacing(
  trx: DatabaseTransaction,
  { pool, of }: PacingOrder,
  memory: SituationMemory,
): Promise<Told> {
  const situation = await readSituation(trx, pool, { memory })
  const settings = await readPoolSettings(trx, pool)
  if (situation.kind !== 'situation') return situation
  if (settings === undefined) return { kind: 'no-such-pool' }
  const spending = await readSpending(trx, pool, situation, settings)
  const answer = of === 'pool' ? poolAnswer(pool, situation, spending) : cellsAnswer(situation, spending, of)
  return { kind: 'told', json: JSON.stringify(answer) }
}

async function readSpending(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { input }: Situation,
  settings: PoolSettings,
): Promise<CellSpending[]> {
  const { today } = input.day
  const { periodStart, periodEnd } = input.amount
  const back = addDays(today, -daysBack)
  const firstPlanAt = await readFirstBudgetAt(trx, pool)
  const spending = await loadSpending(trx, pool, {
    from: earlierOf(back, periodStart),
    before: earlierOf(today, periodEnd),
    // Configuration wrote it from a body contracts/pool-period.ts accepted.
    period: periodOn(settings.period as unknown as PeriodSettings, today),
    settings,
    cells: await listCellsWithPlaces(trx, pool),
    firstPlanAtMs: firstPlanAt?.getTime() ?? null,
  })
  return spendingByDay(spending)
}

/** Of two dates. */
function earlierOf(one: string, other: string): string {
  return [one, other].sort()[0] ?? one
}

function poolAnswer({ poolId }: PoolKey, { input, effective }: Situation, spending: readonly CellSpending[]) {
  const amounts = amountsOf(effective?.plan ?? null, input.cells)
  const inForceMinor = [...amounts.values()].reduce((sum, minor) => sum + minor, 0)
  const { asOf, currency } = input
  return { poolId, asOf, currency, ...pacingOf({ ...input, days: daysOf(spending), inForceMinor }) }
}

function cellsAnswer(
  { input, effective }: Situation,
  spending: readonly CellSpending[],
  { after, limit }: { after: string; limit: number },
) {
  const lines = new Map(effective?.plan.recommendations.map((line) => [line.cellId, line]))
  const amounts = amountsOf(effective?.plan ?? null, input.cells)
  const byCell = new Map(spending.map((cell) => [cell.cellId, cell]))
  const cells = input.cells.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1))
  const items = cells.slice(0, limit).map((cell) => {
    const own = byCell.get(cell.id)
    const paced: Omit<PacingInput, 'policy'> = {
      ...input,
      days: daysOf(own === undefined ? [] : [own]),
      inForceMinor: amounts.get(cell.id) ?? 0,
    }
    const { id: cellId, locationId, serviceLine, channel } = cell
    const label = lines.get(cellId)?.label ?? cellId
    return { cellId, label, locationId, serviceLine, channel, currency: input.currency, ...cellPacing(paced) }
  })
  return { asOf: input.asOf, items, isLast: cells.length <= limit }
}

/** What is in force by cell: the plan's amounts, before the first plan the baselines. */
function amountsOf(plan: Plan | null, cells: readonly Cell[]): Map<string, number> {
  if (plan === null) return new Map(cells.map((cell) => [cell.id, cell.baselineDailyBudgetMinor]))
  return new Map(plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}

/** The days of these cells together, in order. A cell without money and without a report that day is not missing. */
function daysOf(spending: readonly CellSpending[]): PacingDay[] {
  const byDate = new Map<string, PacingDay>()
  for (const { days } of spending) {
    for (const { date, plannedMinor, spentMinor, basis } of days) {
      const day = byDate.get(date) ?? emptyDay(date)
      byDate.set(date, day)
      day.plannedMinor += plannedMinor
      if (basis === 'actual') day.reportedMinor += spentMinor
      else day.assumedMinor += spentMinor
      if (basis === 'actual' || plannedMinor > 0) day.cells[basis] += 1
    }
  }
  return [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1))
}

function emptyDay(date: string): PacingDay {
  const cells: Record<SpendBasis, number> = { actual: 0, applied: 0, published: 0, baseline: 0, stated: 0 }
  return { date, plannedMinor: 0, reportedMinor: 0, assumedMinor: 0, cells }
}
