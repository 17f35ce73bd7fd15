import type { AppliedChange, BudgetChange, CellSpend } from '@sluice/database'
import { addDays, datesBetween, firstInstantOf } from './calendar.ts'
import type { ArchivedSpan } from './period-history.ts'

export interface SpendingCell {
  id: string
  baselineDailyBudgetMinor: number
  /** The baseline it was set up with, if it is another by now; null: it is the same. */
  firstBaselineMinor: number | null
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
  /** When the pool was archived, one after another: nothing was in force. */
  archived: readonly ArchivedSpan[]
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

/** What each cell spent on complete days, in minor units, not rounded; in the order of the cells. */
export type SpentByCell = ReadonlyMap<string, number>

/**
 * What the cells spent on complete days, in minor units (docs/planning.md, section 7): what was reported; for days without
 * a report what was applied, else in force, by how long each number was in force that day; before the first plan, and
 * before the set-up, the baseline the cell was set up with.
 */
export function spentOnCompleteDays(input: SpentInput): number {
  return totalSpent(spentByCell(input))
}

/** The same by cell. */
export function spentByCell(input: SpentInput): SpentByCell {
  return new Map(
    spendingByDay(input).map(({ cellId, days }) => [cellId, days.reduce((sum, { spentMinor }) => sum + spentMinor, 0)]),
  )
}

/** What all of them spent, in whole minor units. */
export function totalSpent(byCell: SpentByCell): number {
  let spent = 0
  for (const spentMinor of byCell.values()) spent += spentMinor
  return Math.round(spent)
}

/**
 * What a day's spend is known from: its report; what was reported as really set; what was in force; the baseline; or one
 * stated sum.
 */
export type SpendBasis = 'actual' | 'applied' | 'published' | 'baseline' | 'stated'

export interface SpendingDay {
  date: string
  /** What was in force that day, each number by its share of it; not rounded. */
  plannedMinor: number
  /** What counts as spent; not rounded. */
  spentMinor: number
  basis: SpendBasis
}

/** The days of one cell, in order. */
export interface CellSpending {
  cellId: string
  days: SpendingDay[]
}

/** The same day by day and cell by cell. */
export function spendingByDay(input: SpentInput): CellSpending[] {
  const days = completeDays(input)
  const changes = Map.groupBy(input.budgets, ({ cellId }) => cellId)
  const applied = Map.groupBy(input.applied, ({ cellId }) => cellId)
  const reports = Map.groupBy(input.actuals, ({ cellId }) => cellId)
  return input.cells.map((cell) => {
    const reported = new Map(reports.get(cell.id)?.map(({ date, spendMinor }) => [date, spendMinor]))
    const budgets = budgetsOf(cell, changes.get(cell.id) ?? [], input)
    const numbers = {
      budgets: withoutArchived(budgets, input.archived),
      spentBy: withoutArchived(withApplied(budgets, applied.get(cell.id) ?? []), input.archived),
    }
    return { cellId: cell.id, days: days.map((day) => spentOn(day, reported.get(day.date), numbers, input)) }
  })
}

function completeDays({ from, before, timeZone }: SpentInput): Day[] {
  return datesBetween(from, before).map((date) => ({
    date,
    startMs: Date.parse(firstInstantOf(date, timeZone)),
    endMs: Date.parse(firstInstantOf(addDays(date, 1), timeZone)),
  }))
}

/** What a cell had in force, and that with what was really set in its place. */
interface Numbers {
  budgets: readonly Budget[]
  spentBy: readonly Budget[]
}

function spentOn(
  day: Day,
  reportedMinor: number | undefined,
  { budgets, spentBy }: Numbers,
  input: SpentInput,
): SpendingDay {
  const { date } = day
  const plannedMinor = amountOn(day, budgets).minor
  if (input.isSpentBeforeStated && day.endMs <= input.setUpAtMs)
    return { date, plannedMinor, spentMinor: 0, basis: 'stated' }
  if (reportedMinor !== undefined) return { date, plannedMinor, spentMinor: reportedMinor, basis: 'actual' }
  const { minor: spentMinor, basis } = amountOn(day, spentBy)
  return { date, plannedMinor, spentMinor, basis }
}

interface Budget {
  fromMs: number
  dailyBudgetMinor: number
  basis: 'applied' | 'published' | 'baseline'
}

/**
 * The cell's budgets one after another; what it had before the pool's first plan is the baseline it was set up with,
 * from when to when the place was its own.
 */
function budgetsOf(cell: SpendingCell, changes: readonly BudgetChange[], input: SpentInput): Budget[] {
  const published = changes.map(({ effectiveMs, dailyBudgetMinor }) => ({
    fromMs: effectiveMs,
    dailyBudgetMinor,
    basis: 'published' as const,
  }))
  const first = published[0]?.fromMs
  const endMs = first ?? cell.takenOverAt?.getTime()
  // A cell that came after the first plan had no budget here before its own first number.
  if (input.firstPlanAtMs !== null && (endMs === undefined || endMs > input.firstPlanAtMs)) return published
  const fromMs = Math.max(
    input.isSpentBeforeStated ? input.setUpAtMs : -Infinity,
    cell.tookOverAt?.getTime() ?? -Infinity,
  )
  if (endMs !== undefined && endMs <= fromMs) return published
  const dailyBudgetMinor = cell.firstBaselineMinor ?? cell.baselineDailyBudgetMinor
  const baseline = { fromMs, dailyBudgetMinor, basis: 'baseline' as const }
  return first === undefined && endMs !== undefined
    ? [baseline, { fromMs: endMs, dailyBudgetMinor: 0, basis: 'baseline' }]
    : [baseline, ...published]
}

/**
 * From the first report on, what a tool reported as set counts as what was spent by: whoever reports once goes on.
 * Until the cell is put back after a removal: what was reported before, 0 mostly, says nothing of what it has since.
 */
function withApplied(budgets: readonly Budget[], applied: readonly AppliedChange[]): readonly Budget[] {
  const stays = Map.groupBy(applied, ({ untilMs }) => untilMs)
  return [...stays].reduce((numbers, [untilMs, reports]) => withStay(numbers, reports, untilMs ?? Infinity), budgets)
}

/** The numbers with these reports in their place, from the first of them until that moment. */
function withStay(numbers: readonly Budget[], reports: readonly AppliedChange[], untilMs: number): readonly Budget[] {
  const set = reports.map(({ appliedMs, dailyBudgetMinor }) => ({
    fromMs: appliedMs,
    dailyBudgetMinor,
    basis: 'applied' as const,
  }))
  const firstMs = set[0]?.fromMs ?? untilMs
  const inForceThen = numbers.findLast(({ fromMs }) => fromMs <= untilMs)
  const after = numbers.filter(({ fromMs }) => fromMs > untilMs)
  const resumed = untilMs < Infinity && inForceThen !== undefined ? [{ ...inForceThen, fromMs: untilMs }] : []
  return [...numbers.filter(({ fromMs }) => fromMs < firstMs), ...set, ...resumed, ...after]
}

/** The numbers, with nothing while the pool was archived; when it is put again, what is in force by then goes on. */
function withoutArchived(numbers: readonly Budget[], archived: readonly ArchivedSpan[]): readonly Budget[] {
  return archived.reduce((left, { fromMs, untilMs }) => {
    const before = left.filter((number) => number.fromMs < fromMs)
    const had = before.at(-1)
    const goesOn = untilMs === Infinity ? undefined : left.findLast((number) => number.fromMs <= untilMs)
    return [
      ...before,
      ...(had === undefined ? [] : [{ ...had, fromMs, dailyBudgetMinor: 0 }]),
      ...(goesOn === undefined ? [] : [{ ...goesOn, fromMs: untilMs }]),
      ...left.filter((number) => number.fromMs > untilMs),
    ]
  }, numbers)
}

/** From the weakest: a day of several counts as the strongest that had a part of it. */
const byStrength = ['baseline', 'published', 'applied'] as const

/** Each number by its share of the day. */
function amountOn({ startMs, endMs }: Day, budgets: readonly Budget[]): { minor: number; basis: Budget['basis'] } {
  let minor = 0
  let strength = 0
  for (const [index, { fromMs, dailyBudgetMinor, basis }] of budgets.entries()) {
    const untilMs = budgets[index + 1]?.fromMs ?? Infinity
    const overlapMs = Math.min(untilMs, endMs) - Math.max(fromMs, startMs)
    if (overlapMs <= 0) continue
    minor += (dailyBudgetMinor * overlapMs) / (endMs - startMs)
    strength = Math.max(strength, byStrength.indexOf(basis))
  }
  return { minor, basis: byStrength[strength] ?? 'baseline' }
}
