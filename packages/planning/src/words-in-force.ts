import type { CellFacts } from './cell-facts.ts'
import { isCut } from './change-words.ts'
import { amountsOf } from './effective.ts'
import type { Effective } from './effective.types.ts'
import type { PlanningInput } from './input.ts'
import { toMs } from './instant.ts'
import { movementsOf } from './movement.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { sentenceOf } from './sentence.ts'
import { toTree } from './tree.ts'
import type { Line, WordedLeaf, Wording } from './wording.ts'

/**
 * Sentences of lines whose amount is in force [E3]. A cut that was approved alone did not go where the plan would have taken it: who
 * was to get it may still wait, and then it lies in the reserve. All other sentences speak of the cell alone and stay as they are.
 */
export function sentencesInForce(
  input: PlanningInput,
  plan: Plan,
  effective: Effective,
  facts: ReadonlyMap<string, CellFacts>,
): (line: Recommendation) => string {
  let wording: Wording | null = null
  return (line) => {
    const of = facts.get(line.cellId)
    const said = of && tellsMovement(line) ? lineOf(line, of) : null
    if (said === null || !isCut(said)) return line.sentence
    // Only once it is needed: where all that changes waits, nothing moved.
    wording ??= wordingOf(input, plan, effective, facts)
    return sentenceOf(said, wording)
  }
}

/** A held amount stays; what is removed, paused or to be paused says what that frees and not where it goes. */
function tellsMovement({ status, reasons: [first] }: Recommendation): boolean {
  return status === 'active' && first !== 'dead_band'
}

function wordingOf(
  input: PlanningInput,
  plan: Plan,
  effective: Effective,
  facts: ReadonlyMap<string, CellFacts>,
): Wording {
  const { recommendations: lines, reserveParts, poolDailyBudgetMinor: poolMinor } = plan
  return {
    input,
    atMs: toMs(input.asOf),
    labels: new Map(lines.map(({ cellId, label }) => [cellId, label])),
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
  facts: ReadonlyMap<string, CellFacts>,
): Wording['movementOf'] {
  const amounts = amountsOf(plan, effective)
  const changes = new Map<string, number>()
  for (const { cellId, previousDailyBudgetMinor } of plan.recommendations)
    changes.set(cellId, (amounts.get(cellId) ?? 0) - previousDailyBudgetMinor)
  const leaves = [...facts.values()].map((of) => ({ ...leafOf(of), groupId: of.cell.groupId, min: 0, max: 0 }))
  const asIs = (minor: number) => minor
  const tree = toTree(groups, leaves, plan.poolDailyBudgetMinor, { min: asIs, max: asIs })
  return movementsOf(tree, changes, effective.reserveDailyMinor - (previous?.reserveDailyMinor ?? 0))
}

function lineOf(line: Recommendation, facts: CellFacts): Line {
  const { recommendedDailyBudgetMinor: amountMinor, previousDailyBudgetMinor: previousMinor, reasons } = line
  return { leaf: leafOf(facts), amountMinor, previousMinor, optimumMinor: amountMinor, reasons }
}

const leafOf = (facts: CellFacts): WordedLeaf => ({ id: facts.cell.id, facts, isPaused: false })
