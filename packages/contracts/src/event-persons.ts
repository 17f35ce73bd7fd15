import { type PersonNet, personIn } from './person-net.ts'
import type { EventFault } from './read-event.ts'

/** Whether the ids of a source are digits alone. */
export type TakesNumericIds = (source: string) => boolean

const YEAR_MS = 366 * 86_400_000
const everyDay = () => true
const noDay = () => false
/** With what the schema takes of each, in characters: what is longer is refused for that. */
const namesOfEvents = { id: 128, source: 256, subject: 194, partitionkey: 194 }
const numbersOfEvents = { sequence: 64, dataschema: 248 }
const namesOfPlaces = { locationId: 64, serviceLine: 64, channel: 64 }
const counted: PersonNet = { isReportDay: everyDay, takesNumericIds: true }

/**
 * Where the ids of an event look as if they named a person: a second net, behind a schema that has no place for one. Looks
 * at what is written there, valid or not, so that it is called by its name.
 */
export function personFaults(event: Record<string, unknown>, takesNumericIds: TakesNumericIds): EventFault[] {
  const isNumeric = typeof event.source === 'string' && takesNumericIds(event.source)
  const reported = { isReportDay: nearTo(event.time), takesNumericIds: isNumeric }
  const named = { isReportDay: noDay, takesNumericIds: isNumeric }
  const faults: EventFault[] = []
  addFaults(faults, event, namesOfEvents, { net: reported })
  addFaults(faults, event, numbersOfEvents, { net: counted })
  addFaults(faults, event.data, namesOfPlaces, { net: named, place: '/data' })
  return faults
}

function addFaults(
  faults: EventFault[],
  parent: unknown,
  names: Readonly<Record<string, number>>,
  { net, place = '' }: { net: PersonNet; place?: string },
): void {
  if (typeof parent !== 'object' || parent === null) return
  for (const name in names) {
    const value: unknown = Reflect.get(parent, name)
    const isLookedAt = typeof value === 'string' && value.length <= (names[name] ?? 0)
    const detail = isLookedAt ? personIn(value, net) : null
    if (detail !== null) faults.push({ pointer: `${place}/${name}`, detail })
  }
}

/** An id that names the day it reports is usual; one that names a day long before it is not. Few ids name any. */
function nearTo(time: unknown): (day: number) => boolean {
  return (day) => typeof time === 'string' && Math.abs(day - Date.parse(time)) <= YEAR_MS
}
