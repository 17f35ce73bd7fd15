import type { CellFacts } from './cell-facts.ts'
import type { PlannedLeaf } from './pool-problem.ts'
import { isAtCeiling, type MoneyPrices, priceOf } from './reasons.ts'
import { bookingsAt, type Response, slopeAt } from './response.ts'

const daysOfWeek = 7

/** What more room in a cell would be worth, minor units. */
export interface SlotValue {
  /** Value of the next opening [E8]. */
  nextMinor: number
  /** A week, of one opening more every week [E12]. */
  aWeekMinor: number
}

/** What of a plan the worth of room depends on. */
export interface RoomContext {
  problem: { unitMinor: number; totalMinor: number }
  certificate: MoneyPrices
}

type RoomyLeaf = Pick<PlannedLeaf, 'facts' | 'min'>

/** Worth of more room in a cell that gets `amount`: of the very next opening, and of one a week. */
export function slotValueOf(leaf: RoomyLeaf, amount: number, context: RoomContext): SlotValue {
  const nextMinor = nextSlotValue(leaf, amount, context)
  if (nextMinor === 0) return { nextMinor, aWeekMinor: 0 }
  return { nextMinor, aWeekMinor: Math.min(nextMinor, slotAWeekValue(leaf, context)) }
}

/**
 * Nothing while there is headroom; where the place is just full, V less the money it takes to fill one more, at the
 * price of money in the cell's group; all of V where the money is spent anyway, or where the cell sits at its floor for
 * want of headroom.
 */
function nextSlotValue(leaf: RoomyLeaf, amount: number, { problem, certificate }: RoomContext): number {
  const { place, cell, response } = leaf.facts
  // Where nobody is taken, an opening is not what is missing.
  if (place.gate.causes.includes('accepting')) return 0
  const isOverfull = isAtCeiling(leaf, amount - 2 * problem.unitMinor, problem.unitMinor)
  if (place.gate.causes.includes('headroom') || isOverfull) return place.valueMinor
  if (!isAtCeiling(leaf, amount, problem.unitMinor)) return 0
  const slope = slopeAt(response, amount)
  return slope > 0 ? Math.max(0, place.valueMinor - priceOf(cell.groupId, certificate) / slope) : 0
}

/**
 * A slot a week is a seventh of a patient a day, which may be much for a small clinic: its patients cost more and more to
 * win. So not the next slot's value is taken, but the difference between the best with the slot and the best without.
 */
function slotAWeekValue(leaf: RoomyLeaf, context: RoomContext): number {
  const headroom = leaf.facts.headroomPerDay ?? 0
  return daysOfWeek * (bestNet(leaf, headroom + 1 / daysOfWeek, context) - bestNet(leaf, headroom, context))
}

/** The most a cell can earn a day with that much room, less its money at the price money has there. */
function bestNet({ facts, min }: RoomyLeaf, headroom: number, { problem, certificate }: RoomContext): number {
  const price = priceOf(facts.cell.groupId, certificate)
  const wanted = Math.min(spendFor(facts.response, headroom), spendWorth(facts, price))
  // Not today's maximum: a slot every week is for longer than a ramp lasts.
  const most = Math.min(facts.cell.maxDailyBudgetMinor ?? Infinity, problem.totalMinor)
  const spend = Math.max(min, Math.min(wanted, most))
  return facts.place.valueMinor * Math.min(bookingsAt(facts.response, spend), headroom) - price * spend
}

/** Minor units a day that bring this many bookings a day. */
function spendFor({ ceiling, halfSpendMinor }: Response, bookings: number): number {
  return bookings < ceiling ? (halfSpendMinor * bookings) / (ceiling - bookings) : Infinity
}

/** Minor units a day up to which the next one still earns `price`. */
function spendWorth({ response: { ceiling, halfSpendMinor }, place }: CellFacts, price: number): number {
  if (price <= 0) return Infinity
  return Math.max(0, Math.sqrt((place.valueMinor * ceiling * halfSpendMinor) / price) - halfSpendMinor)
}
