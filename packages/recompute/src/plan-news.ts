import { isSmallCount, type Plan, type Recommendation, reasonsBesideRoom } from '@sluice/planning'
import { lineOfCell } from './line-of-cell.ts'

/** The parts of a line that followers see. */
export type NewsLine = Pick<
  Recommendation,
  | 'cellId'
  | 'locationId'
  | 'serviceLine'
  | 'recommendedDailyBudgetMinor'
  | 'gate'
  | 'status'
  | 'waitlistSize'
  | 'reasons'
>

/** What was in force at a time, as far as followers see it. */
export interface NewsOfPlan extends Pick<Plan, 'poolId' | 'currency' | 'poolDailyBudgetMinor' | 'reserveDailyMinor'> {
  /** Counts the changes of what is in force (effective_plans). */
  number: number
  planNumber: number
  /** How the plan stands: what waits for a decision is not in force. */
  status: string
  /** When the plan was published. */
  computedAt: string
  recommendations: readonly NewsLine[]
}

/**
 * One cell that is otherwise than in the plan before. Holds no counts of people, no sentence that could name one, and no reason
 * from which a small one could be worked out.
 */
export interface ChangedCell {
  cellId: string
  locationId: string
  serviceLine: string
  /** null: it is new in the plan. */
  previousDailyBudgetMinor: number | null
  recommendedDailyBudgetMinor: number
  gate: Recommendation['gate']
  reasons: readonly string[]
}

/** What followers of a pool learn when what is in force changes: the same over a stream and by webhook. */
export interface PlanNews {
  poolId: string
  effectiveRevision: number
  previousEffectiveRevision: number | null
  planNumber: number
  previousPlanNumber: number | null
  status: string
  computedAt: string
  currency: string
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  /** null: there are more of them than a message holds, or there is nothing to count against; read `planPath`. */
  changedCells: ChangedCell[] | null
  /** What is in force, not what was computed: in an approval pool part of the plan of that number may wait. */
  planPath: string
  /** null: there is nothing to count against. */
  diffPath: string | null
}

/** A webhook should stay below 20 kB (Standard Webhooks 1.0.0), its other members included. */
const MOST_BYTES_OF_CELLS = 16_384
/** A cell takes 100 bytes at least: more of them need not be written to see that they are too many. */
const MOST_CELLS = MOST_BYTES_OF_CELLS / 100

/** Whether this many cells are more than a message holds, whatever they are called. */
export function areTooManyCells(count: number): boolean {
  return count > MOST_CELLS
}

/** The news of what is in force to somebody who has `before`; null: who has none. */
export function planNews(
  now: NewsOfPlan,
  before: Pick<NewsOfPlan, 'number' | 'planNumber' | 'recommendations'> | null,
): PlanNews {
  return toPlanNews(now, before, before && changedCellsOf(now.recommendations, before.recommendations))
}

/** The same where it is known what changed. */
export function toPlanNews(
  now: Omit<NewsOfPlan, 'recommendations'>,
  before: Pick<NewsOfPlan, 'number' | 'planNumber'> | null,
  changedCells: ChangedCell[] | null,
): PlanNews {
  const path = `/v1/pools/${now.poolId}/effective-plans/${now.number}`
  return {
    poolId: now.poolId,
    effectiveRevision: now.number,
    previousEffectiveRevision: before?.number ?? null,
    planNumber: now.planNumber,
    previousPlanNumber: before?.planNumber ?? null,
    status: now.status,
    computedAt: now.computedAt,
    currency: now.currency,
    poolDailyBudgetMinor: now.poolDailyBudgetMinor,
    reserveDailyMinor: now.reserveDailyMinor,
    changedCells,
    planPath: path,
    diffPath: before && `${path}/diff?against=${before.number}`,
  }
}

/**
 * In order of their ids; null: more than a message holds. A cell that is no longer in the plan gets nothing any more.
 */
export function changedCellsOf(now: readonly NewsLine[], before: readonly NewsLine[]): ChangedCell[] | null {
  const [lineBefore, lineNow] = [lineOfCell(before), lineOfCell(now)]
  const changed = now.flatMap((line, i) => {
    const was = lineBefore(line, i)
    return isSame(line, was) ? [] : [{ line, was }]
  })
  if (areTooManyCells(changed.length)) return null
  const gone = before
    .filter((line, i) => lineNow(line, i) === undefined)
    .map((was) => ({ line: { ...was, recommendedDailyBudgetMinor: 0, reasons: ['removed'] }, was }))
  if (areTooManyCells(changed.length + gone.length)) return null
  const cells = [...changed, ...gone]
    .map(({ line, was }) => toChangedCell(line, was))
    .sort((a, b) => (a.cellId < b.cellId ? -1 : 1))
  return Buffer.byteLength(JSON.stringify(cells)) > MOST_BYTES_OF_CELLS ? null : cells
}

function isSame(line: NewsLine, before: NewsLine | undefined): boolean {
  return (
    before !== undefined &&
    line.recommendedDailyBudgetMinor === before.recommendedDailyBudgetMinor &&
    line.gate === before.gate &&
    line.status === before.status &&
    areSame(toldReasons(line), toldReasons(before))
  )
}

function areSame(reasons: readonly string[], before: readonly string[]): boolean {
  return reasons.length === before.length && reasons.every((reason, i) => reason === before[i])
}

function toldReasons({ waitlistSize, reasons }: NewsLine): readonly string[] {
  return isSmallCount(waitlistSize) ? reasonsBesideRoom(reasons) : reasons
}

function toChangedCell(line: NewsLine, before: NewsLine | undefined): ChangedCell {
  return {
    cellId: line.cellId,
    locationId: line.locationId,
    serviceLine: line.serviceLine,
    previousDailyBudgetMinor: before?.recommendedDailyBudgetMinor ?? null,
    recommendedDailyBudgetMinor: line.recommendedDailyBudgetMinor,
    gate: line.gate,
    reasons: toldReasons(line),
  }
}
