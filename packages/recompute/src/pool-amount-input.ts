import { type Period, periodOn } from '@sluice/contracts'
import {
  type CellWithPlace,
  type DatabaseTransaction,
  listAppliedChanges,
  listBudgetChanges,
  listSpendOfPool,
  type PastTables,
  type PoolKey,
  type PoolSettings,
  readFirstBudgetAt,
} from '@sluice/database'
import { defaultPolicy, type PoolAmountInput } from '@sluice/planning'
import { firstInstantOf } from './calendar.ts'
import { inParts } from './in-parts.ts'
import { archivedSpans, formerPeriod } from './period-history.ts'
import { type SpendingCell, type SpentByCell, type SpentInput, spentByCell, totalSpent } from './spent.ts'
import { toPeriods } from './to-input.ts'

export interface AmountSettings {
  settings: PoolSettings
  /** Removed ones too, whether they still are lines or not: they spent. */
  cells: readonly CellWithPlace[]
  /** The pool's local date. */
  today: string
}

/** What the pool's amount is worked out from, and what its cells spent for it. */
export interface PoolAmount {
  amount: PoolAmountInput
  spending: PoolSpending
}

/** What each cell spent in the periods that count. */
export interface PoolSpending {
  /** Milliseconds since 1970; null: the pool had no plan. */
  firstPlanAtMs: number | null
  /** By the first date of the period. */
  byPeriod: ReadonlyMap<string, SpentByCell>
}

/** What is known of these days already, but for the cells of which something was reported since. */
export interface SpendingNews {
  known: PoolSpending
  cellIds: readonly string[]
}

/**
 * What the pool's amount of today is worked out from. Reads every complete day of the period, of all cells or of those with news.
 */
export async function loadPoolAmount(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, cells, today }: AmountSettings,
  news?: SpendingNews,
): Promise<PoolAmount> {
  const periods = toPeriods(settings.period)
  const period = periodOn(periods, today)
  const firstPlanAtMs = news?.known.firstPlanAtMs ?? (await readFirstBudgetAt(trx, pool))?.getTime() ?? null
  // The first plan changes what is assumed of days without a report: nothing from before it is carried on.
  const known = news !== undefined && news.known.firstPlanAtMs === firstPlanAtMs ? news : undefined
  const byPeriod = new Map<string, SpentByCell>()
  const spent = async (of: Period, before: string) => {
    const byCell = await loadSpentByCell(trx, pool, { period: of, before, settings, cells, firstPlanAtMs }, known)
    byPeriod.set(of.start, byCell)
    return totalSpent(byCell)
  }
  const amount = {
    periodStart: period.start,
    periodEnd: period.end,
    budgetMinor: period.budgetMinor,
    carriedOverMinor: await carriedOver(period, settings, spent),
    spentBeforeMinor: period.spentBeforeMinor ?? 0,
    spentOnCompleteDaysMinor: await spent(period, today < period.end ? today : period.end),
  }
  return { amount, spending: { firstPlanAtMs, byPeriod } }
}

/**
 * Money the period before left over, at most the policy's `carryShare` of the budget it had when it ended,
 * and only of a period that ran under Sluice from its first day to its last: of another one we do not know what was spent.
 */
export async function carriedOver(
  period: Period,
  settings: PoolSettings,
  spent: (period: Period, before: string) => Promise<number>,
): Promise<number> {
  const share = carryShareOf(settings)
  if (share === 0) return 0
  const former = formerPeriod(settings, period.start)
  if (former === null || !ranUnderSluice(former, settings)) return 0
  const left = former.budgetMinor - (former.spentBeforeMinor ?? 0) - (await spent(former, former.end))
  return Math.max(0, Math.min(left, Math.floor(share * former.budgetMinor)))
}

function ranUnderSluice({ start, end }: Period, settings: PoolSettings): boolean {
  const [startsAt, endsAt] = [start, end].map((date) => Date.parse(firstInstantOf(date, settings.timeZone)))
  if (startsAt === undefined || endsAt === undefined) return false
  const wasArchived = archivedSpans(settings).some(({ fromMs, untilMs }) => fromMs < endsAt && untilMs > startsAt)
  return settings.createdAt.getTime() <= startsAt && !wasArchived
}

/** A policy stored before the setting existed carries nothing over. */
function carryShareOf({ policy }: PoolSettings): number {
  return typeof policy.carryShare === 'number' ? policy.carryShare : defaultPolicy.carryShare
}

export interface SpentSettings {
  settings: Pick<PoolSettings, 'timeZone' | 'createdAt' | 'periodHistory'>
  cells: readonly SpendingCell[]
  period: Pick<Period, 'start' | 'spentBeforeMinor'>
  /** First date that is not complete. */
  before: string
  firstPlanAtMs: number | null
  /** Instead of the tables as they are. */
  tables?: PastTables | undefined
}

/** What was spent from the period's start to the first date that is not complete. */
export async function loadSpent(trx: DatabaseTransaction, pool: PoolKey, of: SpentSettings): Promise<number> {
  return totalSpent(await loadSpentByCell(trx, pool, of))
}

/** The same by cell; of cells without news as it is known. */
async function loadSpentByCell(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: SpentSettings,
  news?: SpendingNews,
): Promise<SpentByCell> {
  if (of.before <= of.period.start) return new Map()
  const known = news?.known.byPeriod.get(of.period.start)
  const isRead = new Set(known === undefined ? of.cells.map(({ id }) => id) : news?.cellIds)
  const fresh = new Map<string, number>()
  const cells = of.cells.filter(({ id }) => isRead.has(id))
  for (const part of of.tables === undefined ? inParts(cells) : [cells]) {
    const spending = await loadSpending(trx, pool, { ...of, cells: part, from: of.period.start })
    for (const [cellId, spentMinor] of spentByCell(spending)) fresh.set(cellId, spentMinor)
  }
  return new Map(of.cells.map(({ id }) => [id, fresh.get(id) ?? known?.get(id) ?? 0]))
}

/** What is known of the spending of complete days of these cells, from a date on that may lie before the period. */
export async function loadSpending(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, period, before, settings, cells, firstPlanAtMs, tables }: SpentSettings & { from: string },
): Promise<SpentInput> {
  const { timeZone } = settings
  // All of the logs is read at once: they are searched once, however many cells there are.
  const reading = tables === undefined ? { cellIds: cells.map(({ id }) => id) } : { tables }
  const instants = { from: firstInstantOf(from, timeZone), before: firstInstantOf(before, timeZone) }
  return {
    from,
    before,
    timeZone,
    cells,
    setUpAtMs: settings.createdAt.getTime(),
    firstPlanAtMs,
    isSpentBeforeStated: period.spentBeforeMinor !== null,
    archived: archivedSpans(settings),
    budgets: await listBudgetChanges(trx, pool, instants, reading),
    applied: await listAppliedChanges(trx, pool, instants, reading),
    actuals: await listSpendOfPool(trx, pool, { from, before }, reading),
  }
}
