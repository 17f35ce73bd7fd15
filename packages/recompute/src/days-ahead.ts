import { type PeriodSettings, periodOn } from '@sluice/contracts'
import {
  type CellWithPlace,
  type DatabaseTransaction,
  type PoolKey,
  type PoolSettings,
  readFirstBudgetAt,
} from '@sluice/database'
import { type Policy, type PoolAmountInput, poolAmount } from '@sluice/planning'
import { datesBetween } from './calendar.ts'
import { inParts } from './in-parts.ts'
import { carriedOver, loadPoolAmount, loadSpending } from './pool-amount-input.ts'
import { spendingByDay } from './spent.ts'
import { toPeriods } from './to-input.ts'

export interface DaysAhead {
  settings: PoolSettings
  policy: Policy
  /** Removed ones too, whether they still are lines or not. */
  cells: readonly CellWithPlace[]
  /** The pool's local date now, and the later one that is asked about. */
  today: string
  then: string
}

/**
 * What the pool's amount of a later day is worked out from, if nothing happens until then: each day what is in force
 * now is spent, but no more than that day's money, since plans are made each day and never give out more. What was
 * reported for a day counts as it is.
 */
export async function loadAmountAhead(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, policy, cells, today, then }: DaysAhead,
): Promise<PoolAmountInput> {
  const periods = toPeriods(settings.period)
  let { amount } = await loadPoolAmount(trx, pool, { settings, cells, today })
  const days = await loadDays(trx, pool, { settings, cells, today, then })
  for (const date of [...datesBetween(today, then), then]) {
    if (date >= amount.periodEnd && periodOn(periods, date).start !== amount.periodStart)
      amount = await nextPeriod(amount, { settings, periods, date })
    if (date === then) break
    const { dailyMinor } = poolAmount({ amount, policy, day: { today: date } })
    const { reportedMinor, assumedMinor } = days.get(date) ?? { reportedMinor: 0, assumedMinor: 0 }
    const spentMinor = reportedMinor + Math.min(assumedMinor, Math.max(0, dailyMinor - reportedMinor))
    if (date >= amount.periodStart && date < amount.periodEnd)
      amount = { ...amount, spentOnCompleteDaysMinor: amount.spentOnCompleteDaysMinor + spentMinor }
  }
  return { ...amount, spentOnCompleteDaysMinor: Math.round(amount.spentOnCompleteDaysMinor) }
}

interface NextPeriod {
  settings: PoolSettings
  periods: PeriodSettings
  date: string
}

async function nextPeriod(former: PoolAmountInput, { settings, periods, date }: NextPeriod): Promise<PoolAmountInput> {
  const { start, end, budgetMinor, spentBeforeMinor } = periodOn(periods, date)
  const spent = async (period: { start: string }) =>
    period.start === former.periodStart ? Math.round(former.spentOnCompleteDaysMinor) : 0
  return {
    periodStart: start,
    periodEnd: end,
    budgetMinor,
    carriedOverMinor: await carriedOver({ start, end, budgetMinor, spentBeforeMinor }, settings, spent),
    spentBeforeMinor: spentBeforeMinor ?? 0,
    spentOnCompleteDaysMinor: 0,
  }
}

interface Day {
  reportedMinor: number
  /** What is in force now, of cells without a report. */
  assumedMinor: number
}

async function loadDays(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, cells, today, then }: Omit<DaysAhead, 'policy'>,
): Promise<ReadonlyMap<string, Day>> {
  const firstPlanAt = await readFirstBudgetAt(trx, pool)
  const days = new Map<string, Day>()
  for (const part of inParts(cells)) {
    const spending = await loadSpending(trx, pool, {
      from: today,
      before: then,
      period: periodOn(toPeriods(settings.period), today),
      settings,
      cells: part,
      firstPlanAtMs: firstPlanAt?.getTime() ?? null,
    })
    for (const { days: ofCell } of spendingByDay(spending)) {
      for (const { date, spentMinor, basis } of ofCell) {
        const day = days.get(date) ?? { reportedMinor: 0, assumedMinor: 0 }
        day[basis === 'actual' ? 'reportedMinor' : 'assumedMinor'] += spentMinor
        days.set(date, day)
      }
    }
  }
  return days
}
