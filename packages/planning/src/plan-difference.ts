import { foundById } from './found-by-id.ts'
import { toSix } from './money.ts'
import type { Plan, Recommendation } from './plan.types.ts'

/** One cell in two plans. Null on a side: the cell is not in that plan, and its amount there counts as 0. */
export interface CellDifference {
  cellId: string
  label: string
  locationId: string
  serviceLine: string
  channel: string | null
  /** `explained`: the same amount for another reason, gate or status. */
  kind: 'gained' | 'lost' | 'added' | 'removed' | 'explained'
  beforeMinor: number | null
  afterMinor: number | null
  /** After less before. */
  changeMinor: number
  before: CellSide | null
  after: CellSide | null
  /** Why, in the words of the later plan; of a removed cell, that it is no longer there. */
  sentence: string
}

/** What explains an amount. */
export type CellSide = Pick<
  Recommendation,
  'gate' | 'status' | 'headroom' | 'waitDays' | 'freshness' | 'expectedBookingsPerDay' | 'reasons'
>

export interface Change {
  before: number
  after: number
  change: number
}

/** What is different between two plans. Σ of all cells' changes + the reserve's = the pool amount's, to the unit. */
export interface PlanDifference {
  poolDailyBudgetMinor: Change
  reserveDailyMinor: Change
  /** Σ of what cells gained, and of what cells lost; both at least 0. */
  gainedMinor: number
  lostMinor: number
  expectedBookingsPerDay: Change
  valueMinor: Change
  /** Cells that are the same in both. */
  unchangedCells: number
  /** The others, the largest change first; ties by id. */
  cells: CellDifference[]
}

/** Who gained, who lost, by how much and why, from one plan to another of the same pool [C1–C4]. */
export function differenceOf(before: Plan, after: Plan): PlanDifference {
  const oldOf = foundById(before.recommendations, ({ cellId }) => cellId)
  const newOf = foundById(after.recommendations, ({ cellId }) => cellId)
  const cells = [
    ...after.recommendations.flatMap((line, i) => toDifference(oldOf(line.cellId, i), line)),
    ...before.recommendations.filter(({ cellId }, i) => newOf(cellId, i) === undefined).map(toRemoved),
  ].sort(byChange)
  const sumOf = (sign: 1 | -1) => cells.reduce((sum, { changeMinor }) => sum + Math.max(0, sign * changeMinor), 0)
  return {
    poolDailyBudgetMinor: changeOf(before.poolDailyBudgetMinor, after.poolDailyBudgetMinor),
    reserveDailyMinor: changeOf(before.reserveDailyMinor, after.reserveDailyMinor),
    gainedMinor: sumOf(1),
    lostMinor: sumOf(-1),
    expectedBookingsPerDay: roundedChangeOf(bookingsOf(before), bookingsOf(after)),
    valueMinor: roundedChangeOf(before.valueMinor, after.valueMinor),
    unchangedCells: after.recommendations.length - cells.filter(({ after: side }) => side !== null).length,
    cells,
  }
}

function changeOf(before: number, after: number): Change {
  return { before, after, change: after - before }
}

/** Of figures with decimals. Budgets are whole: rounding a large one would give it some. */
function roundedChangeOf(before: number, after: number): Change {
  return { before, after, change: toSix(after - before) }
}

function bookingsOf({ recommendations }: Plan): number {
  return toSix(recommendations.reduce((sum, line) => sum + line.expectedBookingsPerDay, 0))
}

function toDifference(old: Recommendation | undefined, line: Recommendation): CellDifference[] {
  const amount = line.recommendedDailyBudgetMinor
  const changeMinor = amount - (old?.recommendedDailyBudgetMinor ?? 0)
  if (old !== undefined && changeMinor === 0 && isSameSide(old, line)) return []
  const kind = old === undefined ? 'added' : changeMinor > 0 ? 'gained' : changeMinor < 0 ? 'lost' : 'explained'
  return [
    {
      ...placeOf(line),
      kind,
      beforeMinor: old?.recommendedDailyBudgetMinor ?? null,
      afterMinor: amount,
      changeMinor,
      before: old === undefined ? null : toSide(old),
      after: toSide(line),
      sentence: line.sentence,
    },
  ]
}

function toRemoved(old: Recommendation): CellDifference {
  const amount = old.recommendedDailyBudgetMinor
  return {
    ...placeOf(old),
    kind: 'removed',
    beforeMinor: amount,
    afterMinor: null,
    // Not -0 where it had nothing.
    changeMinor: 0 - amount,
    before: toSide(old),
    after: null,
    sentence: `${old.label} is no longer in the plan.`,
  }
}

function placeOf({ cellId, label, locationId, serviceLine, channel }: Recommendation) {
  return { cellId, label, locationId, serviceLine, channel }
}

function toSide(line: Recommendation): CellSide {
  const { gate, status, headroom, waitDays, freshness, expectedBookingsPerDay, reasons } = line
  return { gate, status, headroom, waitDays, freshness, expectedBookingsPerDay, reasons }
}

/** What explains the amount; expected bookings move with other cells' results and explain nothing. */
function isSameSide(a: Recommendation, b: Recommendation): boolean {
  if (a.gate !== b.gate || a.status !== b.status || a.reasons.length !== b.reasons.length) return false
  return a.reasons.every((reason, i) => reason === b.reasons[i])
}

function byChange(a: CellDifference, b: CellDifference): number {
  return Math.abs(b.changeMinor) - Math.abs(a.changeMinor) || (a.cellId < b.cellId ? -1 : 1)
}
