import type { PlaceMap } from './place-map.ts'
import type { Report } from './report.ts'

/** What only the database can tell is wrong with an event. `pointer`: from the event. */
export interface Refusal {
  code: 'future-timestamp' | 'channel-required' | 'not-storable'
  pointer: string
}

/** How far a sender's clock may run ahead of the database's. */
const CLOCK_TOLERANCE_MS = 5 * 60_000

/** Null: nothing speaks against storing it. */
export function refusalOf(report: Report, now: Date, places: PlaceMap): Refusal | null {
  const latest = now.getTime() + CLOCK_TOLERANCE_MS
  // An observation from the future would stay the newest until that future comes.
  if (Date.parse(report.observedAt) > latest) return { code: 'future-timestamp', pointer: '/time' }
  if (report.recordedAt !== null && Date.parse(report.recordedAt) > latest)
    return { code: 'future-timestamp', pointer: '/recordedtime' }
  return lacksChannel(report, places) ? { code: 'channel-required', pointer: '/data/channel' } : null
}

function lacksChannel(report: Report, places: PlaceMap): boolean {
  const { event } = report
  return event.type === 'sluice.actuals.observed.v1' && event.data.channel === undefined && places.isDivided(report)
}
