import { cellDifferenceWords, type DifferenceOf } from './difference-words.ts'
import { foundById } from './found-by-id.ts'
import { toSix } from './money.ts'
import type { Plan, Recommendation } from './plan.types.ts'

/** One cell in two plans. Null on a side: the cell is not in that plan, and its amount there counts as 0. */
export interface CellDifference {
  cellId: string
  /**
   * Its id in the earlier plan, if it goes on at its place and channel under another; null: it has the same, or had no
   * line.
   */
  cellIdBefore: string | null
  label: string
  locationId: string
  serviceLine: string
  channel: string | null
  /** `explained`: the same amount for another reason, gate or status, or under another id. */
  kind: 'gained' | 'lost' | 'added' | 'removed' | 'explained'
  beforeMinor: number | null
  afterMinor: number | null
  /** After less before. */
  changeMinor: number
  before: CellSide | null
  after: CellSide | null
  /** What became of it, and why where the later plan speaks of this step; of a removed cell, that it is no longer there. */
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

/** Who gained, who lost, by how much and why, from one plan to another of the same pool [C1–C4, C6, C7]. */
export function differenceOf(before: Plan, after: Plan, of: DifferenceOf): PlanDifference {
  const oldOf = foundById(before.recommendations, ({ cellId }) => cellId)
  const newOf = foundById(after.recommendations, ({ cellId }) => cellId)
  const gone = before.recommendations.filter(({ cellId }, i) => newOf(cellId, i) === undefined)
  const came = after.recommendations.filter(({ cellId }, i) => oldOf(cellId, i) === undefined)
  const formers = formersOf(gone, came)
  const goesOn = new Set(formers.values())
  const cells = [
    ...after.recommendations.flatMap((line, i) => {
      const old = oldOf(line.cellId, i) ?? formers.get(line.cellId)
      return toDifference(old, line, (each) => cellDifferenceWords(each, line, after.currency, of))
    }),
    ...gone.filter((line) => !goesOn.has(line)).map(toRemoved),
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

/**
 * Lines that go on under another id, by that id: of the same place and channel [C7]. Where several left one place, it
 * is the one that was not yet removed.
 */
function formersOf(gone: readonly Recommendation[], came: readonly Recommendation[]): Map<string, Recommendation> {
  if (gone.length === 0 || came.length === 0) return new Map()
  const heirs = new Map(came.filter(({ status }) => status !== 'removed').map((line) => [keyOf(line), line.cellId]))
  const isRemoved = ({ status }: Recommendation) => status === 'removed'
  const lastCounts = [...gone.filter(isRemoved), ...gone.filter((line) => !isRemoved(line))]
  return new Map(
    lastCounts.flatMap((line): [string, Recommendation][] => {
      const heir = heirs.get(keyOf(line))
      return heir === undefined ? [] : [[heir, line]]
    }),
  )
}

function keyOf({ locationId, serviceLine, channel }: Recommendation): string {
  return JSON.stringify([locationId, serviceLine, channel])
}

function changeOf(before: number, after: number): Change {
  return { before, after, change: after - before }
}

/** For figures with decimals. Budgets are whole: rounding a large one would give it some. */
function roundedChangeOf(before: number, after: number): Change {
  return { before, after, change: toSix(after - before) }
}

function bookingsOf({ recommendations }: Plan): number {
  return toSix(recommendations.reduce((sum, line) => sum + line.expectedBookingsPerDay, 0))
}

function toDifference(
  old: Recommendation | undefined,
  line: Recommendation,
  words: (old: Recommendation | undefined) => string,
): CellDifference[] {
  const amount = line.recommendedDailyBudgetMinor
  const changeMinor = amount - (old?.recommendedDailyBudgetMinor ?? 0)
  const isRenamed = old !== undefined && old.cellId !== line.cellId
  if (old !== undefined && !isRenamed && changeMinor === 0 && isSameSide(old, line)) return []
  const kind = old === undefined ? 'added' : changeMinor > 0 ? 'gained' : changeMinor < 0 ? 'lost' : 'explained'
  return [
    {
      ...placeOf(line, isRenamed ? old.cellId : null),
      kind,
      beforeMinor: old?.recommendedDailyBudgetMinor ?? null,
      afterMinor: amount,
      changeMinor,
      before: old === undefined ? null : toSide(old),
      after: toSide(line),
      sentence: words(old),
    },
  ]
}

function toRemoved(old: Recommendation): CellDifference {
  const amount = old.recommendedDailyBudgetMinor
  return {
    ...placeOf(old, null),
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

function placeOf({ cellId, label, locationId, serviceLine, channel }: Recommendation, cellIdBefore: string | null) {
  return { cellId, cellIdBefore, label, locationId, serviceLine, channel }
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
