import type { CellFacts } from './cell-facts.ts'
import { isPausedForMoney } from './climb.ts'
import { amountsOf } from './effective.ts'
import type { Effective } from './effective.types.ts'
import type { PlanningInput } from './input.ts'
import { toMs } from './instant.ts'
import { labelsOf } from './labels.ts'
import { movementsOf } from './movement.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { sentenceOf } from './sentence.ts'
import { toTree } from './tree.ts'
import type { Line, WordedLeaf, Wording } from './wording.ts'

/**
 * Sentences of lines whose amount is in force [E3]. The money of a cut that was approved alone did not go where the
 * plan would have taken it: the cell that was to get it may still wait, and then the money lies in the reserve. All
 * other sentences are about the cell alone and stay as they are.
 */
export function sentencesInForce(
  input: PlanningInput,
  plan: Plan,
  effective: Effective,
  facts: readonly CellFacts[],
): (line: Recommendation, facts: CellFacts | undefined) => string {
  let wording: Wording | null = null
  return (line, of) => {
    const isCut = line.recommendedDailyBudgetMinor < line.previousDailyBudgetMinor
    if (of === undefined || !isCut || !tellsMovement(line)) return line.sentence
    // Only once it is needed: where all that changes waits, nothing moved.
    wording ??= wordingOf(input, plan, effective, facts)
    return sentenceOf(lineOf(line, of), wording)
  }
}

/**
 * A held amount stays; a line that is removed, paused or proposed to be paused for want of money says what that frees
 * and not where it goes.
 */
function tellsMovement(line: Recommendation): boolean {
  if (line.status === 'removed' || line.status === 'paused' || isPausedForMoney(line)) return false
  return line.reasons[0] !== 'dead_band'
}

function wordingOf(input: PlanningInput, plan: Plan, effective: Effective, facts: readonly CellFacts[]): Wording {
  const { recommendations: lines, reserveParts, poolDailyBudgetMinor: poolMinor } = plan
  return {
    input,
    atMs: toMs(input.asOf),
    labels: labelsOf(facts),
    movementOf: movementsInForce(input, plan, effective, facts),
    hurdleMinor: reserveParts.hurdleMinor,
    poolMinor,
    gatedBefore: new Set(input.previous?.cells.filter(({ gate }) => gate === 'gated').map(({ cellId }) => cellId)),
    relaxedGroups: new Set(plan.relaxed.filter(({ kind }) => kind === 'group_minimum').map(({ at }) => at)),
    movableCells: lines.filter((line) => line.minDailyBudgetMinor < line.maxDailyBudgetMinor).length,
  }
}

function movementsInForce(
  { groups, previous }: PlanningInput,
  plan: Plan,
  effective: Effective,
  facts: readonly CellFacts[],
): Wording['movementOf'] {
  const changes = amountsOf(plan, effective)
  for (const { cellId, previousDailyBudgetMinor } of plan.recommendations)
    changes.set(cellId, (changes.get(cellId) ?? 0) - previousDailyBudgetMinor)
  const leaves = facts.map((of) => ({ ...leafOf(of), groupId: of.cell.groupId, min: 0, max: 0 }))
  const asIs = (minor: number) => minor
  const tree = toTree(groups, leaves, plan.poolDailyBudgetMinor, { min: asIs, max: asIs })
  return movementsOf(tree, changes, effective.reserveDailyMinor - (previous?.reserveDailyMinor ?? 0))
}

function lineOf(line: Recommendation, facts: CellFacts): Line {
  const { recommendedDailyBudgetMinor: amountMinor, previousDailyBudgetMinor: previousMinor, reasons } = line
  return { leaf: leafOf(facts), amountMinor, previousMinor, optimumMinor: amountMinor, reasons }
}

const leafOf = (facts: CellFacts): WordedLeaf => ({ id: facts.cell.id, facts, isPaused: false })
