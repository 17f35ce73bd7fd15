import type { PlanningInput } from './input.ts'
import { daysBetween } from './instant.ts'
import { type PaceLimits, type PaceState, paceLimits, paceState } from './pacing-alarm.ts'
import { type Projection, projectionOf } from './pacing-projection.ts'
import { poolAmount } from './pool-amount.ts'

/** What a complete day of a pool, or of one cell, came to. Amounts are minor units, not rounded. */
export interface PacingDay {
  date: string
  /** What was in force. */
  plannedMinor: number
  /** What was reported. */
  reportedMinor: number
  /** What counts for cells that did not report. */
  assumedMinor: number
  /** Cells by what their day is known from. */
  cells: { actual: number; applied: number; published: number; baseline: number; stated: number }
}

export interface PacingInput extends Pick<PlanningInput, 'amount' | 'day' | 'policy'> {
  /** Complete days, in order; those before the period only teach how much a day is. */
  days: readonly PacingDay[]
  /** Σ of what is in force now, a day. */
  inForceMinor: number
}

/** One day of the period, for a plot; amounts are minor units. */
export interface PacingPoint {
  date: string
  plannedMinor: number
  cumulativePlannedMinor: number
  /** Null: nobody reported, or the day is not over. */
  spentMinor: number | null
  /** What the plan counts for cells that did not report; null: the day is not over. */
  assumedMinor: number | null
  /** Cells without a report; null: the day is not over. */
  missingCells: number | null
  basis: PacingDay['cells'] | null
  /** Reported and assumed, from the period's start; null: the day is not over. */
  cumulativeSpentMinor: number | null
  /** Where spending goes if it goes on like this; null: the day is over. */
  projectedMinor: number | null
  /** Around the even pace. */
  expectedLowMinor: number
  expectedHighMinor: number
}

export interface Pacing {
  periodStart: string
  periodEnd: string
  today: string
  daysOver: number
  daysLeft: number
  budgetMinor: number
  carriedOverMinor: number
  spentBeforeMinor: number
  /** Reported and assumed, with what was spent before. */
  spentMinor: number
  reportedMinor: number
  assumedMinor: number
  /** By the even pace by now; and what was in force on the days that are over. */
  evenMinor: number
  plannedMinor: number
  leftMinor: number
  /** What is left, split over the days left. */
  dailyMinor: number
  inForceMinor: number
  projectedUnderspendMinor: number
  /** Most that Google may charge in a month at these daily budgets: 30.4 times them. */
  monthlyExposureMinor: number
  projection: Projection
  alarm: PaceLimits & { state: PaceState; projectedShare: number | null }
  points: PacingPoint[]
}

/**
 * 365 days a year by 12 months: the most Google charges for a daily budget in a month
 * (support.google.com/google-ads/answer/6312).
 */
const googleDaysOfMonth = 30.4

/** How the period goes: spent against plan, where it will end, and whether somebody should look [P1–P7]. */
export function pacingOf(input: PacingInput): Pacing {
  const { amount, day, inForceMinor } = input
  const days = input.days.filter(({ date }) => date >= amount.periodStart && date < amount.periodEnd)
  const daysOfPeriod = daysBetween(amount.periodStart, amount.periodEnd)
  const daysOver = clamp(daysBetween(amount.periodStart, day.today), 0, daysOfPeriod)
  const daysLeft = daysOfPeriod - daysOver
  const available = amount.budgetMinor + amount.carriedOverMinor
  const spentMinor = amount.spentBeforeMinor + amount.spentOnCompleteDaysMinor
  const { dailyMinor, projectedUnderspendMinor } = poolAmount(input)
  const projection = projectionOf(spentMinor, daysLeft, input.days.filter(isReported).map(spentOf), inForceMinor)
  const limits = paceLimits(daysOver / daysOfPeriod)
  const projectedShare = available > 0 ? projection.endMinor / available : null
  return {
    periodStart: amount.periodStart,
    periodEnd: amount.periodEnd,
    today: day.today,
    daysOver,
    daysLeft,
    budgetMinor: amount.budgetMinor,
    carriedOverMinor: amount.carriedOverMinor,
    spentBeforeMinor: amount.spentBeforeMinor,
    spentMinor,
    reportedMinor: sum(days, ({ reportedMinor }) => reportedMinor),
    assumedMinor: sum(days, ({ assumedMinor }) => assumedMinor),
    evenMinor: Math.round((available * daysOver) / daysOfPeriod),
    plannedMinor: sum(days, ({ plannedMinor }) => plannedMinor),
    leftMinor: Math.max(0, available - spentMinor),
    dailyMinor,
    inForceMinor,
    projectedUnderspendMinor,
    monthlyExposureMinor: exposureOf(inForceMinor),
    projection,
    alarm: { ...limits, state: alarmOf(input, { projectedShare, spentMinor }, limits), projectedShare },
    points: pointsOf(input, days, { daysOfPeriod, spentMinor, projection }),
  }
}

