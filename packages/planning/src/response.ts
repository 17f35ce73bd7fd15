import type { Cell, Policy, ServiceLine } from './input.ts'
import { type Evidence, pooled } from './pooled.ts'

/** bookings(x) = ceiling · x / (x + halfSpendMinor), a day. */
export interface Response {
  ceiling: number
  halfSpendMinor: number
}

/**
 * The response of every cell [V4–V8]. Priors of the service line, corrected by what the cells' ads brought: first how all
 * cells of the pool compare with their priors, then the line (`pooled`), then the cell, shrunk to its line with the weight of
 * `shrinkConversions` bookings. Scale-free: a ratio of bookings to expected bookings, so large cells do not speak for
 * the size of small ones. κ keeps its prior: totals of one spend level cannot tell a curve's bend.
 */
export function responsesOf(
  cells: readonly Cell[],
  lines: ReadonlyMap<string, ServiceLine>,
  { shrinkConversions }: Pick<Policy, 'shrinkConversions'>,
): ReadonlyMap<string, Response> {
  const [first] = cells
  const before = first && known.get(first)
  if (before && isSame(before, { cells, lines, shrinkConversions })) return before.responses
  const responses = workOut(cells, lines, shrinkConversions)
  if (first) known.set(first, { cells, lines, shrinkConversions, responses })
  return responses
}

/** What responses were worked out of. */
interface Basis {
  cells: readonly Cell[]
  lines: ReadonlyMap<string, ServiceLine>
  shrinkConversions: number
}

/** The newest responses, by the first cell of their pool. Cells and service lines are never changed. */
const known = new WeakMap<Cell, Basis & { responses: ReadonlyMap<string, Response> }>()

function isSame(before: Basis, { cells, lines, shrinkConversions }: Basis): boolean {
  return (
    before.shrinkConversions === shrinkConversions &&
    before.cells.length === cells.length &&
    before.cells.every((cell, i) => cell === cells[i]) &&
    [...before.lines].every(([id, line]) => line === lines.get(id))
  )
}

function workOut(
  cells: readonly Cell[],
  lines: ReadonlyMap<string, ServiceLine>,
  shrinkConversions: number,
): Map<string, Response> {
  const evidence = new Map(cells.map((cell) => [cell.id, evidenceOf(cell, lines.get(cell.serviceLine))]))
  const byLine = Map.groupBy(cells, (cell) => cell.serviceLine)
  const ofCells = (some: readonly Cell[]) => some.map((cell) => evidence.get(cell.id) ?? nothing)
  const pool = pooled(ofCells(cells), 1, shrinkConversions)
  const responses = new Map<string, Response>()
  for (const [lineId, members] of byLine) {
    const line = pooled(ofCells(members), pool, shrinkConversions)
    for (const cell of members) {
      const own = shrunk(evidence.get(cell.id) ?? nothing, line, shrinkConversions)
      responses.set(cell.id, toResponse(cell, lines.get(lineId), own))
    }
  }
  return responses
}

/** Expected bookings a day at a spend, before headroom cuts them. */
export function bookingsAt({ ceiling, halfSpendMinor }: Response, spendMinor: number): number {
  return spendMinor === 0 ? 0 : ceiling / (1 + halfSpendMinor / spendMinor)
}

/** Bookings per minor unit at a spend, to the right. */
export function slopeAt({ ceiling, halfSpendMinor }: Response, spendMinor: number): number {
  return (ceiling * halfSpendMinor) / ((spendMinor + halfSpendMinor) * (spendMinor + halfSpendMinor))
}

const nothing: Evidence = { bookings: 0, expected: 0 }

/** Gamma–Poisson mean of actual ÷ expected around the parent's, which weighs `k` bookings. */
function shrunk({ bookings, expected }: Evidence, parent: number, k: number): number {
  const atParent = expected * parent
  return k + atParent > 0 ? (parent * (bookings + k)) / (atParent + k) : parent
}

function evidenceOf(cell: Cell, line: ServiceLine | undefined): Evidence {
  const { bookings, spendMinor, days } = cell.learned
  if (line === undefined || spendMinor <= 0) return nothing
  const prior = toResponse(cell, line, 1)
  const daily = days === undefined || days <= 0 ? baselineOf(cell) : spendMinor / days
  return { bookings, expected: (spendMinor / daily) * bookingsAt(prior, daily) }
}

function toResponse(cell: Cell, line: ServiceLine | undefined, factor: number): Response {
  const kappa = line?.priorKappa ?? 1
  const perMinor = line === undefined ? 0 : factor / line.priorCostPerBookingMinor
  return {
    ceiling: perMinor * baselineOf(cell) * (1 + kappa),
    halfSpendMinor: kappa * baselineOf(cell),
  }
}

/** A cell without a baseline still needs a scale; one minor unit makes it worth next to nothing. */
function baselineOf(cell: Cell): number {
  return Math.max(1, cell.baselineDailyBudgetMinor)
}
