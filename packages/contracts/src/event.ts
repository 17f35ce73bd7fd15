import { z } from 'zod'
import { eventAttributes } from './event-attributes.ts'
import { actualsData, capacityData, intakeData, waitlistData } from './event-data.ts'

/** Tells which data an event carries. */
const kind = <Type extends string>(type: Type) =>
  z.literal(type).meta({ description: 'What happened; decides what `data` holds.', examples: [type] })

const capacityObserved = z
  .strictObject({ ...eventAttributes, type: kind('sluice.capacity.observed.v1'), data: capacityData })
  .meta({
    id: 'CapacityObserved',
    description: 'How much room a clinic has for new patients.',
    examples: [
      {
        specversion: '1.0',
        id: '9f1c-0007',
        source: '/ehr/smyrna',
        type: 'sluice.capacity.observed.v1',
        time: '2026-11-22T08:59:30Z',
        data: {
          locationId: 'smyrna',
          serviceLine: 'orthodontics',
          horizonDays: 14,
          newPatientSlotsTotal: 40,
          newPatientSlotsBooked: 31,
        },
      },
    ],
  })

const waitlistObserved = z
  .strictObject({ ...eventAttributes, type: kind('sluice.waitlist.observed.v1'), data: waitlistData })
  .meta({ id: 'WaitlistObserved', description: 'How many wait at a clinic, and how long.' })

const intakeChanged = z
  .strictObject({ ...eventAttributes, type: kind('sluice.intake.changed.v1'), data: intakeData })
  .meta({ id: 'IntakeChanged', description: 'A clinic stops or resumes taking new patients; counts at once.' })

const actualsObserved = z
  .strictObject({ ...eventAttributes, type: kind('sluice.actuals.observed.v1'), data: actualsData })
  .meta({ id: 'ActualsObserved', description: 'What advertising really cost and brought on one day.' })

/** A CloudEvent we take, as JSON. Closed: a member not named in it is refused, and there is none for free text. */
export const event = z
  .discriminatedUnion('type', [capacityObserved, waitlistObserved, intakeChanged, actualsObserved])
  .meta({ id: 'Event', description: 'A CloudEvent 1.0 of one of four types.' })

/** In binary mode the attributes are headers, and the body is `data` alone. For the document. */
export const eventInBinaryMode = z
  .union([capacityData, waitlistData, intakeData, actualsData])
  .meta({ id: 'EventData', description: 'The `data` of an event whose attributes are headers.' })

export const MAX_BATCH_EVENTS = 1_000

/** For the document; ingestion checks item by item, so that one bad event never loses the good ones. */
export const eventBatch = z.array(event).max(MAX_BATCH_EVENTS).meta({
  id: 'EventBatch',
  description: 'Up to 1,000 events of any types, each at most 64 KiB, together at most 5 MiB.',
})

export type Event = z.output<typeof event>
export type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>

/** Members that the data of each type can have, sorted. */
export const eventDataMembers: Readonly<Record<Event['type'], readonly string[]>> = {
  'sluice.capacity.observed.v1': Object.keys(capacityData.shape).sort(),
  'sluice.waitlist.observed.v1': Object.keys(waitlistData.shape).sort(),
  'sluice.intake.changed.v1': Object.keys(intakeData.shape).sort(),
  'sluice.actuals.observed.v1': Object.keys(actualsData.shape).sort(),
}