/**
 * None outside the period: a custom one may be months ahead, or over. Where there is no money, any spend is too much
 * [P2].
 */
function alarmOf(
  { amount: { periodStart, periodEnd }, day: { today } }: PacingInput,
  { projectedShare, spentMinor }: { projectedShare: number | null; spentMinor: number },
  limits: PaceLimits,
): PaceState {
  if (today < periodStart || today >= periodEnd) return 'ok'
  if (projectedShare === null) return spentMinor > 0 ? 'over' : 'ok'
  return paceState(projectedShare, limits)
}

interface Course {
  daysOfPeriod: number
  spentMinor: number
  projection: Projection
}

function pointsOf(
  { amount, inForceMinor }: PacingInput,
  days: readonly PacingDay[],
  { daysOfPeriod, spentMinor, projection }: Course,
): PacingPoint[] {
  const known = new Map(days.map((day) => [day.date, day]))
  const available = amount.budgetMinor + amount.carriedOverMinor
  let planned = 0
  let spent = amount.spentBeforeMinor
  let ahead = 0
  return Array.from({ length: daysOfPeriod }, (_, index) => {
    const date = addDays(amount.periodStart, index)
    const day = known.get(date)
    planned += day?.plannedMinor ?? inForceMinor
    if (day === undefined) ahead += 1
    else spent += spentOf(day)
    const elapsed = (index + 1) / daysOfPeriod
    const limits = paceLimits(elapsed)
    return {
      date,
      plannedMinor: Math.round(day?.plannedMinor ?? inForceMinor),
      cumulativePlannedMinor: Math.round(planned),
      ...factsOf(day, spent),
      projectedMinor: day === undefined ? spentMinor + ahead * projection.dailyMinor : null,
      expectedLowMinor: Math.round(available * elapsed * limits.lowShare),
      expectedHighMinor: Math.round(available * elapsed * limits.highShare),
    }
  })
}

/** For a day that is over, else null. A day without any report has no spent amount: missing is not zero [P5]. */
function factsOf(day: PacingDay | undefined, cumulative: number) {
  if (day === undefined)
    return { spentMinor: null, assumedMinor: null, missingCells: null, basis: null, cumulativeSpentMinor: null }
  return {
    spentMinor: day.cells.actual === 0 ? null : Math.round(day.reportedMinor),
    assumedMinor: Math.round(day.assumedMinor),
    missingCells: missingOf(day),
    basis: day.cells,
    cumulativeSpentMinor: Math.round(cumulative),
  }
}

/** How one cell goes. */
export interface CellPacing {
  inForceMinor: number
  monthlyExposureMinor: number
  plannedMinor: number
  /** Null: no day of the period was reported. */
  reportedMinor: number | null
  assumedMinor: number
  reportedDays: number
  missingDays: number
  lastReportedOn: string | null
  projection: Projection
}

/** The same for one cell; its days are those of a pool of this one cell. */
export function cellPacing({ amount, day, days, inForceMinor }: Omit<PacingInput, 'policy'>): CellPacing {
  const ofPeriod = days.filter(({ date }) => date >= amount.periodStart && date < amount.periodEnd)
  const reported = ofPeriod.filter(({ cells }) => cells.actual > 0)
  const daysLeft = clamp(daysBetween(day.today, amount.periodEnd), 0, daysBetween(amount.periodStart, amount.periodEnd))
  const spent = sum(ofPeriod, spentOf)
  return {
    inForceMinor,
    monthlyExposureMinor: exposureOf(inForceMinor),
    plannedMinor: sum(ofPeriod, ({ plannedMinor }) => plannedMinor),
    reportedMinor: reported.length === 0 ? null : sum(reported, ({ reportedMinor }) => reportedMinor),
    assumedMinor: sum(ofPeriod, ({ assumedMinor }) => assumedMinor),
    reportedDays: reported.length,
    missingDays: ofPeriod.filter((paced) => missingOf(paced) > 0).length,
    lastReportedOn: days.findLast(({ cells }) => cells.actual > 0)?.date ?? null,
    projection: projectionOf(spent, daysLeft, days.filter(isReported).map(spentOf), inForceMinor),
  }
}

function isReported(paced: PacingDay): boolean {
  return paced.cells.actual > 0 && missingOf(paced) + paced.cells.stated === 0
}

/** Cells without a report. */
function missingOf({ cells }: PacingDay): number {
  return cells.applied + cells.published + cells.baseline
}

function spentOf({ reportedMinor, assumedMinor }: PacingDay): number {
  return reportedMinor + assumedMinor
}

function exposureOf(dailyMinor: number): number {
  return Math.round(googleDaysOfMonth * dailyMinor)
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return Math.round(items.reduce((total, item) => total + of(item), 0))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
