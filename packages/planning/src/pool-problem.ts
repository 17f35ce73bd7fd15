import type { Problem, Cell as ProblemCell } from '@sluice/allocation'
import type { CellFacts } from './cell-facts.ts'
import { makeFeasible, type RelaxableLeaf, unplaceableOf } from './feasible.ts'
import type { PlanningInput } from './input.ts'
import { downToUnit, upToUnit } from './money.ts'
import type { Relaxation } from './plan.types.ts'
import { bookingsAt } from './response.ts'
import { type Node, toTree } from './tree.ts'

/** A cell of the tree together with what is known of it. */
export interface PlannedLeaf extends RelaxableLeaf {
  facts: CellFacts
}

/** A feasible problem, and what had to give way to make it so. */
export interface PoolProblem {
  problem: Problem
  tree: Node<PlannedLeaf>
  leaves: PlannedLeaf[]
  relaxed: Relaxation[]
  /** Minor units that no cell may take, the remainder below a platform unit included. */
  unplaceableMinor: number
}

/** Puts facts, bounds and groups into one problem that always has an answer [X1–X9]. */
export function poolProblemOf(input: PlanningInput, facts: readonly CellFacts[], totalMinor: number): PoolProblem {
  const { unitMinor } = input.policy.platform
  const wholeMinor = downToUnit(totalMinor, unitMinor)
  const leaves = facts.map(toLeaf)
  const tree = toTree(input.groups, leaves, wholeMinor, {
    min: (minor) => upToUnit(minor, unitMinor),
    max: (minor) => downToUnit(minor, unitMinor),
  })
  const relaxed = makeFeasible(tree, unitMinor)
  const unplaceable = unplaceableOf(tree)
  return {
    problem: toProblem(input, tree, totalMinor, unplaceable),
    tree,
    leaves,
    relaxed,
    unplaceableMinor: unplaceable + (totalMinor - wholeMinor),
  }
}

function toLeaf(facts: CellFacts): PlannedLeaf & { groupId: string | null } {
  const { cell, bounds } = facts
  return {
    id: cell.id,
    groupId: cell.groupId,
    min: bounds.min.minor,
    max: bounds.max.minor,
    minAfter: bounds.minAfter,
    pauseOrder: pauseOrderOf(facts),
    isPaused: false,
    pausedIn: null,
    facts,
  }
}

/**
 * Paused first [X5]: what will be paused anyway, then what may not take patients, then what earns least at its floor.
 */
function pauseOrderOf({ cell, place, bounds, response, headroomPerDay }: CellFacts): number {
  if (cell.status === 'removed') return -2
  if (place.gate.state === 'gated') return -1
  const bookings = Math.min(bookingsAt(response, bounds.floorMinor), headroomPerDay ?? Infinity)
  return (place.valueMinor * bookings) / Math.max(1, bounds.floorMinor)
}

function toProblem(input: PlanningInput, tree: Node<PlannedLeaf>, totalMinor: number, unplaceable: number): Problem {
  const { platform, reserve } = input.policy
  return {
    totalMinor,
    unitMinor: platform.unitMinor,
    // The cap is on money held back by the hurdle; what nobody may take has nowhere else to go.
    reserve: {
      hurdle: reserve.hurdle,
      maxMinor: reserve.maxMinor === null ? null : Math.max(reserve.maxMinor, unplaceable),
    },
    ...flatten(tree, null, totalMinor),
  }
}

function flatten(
  node: Node<PlannedLeaf>,
  groupId: string | null,
  totalMinor: number,
): Pick<Problem, 'groups' | 'cells'> {
  const below = node.children.map((child) => {
    const group = {
      id: child.id ?? '',
      parentId: groupId,
      minMinor: child.min,
      maxMinor: child.max === Infinity ? null : child.max,
    }
    const rest = flatten(child, group.id, totalMinor)
    return { groups: [group, ...rest.groups], cells: rest.cells }
  })
  return {
    groups: below.flatMap(({ groups }) => groups),
    cells: [...node.leaves.map((leaf) => toCell(leaf, groupId, totalMinor)), ...below.flatMap(({ cells }) => cells)],
  }
}

function toCell({ id, min, max, facts }: PlannedLeaf, groupId: string | null, totalMinor: number): ProblemCell {
  return {
    id,
    groupId,
    minMinor: min,
    // Nothing is above the total, and the optimiser wants a number.
    maxMinor: max === Infinity ? totalMinor : max,
    valueMinor: facts.place.valueMinor,
    headroom: facts.headroomPerDay,
    curve: { kind: 'hill', ...facts.response },
  }
}
