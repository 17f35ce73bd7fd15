/** Milliseconds of an RFC 3339 instant. */
export function toMs(instant: string): number {
  return Date.parse(instant)
}

/** Hours as milliseconds. */
export function hoursToMs(hours: number): number {
  return hours * 3_600_000
}

/** An instant in UTC with milliseconds; the form of every time planning itself works out. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString()
}

/**
 * Before (negative), the same (0) or after (positive). Databases keep microseconds and `Date.parse` drops them: two
 * observations of one millisecond must still have an order, or cutting between them would change what is folded.
 */
export function compareInstants(a: string, b: string): number {
  const difference = toMs(a) - toMs(b)
  if (difference !== 0 || a === b) return difference
  return beyondMs(a) - beyondMs(b)
}

function beyondMs(instant: string): number {
  const fraction = /\.\d{3}(\d+)/.exec(instant)?.[1]
  return fraction === undefined ? 0 : Number(`0.${fraction}`)
}

/** Whole days from one local date (`2026-11-22`) to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toMs(`${to}T00:00:00Z`) - toMs(`${from}T00:00:00Z`)) / 86_400_000)
}
