import { cellValue, type Problem } from '../src/index.ts'
import { marginalOf } from '../src/verify-worth.ts'

/** Value of cells and reserve together, and how many amounts lie outside their bounds. */
export interface Found {
  value: number
  broken: number
}

function judge(problem: Problem, amounts: readonly number[]): Found {
  let value = 0
  let spent = 0
  let broken = 0
  problem.cells.forEach((cell, i) => {
    const amount = amounts[i] ?? 0
    value += cellValue(cell, amount)
    spent += amount
    if (amount < cell.minMinor || amount > cell.maxMinor) broken++
  })
  return {
    value: value + problem.reserve.hurdle * (problem.totalMinor - spent),
    broken: broken + (spent > problem.totalMinor ? 1 : 0),
  }
}

/** The textbook greedy: always the unit that is worth most, from a heap. Exact, and as slow as there are units. */
export function greedyByUnits(problem: Problem): Found {
  const unit = problem.unitMinor
  const amounts = problem.cells.map((cell) => Math.ceil(cell.minMinor / unit) * unit)
  const worthOf = (i: number) => {
    const cell = problem.cells[i]
    const amount = amounts[i] ?? 0
    return cell !== undefined && amount + unit <= cell.maxMinor ? marginalOf(cell, amount, unit) : -1
  }
  const worths = amounts.map((_, i) => worthOf(i))
  const heap = amounts.map((_, i) => i)
  const sink = (from: number) => {
    let at = from
    for (;;) {
      let top = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if ((worths[heap[child] ?? -1] ?? -2) > (worths[heap[top] ?? -1] ?? -2)) top = child
      }
      if (top === at) return
      ;[heap[at], heap[top]] = [heap[top] ?? 0, heap[at] ?? 0]
      at = top
    }
  }
  for (let at = heap.length >> 1; at >= 0; at--) sink(at)
  let left = problem.totalMinor - amounts.reduce((sum, amount) => sum + amount, 0)
  for (let best = heap[0] ?? 0; left >= unit && (worths[best] ?? -1) > problem.reserve.hurdle; best = heap[0] ?? 0) {
    amounts[best] = (amounts[best] ?? 0) + unit
    worths[best] = worthOf(best)
    left -= unit
    sink(0)
  }
  return judge(problem, amounts)
}

/** The continuous optimum by halving the price a hundred times, each amount then rounded down to the unit. */
export function equalMarginalSteps(problem: Problem): Found {
  const amountsAt = (price: number) => problem.cells.map((cell) => continuousAmount(cell, price))
  let [low, high] = [problem.reserve.hurdle, 1e6]
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  if (sum(amountsAt(low)) > problem.totalMinor) {
    for (let i = 0; i < 100; i++) {
      const price = (low + high) / 2
      if (sum(amountsAt(price)) > problem.totalMinor) low = price
      else high = price
    }
  } else high = low
  const unit = problem.unitMinor
  return judge(
    problem,
    amountsAt(high).map((amount) => Math.floor(amount / unit) * unit),
  )
}

function continuousAmount(cell: Problem['cells'][number], price: number): number {
  if (cell.curve.kind !== 'hill') return cell.minMinor
  const { ceiling, halfSpendMinor: half } = cell.curve
  const full =
    cell.headroom !== null && cell.headroom < ceiling ? (half * cell.headroom) / (ceiling - cell.headroom) : Infinity
  const wanted = Math.sqrt((cell.valueMinor * ceiling * half) / price) - half
  return Math.min(cell.maxMinor, Math.max(cell.minMinor, Math.min(wanted, full)))
}
