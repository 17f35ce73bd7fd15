import { type EntityChange, type HeldReason, staysPaused } from './changes.ts'
import type { CellAmount } from './entity-budgets.ts'
import type { LeftBehind } from './left-behind.ts'
import { toldMinor } from './told-minor.ts'
import type { FormatName, PlanToExport, Rows } from './types.ts'

/**
 * How a file's total comes out of the plan's, exactly:
 * file + unchanged + heldBack + elsewhere + unmapped + removed + roundedDown = plan, and plan + reserve = the pool's amount.
 */
export interface ExportSummary {
  poolId: string
  planNumber: number
  format: FormatName
  rows: Rows
  currency: string
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  /** All recommended budgets of the plan. */
  planDailyMinor: number
  /** All budgets of the file. */
  fileDailyMinor: number
  /** Left out because they are so already. */
  unchangedDailyMinor: number
  /** Left out because the format or the platform does not take them now. */
  heldBackDailyMinor: number
  /** What budgets that are held back or left behind go on spending above the plan, as far as is known. */
  abovePlanDailyMinor: number
  /** Entities of other platforms or accounts. */
  elsewhereDailyMinor: number
  /** Cells that no entity carries. */
  unmappedDailyMinor: number
  /** What the plan keeps for removed cells until somebody says they spend nothing: files pause them. */
  removedDailyMinor: number
  /** What entities do not get because the platform counts in larger steps, or takes nothing as small. */
  roundedDownDailyMinor: number
  rowCount: number
  paused: string[]
  /** Entities that get an amount and stay paused, because a person paused them: no file runs those again. */
  pausedByHand: string[]
  roundedDown: {
    entityId: string
    byMinor: number
    /**
     * The least its platform takes, where that is more than the plan gives it: it pauses. Null: it gets the step below.
     */
    minimumDailyBudgetMinor: number | null
  }[]
  heldBack: {
    entityId: string
    reason: HeldReason
    dailyBudgetMinor: number
    /** The least the platform takes, where that is more than the plan gives it. */
    minimumDailyBudgetMinor: number | null
    /** What it goes on spending, as far as is known; null: nothing is known. */
    knownDailyBudgetMinor: number | null
    until: string | null
  }[]
  unmapped: CellAmount[]
  leftBehind: LeftBehind[]
}

interface Parts {
  format: FormatName
  rows: Rows
  changes: readonly EntityChange[]
  elsewhereDailyMinor: number
  unmapped: readonly CellAmount[]
  removedDailyMinor: number
  leftBehind: readonly LeftBehind[]
}

/** Summary of a file for a platform. */
export function summaryOf(
  plan: PlanToExport,
  { format, rows, changes, elsewhereDailyMinor, unmapped, removedDailyMinor, leftBehind }: Parts,
): ExportSummary {
  const written = changes.filter(({ outcome }) => outcome === 'written')
  const unchanged = changes.filter(({ outcome }) => outcome === 'unchanged')
  const held = changes.filter(({ outcome }) => outcome !== 'written' && outcome !== 'unchanged')
  return requireReconciled({
    ...headOf(plan, format, rows),
    fileDailyMinor: totalOf(written),
    unchangedDailyMinor: totalOf(unchanged),
    heldBackDailyMinor: totalOf(held),
    abovePlanDailyMinor: totalOf(leftBehind) + held.reduce((total, change) => total + abovePlan(change), 0),
    elsewhereDailyMinor,
    unmappedDailyMinor: totalOf(unmapped),
    removedDailyMinor,
    roundedDownDailyMinor: changes.reduce((total, { roundedDownByMinor }) => total + roundedDownByMinor, 0),
    rowCount: written.length,
    paused: written.filter(({ dailyBudgetMinor }) => dailyBudgetMinor === 0).map(({ entity }) => entity.id),
    pausedByHand: changes.filter(staysPaused).map(({ entity }) => entity.id),
    roundedDown: changes
      .filter(({ roundedDownByMinor }) => roundedDownByMinor > 0)
      .map(({ entity, roundedDownByMinor, minimumMinor }) => ({
        entityId: entity.id,
        byMinor: roundedDownByMinor,
        minimumDailyBudgetMinor: minimumMinor,
      })),
    heldBack: held.map(heldOf),
    unmapped: [...unmapped],
    leftBehind: [...leftBehind],
  })
}

/** Summary of a file with a row a cell: `written` are its rows. */
export function plainSummaryOf(
  plan: PlanToExport,
  { format, rows, written }: { format: FormatName; rows: Rows; written: PlanToExport['lines'] },
): ExportSummary {
  const head = headOf(plan, format, rows)
  const told = (lines: PlanToExport['lines']) => lines.reduce((total, line) => total + toldMinor(line), 0)
  const [fileDailyMinor, toldDailyMinor] = [told(written), told(plan.lines)]
  return requireReconciled({
    ...head,
    fileDailyMinor,
    unchangedDailyMinor: toldDailyMinor - fileDailyMinor,
    heldBackDailyMinor: 0,
    abovePlanDailyMinor: 0,
    elsewhereDailyMinor: 0,
    unmappedDailyMinor: 0,
    removedDailyMinor: head.planDailyMinor - toldDailyMinor,
    roundedDownDailyMinor: 0,
    rowCount: written.length,
    paused: written.filter((line) => toldMinor(line) === 0).map(({ cellId }) => cellId),
    pausedByHand: [],
    roundedDown: [],
    heldBack: [],
    unmapped: [],
    leftBehind: [],
  })
}

function headOf(plan: PlanToExport, format: FormatName, rows: Rows) {
  const { poolId, number, currency, poolDailyBudgetMinor, reserveDailyMinor, lines } = plan
  const planDailyMinor = lines.reduce((total, line) => total + line.recommendedDailyBudgetMinor, 0)
  return { poolId, planNumber: number, format, rows, currency, poolDailyBudgetMinor, reserveDailyMinor, planDailyMinor }
}

function totalOf(amounts: readonly { dailyBudgetMinor: number }[]): number {
  return amounts.reduce((total, { dailyBudgetMinor }) => total + dailyBudgetMinor, 0)
}

function abovePlan({ beforeMinor, dailyBudgetMinor }: EntityChange): number {
  return Math.max(0, (beforeMinor ?? 0) - dailyBudgetMinor)
}

function heldOf({ entity, outcome, dailyBudgetMinor, ...held }: EntityChange): ExportSummary['heldBack'][number] {
  return {
    entityId: entity.id,
    // Written and unchanged ones were filtered out by the caller.
    reason: outcome as HeldReason,
    dailyBudgetMinor,
    minimumDailyBudgetMinor: held.minimumMinor,
    knownDailyBudgetMinor: held.beforeMinor,
    until: held.untilMs === null ? null : new Date(held.untilMs).toISOString(),
  }
}

function requireReconciled(summary: ExportSummary): ExportSummary {
  const { fileDailyMinor: file, unchangedDailyMinor: unchanged, heldBackDailyMinor: held } = summary
  const { elsewhereDailyMinor: elsewhere, unmappedDailyMinor: unmapped, removedDailyMinor: removed } = summary
  const told = file + unchanged + held + elsewhere
  const isExact = told + unmapped + removed + summary.roundedDownDailyMinor === summary.planDailyMinor
  if (isExact && summary.planDailyMinor + summary.reserveDailyMinor === summary.poolDailyBudgetMinor) return summary
  throw new Error('the export does not add up to its plan')
}
