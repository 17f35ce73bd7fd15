import { z } from 'zod'

const rfc3339 =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/
const earliest = Date.UTC(2000, 0, 1)
const latest = Date.UTC(2100, 0, 1)

/**
 * A moment as other systems say it: RFC 3339 with seconds and an offset, in the years 2000 to 2099. Checked here because
 * PostgreSQL also takes `infinity`, which would stay the newest report for ever.
 */
export const reportedInstant = z
  .string()
  .refine(isReportedInstant, 'a moment of 2000 to 2099 in RFC 3339, with seconds and an offset')

/** The same moment in UTC with milliseconds, so that one moment has one spelling. Finer digits are dropped. */
export function instantToUtc(instant: string): string {
  return new Date(Date.parse(instant)).toISOString()
}

function isReportedInstant(text: string): boolean {
  const [, day] = rfc3339.exec(text) ?? []
  if (day === undefined) return false
  const at = Date.parse(text)
  return isDayOfCalendar(day) && at >= earliest && at < latest
}

/** Date.parse takes 30 February for 2 March. */
function isDayOfCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}
