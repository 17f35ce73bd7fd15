import { Problem } from '@sluice/service-kit'

/** The days of a report: ISO dates, the last one included, and the first one after it. */
export interface Span {
  from: string
  to: string
  before: string
}

const usualDays = 28
const mostDays = 400
const dayMs = 86_400_000

/**
 * The span that was asked for: 28 days up to yesterday unless given.
 * @param today - the organization's local date.
 * @throws Problem invalid-request when it ends before it begins or is longer than 400 days.
 */
export function spanOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string): Span {
  const last = to ?? (from !== undefined && from >= today ? from : addDays(today, -1))
  const first = from ?? addDays(last, 1 - usualDays)
  const days = (Date.parse(last) - Date.parse(first)) / dayMs + 1
  if (days < 1) throw refused('#/query/to', 'not before `from`')
  if (days > mostDays) throw refused('#/query/from', `at most ${mostDays} days before the end of \`to\``)
  return { from: first, to: last, before: addDays(last, 1) }
}

function refused(pointer: string, detail: string): Problem {
  return new Problem('invalid-request', 'The report’s days are not a span it can cover.', {
    errors: [{ pointer, detail }],
  })
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
}
