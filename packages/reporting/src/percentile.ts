/** The middle and the slow end of a set of times, and how many there were. Seconds. */
export interface Spread {
  count: number
  p50Seconds: number | null
  p95Seconds: number | null
}

export function spreadOf(seconds: readonly number[]): Spread {
  return { count: seconds.length, p50Seconds: percentile(seconds, 0.5), p95Seconds: percentile(seconds, 0.95) }
}

/** The smallest value that at least `share` of all do not exceed (nearest rank), to the millisecond; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const inOrder = values.toSorted((a, b) => a - b)
  const value = inOrder[Math.max(0, Math.ceil(share * inOrder.length) - 1)]
  return value === undefined ? null : Math.round(value * 1_000) / 1_000
}
