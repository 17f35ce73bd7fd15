import { z } from 'zod'

/** A zone of the IANA database by name; offsets such as +01:00 are refused, for they know no daylight saving. */
export const timeZone = z.string().max(64).refine(isTimeZone, 'the name of an IANA time zone')

/** A day of the calendar, `2026-11-22`, without zone or time; 2000 to 2099. */
export const localDate = z.iso
  .date()
  .refine((date) => date >= '2000-01-01' && date < '2100-01-01', 'a day of 2000 to 2099')

/** A moment in UTC, RFC 3339 with `Z`. */
export const instant = z.iso.datetime().refine((at) => at >= '2000' && at < '2100', 'a moment of 2000 to 2099')

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
