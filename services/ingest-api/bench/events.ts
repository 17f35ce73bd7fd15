import { LOCATIONS } from './installation.ts'
import type { Load } from './load.ts'

/** A number between 0 and 2³²: where in the order of keys the event lies has nothing to do with when it comes. */
const scatter = (number: number) => Math.imul(number, 2_654_435_761) >>> 0

/**
 * When the events of a load's batches were observed, in milliseconds: one batch after the other, during as much time
 * before now as the load takes. So each changes the newest state, as events do that come in order, and those of the
 * next load are later still.
 */
export function observedTimes({ seconds, prepared }: Pick<Load, 'seconds' | 'prepared'>): (batch: number) => number {
  const beginMs = Date.now() - seconds * 1_000
  return (batch) => beginMs + Math.floor((batch * seconds * 1_000) / prepared)
}

/** One capacity event as JSON. `run` tells apart what is sent by different processes; `time`: when it was observed. */
export function eventText(run: string, number: number, time: string): string {
  // With a letter: eight digits may be a date, and whose would it be.
  const id = `e${scatter(number).toString(16).padStart(8, '0')}-${run}-${number}`
  return `{"specversion":"1.0","id":"${id}","source":"/bench/${number % 4}","type":"sluice.capacity.observed.v1","time":"${time}","data":{"locationId":"l${scatter(number) % LOCATIONS}","serviceLine":"a","horizonDays":14,"newPatientSlotsTotal":60,"newPatientSlotsBooked":${number % 50},"waitDays":${number % 30},"waitKind":"third_next_available"}}`
}
