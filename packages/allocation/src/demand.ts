import type { Measured } from './measured.ts'
import { CLEAR_OFF, HILL, RESERVE, SATURATED, type Tree } from './tree.ts'
import { hillWorth, worth } from './worth.ts'

/**
 * How many units everyone takes at a price: a leaf takes every unit worth at least the price, a node the sum of its
 * children held within its bounds. All of it whole numbers, so two computers and two orders of input agree exactly.
 *
 * While a price is searched for, each leaf's units are known to lie between what it takes at the two ends of the
 * bracket. A leaf for which these meet is settled and leaves the list, so the last measurements touch few leaves.
 */
export interface Demand {
  readonly tree: Tree
  /** Units of each leaf at the last price measured. */
  readonly units: Float64Array
  /** Units at the dear end and at the cheap end of the bracket. */
  readonly fewest: Float64Array
  readonly most: Float64Array
  /** Leaves not settled yet: the first `activeCount` entries. */
  readonly active: Int32Array
  activeCount: number
  /** Sum of the settled leaves right below each node. */
  readonly settled: Float64Array
  /** Sum of the children of each node, before the node's own bounds. */
  readonly sums: Float64Array
  /** Smallest worth that was taken and greatest that was refused: demand is the same at every price between. */
  lowestTaken: number
  highestRefused: number
  /** An earlier measurement, if the tree is the same but for one leaf and the total. */
  readonly before: Measured | null
}

export function demandOf(tree: Tree): Demand {
  const perLeaf = () => new Float64Array(tree.leaves.count)
  const perNode = () => new Float64Array(tree.nodes.count)
  return {
    tree,
    units: perLeaf(),
    fewest: perLeaf(),
    most: perLeaf(),
    active: new Int32Array(tree.leaves.count),
    activeCount: 0,
    settled: perNode(),
    sums: perNode(),
    lowestTaken: Infinity,
    highestRefused: 0,
    before: null,
  }
}

/** The same working space for another solve, with units of its own: the last solution's are still in use. */
export function renewed(tree: Tree, demand: Demand, before: Measured): Demand {
  return { ...demand, tree, units: new Float64Array(demand.units.length), before }
}

/** Begins a search below `node`: every leaf there is open between its bounds. */
export function openLeaves(demand: Demand, node: number): void {
  const { nodes, leaves } = demand.tree
  const last = nodes.end[node] ?? 0
  const start = nodes.firstLeaf[node] ?? 0
  const end = nodes.firstLeaf[last] ?? 0
  demand.settled.fill(0, node, last)
  demand.fewest.set(leaves.lower.subarray(start, end), start)
  for (let leaf = start; leaf < end; leaf++) {
    demand.most[leaf] = mostOf(demand.tree, leaf)
    demand.active[leaf - start] = leaf
  }
  demand.activeCount = end - start
}

/**
 * A maximum is cut at one unit beyond the total: further no split can go, and sums stay exact. Not at the total itself,
 * because the price is that of the next unit.
 */
export function mostOf({ leaves, total }: Tree, leaf: number): number {
  return Math.min(leaves.upper[leaf] ?? 0, total + 1)
}

/** Measures the subtree of `node` at `price` (within the bracket so far) and returns the sum of the node's children. */
export function measure(demand: Demand, node: number, price: number): number {
  const { nodes } = demand.tree
  const last = nodes.end[node] ?? 0
  demand.sums.set(demand.settled.subarray(node, last), node)
  demand.lowestTaken = Infinity
  demand.highestRefused = 0
  measureLeaves(demand, price)
  return addNodes(demand, node)
}

/** Adds each node's part to its parent, from the leaves' sums up; returns the sum of the node's children. */
export function addNodes(demand: Demand, node: number): number {
  const { nodes } = demand.tree
  const last = nodes.end[node] ?? 0
  for (let v = last - 1; v > node; v--) {
    const parent = nodes.parent[v] ?? 0
    demand.sums[parent] = Math.min(SATURATED, (demand.sums[parent] ?? 0) + heldSum(demand, v))
  }
  return demand.sums[node] ?? 0
}

/** What a node takes: its children's sum within its bounds. */
export function heldSum(demand: Demand, node: number): number {
  const { lower, upper } = demand.tree.nodes
  return Math.min(upper[node] ?? 0, Math.max(lower[node] ?? 0, demand.sums[node] ?? 0))
}

/**
 * The hot loop, so every field it reads is a local. A hill leaf away from its bounds and its ceiling, whose guess is
 * right, needs no call: the two worths beside the guess share a sum (hillWorth in worth.ts, the same bits). Leaves of
 * one node come one after another, so their sum stays in a register.
 */
