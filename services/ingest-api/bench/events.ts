import { LOCATIONS } from './installation.ts'

/** A number between 0 and 2³²: where in the order of keys the event lies has nothing to do with when it comes. */
const scatter = (number: number) => Math.imul(number, 2_654_435_761) >>> 0

let latest = { ms: 0, text: '' }

/** Of a second ago; written out once a millisecond, for the client is on the machine that is measured. */
function timeText(): string {
  const ms = Date.now() - 1_000
  if (ms !== latest.ms) latest = { ms, text: new Date(ms).toISOString() }
  return latest.text
}

/** One capacity event as JSON. `run` tells apart what is sent by different processes. */
export function eventText(run: string, number: number): string {
  // With a letter: eight digits may be a date, and whose would it be.
  const id = `e${scatter(number).toString(16).padStart(8, '0')}-${run}-${number}`
  return `{"specversion":"1.0","id":"${id}","source":"/bench/${number % 4}","type":"sluice.capacity.observed.v1","time":"${timeText()}","data":{"locationId":"l${scatter(number) % LOCATIONS}","serviceLine":"a","horizonDays":14,"newPatientSlotsTotal":60,"newPatientSlotsBooked":${number % 50},"waitDays":${number % 30},"waitKind":"third_next_available"}}`
}
