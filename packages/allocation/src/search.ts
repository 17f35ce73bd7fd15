import { type Demand, measure } from './demand.ts'
import { middleDouble } from './doubles.ts'

/** Where the price may lie: it is at least `low` and at most `high`, both reachable. */
export interface Bracket {
  low: number
  high: number
}

/**
 * The greatest price at which the children of `node` take at least `target` units; 0 if they never do.
 * It is a worth of some step, found exactly: demand is measured in whole units, and every measurement cuts the bracket
 * to the next step that exists.
 */
export function findPrice(demand: Demand, node: number, target: number, bracket: Bracket): number {
  let { low, high } = bracket
  let price = low
  while (low < high) {
    price = middleDouble(low, high)
    if (measure(demand, node, price) >= target) low = Math.max(low, demand.lowestTaken)
    else high = Math.max(low, demand.highestRefused)
    if (low > high) low = high
  }
  return low
}
