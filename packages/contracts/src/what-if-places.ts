import { z } from 'zod'
import { identifier } from './identifier.ts'
import { refuseRepeated } from './repeated.ts'
import { share } from './share.ts'
import { refuseUnfitSlots } from './slot-counts.ts'
import { waitKind } from './wait-kind.ts'

const slots = z.int().min(0).max(1_000_000)
const visits = { 'x-unit': 'visits within horizonDays' }

const place = z
  .strictObject({
    locationId: identifier.meta({ description: 'Location of a cell of the pool.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'Service line of that cell.', examples: ['orthodontics'] }),
    horizonDays: z
      .number()
      .min(1)
      .max(366)
      .optional()
      .meta({
        description: 'How far ahead the openings are counted; the policy’s horizon by default.',
        'x-unit': 'days',
        examples: [14],
      }),
    newPatientSlotsTotal: slots.optional().meta({
      description: 'All new-patient visits in the horizon. Comes with booked or open.',
      ...visits,
      examples: [40],
    }),
    newPatientSlotsBooked: slots.optional().meta({ description: 'Those booked.', ...visits, examples: [31] }),
    newPatientSlotsOpen: slots
      .optional()
      .meta({ description: 'Those open; instead of booked.', ...visits, examples: [9] }),
    followUpSlotsOpen: slots.optional().meta({ description: 'Open follow-up visits.', ...visits, examples: [60] }),
    waitDays: z
      .number()
      .min(0)
      .max(3_650)
      .optional()
      .meta({ description: 'How long a new patient waits.', 'x-unit': 'days', examples: [12.5] }),
    waitKind: waitKind.optional().meta({
      description: 'How `waitDays` was measured; the service line’s typical kind by default.',
      examples: ['third_next_available'],
    }),
    waitlistSize: z
      .int()
      .min(0)
      .max(10_000_000)
      .optional()
      .meta({ description: 'People waiting without a booked visit.', 'x-unit': 'people', examples: [37] }),
    acceptingNewPatients: z
      .boolean()
      .optional()
      .meta({ description: 'Whether new patients are accepted at all.', examples: [true] }),
    organicBookings: z
      .number()
      .min(0)
      .max(1_000_000)
      .optional()
      .meta({
        description: 'Bookings expected without advertising within the policy’s horizon.',
        'x-unit': 'bookings in the horizon',
        examples: [6],
      }),
    share: share.optional().meta({
      description: 'Share of the place’s headroom that this pool may count on.',
      'x-unit': 'share, 0 to 1',
      examples: [0.5],
    }),
  })
  .superRefine((data, context) => {
    refuseUnfitSlots(data, context)
    if (data.waitKind !== undefined && data.waitDays === undefined)
      context.addIssue({ code: 'custom', path: ['waitDays'], message: 'required with waitKind' })
  })

/** What places would report, and the pool's settings of them. */
export const whatIfPlaces = z
  .array(place)
  .max(50_000)
  .superRefine((places, context) =>
    refuseRepeated(places, context, {
      keyOf: ({ locationId, serviceLine }) => `${locationId} ${serviceLine}`,
      field: 'locationId',
    }),
  )
  .optional()
  .meta({
    description:
      'Room, waits and waiting lists as if reported at this moment; a figure given replaces all that is known of it there.',
    examples: [[{ locationId: 'smyrna', serviceLine: 'orthodontics', newPatientSlotsOpen: 20 }]],
  })
