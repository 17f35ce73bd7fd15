import type { PlaceMap } from './place-map.ts'
import type { Report } from './report.ts'

/** Faults of an event that only the database can find. `pointer`: from the event. */
export interface Refusal {
  code:
    | 'future-timestamp'
    | 'future-date'
    | 'channel-required'
    | 'currency-mismatch'
    | 'actuals-implausible'
    | 'not-storable'
  pointer: string
}

/** What an event is held against. */
export interface Circumstances {
  /** The database's clock. */
  now: Date
  /** The latest date that can have begun, by location: its today, where a clock may run ahead by `CLOCK_TOLERANCE_MS`. */
  today: ReadonlyMap<string, string>
  places: PlaceMap
}

/** How far a sender's clock may run ahead of the database's. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000

/** Null: nothing speaks against storing it but, of money, how much it is. */
export function refusalOf(report: Report, { now, today, places }: Circumstances): Refusal | null {
  const latest = now.getTime() + CLOCK_TOLERANCE_MS
  // An observation from the future would stay the newest until that future comes.
  if (Date.parse(report.observedAt) > latest) return { code: 'future-timestamp', pointer: '/time' }
  if (report.recordedAt !== null && Date.parse(report.recordedAt) > latest)
    return { code: 'future-timestamp', pointer: '/recordedtime' }
  if (isOfFutureDate(report, today)) return { code: 'future-date', pointer: '/data/date' }
  if (places.lacksChannel(report)) return { code: 'channel-required', pointer: '/data/channel' }
  if (places.isOtherCurrency(report)) return { code: 'currency-mismatch', pointer: '/data/currency' }
  return null
}

/** Spend is known for days that have begun where the clinic is, wherever its sender is. */
function isOfFutureDate({ event, locationId }: Report, today: Circumstances['today']): boolean {
  const date = today.get(locationId)
  if (event.type !== 'sluice.actuals.observed.v1' || date === undefined) return false
  return Date.parse(event.data.date) > Date.parse(date)
}