function measureLeaves(demand: Demand, price: number): void {
  const { active, activeCount, fewest, most, units, sums, tree, before } = demand
  const { kind, node, root, half, ceiling, value, clear } = tree.leaves
  const { unit } = tree
  const reach = 1 / Math.sqrt(price)
  let [lowestTaken, highestRefused] = [Infinity, 0]
  let [owner, sum] = [0, sums[0] as number]
  for (let i = 0; i < activeCount; i++) {
    const leaf = active[i] as number
    const low = fewest[leaf] as number
    const high = most[leaf] as number
    let taken = -1
    let guess = 0
    if (before !== null && (before.taken[leaf] as number) >= price && (before.refused[leaf] as number) < price) {
      taken = before.units[leaf] as number
      if ((before.taken[leaf] as number) < lowestTaken) lowestTaken = before.taken[leaf] as number
      if ((before.refused[leaf] as number) > highestRefused) highestRefused = before.refused[leaf] as number
    } else if (high - low === 1) {
      // Late in a search nearly every leaf has but one step left in question.
      const step = kind[leaf] === HILL ? hillWorth(tree, leaf, low) : worth(tree, leaf, low)
      if (step >= price) {
        taken = high
        if (step < lowestTaken) lowestTaken = step
      } else {
        taken = low
        if (step > highestRefused) highestRefused = step
      }
    } else if (kind[leaf] === HILL) {
      const s = half[leaf] as number
      const full = (clear[leaf] as number) + CLEAR_OFF
      guess = Math.min(full, Math.ceil(((root[leaf] as number) * reach - s) / unit - 0.5))
      if (guess > low && guess < high && guess < (clear[leaf] as number)) {
        const x = guess * unit
        const scale = (ceiling[leaf] as number) * s
        const below = (value[leaf] as number) * (scale / ((x - unit + s) * (x + s)))
        const above = (value[leaf] as number) * (scale / ((x + s) * (x + unit + s)))
        if (below >= price && above < price) {
          taken = guess
          if (below < lowestTaken) lowestTaken = below
          if (above > highestRefused) highestRefused = above
        }
      }
    } else guess = guessOther(tree, leaf, price)
    if (taken < 0) taken = settleGuess(demand, leaf, guess, low, high, price)
    units[leaf] = taken
    if (node[leaf] !== owner) {
      sums[owner] = sum
      owner = node[leaf] as number
      sum = sums[owner] as number
    }
    sum = Math.min(SATURATED, sum + taken)
  }
  sums[owner] = sum
  demand.lowestTaken = Math.min(demand.lowestTaken, lowestTaken)
  demand.highestRefused = Math.max(demand.highestRefused, highestRefused)
}

/** The most units of the leaf, between its bounds, that are each worth at least the price. */
export function unitsAt(demand: Demand, leaf: number, price: number): number {
  const least = demand.tree.leaves.lower[leaf] ?? 0
  return settleGuess(demand, leaf, demand.units[leaf] ?? 0, least, mostOf(demand.tree, leaf), price)
}

/** Corrects a guess, whatever it was (NaN included), to the exact number of units, and notes the worths next to it. */
export function settleGuess(
  demand: Demand,
  leaf: number,
  guess: number,
  low: number,
  high: number,
  price: number,
): number {
  const { tree } = demand
  const isHill = tree.leaves.kind[leaf] === HILL
  let units = guess > low ? Math.min(guess, high) : low
  let taken = units > low ? (isHill ? hillWorth(tree, leaf, units - 1) : worth(tree, leaf, units - 1)) : Infinity
  let refused = units < high ? (isHill ? hillWorth(tree, leaf, units) : worth(tree, leaf, units)) : -1
  if (taken < price || refused >= price) {
    units = taken < price ? searchDown(tree, leaf, units, low, price) : searchUp(tree, leaf, units, high, price)
    taken = units > low ? worth(tree, leaf, units - 1) : Infinity
    refused = units < high ? worth(tree, leaf, units) : -1
  }
  if (taken < demand.lowestTaken) demand.lowestTaken = taken
  if (refused > demand.highestRefused) demand.highestRefused = refused
  return units
}

function guessOther({ leaves, hurdle, unit }: Tree, leaf: number, price: number): number {
  if (leaves.kind[leaf] === RESERVE) return hurdle >= price ? Infinity : 0
  return Math.ceil((leaves.response[leaf]?.spendAt(price / (leaves.value[leaf] ?? 0)) ?? 0) / unit)
}

/** Makes the last measurement an end of the bracket and drops the leaves that are settled by it. */
export function narrow(demand: Demand, end: 'cheap' | 'dear'): void {
  const { active, fewest, most, units, settled, tree } = demand
  const moved = end === 'cheap' ? most : fewest
  let kept = 0
  for (let i = 0; i < demand.activeCount; i++) {
    const leaf = active[i] ?? 0
    const taken = units[leaf] ?? 0
    moved[leaf] = taken
    if ((fewest[leaf] ?? 0) < (most[leaf] ?? 0)) active[kept++] = leaf
    else settle(settled, tree.leaves.node[leaf] ?? 0, taken)
  }
  demand.activeCount = kept
}

/** Counts a settled leaf's units towards its node. */
export function settle(settled: Float64Array, owner: number, units: number): void {
  settled[owner] = Math.min(SATURATED, (settled[owner] ?? 0) + units)
}

/** The step below `units` is too cheap: stride down in doubling steps, then halve. At most 100 looks, never a walk. */
function searchDown(tree: Tree, leaf: number, units: number, least: number, price: number): number {
  let high = units - 1
  let stride = 1
  let low = Math.max(least, high - stride)
  while (low > least && worth(tree, leaf, low - 1) < price) {
    high = low - 1
    stride *= 2
    low = Math.max(least, high - stride)
  }
  return halve(tree, leaf, low, high, price)
}

function searchUp(tree: Tree, leaf: number, units: number, most: number, price: number): number {
  let low = units + 1
  let stride = 1
  let high = Math.min(most, low + stride)
  while (high < most && worth(tree, leaf, high) >= price) {
    low = high + 1
    stride *= 2
    high = Math.min(most, low + stride)
  }
  return halve(tree, leaf, low, high, price)
}

/** Steps below `low` are worth the price, those from `high` on are not (or bounded away). */
function halve(tree: Tree, leaf: number, low: number, high: number, price: number): number {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = from + Math.floor((to - from) / 2)
    if (worth(tree, leaf, middle) >= price) from = middle + 1
    else to = middle
  }
  return from
}
