import { HILL, type Leaves, RESERVE, SATURATED, type Tree } from './tree.ts'

/**
 * How many units everyone takes at a price: a leaf takes every unit worth at least the price, a node the sum of its
 * children held within its bounds. All of it whole numbers, so two computers and two orders of input agree exactly.
 */
export interface Demand {
  readonly tree: Tree
  /** Units of each leaf at the last price measured. */
  readonly units: Float64Array
  /** Sum of the children of each node, before the node's own bounds. */
  readonly sums: Float64Array
  /** Smallest worth that was taken and greatest that was refused: the demand is the same at every price between. */
  lowestTaken: number
  highestRefused: number
}

export function demandOf(tree: Tree): Demand {
  return {
    tree,
    units: new Float64Array(tree.leaves.count),
    sums: new Float64Array(tree.nodes.count),
    lowestTaken: Infinity,
    highestRefused: 0,
  }
}

/** Value per minor unit of the leaf's step from `units` to `units + 1`: the marginal of design rule A3. */
export function worth(tree: Tree, leaf: number, units: number): number {
  const { leaves, unit } = tree
  if (leaves.kind[leaf] === RESERVE) return tree.hurdle
  if (leaves.kind[leaf] === HILL) return hillWorth(leaves, leaf, units * unit, unit)
  const response = leaves.response[leaf]
  if (response == null) return 0
  const x = units * unit
  const room = ((leaves.headroom[leaf] ?? 0) - response.bookings(x)) / unit
  return (leaves.value[leaf] ?? 0) * Math.max(0, Math.min(response.step(x), room))
}

/** curves/hill.ts written out: a call through the object costs more than the arithmetic (a test holds them equal). */
function hillWorth(leaves: Leaves, leaf: number, x: number, unit: number): number {
  const ceiling = leaves.ceiling[leaf] ?? 0
  const half = leaves.half[leaf] ?? 0
  const step = (ceiling * half) / ((x + half) * (x + unit + half))
  const room = ((leaves.headroom[leaf] ?? 0) - ceiling / (1 + half / x)) / unit
  return (leaves.value[leaf] ?? 0) * (room < step ? Math.max(room, 0) : step)
}

/** Measures the subtree of `node` at `price` and returns the sum of the node's children. */
export function measure(demand: Demand, node: number, price: number): number {
  const { nodes, leaves } = demand.tree
  const last = nodes.end[node] ?? 0
  demand.sums.fill(0, node, last)
  demand.lowestTaken = Infinity
  demand.highestRefused = 0
  const end = nodes.firstLeaf[last] ?? 0
  for (let leaf = nodes.firstLeaf[node] ?? 0; leaf < end; leaf++) {
    const units = unitsAt(demand, leaf, price)
    const owner = leaves.node[leaf] ?? 0
    demand.units[leaf] = units
    demand.sums[owner] = Math.min(SATURATED, (demand.sums[owner] ?? 0) + units)
  }
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

/** The most units of the leaf that are each worth at least the price. Correct whatever the first guess was. */
export function unitsAt(demand: Demand, leaf: number, price: number): number {
  const { tree } = demand
  const lower = tree.leaves.lower[leaf] ?? 0
  const upper = tree.leaves.upper[leaf] ?? 0
  let units = clamp(guess(tree, leaf, price), lower, upper)
  let below = units > lower ? worth(tree, leaf, units - 1) : Infinity
  let above = units < upper ? worth(tree, leaf, units) : 0
  if (below < price || (units < upper && above >= price)) {
    units = below < price ? searchDown(tree, leaf, units, price) : searchUp(tree, leaf, units, price)
    below = units > lower ? worth(tree, leaf, units - 1) : Infinity
    above = units < upper ? worth(tree, leaf, units) : 0
  }
  if (below < demand.lowestTaken) demand.lowestTaken = below
  if (units < upper && above > demand.highestRefused) demand.highestRefused = above
  return units
}

function guess(tree: Tree, leaf: number, price: number): number {
  const { leaves, unit } = tree
  if (leaves.kind[leaf] === RESERVE) return tree.hurdle >= price ? Infinity : 0
  const value = leaves.value[leaf] ?? 0
  if (leaves.kind[leaf] !== HILL) return Math.ceil((leaves.response[leaf]?.spendAt(price / value) ?? 0) / unit)
  const ceiling = leaves.ceiling[leaf] ?? 0
  const half = leaves.half[leaf] ?? 0
  const headroom = leaves.headroom[leaf] ?? 0
  const x = Math.sqrt((value * ceiling * half) / price + (unit * unit) / 4) - half - unit / 2
  const full = headroom < ceiling && price > 0 ? (half * headroom) / (ceiling - headroom) : Infinity
  return Math.ceil(Math.min(x, full) / unit)
}

/** NaN (a worthless cell at price 0) becomes the lower bound. */
function clamp(x: number, lower: number, upper: number): number {
  return x > lower ? Math.min(x, upper) : lower
}

/** The step below `units` is too cheap: stride down in doubling steps, then halve. At most 100 looks, never a walk. */
function searchDown(tree: Tree, leaf: number, units: number, price: number): number {
  const lower = tree.leaves.lower[leaf] ?? 0
  let high = units - 1
  let stride = 1
  let low = Math.max(lower, high - stride)
  while (low > lower && worth(tree, leaf, low - 1) < price) {
    high = low - 1
    stride *= 2
    low = Math.max(lower, high - stride)
  }
  return halve(tree, leaf, low, high, price)
}

function searchUp(tree: Tree, leaf: number, units: number, price: number): number {
  const upper = tree.leaves.upper[leaf] ?? 0
  let low = units + 1
  let stride = 1
  let high = Math.min(upper, low + stride)
  while (high < upper && worth(tree, leaf, high) >= price) {
    low = high + 1
    stride *= 2
    high = Math.min(upper, low + stride)
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
