import type { Group } from './input.ts'

/** A cell in the tree: what it must and may get, and what is left of its minimum when steps give way. */
export interface Leaf {
  id: string
  min: number
  max: number
}

/**
 * A group with its groups and cells; the pool is the root (`id` null). All amounts are whole platform units, in minor
 * units.
 */
export interface Node<L extends Leaf> {
  id: string | null
  min: number
  max: number
  children: Node<L>[]
  leaves: L[]
}

/**
 * The pool's tree. A group or cell whose parent does not exist belongs to the pool. Ordered by id, so that the order of
 * the input does not matter.
 */
export function toTree<L extends Leaf>(
  groups: readonly Group[],
  leaves: readonly (L & { groupId: string | null })[],
  totalMinor: number,
  round: { min: (minor: number) => number; max: (minor: number) => number },
): Node<L> {
  const root: Node<L> = { id: null, min: 0, max: totalMinor, children: [], leaves: [] }
  const byId = new Map<string | null, Node<L>>()
  const ordered = groups.toSorted(byText)
  for (const group of ordered) {
    const max = group.maxDailyBudgetMinor === null ? Infinity : round.max(group.maxDailyBudgetMinor)
    byId.set(group.id, { id: group.id, min: round.min(group.minDailyBudgetMinor), max, children: [], leaves: [] })
  }
  for (const group of ordered) {
    const node = byId.get(group.id)
    if (node !== undefined) (byId.get(group.parentId) ?? root).children.push(node)
  }
  for (const leaf of leaves.toSorted(byText)) (byId.get(leaf.groupId) ?? root).leaves.push(leaf)
  return root
}

/** The least that must go to a node: its own minimum or the sum of what is below it must get, whichever is more. */
export function askedOf<L extends Leaf>(node: Node<L>): number {
  return Math.max(node.min, belowMust(node))
}

/**
 * What a node must get. Never more than its maximum, even while more must go below it: the node has to shed that excess
 * itself, and nothing elsewhere gives way for it.
 */
function mustOf<L extends Leaf>(node: Node<L>): number {
  return Math.min(askedOf(node), node.max)
}

/** Sum of what everything directly below a node must get. */
export function belowMust<L extends Leaf>(node: Node<L>): number {
  let sum = 0
  for (const child of node.children) sum += mustOf(child)
  for (const leaf of node.leaves) sum += leaf.min
  return sum
}

/** What a node can take at most. */
export function canOf<L extends Leaf>(node: Node<L>): number {
  let sum = 0
  for (const child of node.children) sum += canOf(child)
  for (const leaf of node.leaves) sum += leaf.max
  return Math.min(node.max, sum)
}

/**
 * What the pool must and can take when each leaf has these bounds; null when some group, or the pool, cannot keep its own.
 * One pass.
 */
export function spanOf<L extends Leaf>(
  node: Node<L>,
  boundsOf: (leaf: L) => { min: number; max: number },
): { must: number; can: number } | null {
  let must = 0
  let can = 0
  for (const leaf of node.leaves) {
    const bounds = boundsOf(leaf)
    must += bounds.min
    can += bounds.max
  }
  for (const child of node.children) {
    const span = spanOf(child, boundsOf)
    if (span === null) return null
    must += span.must
    can += span.can
  }
  if (must > node.max || can < node.min) return null
  return { must: Math.max(must, node.min), can: Math.min(can, node.max) }
}

function byText(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
