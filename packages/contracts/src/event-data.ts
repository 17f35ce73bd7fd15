import { z } from 'zod'
import { localDate } from './calendar.ts'
import { identifier } from './identifier.ts'
import { amountMinor, currency } from './money.ts'
import { refuseUnfitSlots, type SlotCounts } from './slot-counts.ts'
import { waitKind } from './wait-kind.ts'

const people = z.int().min(0).max(10_000_000)
const slots = z.int().min(0).max(1_000_000)

const locationId = identifier.meta({ description: 'The clinic.', examples: ['smyrna'] })
const serviceLine = identifier.meta({ description: 'The kind of care.', examples: ['orthodontics'] })
const channel = identifier.meta({ description: 'The advertising channel.', examples: ['search'] })
const horizonDays = z
  .number()
  .min(1)
  .max(366)
  .meta({
    description: 'How far ahead the openings were counted.',
    'x-unit': 'days',
    examples: [14],
  })
const waitDays = z
  .number()
  .min(0)
  .max(3_650)
  .meta({
    description: 'How long a new patient waits. Comes with `waitKind`.',
    'x-unit': 'days',
    examples: [12.5],
  })
const measuredAs = waitKind.meta({
  description: 'How `waitDays` was measured; the kinds are not comparable.',
  examples: ['third_next_available'],
})
const acceptingNewPatients = z
  .boolean()
  .meta({ description: 'Whether new patients are accepted at all.', examples: [true] })

export const capacityData = z
  .strictObject({
    locationId,
    serviceLine,
    horizonDays,
    newPatientSlotsTotal: slots.optional().meta({
      description: 'All new-patient visits in the horizon, booked or not. Comes with booked or open.',
      'x-unit': 'visits within horizonDays',
      examples: [40],
    }),
    newPatientSlotsBooked: slots.optional().meta({
      description: 'Those already booked; may exceed the total where a clinic overbooks.',
      'x-unit': 'visits within horizonDays',
      examples: [31],
    }),
    newPatientSlotsOpen: slots.optional().meta({
      description: 'Those still open, at most the total. Instead of booked.',
      'x-unit': 'visits within horizonDays',
      examples: [9],
    }),
    followUpSlotsOpen: slots.optional().meta({
      description: 'Open follow-up visits.',
      'x-unit': 'visits within horizonDays',
      examples: [60],
    }),
    waitDays: waitDays.optional(),
    waitKind: measuredAs.optional(),
    acceptingNewPatients: acceptingNewPatients.optional(),
  })
  .superRefine((data, context) => {
    refuseUnfitSlots(data, context)
    if (saysNothing(data)) {
      const message = 'at least open slots, total and booked slots, or a wait'
      context.addIssue({ code: 'custom', path: ['newPatientSlotsOpen'], message })
    }
    refuseHalfWait(data, context)
  })
  .meta({ description: 'How much room a clinic has, counted at one moment. A figure left out is unknown, not zero.' })

export const waitlistData = z
  .strictObject({
    locationId,
    serviceLine,
    waitlistSize: people.optional().meta({
      description: 'People waiting without a booked visit.',
      'x-unit': 'people',
      examples: [37],
    }),
    waitDays: waitDays.optional(),
    waitKind: measuredAs.optional(),
  })
  .superRefine((data, context) => {
    if (data.waitlistSize === undefined && data.waitDays === undefined)
      context.addIssue({ code: 'custom', path: ['waitlistSize'], message: 'at least waitlistSize or waitDays' })
    refuseHalfWait(data, context)
  })
  .meta({ description: 'The waiting list of a clinic.' })

export const reasonCode = z.enum(['fully_booked', 'staff_absence', 'closure', 'panel_closed', 'reopened', 'other'])

export const intakeData = z
  .strictObject({
    locationId,
    serviceLine: serviceLine.optional().meta({
      description: 'The kind of care; left out: all of the location.',
      examples: ['orthodontics'],
    }),
    acceptingNewPatients,
    reasonCode: reasonCode.meta({ description: 'Why.', examples: ['staff_absence'] }),
  })
  .meta({ description: 'A clinic stops or resumes taking new patients.' })

export const actualsData = z
  .strictObject({
    locationId,
    serviceLine,
    channel: channel.optional().meta({
      description: 'The advertising channel; required where the place is divided by channel.',
      examples: ['search'],
    }),
    date: localDate.meta({ description: 'The day, in the location’s time zone.', examples: ['2026-11-21'] }),
    currency: currency.meta({ description: 'ISO 4217.', examples: ['USD'] }),
    spendMinor: amountMinor.meta({
      description: 'Spent on that day.',
      'x-unit': 'minor units of currency a day',
      examples: [41_875],
    }),
    spendConfirmed: z
      .literal(true)
      .optional()
      .meta({
        description:
          'true: somebody checked that this much was really spent, so that it is taken although it, or the sum of its day’s channels, is more than ten times what the clinic usually has (`actuals-implausible`). Never set by rule.',
        examples: [true],
      }),
    leads: people.optional().meta({ description: 'Enquiries it brought.', 'x-unit': 'enquiries', examples: [11] }),
    bookings: people.optional().meta({
      description: 'Booked first visits attributed to this spend.',
      'x-unit': 'bookings',
      examples: [4],
    }),
    keptVisits: people.optional().meta({ description: 'Of those, visits kept.', 'x-unit': 'visits', examples: [3] }),
    revenueMinor: amountMinor.optional().meta({
      description: 'Revenue attributed to this spend, as the ad platform reports it.',
      'x-unit': 'minor units of currency',
      examples: [120_000],
    }),
    matchedRevenueMinor: amountMinor.optional().meta({
      description: 'Revenue of visits that the practice’s own books match to this spend. Reports keep it apart.',
      'x-unit': 'minor units of currency',
      examples: [96_000],
    }),
    incrementalRevenueMinor: amountMinor.optional().meta({
      description: 'Revenue that, by an experiment, would not have come without this spend. Reports keep it apart.',
      'x-unit': 'minor units of currency',
      examples: [70_000],
    }),
  })
  .meta({
    description:
      'What was really spent and booked on one day, at most a day ahead of the location’s today. The newest report of a day and currency replaces older ones.',
  })

function saysNothing(data: SlotCounts & { waitDays?: unknown }): boolean {
  const said = [data.newPatientSlotsTotal, data.newPatientSlotsBooked, data.newPatientSlotsOpen, data.waitDays]
  return said.every((figure) => figure === undefined)
}

function refuseHalfWait(data: { waitDays?: unknown; waitKind?: unknown }, context: z.RefinementCtx): void {
  const isHalf = (data.waitDays === undefined) !== (data.waitKind === undefined)
  if (!isHalf) return
  const missing = data.waitDays === undefined ? 'waitDays' : 'waitKind'
  context.addIssue({ code: 'custom', path: [missing], message: 'waitDays and waitKind come together' })
}
