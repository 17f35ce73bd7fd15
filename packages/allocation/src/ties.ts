import { type Demand, unitsAt } from './demand.ts'
import type { Tree } from './tree.ts'
import { worth } from './worth.ts'

/**
 * Hands out `missing` units among steps worth exactly `price`, below `node`: the reserve first, then the smaller id.
 * Demand must hold what is taken above the price. A unit given inside a group that is still short of its minimum does
 * not reach the node (the group was counted at its minimum already), so the walk up says how much arrives.
 */
export function fillTies(demand: Demand, node: number, price: number, missing: number): void {
  let left = missing
  for (const leaf of tiedLeaves(demand, price)) {
    if (left <= 0) return
    left -= give(demand, node, leaf, tiedUnits(demand, leaf, price), left)
  }
}

/** A leaf with a step at the price takes different amounts just above and at it, so the search has not settled it. */
function tiedLeaves({ tree, units, most, active, activeCount }: Demand, price: number): number[] {
  const tied: number[] = []
  for (let i = 0; i < activeCount; i++) {
    const leaf = active[i] ?? 0
    const taken = units[leaf] ?? 0
    if (taken < (most[leaf] ?? 0) && worth(tree, leaf, taken) === price) tied.push(leaf)
  }
  return tied.length > 1 ? inOrder(tree, tied) : tied
}

/** Reserve first, then ids by UTF-16 code unit: the same in every locale. */
function inOrder(tree: Tree, leaves: number[]): number[] {
  const named = leaves.map((leaf) => ({ leaf, id: tree.problem.cells[tree.leaves.cell[leaf] ?? -1]?.id ?? '' }))
  named.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  return named.map(({ leaf }) => leaf)
}

function tiedUnits(demand: Demand, leaf: number, price: number): number {
  return unitsAt(demand, leaf, price) - (demand.units[leaf] ?? 0)
}

/** Gives the leaf as many units as can still matter, at most `wanted` at the node; returns how many arrive there. */
function give(demand: Demand, node: number, leaf: number, tied: number, wanted: number): number {
  const { useful, short } = roomAbove(demand, node, leaf)
  const given = Math.min(tied, useful, wanted + short)
  if (given <= 0) return 0
  demand.units[leaf] = (demand.units[leaf] ?? 0) + given
  return carryUp(demand, node, leaf, given)
}

/** Units that fit below every maximum on the way up, and how many of them the minimums on the way swallow. */
function roomAbove(demand: Demand, node: number, leaf: number): { useful: number; short: number } {
  const { parent, lower, upper } = demand.tree.nodes
  let useful = Infinity
  let short = 0
  for (let v = demand.tree.leaves.node[leaf] ?? 0; v !== node; v = parent[v] ?? 0) {
    const sum = demand.sums[v] ?? 0
    useful = Math.min(useful, short + (upper[v] ?? 0) - sum)
    short += Math.max(0, (lower[v] ?? 0) - sum)
  }
  return { useful, short }
}

function carryUp(demand: Demand, node: number, leaf: number, given: number): number {
  const { parent, lower, upper } = demand.tree.nodes
  let rise = given
  let v = demand.tree.leaves.node[leaf] ?? 0
  for (; v !== node; v = parent[v] ?? 0) {
    const before = demand.sums[v] ?? 0
    demand.sums[v] = before + rise
    const held = (sum: number) => Math.min(upper[v] ?? 0, Math.max(lower[v] ?? 0, sum))
    rise = held(before + rise) - held(before)
  }
  demand.sums[node] = (demand.sums[node] ?? 0) + rise
  return rise
}
