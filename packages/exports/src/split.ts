/** One taker of an amount. */
export interface Part {
  id: string
  /** 0 to 1. */
  share: number
}

export interface Splitting {
  /** Parts are multiples of it. */
  unitMinor: number
  /** So far from 1 shares add up to the whole, as where they were accepted. */
  shareTolerance: number
}

/** Shares are decimals in binary: 0.7 and 0.1 add up to a hair less than 0.8, which is not to cost their cell a unit. */
const LAST_BITS = 2 ** -50

/**
 * Splits an amount in steps of `unitMinor` by largest remainder: the parts and `restMinor` add up to it exactly. Ties
 * go to the smaller id. The rest is what shares below 1 leave, and what is below one unit.
 */
export function splitAmount(
  amountMinor: number,
  parts: readonly Part[],
  { unitMinor, shareTolerance }: Splitting,
): { amounts: Map<string, number>; restMinor: number } {
  const units = Math.floor(amountMinor / unitMinor)
  const sum = parts.reduce((total, { share }) => total + share, 0)
  const isWhole = sum >= 1 - shareTolerance
  const placed = isWhole ? units : Math.floor(units * sum * (1 + LAST_BITS))
  const exact = parts.map(({ id, share }) => ({ id, units: sum === 0 ? 0 : (placed * share) / sum }))
  const floored = exact.map(({ id, units: wanted }) => ({ id, units: Math.floor(wanted), left: wanted % 1 }))
  const missing = placed - floored.reduce((total, part) => total + part.units, 0)
  const inTurn = floored.toSorted((a, b) => b.left - a.left || (a.id < b.id ? -1 : 1))
  const amounts = new Map(inTurn.map((part, turn) => [part.id, (part.units + (turn < missing ? 1 : 0)) * unitMinor]))
  return { amounts, restMinor: amountMinor - placed * unitMinor }
}
