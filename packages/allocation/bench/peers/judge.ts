import { type Cell, cellBookings, type Problem } from '../../src/index.ts'

/** What an answer is worth and what is wrong with it, whichever optimiser gave it. */
export interface Judged {
  /** Cells and reserve together, on the true curves. */
  worth: number
  /** The furthest any amount or group lies outside its bounds, and the money spent above the total, in minor units. */
  violationMinor: number
  /** How many bounds are broken by more than a millionth of a minor unit. */
  broken: number
  /** How far the amounts, as whole minor units, are from what was given: 0 for whole units. */
  fractionMinor: number
}

/** Bookings on the curve itself; cellBookings gives an S-shaped curve's concave hull. */
export function trueBookings(cell: Cell, spend: number): number {
  if (cell.curve.kind !== 'sShaped') return cellBookings(cell, spend)
  const { ceiling, halfSpendMinor, exponent } = cell.curve
  const power = (spend / halfSpendMinor) ** exponent
  return (ceiling * power) / (1 + power)
}

export function judge(problem: Problem, amounts: readonly number[]): Judged {
  const spent = amounts.reduce((sum, amount) => sum + amount, 0)
  const cells = problem.cells.reduce((sum, cell, i) => {
    return sum + cell.valueMinor * Math.min(trueBookings(cell, amounts[i] ?? 0), cell.headroom ?? Infinity)
  }, 0)
  const violations = [spent - problem.totalMinor, ...boundsBroken(problem, amounts)]
  return {
    worth: cells + problem.reserve.hurdle * (problem.totalMinor - spent),
    violationMinor: violations.reduce((most, by) => Math.max(most, by), 0),
    broken: violations.filter((by) => by > 1e-6).length,
    fractionMinor: amounts.reduce((sum, amount) => sum + Math.abs(amount - Math.round(amount)), 0),
  }
}

function boundsBroken(problem: Problem, amounts: readonly number[]): number[] {
  const sums = groupSums(problem, amounts)
  const outside = (sum: number, { minMinor, maxMinor }: { minMinor: number; maxMinor: number | null }) =>
    Math.max(minMinor - sum, sum - (maxMinor ?? Infinity))
  return [
    ...problem.cells.map((cell, i) => outside(amounts[i] ?? 0, cell)),
    ...problem.groups.map((group) => outside(sums.get(group.id) ?? 0, group)),
  ]
}

function groupSums({ cells, groups }: Problem, amounts: readonly number[]): Map<string, number> {
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const sums = new Map<string, number>()
  cells.forEach((cell, i) => {
    for (let id = cell.groupId; id !== null; id = parents.get(id) ?? null) {
      sums.set(id, (sums.get(id) ?? 0) + (amounts[i] ?? 0))
    }
  })
  return sums
}
