import { type CellStep, cellSteps } from './bounds.ts'
import { markPaused } from './pausing.ts'
import type { Relaxation } from './plan.types.ts'
import { askedOf, belowMust, canOf, type Leaf, type Node } from './tree.ts'

/** A cell whose minimum can give way. */
export interface RelaxableLeaf extends Leaf {
  minAfter: Record<CellStep, number>
  /** Smaller is paused first when even the floors cannot be paid; ties by id. */
  pauseOrder: number
  isPaused: boolean
  /** The group whose maximum does not pay the floors; null: the pool has too little. */
  pausedIn: string | null
}

type Step = Exclude<Relaxation['kind'], 'dead_band'>
type Tree = Node<RelaxableLeaf>

/** In this order things give way [X2]; what a cell's minimum falls back to in a step. */
const steps: readonly { kind: Step; leavesFallTo: CellStep; groupsToo: boolean }[] = [
  { kind: 'ramp_down', leavesFallTo: 'ramp_down', groupsToo: false },
  { kind: 'stale_hold', leavesFallTo: 'stale_hold', groupsToo: false },
  { kind: 'group_minimum', leavesFallTo: 'stale_hold', groupsToo: true },
  { kind: 'cell_minimum', leavesFallTo: 'cell_minimum', groupsToo: true },
  { kind: 'lock', leavesFallTo: 'lock', groupsToo: true },
]
type StepRule = (typeof steps)[number]

/**
 * Lowers minimums in the tree, in place, until every group and the pool can keep its maximum [X1–X7]. Each step gives
 * way only as far as needed, in whole units, in proportion to what each part can give. Who is paused is settled first,
 * by the floors alone, so that what a pause frees is there before anybody else gives way. Maximums are never touched,
 * except that a paused cell gets nothing. Says what gave way, by how much, in the order of the steps.
 */
export function makeFeasible(root: Tree, unitMinor: number): Relaxation[] {
  const ledger = new Ledger()
  markPaused(root)
  pauseMarked(root, ledger)
  lowerUnreachable(root, ledger)
  for (const step of steps) settle(root, (node) => cutTo(node, step, unitMinor, ledger))
  return ledger.entries()
}

/** Minor units of the pool that no cell may take. */
export function unplaceableOf(root: Tree): number {
  return root.max - canOf(root)
}

/** Children first, so that a group is only asked to give for its own maximum once those below it are in order. */
function settle(node: Tree, relieve: (node: Tree) => void): void {
  for (const child of node.children) settle(child, relieve)
  if (askedOf(node) > node.max) relieve(node)
}

function cutTo(node: Tree, step: StepRule, unitMinor: number, ledger: Ledger): void {
  const excess = askedOf(node) - node.max
  cut(node, Math.min(excess, givable(node, step)), step, unitMinor, ledger)
}

/** How much less must go to a node once this step has given way below it. */
function givable(node: Tree, step: StepRule): number {
  return askedOf(node) - askedAfter(node, step)
}

function askedAfter(node: Tree, step: StepRule): number {
  let sum = 0
  for (const child of node.children) sum += Math.min(child.max, askedAfter(child, step))
  for (const leaf of node.leaves) sum += Math.min(leaf.min, leaf.minAfter[step.leavesFallTo])
  return step.groupsToo ? sum : Math.max(node.min, sum)
}

function cut(node: Tree, amount: number, step: StepRule, unitMinor: number, ledger: Ledger): void {
  if (amount <= 0) return
  const target = askedOf(node) - amount
  if (node.min > target) lowerGroup(node, target, ledger)
  const parts = [
    ...node.children.map((child) => givable(child, step)),
    ...node.leaves.map((leaf) => Math.max(0, leaf.min - leaf.minAfter[step.leavesFallTo])),
  ]
  const shares = shareOut(belowMust(node) - target, parts, unitMinor)
  node.children.forEach((child, i) => {
    cut(child, shares[i] ?? 0, step, unitMinor, ledger)
  })
  node.leaves.forEach((leaf, i) => {
    lowerLeaf(leaf, shares[node.children.length + i] ?? 0, step.leavesFallTo, ledger)
  })
}

/** Splits whole units in proportion to what each can give; the units left over go to the largest remainders, in order. */
function shareOut(amount: number, parts: readonly number[], unitMinor: number): number[] {
  const sum = parts.reduce((total, part) => total + part, 0)
  if (amount <= 0 || sum <= 0) return parts.map(() => 0)
  const exact = parts.map((part) => (amount * part) / sum / unitMinor)
  const units = exact.map((share) => Math.floor(share))
  let left = Math.round(amount / unitMinor) - units.reduce((total, share) => total + share, 0)
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRemainder) {
    if (left <= 0) break
    if (((units[i] ?? 0) + 1) * unitMinor > (parts[i] ?? 0)) continue
    units[i] = (units[i] ?? 0) + 1
    left--
  }
  return units.map((share) => share * unitMinor)
}

/** A cell is paused whole: platforms refuse less than a floor. */
function pauseMarked(node: Tree, ledger: Ledger): void {
  for (const child of node.children) pauseMarked(child, ledger)
  for (const leaf of node.leaves) {
    if (!leaf.isPaused) continue
    lowerLeaf(leaf, leaf.min, 'floor', ledger)
    leaf.max = 0
  }
}

/** A group minimum that its own maximum, or the maximums below it, cannot reach is lowered to what they can [X4]. */
function lowerUnreachable(node: Tree, ledger: Ledger): void {
  for (const child of node.children) lowerUnreachable(child, ledger)
  lowerGroup(node, canOf(node), ledger)
}

function lowerGroup(node: Tree, target: number, ledger: Ledger): void {
  if (node.id === null || node.min <= target) return
  ledger.add('group_minimum', node.id, node.min - target)
  node.min = target
}

/**
 * Lowers a cell's minimum, naming each rule that gave way by its part: where a group's minimum covered for a ramp, the ramp
 * only shows once the group has given way.
 */
function lowerLeaf(leaf: RelaxableLeaf, by: number, upTo: CellStep, ledger: Ledger): void {
  let left = by
  for (const step of cellSteps.slice(0, cellSteps.indexOf(upTo) + 1)) {
    const part = Math.min(left, Math.max(0, leaf.min - leaf.minAfter[step]))
    if (part <= 0) continue
    ledger.add(step, leaf.id, part)
    leaf.min -= part
    left -= part
  }
}

/** Adds up what gave way, per kind and place. */
class Ledger {
  private readonly amounts = new Map<string, Relaxation>()

  add(kind: Step, at: string, byMinor: number): void {
    const key = `${kind}/${at}`
    const known = this.amounts.get(key)
    if (known === undefined) this.amounts.set(key, { kind, at, byMinor })
    else known.byMinor += byMinor
  }

  entries(): Relaxation[] {
    return [...this.amounts.values()].sort((a, b) => orderOf(a) - orderOf(b))
  }
}

function orderOf({ kind }: Relaxation): number {
  const index = steps.findIndex((step) => step.kind === kind)
  return index < 0 ? steps.length : index
}
