// The sample's readings as the CloudEvents that an operations system would post.
import { hospitalPlace, sources, storePlace } from './organization.ts'
import { type HospitalReading, hospitalReadings, type StoreReading, storeReadings } from './readings.ts'

/** The feed lists today and the thirteen days after it. */
const feedHorizonDays = 14

/**
 * One event for each reading. Their times are NOT those of the data (January 2026 and March 2023) but `observedAt`: data of
 * years ago would only show how Sluice treats dead data. Everything else is as it was measured.
 */
export function sampleEvents(observedAt: string) {
  return [
    ...hospitalReadings.map((reading) => waitlistObserved(reading, observedAt)),
    ...storeReadings.map((reading) => capacityObserved(reading, observedAt)),
  ]
}

function waitlistObserved(reading: HospitalReading, time: string) {
  return {
    specversion: '1.0' as const,
    id: `${reading.siteCode}.${reading.specialtyCode}`,
    source: sources.hospitals,
    type: 'sluice.waitlist.observed.v1' as const,
    time,
    data: {
      ...hospitalPlace(reading),
      waitlistSize: reading.waiting,
      waitDays: reading.medianWaitDays,
      waitKind: 'median_waiting' as const,
    },
  }
}

function capacityObserved(reading: StoreReading, time: string) {
  return {
    specversion: '1.0' as const,
    id: `Location.${reading.storeNumber}`,
    source: sources.stores,
    type: 'sluice.capacity.observed.v1' as const,
    time,
    data: { ...storePlace(reading), horizonDays: feedHorizonDays, newPatientSlotsOpen: reading.openSlots },
  }
}
