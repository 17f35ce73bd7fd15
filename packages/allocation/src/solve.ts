import { type Demand, demandOf, heldSum, measure, renewed } from './demand.ts'
import { nextUp } from './doubles.ts'
import { type Measured, recall, remember } from './measured.ts'
import { type Bracket, findPrice } from './search.ts'
import { fillTies } from './ties.ts'
import type { Tree } from './tree.ts'

/** Units of every leaf and the price of every node. */
export interface Solution {
  units: Float64Array
  prices: Float64Array
}

/** A solution with what the next solve of nearly the same tree can start from. */
export interface WarmSolution extends Solution {
  /** Budget of each node that was solved as a problem of its own; −1 for the others. */
  budgets: Float64Array
  /** The measurement that settled the pool. */
  measured: Measured
  /** Its working space, to be used again. */
  demand: Demand
}

/** What has been solved before, and the one leaf that is different now; null: only the total is. What was
 * remembered was measured just above the price, where all together take at most the old total: no leaf stood at the cut of
 * `mostOf`, so another total leaves it true. */
export interface Warm {
  before: WarmSolution
  changed: number | null
}

/** No step is worth more: a value of at most 10¹⁵ times a slope of at most 10²¹, lifted by prices of that size. */
const HIGHEST = 1e300

interface Task {
  node: number
  budget: number
  bracket: Bracket
}

/**
 * The exact optimum of a feasible tree. The pool's price is found first. A group whose members would then take more
 * than its maximum or less than its minimum takes exactly that bound in every optimum (Federgruen & Groenevelt 1986;
 * the decomposition of Hochbaum 1994), so it becomes a smaller problem of its own, with its own price.
 *
 * The optimum is unique and each price defined by it, so starting from an earlier solution changes the time only.
 */
export function solveTree(tree: Tree): Solution {
  const demand = demandOf(tree)
  return solve(demand, splitPool(demand, null), null)
}

/** The same, keeping what the next solve can start from; `warm` is what was kept of the last one. */
export function solveWarm(tree: Tree, warm: Warm | null): WarmSolution {
  const before = warm?.before.measured ?? null
  const demand = warm === null ? demandOf(tree) : renewed(tree, warm.before.demand, warm.before.measured)
  const price = splitPool(demand, warm)
  const abovePrice = demand.units.slice()
  const solution = solve(demand, price, warm)
  // Only now: the groups' own prices are looked for with what was remembered before.
  return { ...solution, demand, measured: remember(tree, abovePrice, nextUp(price), before) }
}

/** From the pool's price, demand being what is taken above it, to everybody's amount. */
function solve(demand: Demand, price: number, warm: Warm | null): WarmParts {
  const { tree } = demand
  const perNode = () => new Float64Array(tree.nodes.count)
  // A leaf's units are final once its node has its price: what is measured later lies in other subtrees.
  const solution = { units: demand.units, prices: perNode(), budgets: perNode().fill(-1) }
  const tasks: Task[] = []
  finishSplit(demand, 0, price, tree.total)
  settle(demand, 0, price, solution, tasks)
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (warm !== null && reuse(tree, task, warm, solution)) continue
    solution.budgets[task.node] = task.budget
    const inner = findPrice(demand, task.node, task.budget + 1, task.bracket)
    measure(demand, task.node, nextUp(inner))
    finishSplit(demand, task.node, inner, task.budget)
    settle(demand, task.node, inner, solution, tasks)
  }
  return solution
}

/** Finds the pool's price and leaves in demand what is taken above it. */
function splitPool(demand: Demand, warm: Warm | null): number {
  const { total, hurdle } = demand.tree
  // At the hurdle the reserve takes all it can: a jump that would lead a secant astray, so both its sides come first.
  const hints = warm === null || warm.before.prices[0] === hurdle ? [nextUp(hurdle), hurdle] : []
  const bracket = { low: 0, high: HIGHEST, hints }
  const price = findPrice(
    demand,
    0,
    total + 1,
    bracket,
    warm === null ? undefined : recall(demand, warm.before.measured, warm.changed),
  )
  // The search has settled every leaf without a step at this very price, so this looks at the few others only.
  measure(demand, 0, nextUp(price))
  return price
}

function finishSplit(demand: Demand, node: number, price: number, budget: number): void {
  const taken = demand.sums[node] ?? 0
  if (taken < budget) fillTies(demand, node, price, budget - taken)
}

/** Keeps what is final below the node and queues the groups that stand at a bound. */
function settle(demand: Demand, node: number, price: number, solution: Solution, tasks: Task[]): void {
  const { nodes } = demand.tree
  const last = nodes.end[node] ?? 0
  let v = node
  while (v < last) {
    const sum = demand.sums[v] ?? 0
    const budget = v === node ? sum : heldSum(demand, v)
    if (sum !== budget) {
      tasks.push({ node: v, budget, bracket: bracketBeside(price, sum > budget) })
      v = nodes.end[v] ?? 0
    } else {
      solution.prices[v] = price
      v++
    }
  }
}

/** A group at its maximum has a price at least its parent's, one at its minimum at most. */
function bracketBeside(price: number, isAtMaximum: boolean): Bracket {
  return isAtMaximum
    ? { low: price, high: HIGHEST, hints: [price * 1.25] }
    : { low: 0, high: price, hints: [price / 1.25] }
}

/** The same subtree with the same budget has the same answer: copies it, if the changed leaf is not below. */
function reuse({ nodes }: Tree, { node, budget }: Task, { before, changed }: Warm, solution: WarmParts): boolean {
  const last = nodes.end[node] ?? 0
  const [start, end] = [nodes.firstLeaf[node] ?? 0, nodes.firstLeaf[last] ?? 0]
  const isBelow = changed !== null && changed >= start && changed < end
  if (before.budgets[node] !== budget || isBelow) return false
  solution.units.set(before.units.subarray(start, end), start)
  solution.prices.set(before.prices.subarray(node, last), node)
  solution.budgets.set(before.budgets.subarray(node, last), node)
  return true
}

type WarmParts = Omit<WarmSolution, 'measured' | 'demand'>
