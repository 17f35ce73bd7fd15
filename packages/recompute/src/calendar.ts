import { Temporal } from 'temporal-polyfill'

/** One local day of a time zone. */
export interface LocalDay {
  /** `2026-11-22` */
  date: string
  /** First instant of it, and of the day after: 23, 24 or 25 hours apart. RFC 3339 in UTC. */
  startsAt: string
  endsAt: string
}

/** The local day that holds an instant. Zones are names of the IANA database. */
export function localDayAt(instant: string, timeZone: string): LocalDay {
  const date = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate()
  return {
    date: date.toString(),
    startsAt: firstInstantOf(date.toString(), timeZone),
    endsAt: firstInstantOf(date.add({ days: 1 }).toString(), timeZone),
  }
}

/** First instant of a local date; not always midnight, where clocks are set forward at midnight. */
export function firstInstantOf(date: string, timeZone: string): string {
  const start = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone })
  return toMilliseconds(start.toInstant())
}

/** All local dates from one to the one before another. */
export function datesBetween(from: string, before: string): string[] {
  const dates: string[] = []
  for (let date = from; date < before; date = addDays(date, 1)) dates.push(date)
  return dates
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** With three digits, as every instant we write; Temporal leaves out zeros. */
function toMilliseconds(instant: Temporal.Instant): string {
  return new Date(instant.epochMilliseconds).toISOString()
}
