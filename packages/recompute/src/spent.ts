import type { AppliedChange, BudgetChange, CellSpend } from '@sluice/database'
import { addDays, datesBetween, firstInstantOf } from './calendar.ts'

export interface SpendingCell {
  id: string
  baselineDailyBudgetMinor: number
  /** When it was made at a place another cell had, and when another cell got its place. */
  tookOverAt: Date | null
  takenOverAt: Date | null
}

export interface SpentInput {
  /** Complete local days of the pool: from the first date to the one before `before`. */
  from: string
  before: string
  timeZone: string
  cells: readonly SpendingCell[]
  /** When the pool was set up. Milliseconds since 1970. */
  setUpAtMs: number
  /** When the pool first had a plan; null: never. */
  firstPlanAtMs: number | null
  /** Money spent before the set-up was stated as one sum: those days are in it, reported or not. */
  isSpentBeforeStated: boolean
  /** By cell, oldest first. */
  budgets: readonly BudgetChange[]
  /** What tools reported as really set; by cell, oldest first. */
  applied: readonly AppliedChange[]
  actuals: readonly CellSpend[]
}

interface Day {
  date: string
  startMs: number
  endMs: number
}

/**
 * What the cells spent on complete days, in minor units [design 4.7]: what was reported; for days without a report what was
 * applied, else in force, by how long each number was in force that day; before the first plan the baseline, also before the set-up.
 */
export function spentOnCompleteDays(input: SpentInput): number {
  const days = completeDays(input)
  const changes = Map.groupBy(input.budgets, ({ cellId }) => cellId)
  const applied = Map.groupBy(input.applied, ({ cellId }) => cellId)
  const reports = Map.groupBy(input.actuals, ({ cellId }) => cellId)
  let spent = 0
  for (const cell of input.cells) {
    const reported = new Map(reports.get(cell.id)?.map(({ date, spendMinor }) => [date, spendMinor]))
    const inForce = withApplied(budgetsOf(cell, changes.get(cell.id) ?? [], input), applied.get(cell.id) ?? [])
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
  const isStated = input.isSpentBeforeStated && day.endMs <= input.setUpAtMs
  return isStated ? 0 : (reportedMinor ?? publishedOn(day, inForce))
}

interface Budget {
  fromMs: number
  dailyBudgetMinor: number
}

/**
 * The cell's budgets one after another; what it had before the pool's first plan is its baseline, from when to when the
 * place was its own.
 */
function budgetsOf(cell: SpendingCell, changes: readonly BudgetChange[], input: SpentInput): Budget[] {
  const published = changes.map(({ effectiveMs, dailyBudgetMinor }) => ({ fromMs: effectiveMs, dailyBudgetMinor }))
  const first = published[0]?.fromMs
  const endMs = first ?? cell.takenOverAt?.getTime()
  // A cell that came after the first plan had no budget here before its own first number.
  if (input.firstPlanAtMs !== null && (endMs === undefined || endMs > input.firstPlanAtMs)) return published
  const fromMs = Math.max(
    input.isSpentBeforeStated ? input.setUpAtMs : -Infinity,
    cell.tookOverAt?.getTime() ?? -Infinity,
  )
  if (endMs !== undefined && endMs <= fromMs) return published
  const baseline = { fromMs, dailyBudgetMinor: cell.baselineDailyBudgetMinor }
  return first === undefined && endMs !== undefined
    ? [baseline, { fromMs: endMs, dailyBudgetMinor: 0 }]
    : [baseline, ...published]
}

/** From the first report on, what a tool said it set is what was spent by: whoever reports once goes on. */
function withApplied(budgets: readonly Budget[], applied: readonly AppliedChange[]): readonly Budget[] {
  const first = applied[0]
  if (first === undefined) return budgets
  const set = applied.map(({ appliedMs, dailyBudgetMinor }) => ({ fromMs: appliedMs, dailyBudgetMinor }))
  return [...budgets.filter(({ fromMs }) => fromMs < first.appliedMs), ...set]
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
