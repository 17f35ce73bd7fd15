/**
 * Milliseconds of an RFC 3339 instant. Instants as they are stored, in UTC with a fraction, are read here: a plan of
 * 10,000 cells reads 100,000, and `Date.parse` takes six times as long. It reads all others, and texts that are no
 * instant.
 */
export function toMs(instant: string): number {
  const { length } = instant
  const isStoredForm =
    length >= 24 &&
    instant.charCodeAt(4) === DASH &&
    instant.charCodeAt(7) === DASH &&
    instant.charCodeAt(10) === T &&
    instant.charCodeAt(13) === COLON &&
    instant.charCodeAt(16) === COLON &&
    instant.charCodeAt(19) === DOT &&
    instant.charCodeAt(length - 1) === Z
  return isStoredForm ? storedToMs(instant) : Date.parse(instant)
}

const [DASH, T, COLON, DOT, Z] = [0x2d, 0x54, 0x3a, 0x2e, 0x5a]

function storedToMs(instant: string): number {
  const year = 100 * twoDigits(instant, 0) + twoDigits(instant, 2)
  const month = twoDigits(instant, 5)
  const day = twoDigits(instant, 8)
  const hour = twoDigits(instant, 11)
  const minute = twoDigits(instant, 14)
  const second = twoDigits(instant, 17)
  const ms = 10 * twoDigits(instant, 20) + digit(instant, 22)
  // Every month has 28 days; what lies beyond, leap days and midnight as 24:00 are for Date.parse. So is NaN.
  const isPlain = month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour <= 23 && minute <= 59 && second <= 59
  if (!isPlain || !(ms >= 0) || !areDigits(instant, 23) || !(year >= 1)) return Date.parse(instant)
  return daysSince1970(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + ms
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30
  return value >= 0 && value <= 9 ? value : Number.NaN
}

function twoDigits(text: string, at: number): number {
  return 10 * digit(text, at) + digit(text, at + 1)
}

/** From here up to the last character, which is the Z. */
function areDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length - 1; at++) if (Number.isNaN(digit(text, at))) return false
  return true
}

/** Days of the Gregorian calendar. Years counted from March have their leap day at their end. */
function daysSince1970(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1
  const months = month > 2 ? month - 3 : month + 9
  const leapDays = Math.floor(fromMarch / 4) - Math.floor(fromMarch / 100) + Math.floor(fromMarch / 400)
  return 365 * fromMarch + leapDays + Math.floor((153 * months + 2) / 5) + day - 719_469
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
