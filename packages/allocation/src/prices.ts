import { responseOf } from './curves/all.ts'
import type { Cell, GroupPrice, Optimal, Problem } from './problem.ts'

/** What one more of anything would be worth, per day. Records have no prototype, so that any id is safe. */
export interface Prices {
  /** Value of the pool's next minor unit of money, per minor unit: 1.14 is 14 % more than it costs. */
  pool: number
  groups: Record<string, PricesOfGroup>
  cells: Record<string, PricesOfCell>
}

export interface PricesOfGroup {
  /** Value of the group's next minor unit, whichever cell below it spends it. */
  lambda: number
  /** Value gained per minor unit by which its maximum rises; 0 where the maximum does not bind. */
  raiseMaximum: number
  /** Value gained per minor unit by which its minimum falls; 0 where the minimum does not bind. */
  lowerMinimum: number
}

export interface PricesOfCell {
  /** What a minor unit spent here must earn to be worth it: the price of the cell's group, or of the pool. */
  lambda: number
  /** Value of one more minor unit spent here, after the headroom; at an optimum at most lambda, unless at the maximum. */
  marginal: number
  /** What one more opening per day for a new patient would be worth. */
  nextSlotValueMinor: number
}

/** The prices of an optimal result of this problem, read off its certificate. O(n). */
export function prices(problem: Problem, result: Optimal): Prices {
  const { certificate } = result
  const groups: Record<string, PricesOfGroup> = Object.create(null)
  for (const { id } of problem.groups) groups[id] = toGroupPrices(certificate.groups[id])
  const cells: Record<string, PricesOfCell> = Object.create(null)
  for (const cell of problem.cells) {
    const lambda = cell.groupId === null ? certificate.lambda : (certificate.groups[cell.groupId]?.lambda ?? 0)
    cells[cell.id] = pricesOfCell(cell, result.allocation[cell.id] ?? 0, lambda, problem.unitMinor)
  }
  return { pool: certificate.lambda, groups, cells }
}

function toGroupPrices(price: GroupPrice | undefined): PricesOfGroup {
  return { lambda: price?.lambda ?? 0, raiseMaximum: price?.muPlus ?? 0, lowerMinimum: price?.muMinus ?? 0 }
}

/**
 * One more opening earns V, but filling it costs money that earns lambda elsewhere: 1/b′ of it (the envelope theorem on
 * min(b(x), h)). Below the kink the opening would stay empty. Where the spend (a floor, say) already brings in more
 * patients than there is room for, it costs nothing to fill.
 */
function pricesOfCell(cell: Cell, spend: number, lambda: number, unit: number): PricesOfCell {
  const response = responseOf(cell.curve, unit)
  const headroom = cell.headroom ?? Infinity
  const room = (headroom - response.bookings(spend)) / unit
  const marginal = cell.valueMinor * Math.max(0, Math.min(response.step(spend), room))
  const atKink = response.bookings(spend + unit) > headroom
  if (!atKink) return { lambda, marginal, nextSlotValueMinor: 0 }
  if (room < 0 && spend - unit < cell.minMinor) return { lambda, marginal, nextSlotValueMinor: cell.valueMinor }
  const slope = response.slope(spend)
  const nextSlotValueMinor = slope > 0 ? Math.max(0, cell.valueMinor - lambda / slope) : 0
  return { lambda, marginal, nextSlotValueMinor }
}
