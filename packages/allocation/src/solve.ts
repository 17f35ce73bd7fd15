import { type Demand, demandOf, heldSum, measure } from './demand.ts'
import { nextUp } from './doubles.ts'
import { type Bracket, findPrice } from './search.ts'
import { fillTies } from './ties.ts'
import { cutAtTotal, type Tree } from './tree.ts'

/** Units of every leaf and the price of every node. */
export interface Solution {
  units: Float64Array
  prices: Float64Array
}

/** No step is worth more: a value times a slope of at most 10¹⁵ · 10²¹. */
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
 */
export function solveTree(tree: Tree): Solution {
  cutAtTotal(tree)
  const demand = demandOf(tree)
  const solution = { units: new Float64Array(tree.leaves.count), prices: new Float64Array(tree.nodes.count) }
  const tasks: Task[] = [{ node: 0, budget: tree.total, bracket: { low: 0, high: HIGHEST, hint: nextUp(tree.hurdle) } }]
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    const price = split(demand, task)
    settle(demand, task.node, price, solution, tasks)
  }
  return solution
}

/** Leaves in demand what the children of the node take when together they take the budget; returns the price. */
function split(demand: Demand, { node, budget, bracket }: Task): number {
  const price = findPrice(demand, node, budget + 1, bracket)
  // The search has settled every leaf without a step at this very price, so this looks at the few others only.
  const taken = measure(demand, node, nextUp(price))
  if (taken < budget) fillTies(demand, node, price, budget - taken)
  return price
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
      const bracket =
        sum > budget ? { low: price, high: HIGHEST, hint: price * 1.25 } : { low: 0, high: price, hint: price / 1.25 }
      tasks.push({ node: v, budget, bracket })
      v = nodes.end[v] ?? 0
    } else {
      solution.prices[v] = price
      keepLeaves(demand, v, solution)
      v++
    }
  }
}

function keepLeaves({ tree, units }: Demand, node: number, solution: Solution): void {
  const start = tree.nodes.firstLeaf[node] ?? 0
  solution.units.set(units.subarray(start, tree.nodes.firstLeaf[node + 1] ?? 0), start)
}
