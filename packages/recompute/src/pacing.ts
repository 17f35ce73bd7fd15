import { periodOn } from '@sluice/contracts'
import {
  type CellWithPlace,
  type DatabaseTransaction,
  listCellsWithPlaces,
  type PoolKey,
  type PoolSettings,
  readFirstBudgetAt,
  readNumbersInForce,
  readPoolSettings,
  readPoolSnapshot,
} from '@sluice/database'
import {
  type Cell,
  cellPacing,
  type Pacing,
  type PacingDay,
  type PacingInput,
  type Plan,
  type PoolAmountInput,
  pacingOf,
} from '@sluice/planning'
import { addDays, localDayAt } from './calendar.ts'
import { inParts } from './in-parts.ts'
import { loadPoolAmount, loadSpending } from './pool-amount-input.ts'
import type { Told } from './simulate.ts'
import { readSituation, type Situation, type SituationMemory } from './situation.ts'
import { type CellSpending, type SpendBasis, spendingByDay } from './spent.ts'
import { toPeriods, toPolicy } from './to-input.ts'

export interface PacingOrder {
  pool: PoolKey
  /** The whole pool; or a page of its cells, by id. */
  of: 'pool' | { after: string; limit: number }
}

/** How a pool's period goes, and in which currency. */
export type PoolPacing = Pacing & { poolId: string; asOf: string; currency: string }

/** Days before today whose reports teach what a day comes to; as in a plan, days of other periods too. */
const daysBack = 14

/** How a pool's period goes, or how its cells do. */
export async function tellPacing(
  trx: DatabaseTransaction,
  { pool, of }: PacingOrder,
  memory: SituationMemory,
): Promise<Told> {
  if (of === 'pool') {
    const pacing = await readPacing(trx, pool)
    return pacing === null ? { kind: 'no-such-pool' } : { kind: 'told', json: JSON.stringify(pacing) }
  }
  const situation = await readSituation(trx, pool, { memory })
  const settings = await readPoolSettings(trx, pool)
  if (situation.kind !== 'situation') return situation
  if (settings === undefined) return { kind: 'no-such-pool' }
  const { amount, day } = situation.input
  const page = pageOf(situation.input.cells, of)
  const isOfPage = new Set(page.cells.map(({ id }) => id))
  const cells = (await listCellsWithPlaces(trx, pool)).filter(({ id }) => isOfPage.has(id))
  const spending = await readSpending(trx, pool, { amount, today: day.today, settings, cells })
  return { kind: 'told', json: JSON.stringify(cellsAnswer(situation, spending, page)) }
}

/** Pacing of a pool's period. Reads its money and nothing of its places; null: no such pool, or an archived one. */
export async function readPacing(trx: DatabaseTransaction, pool: PoolKey): Promise<PoolPacing | null> {
  const snapshot = await readPoolSnapshot(trx, pool)
  const settings = await readPoolSettings(trx, pool)
  if (snapshot === undefined || settings === undefined || settings.isArchived) return null
  const { date: today, endsAt } = localDayAt(snapshot.asOf, settings.timeZone)
  const cells = await listCellsWithPlaces(trx, pool)
  const { amount } = await loadPoolAmount(trx, pool, { settings, cells, today })
  const spending = await readSpending(trx, pool, { amount, today, settings, cells })
  const pacing = pacingOf({
    amount,
    day: { today, endsAt, nextCellMidnightAt: endsAt },
    policy: toPolicy(settings.policy),
    days: daysOf(spending),
    inForceMinor: await readInForce(trx, pool, cells),
  })
  return { poolId: pool.poolId, asOf: snapshot.asOf, currency: settings.currency, ...pacing }
}

/** What all cells have in force, a day; before the first plan their baselines. */
async function readInForce(trx: DatabaseTransaction, pool: PoolKey, cells: readonly CellWithPlace[]): Promise<number> {
  const inForce = await readNumbersInForce(trx, pool)
  if (inForce !== undefined) return inForce.pool_daily_budget_minor - inForce.reserve_daily_minor
  const active = cells.filter(({ removedAt }) => removedAt === null)
  return active.reduce((sum, { baselineDailyBudgetMinor }) => sum + baselineDailyBudgetMinor, 0)
}

interface Spending {
  amount: PoolAmountInput
  today: string
  settings: PoolSettings
  cells: readonly CellWithPlace[]
}

async function readSpending(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { amount: { periodStart, periodEnd }, today, settings, cells }: Spending,
): Promise<CellSpending[]> {
  const back = addDays(today, -daysBack)
  const firstPlanAt = await readFirstBudgetAt(trx, pool)
  const days = {
    from: earlierOf(back, periodStart),
    before: earlierOf(today, periodEnd),
    period: periodOn(toPeriods(settings.period), today),
    settings,
    firstPlanAtMs: firstPlanAt?.getTime() ?? null,
  }
  const spending: CellSpending[] = []
  for (const part of inParts(cells))
    spending.push(...spendingByDay(await loadSpending(trx, pool, { ...days, cells: part })))
  return spending
}

interface Page {
  cells: readonly Cell[]
  isLast: boolean
}

/** Cells after one of them, by id. */
function pageOf(cells: readonly Cell[], { after, limit }: { after: string; limit: number }): Page {
  const following = cells.filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1))
  return { cells: following.slice(0, limit), isLast: following.length <= limit }
}

/** The earlier of two dates. */
function earlierOf(one: string, other: string): string {
  return [one, other].sort()[0] ?? one
}

function cellsAnswer({ input, effective }: Situation, spending: readonly CellSpending[], { cells, isLast }: Page) {
  const lines = new Map(effective?.plan.recommendations.map((line) => [line.cellId, line]))
  const amounts = amountsOf(effective?.plan ?? null, input.cells)
  const byCell = new Map(spending.map((cell) => [cell.cellId, cell]))
  const items = cells.map((cell) => {
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
  return { asOf: input.asOf, items, isLast }
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
