import { type Cap, repair, used } from './overlap-repair.ts'
import type { Infeasible, Optimal, Overlap } from './problem.ts'
import { toOptimal } from './result.ts'
import { type Solution, solveTree } from './solve.ts'
import { OTHER, RESERVE, type Tree } from './tree.ts'
import { leafValue, worth } from './worth.ts'

/** A price per cap and what the tree does when the cells must earn it on top. */
interface Priced {
  tolls: readonly number[]
  solution: Solution
}

/** Rounds over all caps, and solves for one cap in a round. More changed no gap in the benchmark's problems. */
const ROUNDS = 6
const SOLVES_PER_CAP = 14

/**
 * Caps across the tree, priced from outside (Lagrange; Geoffrion 1974): each cap gets a price that its cells must earn
 * on top, the tree is solved exactly under these prices, and each price moves until its cap is just kept. The units a
 * cap is still over are then taken where they are worth least, and what is free given where it is worth most. The dual
 * value of the prices proves how far from the best this can be: `gapMinor`.
 */
export function allocateOverlapping(tree: Tree, overlaps: readonly Overlap[]): Optimal | Infeasible {
  const caps = capsOf(tree, overlaps)
  const full = caps.find((cap) => leastOf(tree, cap) > cap.most)
  if (full !== undefined) return tooSmall(tree, full, leastOf(tree, full) - full.most)
  const priced = priceCaps(tree, caps)
  const units = repair(tree, caps, priced.solution.units)
  const over = caps.find((cap) => used(cap, units) > cap.most)
  if (over !== undefined) return tooSmall(tree, over, used(over, units) - over.most)
  const spare =
    (units[tree.leaves.kind.indexOf(RESERVE)] ?? 0) - (tree.leaves.upper[tree.leaves.kind.indexOf(RESERVE)] ?? 0)
  if (spare > 0 && caps[0] !== undefined) return tooSmall(tree, caps[0], spare)
  return certified(tree, caps, priced, units)
}

function capsOf(tree: Tree, overlaps: readonly Overlap[]): Cap[] {
  const leafOf = new Map<string, number>()
  tree.leaves.cell.forEach((cell, leaf) => {
    if (cell >= 0) leafOf.set(tree.problem.cells[cell]?.id ?? '', leaf)
  })
  return overlaps.map((overlap) => ({
    overlap,
    leaves: overlap.cellIds.map((id) => leafOf.get(id) ?? 0),
    most: Math.floor(overlap.maxMinor / tree.unit),
  }))
}

function leastOf(tree: Tree, { leaves }: Cap): number {
  return leaves.reduce((sum, leaf) => sum + (tree.leaves.lower[leaf] ?? 0), 0)
}

function tooSmall(tree: Tree, { overlap }: Cap, missing: number): Infeasible {
  const missingMinor = missing * tree.unit
  const message = `overlap ${JSON.stringify(overlap.id)}: its cells were not brought below its maximum; raise it, or lower minimums in it, by ${missingMinor} minor units`
  return { kind: 'infeasible', scope: 'overlap', at: overlap.id, missingMinor, message }
}

/** Prices cap after cap, each with the others held, until a whole round changes nothing. */
function priceCaps(tree: Tree, caps: readonly Cap[]): Priced {
  let priced = solveAt(tree, caps, new Array<number>(caps.length).fill(0))
  for (let round = 0; round < ROUNDS; round++) {
    const before = priced.tolls
    for (let i = 0; i < caps.length; i++) priced = priceOne(tree, caps, i, priced)
    if (priced.tolls.every((toll, i) => toll === before[i])) break
  }
  return priced
}

