import type { BudgetChange, CellSpend } from '@sluice/database'
import { addDays, datesBetween, firstInstantOf } from './calendar.ts'

export interface SpentInput {
  /** Complete local days of the pool: from the first date to the one before `before`. */
  from: string
  before: string
  timeZone: string
  cells: readonly { id: string; baselineDailyBudgetMinor: number }[]
  /** When the pool was set up: what was spent before that is not ours to guess. Milliseconds since 1970. */
  setUpAtMs: number
  /** When the pool first had a plan; null: never. */
  firstPlanAtMs: number | null
  /** Money spent before the set-up was stated as one sum: reports of those days are in it. */
  isSpentBeforeStated: boolean
  /** By cell, oldest first. */
  budgets: readonly BudgetChange[]
  actuals: readonly CellSpend[]
}

interface Day {
  date: string
  startMs: number
  endMs: number
}

/**
 * What the cells spent on complete days, in minor units [design 4.7]: what was reported; for days without a report what was
 * published, by how long each number was in force that day; before the first plan the baseline.
 */
export function spentOnCompleteDays(input: SpentInput): number {
  const days = completeDays(input)
  const changes = Map.groupBy(input.budgets, ({ cellId }) => cellId)
  const reports = Map.groupBy(input.actuals, ({ cellId }) => cellId)
  let spent = 0
  for (const cell of input.cells) {
    const reported = new Map(reports.get(cell.id)?.map(({ date, spendMinor }) => [date, spendMinor]))
    const inForce = budgetsOf(cell, changes.get(cell.id) ?? [], input)
    spent += days.reduce((sum, day) => sum + spentOn(day, reported.get(day.date), inForce, input), 0)
  }
  return Math.round(spent)
}

function completeDays({ from, before, timeZone }: SpentInput): Day[] {
  return datesBetween(from, before).map((date) => ({
    date,
    startMs: Date.parse(firstInstantOf(date, timeZone)),
    endMs: Date.parse(firstInstantOf(addDays(date, 1), timeZone)),
  }))
}

function spentOn(day: Day, reportedMinor: number | undefined, inForce: readonly Budget[], input: SpentInput): number {
  const isBeforeSetUp = day.endMs <= input.setUpAtMs
  if (isBeforeSetUp) return input.isSpentBeforeStated ? 0 : (reportedMinor ?? 0)
  return reportedMinor ?? publishedOn(day, inForce)
}

interface Budget {
  fromMs: number
  dailyBudgetMinor: number
}

/** The cell's budgets one after another; what it had before the pool's first plan is its baseline. */
function budgetsOf(
  cell: SpentInput['cells'][number],
  changes: readonly BudgetChange[],
  { setUpAtMs, firstPlanAtMs }: SpentInput,
): Budget[] {
  const published = changes.map(({ effectiveMs, dailyBudgetMinor }) => ({ fromMs: effectiveMs, dailyBudgetMinor }))
  const first = published[0]?.fromMs
  // A cell that came after the first plan had no budget here before its own first number.
  const cameLater = firstPlanAtMs !== null && (first === undefined || first > firstPlanAtMs)
  const baseline = { fromMs: setUpAtMs, dailyBudgetMinor: cell.baselineDailyBudgetMinor }
  return cameLater || (first !== undefined && first <= setUpAtMs) ? published : [baseline, ...published]
}

/** Each number by its share of the day. */
function publishedOn({ startMs, endMs }: Day, budgets: readonly Budget[]): number {
  let spent = 0
  for (const [index, { fromMs, dailyBudgetMinor }] of budgets.entries()) {
    const untilMs = budgets[index + 1]?.fromMs ?? Infinity
    const overlapMs = Math.min(untilMs, endMs) - Math.max(fromMs, startMs)
    if (overlapMs > 0) spent += (dailyBudgetMinor * overlapMs) / (endMs - startMs)
  }
  return spent
}
