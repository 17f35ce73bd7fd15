import { upToUnit } from './money.ts'
import type { Leaf, Node } from './tree.ts'

/** A cell on its way to the numbers in force. */
export interface FittedLeaf extends Leaf {
  /** The amount it should have; lowered where that cannot be paid. */
  amount: number
  before: number
  proposed: number
  isApproved: boolean
}

/**
 * Brings amounts within the maximum of every group and the pool's amount [D7], groups before their parents. First rises
 * wait, those approved last; then cuts that the plan proposes are made although nobody approved them, the largest first
 * and the last only as far as needed. That always suffices: the plan's own numbers keep every maximum. Amounts are
 * lowered in place.
 * @returns the sum below the node once it is within its maximum
 */
export function fit(node: Node<FittedLeaf>, unitMinor: number): number {
  let sum = node.children.reduce((total, child) => total + fit(child, unitMinor), 0)
  for (const { amount } of node.leaves) sum += amount
  if (sum <= node.max) return sum
  const below = leavesBelow(node)
  sum -= withholdRises(below, sum - node.max)
  if (sum > node.max) sum -= forceCuts(below, sum - node.max, unitMinor)
  return sum
}

function withholdRises(leaves: readonly FittedLeaf[], excess: number): number {
  const rises = leaves.filter(({ amount, before }) => amount > before)
  rises.sort(
    (a, b) => Number(a.isApproved) - Number(b.isApproved) || b.amount - b.before - (a.amount - a.before) || byId(a, b),
  )
  let freed = 0
  for (const leaf of rises) {
    if (freed >= excess) break
    freed += leaf.amount - leaf.before
    leaf.amount = leaf.before
  }
  return freed
}

function forceCuts(leaves: readonly FittedLeaf[], excess: number, unitMinor: number): number {
  const cuts = leaves.filter(({ amount, proposed }) => proposed < amount)
  cuts.sort((a, b) => b.amount - b.proposed - (a.amount - a.proposed) || byId(a, b))
  let freed = 0
  for (const leaf of cuts) {
    if (freed >= excess) break
    const all = leaf.amount - leaf.proposed
    // Platforms take no part of a floor: a cell that is paused is paused whole.
    const part = leaf.proposed === 0 ? all : Math.min(all, upToUnit(excess - freed, unitMinor))
    freed += part
    leaf.amount -= part
  }
  return freed
}

function leavesBelow(node: Node<FittedLeaf>): FittedLeaf[] {
  return [...node.leaves, ...node.children.flatMap(leavesBelow)]
}

function byId(a: FittedLeaf, b: FittedLeaf): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
