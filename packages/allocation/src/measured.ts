import { addNodes, type Demand, mostOf, unitsAt } from './demand.ts'
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

/** Keeps the demand's units, which must be those of the whole tree at `price`; works out only what is new. */
export function remember(demand: Demand, price: number, before: Measured | null): Measured {
  const units = demand.units.slice()
  const taken = before?.taken ?? new Float64Array(units.length)
  const refused = before?.refused ?? new Float64Array(units.length)
  for (let leaf = 0; leaf < units.length; leaf++) {
    const isKnown = before !== null && before.units[leaf] === units[leaf]
    if (!isKnown) refresh(demand.tree, { units, taken, refused }, leaf)
  }
  return { price, units, taken, refused }
}

function refresh(tree: Tree, { units, taken, refused }: Omit<Measured, 'price'>, leaf: number): void {
  const at = units[leaf] ?? 0
  taken[leaf] = at > (tree.leaves.lower[leaf] ?? 0) ? worth(tree, leaf, at - 1) : Infinity
  refused[leaf] = at < mostOf(tree, leaf) ? worth(tree, leaf, at) : -1
}

/** As `measure` at the pool would leave it at the remembered price, when only the leaf `changed` is not what it was. */
export function recall(demand: Demand, measured: Measured, changed: number): number {
  const { units, sums, tree } = demand
  measured.units[changed] = unitsAt(demand, changed, measured.price)
  refresh(tree, measured, changed)
  units.set(measured.units)
  // What lies next to the price was not kept for every leaf: the price itself is the nearest safe end.
  demand.lowestTaken = measured.price
  demand.highestRefused = measured.price
  sums.fill(0)
  for (let leaf = 0; leaf < units.length; leaf++) {
    const owner = tree.leaves.node[leaf] as number
    sums[owner] = Math.min(SATURATED, (sums[owner] as number) + (units[leaf] as number))
  }
  return addNodes(demand, 0)
}