/** The least price found at which the cap is kept: use falls as the price rises, so the bracket closes from both ends. */
function priceOne(tree: Tree, caps: readonly Cap[], i: number, from: Priced): Priced {
  const cap = caps[i]
  if (cap === undefined) return from
  const at = (toll: number) => solveAt(tree, caps, from.tolls.with(i, toll))
  const excess = ({ solution }: Priced) => used(cap, solution.units) - cap.most
  const start = from.tolls[i] ?? 0
  if (start === 0 && excess(from) <= 0) return from
  let low = 0
  let high = from
  let step = Math.max(start, from.solution.prices[0] ?? 0, 1e-9) * (start > 0 ? 1e-3 : 0.25)
  let solves = 0
  for (; excess(high) > 0 && solves < SOLVES_PER_CAP * 4; solves++) {
    low = high.tolls[i] ?? 0
    high = at(low + step)
    step *= 4
  }
  for (let solve = 0; solve < SOLVES_PER_CAP; solve++) {
    const top = high.tolls[i] ?? 0
    const reach = solve === 0 && start > 0 && low === 0 ? Math.max(0, top - step) : (low + top) / 2
    const middle = at(reach)
    if (excess(middle) > 0) low = reach
    else high = middle
    if (excess(high) === 0 || top === 0) break
  }
  return high
}

/** The exact optimum when each leaf's steps are worth less by the prices of its caps. */
function solveAt(tree: Tree, caps: readonly Cap[], tolls: readonly number[]): Priced {
  const tollOf = new Float64Array(tree.leaves.count)
  caps.forEach((cap, i) => {
    for (const leaf of cap.leaves) tollOf[leaf] = (tollOf[leaf] ?? 0) + (tolls[i] ?? 0)
  })
  const lift = tollOf.reduce((most, toll) => Math.max(most, toll), 0)
  const solution = solveTree(lift === 0 ? tree : tolledTree(tree, tollOf, lift))
  return { tolls, solution: { units: solution.units, prices: solution.prices.map((price) => price - lift) } }
}

/** All worths are lifted by the same amount, which changes no choice, so that none falls below 0. */
function tolledTree(tree: Tree, tollOf: Float64Array, lift: number): Tree {
  const { leaves } = tree
  const response = Array.from({ length: leaves.count }, (_, leaf) => {
    const rise = lift - (tollOf[leaf] ?? 0)
    const own = leaves.response[leaf]
    const value = leaves.value[leaf] ?? 0
    const [root, half] = [leaves.root[leaf] ?? 0, leaves.half[leaf] ?? 0]
    return {
      bookings: () => 0,
      step: (x: number) => worth(tree, leaf, x / tree.unit) + rise,
      slope: () => 0,
      spendAt: (slope: number) => own?.spendAt((slope - rise) / value) ?? root / Math.sqrt(slope - rise) - half,
      hull: false,
    }
  })
  return {
    ...tree,
    hurdle: tree.hurdle + lift,
    leaves: {
      ...leaves,
      upper: leaves.upper.slice(),
      kind: leaves.kind.map((kind) => (kind === RESERVE ? RESERVE : OTHER)),
      value: new Float64Array(leaves.count).fill(1),
      headroom: new Float64Array(leaves.count).fill(Infinity),
      response,
    },
  }
}

/** Dual value less value: what the prices prove. Rounding cannot make it negative. */
function certified(tree: Tree, caps: readonly Cap[], priced: Priced, units: Float64Array): Optimal {
  const slack = caps.reduce((sum, cap, i) => {
    const free = cap.most - used(cap, priced.solution.units)
    return sum + (priced.tolls[i] ?? 0) * free * tree.unit
  }, 0)
  const gap = worthOf(tree, priced.solution.units) + slack - worthOf(tree, units)
  const result = toOptimal(tree, { units, prices: priced.solution.prices })
  const overlaps: Record<string, number> = Object.create(null)
  for (const [i, cap] of caps.entries()) overlaps[cap.overlap.id] = priced.tolls[i] ?? 0
  return { ...result, certificate: { ...result.certificate, overlaps }, gapMinor: Math.max(0, gap) }
}

function worthOf(tree: Tree, units: Float64Array): number {
  return units.reduce((sum, taken, leaf) => {
    const isReserve = tree.leaves.kind[leaf] === RESERVE
    return sum + (isReserve ? tree.hurdle * taken * tree.unit : leafValue(tree, leaf, taken))
  }, 0)
}
