import { z } from 'zod'

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
/** With nine digits of a second and an offset. */
const MAX_CHARS = 35
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

/**
 * A moment as other systems say it: RFC 3339 with seconds and an offset, in the years 2000 to 2099. Checked here because
 * PostgreSQL also takes `infinity`, which would stay the newest report for ever.
 */
export const reportedInstant = z
  .string()
  .refine(isReportedInstant, 'a moment of 2000 to 2099 in RFC 3339, with seconds and an offset')
  // For the document: a refinement says nothing there.
  .meta({ format: 'date-time', pattern: rfc3339.source, maxLength: MAX_CHARS })

const inUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/**
 * The same moment in UTC with milliseconds, so that one moment has one spelling. Finer digits are dropped. The moment must be
 * one that `reportedInstant` took: what is spelled so already is not read once more.
 */
export function instantToUtc(instant: string): string {
  return inUtc.test(instant) ? instant : new Date(Date.parse(instant)).toISOString()
}

function isReportedInstant(text: string): boolean {
  const [, day] = rfc3339.exec(text) ?? []
  if (day === undefined) return false
  const at = Date.parse(text)
  return at >= earliest && at < latest && isDayOfCalendar(day)
}

/** Date.parse takes 30 February for 2 March. What it does not take at all, month 13 or day 0, has failed by now. */
function isDayOfCalendar(date: string): boolean {
  const day = Number(date.slice(8))
  // The day before the next month's first.
  return day <= 28 || day <= new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()
}
