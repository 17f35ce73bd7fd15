const form =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(0\d|1[0-4])(?::?([0-5]\d))?)$/
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)
const MINUTE_MS = 60_000

/**
 * A FHIR instant in UTC with milliseconds, or null. Lenient where nothing is ambiguous: `-05` and `-0500` for `-05:00`,
 * seconds left out, finer digits (dropped). Refused: no offset, a day that does not exist, outside 2000 to 2099. An offset that
 * is wrong (standard time in summer) is taken as written: what a clinic's clock really showed cannot be known from it.
 */
export function readInstant(value: unknown): string | null {
  const parts = typeof value === 'string' ? form.exec(value) : null
  if (parts === null) return null
  const [, day = '', hours, minutes, seconds = '00', fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] =
    parts
  const local = Date.parse(`${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS
  const at = sign === '-' ? local + offset : local - offset
  if (!isDayOfCalendar(day) || at < earliest || at >= latest) return null
  return new Date(at).toISOString()
}

/** Date.parse takes 30 February for 2 March. */
function isDayOfCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}
