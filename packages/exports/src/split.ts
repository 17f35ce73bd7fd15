/** One taker of an amount. */
export interface Part {
  id: string
  /** 0 to 1. */
  share: number
}

/** Shares come from people as decimals: 0.1 + 0.2 + 0.7 is to count as the whole, as where they are accepted. */
const TOLERANCE = 1e-9

/** Whether shares add up to the whole. */
function isWhole(shares: readonly number[]): boolean {
  return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) <= TOLERANCE
}

/**
 * Splits an amount in steps of `unit` by largest remainder: the parts and `restMinor` add up to it exactly. Ties go to the
 * smaller id. What shares below 1 leave is the rest; so is what is below one unit.
 */
export function splitAmount(
  amountMinor: number,
  parts: readonly Part[],
  unitMinor: number,
): { amounts: Map<string, number>; restMinor: number } {
  const units = Math.floor(amountMinor / unitMinor)
  const sum = parts.reduce((total, { share }) => total + share, 0)
  const placed = isWhole(parts.map(({ share }) => share)) ? units : Math.floor(units * Math.min(sum, 1))
  const exact = parts.map(({ id, share }) => ({ id, units: sum === 0 ? 0 : (placed * share) / sum }))
  const floored = exact.map(({ id, units: wanted }) => ({ id, units: Math.floor(wanted), left: wanted % 1 }))
  const missing = placed - floored.reduce((total, part) => total + part.units, 0)
  const inTurn = floored.toSorted((a, b) => b.left - a.left || (a.id < b.id ? -1 : 1))
  const amounts = new Map(inTurn.map((part, turn) => [part.id, (part.units + (turn < missing ? 1 : 0)) * unitMinor]))
  return { amounts, restMinor: amountMinor - placed * unitMinor }
}
