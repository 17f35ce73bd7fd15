import { type Period, type PeriodSettings, periodEndedBy } from '@sluice/contracts'
import type { PeriodsSince, PoolSettings } from '@sluice/database'
import { firstInstantOf } from './calendar.ts'
import { toPeriods } from './to-input.ts'

type WithHistory = Pick<PoolSettings, 'periodHistory' | 'timeZone'>

/**
 * A stretch of time in which a pool was archived: nothing of it was in force. Milliseconds since 1970; `untilMs`
 * Infinity: it still is.
 */
export interface ArchivedSpan {
  fromMs: number
  untilMs: number
}

/** When a pool was archived, one after another. */
export function archivedSpans({ periodHistory }: Pick<PoolSettings, 'periodHistory'>): ArchivedSpan[] {
  return periodHistory.flatMap(({ sinceMs, period }, index) => {
    const untilMs = periodHistory[index + 1]?.sinceMs ?? Infinity
    return period === null ? [{ fromMs: sinceMs, untilMs }] : []
  })
}

/** The periods a pool had at a moment, RFC 3339; before the first it is known of those. Null: it was archived. */
export function periodsAt(history: readonly PeriodsSince[], instant: string): PeriodSettings | null {
  const atMs = Date.parse(instant)
  const then = history.findLast(({ sinceMs }) => sinceMs < atMs) ?? history[0]
  return then?.period ? toPeriods(then.period) : null
}

/**
 * The period before the one that starts on this date, with the budget it had when it ended: what is set later changes
 * nothing about a time that is over. Null: there is none, or the pool was archived as it ended or as the next began, or
 * a change cut it off.
 */
export function formerPeriod({ periodHistory, timeZone }: WithHistory, start: string): Period | null {
  const asItWasAt = (date: string) => periodsAt(periodHistory, firstInstantOf(date, timeZone))
  const atStart = asItWasAt(start)
  const last = atStart && periodEndedBy(atStart, start)
  const atEnd = last && asItWasAt(last.end)
  const former = atEnd && periodEndedBy(atEnd, last.end)
  return former?.start === last?.start && former?.end === last?.end ? former : null
}
