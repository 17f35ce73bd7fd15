import type { CapacityObservation } from './observation.ts'

/** The data of a `sluice.capacity.observed.v1` event. */
export interface CapacityData {
  locationId: string
  serviceLine: string
  horizonDays: number
  newPatientSlotsTotal?: number
  newPatientSlotsBooked?: number
  newPatientSlotsOpen?: number
  followUpSlotsOpen?: number
  waitDays?: number
  waitKind?: 'third_next_available'
}

/** An observation in the words of our events. Figures that are not known are left out. */
export function observationToCapacityData(observation: CapacityObservation): CapacityData {
  const { locationId, serviceLine, horizonDays, slots, followUpSlotsOpen, thirdNextAvailableDays } = observation
  return {
    locationId,
    serviceLine,
    horizonDays,
    ...('open' in slots
      ? { newPatientSlotsOpen: slots.open }
      : { newPatientSlotsTotal: slots.total, newPatientSlotsBooked: slots.booked }),
    ...(followUpSlotsOpen === null ? {} : { followUpSlotsOpen }),
    ...(thirdNextAvailableDays === null
      ? {}
      : { waitDays: thirdNextAvailableDays, waitKind: 'third_next_available' as const }),
  }
}
