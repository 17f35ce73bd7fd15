/** How a sender's ids and codes become ours. The first entry that fits counts. */
export interface CapacityMap {
  locations: readonly LocationEntry[]
  services: readonly ServiceEntry[]
  /** The service line of slots that carry no code at all, neither themselves nor by their schedule or service. */
  uncodedServiceLine?: string
  /** Local codes of appointmentType, before the ones we know. */
  appointmentTypes?: readonly AppointmentTypeEntry[]
  /**
   * Slots that do not say for whom they are: `new` counts them as open to new patients and flags the figure; `unknown` (the
   * default) leaves them out.
   */
  untypedSlots?: 'new' | 'unknown'
  /** Whether the sender publishes its taken slots too, all of them. Only then is a total known. Default false. */
  publishesBusySlots?: boolean
  /** Whether a schedule without any slot from asOf on means: fully booked. Default false: it means nothing is known. */
  emptyScheduleIsFull?: boolean
}

/** By the Location's id, or by an identifier of it. */
export type LocationEntry =
  | { locationId: string; fhirId: string }
  | { locationId: string; system: string; value: string }

/** A code of serviceType, specialty, type or serviceCategory. Without a system: of any. `null`: not ours, leave it out. */
export interface ServiceEntry {
  serviceLine: string | null
  code: string
  system?: string
}

export type PatientKind = 'new' | 'follow_up' | 'nobody'

export interface AppointmentTypeEntry {
  patients: PatientKind
  code: string
  system?: string
}
