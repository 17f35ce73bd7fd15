import { csvText, defuseText } from '../csv.ts'
import { decimalText, monthlyExposureMinor } from '../money-text.ts'
import type { Suppressed } from '../small-counts.ts'
import type { ExportSummary } from '../summary.ts'
import { toldMinor } from '../told-minor.ts'
import type { Line, PlanToExport } from '../types.ts'

/** A line of a plan for the customer's own tools. */
export interface PlainLine extends Omit<Line, 'recommendedDailyBudgetMinor' | 'reasons'> {
  /** Null: nothing is to be spent; the status says so. */
  dailyBudgetMinor: number | null
  /** 30.4 times the daily budget: the most Google Ads charges for it in a month. Null as above. */
  monthlyExposureMinor: number | null
  reasons: string[]
  isSmallCountHidden: boolean
}

/** Field by field: a line of a plan has more, and some of it would reveal what is left out here. */
export function toPlainLine(line: Suppressed<Line>): PlainLine {
  const dailyBudgetMinor = toldMinor(line) || null
  return {
    cellId: line.cellId,
    label: line.label,
    locationId: line.locationId,
    serviceLine: line.serviceLine,
    channel: line.channel,
    status: line.status,
    gate: line.gate,
    dailyBudgetMinor,
    monthlyExposureMinor: dailyBudgetMinor === null ? null : monthlyExposureMinor(dailyBudgetMinor),
    referenceDailyBudgetMinor: line.referenceDailyBudgetMinor,
    headroom: line.headroom,
    waitDays: line.waitDays,
    waitKind: line.waitKind,
    waitlistSize: line.waitlistSize,
    freshness: line.freshness,
    expectedBookingsPerDay: line.expectedBookingsPerDay,
    nextDollarValueMinor: line.nextDollarValueMinor,
    nextSlotValueMinor: line.nextSlotValueMinor,
    reasons: [...line.reasons],
    sentence: line.sentence,
    isSmallCountHidden: line.isSmallCountHidden,
  }
}

type Cell = (line: PlainLine, plan: PlanToExport) => string

const text = (value: string | null) => (value === null ? '' : defuseText(value))
const figure = (value: number | null) => (value === null ? '' : String(value))
const amount = (minor: number | null, { exponent }: PlanToExport) =>
  minor === null ? '' : decimalText(minor, exponent)

const columns: Readonly<Record<string, Cell>> = {
  cell_id: ({ cellId }) => text(cellId),
  label: ({ label }) => text(label),
  location_id: ({ locationId }) => text(locationId),
  service_line: ({ serviceLine }) => text(serviceLine),
  channel: ({ channel }) => text(channel),
  status: ({ status }) => status,
  daily_budget: ({ dailyBudgetMinor }, plan) => amount(dailyBudgetMinor, plan),
  currency: (_, { currency }) => currency,
  google_monthly_exposure: ({ monthlyExposureMinor: minor }, plan) => amount(minor, plan),
  reference_daily_budget: ({ referenceDailyBudgetMinor }, plan) => amount(referenceDailyBudgetMinor, plan),
  gate: ({ gate }) => gate,
  headroom: ({ headroom }) => figure(headroom),
  wait_days: ({ waitDays }) => figure(waitDays),
  wait_kind: ({ waitKind }) => text(waitKind),
  waitlist_size: ({ waitlistSize, isSmallCountHidden }) => (isSmallCountHidden ? '≤ 10' : figure(waitlistSize)),
  freshness: ({ freshness }) => freshness,
  expected_bookings_per_day: ({ expectedBookingsPerDay }) => figure(expectedBookingsPerDay),
  reasons: ({ reasons }) => text(reasons.join(' ')),
  sentence: ({ sentence }) => text(sentence),
}

/** CSV, a row for each cell, amounts in units of the currency. Texts are defused: take a leading apostrophe off. */
export function plainCsv(plan: PlanToExport, lines: readonly PlainLine[]): string {
  const cells = Object.values(columns)
  return csvText(
    Object.keys(columns),
    lines.map((line) => cells.map((cell) => cell(line, plan))),
  )
}

/** One line a cell, then a line with the summary. */
export function plainNdjson(lines: readonly PlainLine[], summary: ExportSummary): string {
  return [...lines, { summary }].map((line) => `${JSON.stringify(line)}\n`).join('')
}
