import type { Cell, Problem } from '../../src/index.ts'

/**
 * Budget search on a grid, in the manner of Google Meridian's optimizer, rewritten from how it works; it is not
 * Meridian. Bounds are rounded to the grid. Then the cell with the best ratio of gain to money, at any higher point of
 * its grid, jumps there, until the total would be passed or nothing earns the hurdle. Looking at all higher points is
 * what lets it cross the slow start of an S-shaped curve. It knows no groups. In one thing it is kinder than the
 * original: the best point of each cell is kept, so a jump looks at one cell's grid again and not at every cell's.
 */
export function gridSearch(problem: Problem, bookings: (cell: Cell, spend: number) => number): number[] {
  const step = gridStep(problem.totalMinor)
  const columns = problem.cells.map((cell) => columnOf(cell, step, problem.totalMinor, bookings))
  let spent = columns.reduce((sum, column) => sum + column.low * step, 0)
  for (;;) {
    const best = columns.reduce((top, column) => (column.ratio > top.ratio ? column : top), columns[0] ?? NOTHING)
    const cost = (best.next - best.at) * step
    if (best.ratio <= problem.reserve.hurdle || spent + cost > problem.totalMinor) break
    spent += cost
    best.at = best.next
    lookUp(best, step)
  }
  return columns.map((column) => column.at * step)
}

interface Column {
  low: number
  /** Worth at each grid point from `low` on. */
  worths: Float64Array
  at: number
  next: number
  ratio: number
}

const NOTHING: Column = { low: 0, worths: new Float64Array(0), at: 0, next: 0, ratio: -1 }

/** Ten times the power of ten in a ten-thousandth of the budget: $1,000 of $1,000,000, $10 of $30,000. */
export function gridStep(totalMinor: number): number {
  return 100 * 10 ** (Math.floor(Math.log10((totalMinor / 100) * 1e-4)) + 1)
}

function columnOf(cell: Cell, step: number, total: number, bookings: (cell: Cell, spend: number) => number): Column {
  const low = Math.round(cell.minMinor / step)
  const high = Math.max(low, Math.round(Math.min(cell.maxMinor, total) / step))
  const worths = Float64Array.from({ length: high - low + 1 }, (_, i) => {
    return cell.valueMinor * Math.min(bookings(cell, (low + i) * step), cell.headroom ?? Infinity)
  })
  const column = { low, worths, at: low, next: low, ratio: -1 }
  lookUp(column, step)
  return column
}

/** Finds the higher point with the best ratio of gain to money. */
function lookUp(column: Column, step: number): void {
  const { low, at, worths } = column
  const here = worths[at - low] ?? 0
  column.ratio = -1
  for (let i = at - low + 1; i < worths.length; i++) {
    const ratio = ((worths[i] ?? 0) - here) / ((low + i - at) * step)
    if (ratio > column.ratio) Object.assign(column, { ratio, next: low + i })
  }
}
