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
import { type Period, type PeriodSettings, periodBefore, periodOn } from './period.ts'
import { type SpendingCell, type SpentInput, spentOnCompleteDays } from './spent.ts'

export interface AmountSettings {
  settings: PoolSettings
  /** Removed ones too, whether they still are lines or not: they spent. */
  cells: readonly CellWithPlace[]
  /** The pool's local date. */
  today: string
}

/** What the pool's amount of today is worked out from. Reads every complete day of the period. */
export async function loadPoolAmount(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, cells, today }: AmountSettings,
): Promise<PoolAmountInput> {
  // Configuration wrote it from a body contracts/pool-period.ts accepted.
  const periods = settings.period as unknown as PeriodSettings
  const period = periodOn(periods, today)
  const firstPlanAt = await readFirstBudgetAt(trx, pool)
  const spent = (of: Period, before: string) =>
    loadSpent(trx, pool, { period: of, before, settings, cells, firstPlanAtMs: firstPlanAt?.getTime() ?? null })
  return {
    periodStart: period.start,
    periodEnd: period.end,
    budgetMinor: period.budgetMinor,
    carriedOverMinor: await carriedOver(periodBefore(periods, period), settings, spent),
    spentBeforeMinor: period.spentBeforeMinor ?? 0,
    spentOnCompleteDaysMinor: await spent(period, today < period.end ? today : period.end),
  }
}

/**
 * Money the period before left over, at most the policy's `carryShare` of its budget,
 * and only of a period that ran under Sluice from its first day: of another one we do not know what was spent.
 */
async function carriedOver(
  former: Period | null,
  settings: PoolSettings,
  spent: (period: Period, before: string) => Promise<number>,
): Promise<number> {
  const share = carryShareOf(settings)
  if (former === null || share === 0) return 0
  const ranUnderSluice = settings.createdAt.toISOString() <= firstInstantOf(former.start, settings.timeZone)
  if (!ranUnderSluice) return 0
  const left = former.budgetMinor - (former.spentBeforeMinor ?? 0) - (await spent(former, former.end))
  return Math.max(0, Math.min(left, Math.floor(share * former.budgetMinor)))
}

/** A policy stored before the setting existed carries nothing over. */
function carryShareOf({ policy }: PoolSettings): number {
  return typeof policy.carryShare === 'number' ? policy.carryShare : defaultPolicy.carryShare
}

export interface SpentSettings {
  settings: Pick<PoolSettings, 'timeZone' | 'createdAt'>
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
  if (of.before <= of.period.start) return 0
  return spentOnCompleteDays(await loadSpending(trx, pool, { ...of, from: of.period.start }))
}

/** What is known of the spending of complete days, from a date on that may lie before the period. */
export async function loadSpending(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, period, before, settings, cells, firstPlanAtMs, tables }: SpentSettings & { from: string },
): Promise<SpentInput> {
  const { timeZone } = settings
  const instants = { from: firstInstantOf(from, timeZone), before: firstInstantOf(before, timeZone) }
  return {
    from,
    before,
    timeZone,
    cells,
    setUpAtMs: settings.createdAt.getTime(),
    firstPlanAtMs,
    isSpentBeforeStated: period.spentBeforeMinor !== null,
    budgets: await listBudgetChanges(trx, pool, instants, tables),
    applied: await listAppliedChanges(trx, pool, instants, tables),
    actuals: await listSpendOfPool(trx, pool, { from, before }, tables === undefined ? {} : { tables }),
  }
}
