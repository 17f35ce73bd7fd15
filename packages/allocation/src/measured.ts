import { addNodes, type Demand, mostOf, settle, settleGuess, unitsAt } from './demand.ts'
import type { Known } from './search.ts'
import { SATURATED, type Tree } from './tree.ts'
import { worth } from './worth.ts'

/**
 * One measurement of the whole tree, kept for the next solve: units of each leaf at `price`, and the worths beside them,
 * Infinity and −1 at the bounds. At any price between those two a leaf need not be looked at again.
 */
export interface Measured {
  price: number
  units: Float64Array
  taken: Float64Array
  refused: Float64Array
}

/** Keeps the units of the whole tree at `price`; works out only what is new. What was kept before is used up. */
export function remember(tree: Tree, units: Float64Array, price: number, before: Measured | null): Measured {
  const taken = before?.taken ?? new Float64Array(units.length)
  const refused = before?.refused ?? new Float64Array(units.length)
  for (let leaf = 0; leaf < units.length; leaf++) {
    const isKnown = before !== null && before.units[leaf] === units[leaf]
    if (!isKnown) refresh(tree, { units, taken, refused }, leaf)
  }
  return { price, units, taken, refused }
}

function refresh(tree: Tree, { units, taken, refused }: Omit<Measured, 'price'>, leaf: number): void {
  const at = units[leaf] ?? 0
  taken[leaf] = at > (tree.leaves.lower[leaf] ?? 0) ? worth(tree, leaf, at - 1) : Infinity
  refused[leaf] = at < mostOf(tree, leaf) ? worth(tree, leaf, at) : -1
}

/**
 * What measuring the pool at the remembered price would say, when at most the leaf `changed` is not what it was. The worths
 * beside the price say how close together each leaf's steps lie, so how many units a lower price would add.
 */
export function recall(demand: Demand, measured: Measured, changed: number | null): Known {
  const { sums, tree } = demand
  const { price, units, taken, refused } = measured
  const { node } = tree.leaves
  if (changed !== null) {
    units[changed] = unitsAt(demand, changed, price)
    refresh(tree, measured, changed)
  }
  sums.fill(0)
  let elasticity = 1
  for (let leaf = 0; leaf < units.length; leaf++) {
    const owner = node[leaf] as number
    sums[owner] = Math.min(SATURATED, (sums[owner] as number) + (units[leaf] as number))
    elasticity += price / ((taken[leaf] as number) - (refused[leaf] as number))
  }
  return {
    price,
    sum: addNodes(demand, 0),
    elasticity,
    open: (end) => openFrom(demand, units, end),
    openUpTo: (other, end) => openUpTo(demand, measured, other, end),
  }
}

/** openLeaves and narrow in one pass. */
function openFrom(demand: Demand, known: Float64Array, end: 'cheap' | 'dear'): void {
  const { units, fewest, most, active, settled, tree } = demand
  const { lower, node } = tree.leaves
  let kept = 0
  settled.fill(0)
  for (let leaf = 0; leaf < known.length; leaf++) {
    const taken = known[leaf] as number
    const low = end === 'cheap' ? (lower[leaf] as number) : taken
    const high = end === 'cheap' ? taken : mostOf(tree, leaf)
    units[leaf] = taken
    fewest[leaf] = low
    most[leaf] = high
    if (low < high) active[kept++] = leaf
    else settle(settled, node[leaf] as number, taken)
  }
  demand.activeCount = kept
}

/**
 * For a pool of 100,000 the passes over memory are the cost of a warm solve, so this one pass does all that can be
 * done.
 */
function openUpTo(demand: Demand, measured: Measured, price: number, end: 'cheap' | 'dear'): number {
  const { units, fewest, most, active, settled, sums, tree } = demand
  const { lower, node } = tree.leaves
  let [lowestTaken, highestRefused, kept] = [Infinity, 0, 0]
  demand.lowestTaken = Infinity
  demand.highestRefused = 0
  settled.fill(0)
  sums.fill(0)
  for (let leaf = 0; leaf < units.length; leaf++) {
    const before = measured.units[leaf] as number
    const taken = measured.taken[leaf] as number
    const refused = measured.refused[leaf] as number
    const owner = node[leaf] as number
    units[leaf] = before
    if (taken >= price && refused < price) {
      if (taken < lowestTaken) lowestTaken = taken
      if (refused > highestRefused) highestRefused = refused
      settle(settled, owner, before)
      continue
    }
    // Of two prices so close the other mostly takes one unit more or less.
    const now =
      end === 'cheap'
        ? settleGuess(demand, leaf, before - 1, lower[leaf] as number, before, price)
        : settleGuess(demand, leaf, before + 1, before, mostOf(tree, leaf), price)
    units[leaf] = now
    fewest[leaf] = Math.min(before, now)
    most[leaf] = Math.max(before, now)
    active[kept++] = leaf
    settle(sums, owner, now)
  }
  demand.activeCount = kept
  demand.lowestTaken = Math.min(demand.lowestTaken, lowestTaken)
  demand.highestRefused = Math.max(demand.highestRefused, highestRefused)
  for (let v = 0; v < sums.length; v++) settle(sums, v, settled[v] as number)
  return addNodes(demand, 0)
}
