import type { SourceReport } from './source-reports.ts'

/** A source is silent after this many of its intervals in which it was not heard: one missed report is an accident. */
export const silentAfterIntervals = 3

export interface ExpectedInterval {
  minutes: number
  /** Its own setting; or, where it has none, the shortest that the policy of a pool names for it. */
  saidBy: 'source' | 'policy'
}

/** How often a source is expected to report; null: nobody said. */
export function expectedIntervalOf({ settings, policyIntervalHours }: SourceReport): ExpectedInterval | null {
  if (settings?.expectedIntervalMinutes) return { minutes: settings.expectedIntervalMinutes, saidBy: 'source' }
  return policyIntervalHours === null ? null : { minutes: policyIntervalHours * 60, saidBy: 'policy' }
}

/**
 * When a source fell silent; null: it is not, or nobody said how often it should report. Heard is an accepted event, and for a
 * feed an answer, which says that all is as before where nothing is new in it. One that was never heard is waited for from when
 * it was configured.
 */
export function silentSince(report: SourceReport, now: Date): Date | null {
  const interval = expectedIntervalOf(report)
  const heard = [report.lastAcceptedAt, report.lastPolledAt].filter((at) => at !== null)
  const from = heard.length > 0 ? Math.max(...heard.map((at) => at.getTime())) : report.settings?.updatedAt.getTime()
  if (interval === null || from === undefined) return null
  const since = from + silentAfterIntervals * interval.minutes * 60_000
  return since <= now.getTime() ? new Date(since) : null
}

/** Accepted events of the report that were observed, as they say, more than five seconds after they came. */
export const aheadLag = '-5'

/**
 * Whether the clock of a source runs ahead of ours: most of its events were refused as from the future or have a `time`
 * after they came. A single mistyped year does not count. A clock that runs behind looks like events that travel for
 * long.
 */
export function isClockAhead({ recent }: SourceReport): boolean {
  const fromFuture = recent.refused['future-timestamp'] ?? 0
  const ahead = fromFuture + (recent.lags[aheadLag] ?? 0)
  return ahead > 0 && ahead * 2 > fromFuture + recent.accepted
}
