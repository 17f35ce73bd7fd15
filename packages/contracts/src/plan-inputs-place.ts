import { z } from 'zod'
import { identifier } from './identifier.ts'
import { waitKind } from './wait-kind.ts'

const count = z.number().min(0)
const visits = (description: string, example: number) =>
  count.meta({ description, 'x-unit': 'visits within horizonDays', examples: [example] })

/** With as many digits of a second as the database keeps. */
const moment = z.string().meta({ format: 'date-time' })
const observedAt = moment.meta({ description: 'When it was observed.', examples: ['2026-11-22T08:55:00.000000Z'] })
const source = z.string().meta({ description: 'Who reported it.', examples: ['/ehr/smyrna'] })
const horizonDays = count.meta({ description: 'How far ahead it was counted.', 'x-unit': 'days', examples: [14] })
const kindOf = <Kind extends string>(kind: Kind) =>
  z.literal(kind).meta({ description: 'Which figure it is.', examples: [kind] })

const order = z
  .strictObject({
    recordedAt: moment.meta({
      description: 'When its sender recorded it; when it was observed, if the sender did not say.',
      examples: ['2026-11-22T08:55:40.000000Z'],
    }),
    sequence: z.string().meta({ description: 'The sequence of its message; empty: none.', examples: ['0000000002'] }),
    bodySha256: z.string().meta({
      description: 'Hash of its message’s content, hexadecimal.',
      examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    }),
  })
  .optional()
  .meta({
    description:
      'What decided between it and another report of its moment: the later recorded, then the greater sequence, then the greater hash. Absent: no other of its kind had the same moment, or the plan was made by rules before 9.',
  })

const told = { source, observedAt, order }

/** One figure as one source last reported it. */
const figure = z
  .union([
    z.strictObject({
      ...told,
      figure: kindOf('slots'),
      horizonDays,
      total: visits('All new-patient visits.', 40),
      booked: visits('Those booked.', 31),
    }),
    z.strictObject({
      ...told,
      figure: kindOf('slots'),
      horizonDays,
      total: count.nullable().meta({ description: 'All new-patient visits; null: unknown.', examples: [40] }),
      open: visits('Those open.', 9),
    }),
    z.strictObject({
      ...told,
      figure: kindOf('follow_up_slots'),
      horizonDays,
      open: visits('Open follow-up visits.', 60),
    }),
    z.strictObject({
      ...told,
      figure: kindOf('waitlist'),
      size: count.meta({ description: 'People waiting.', 'x-unit': 'people', examples: [37] }),
    }),
    z.strictObject({
      ...told,
      figure: kindOf('wait'),
      kind: waitKind.meta({ description: 'How it was measured.', examples: ['third_next_available'] }),
      days: count.meta({ description: 'How long a new patient waits.', 'x-unit': 'days', examples: [12.5] }),
    }),
    z.strictObject({
      ...told,
      figure: kindOf('accepting'),
      accepting: z.boolean().meta({ description: 'Whether new patients are accepted.', examples: [true] }),
      reasonCode: z
        .string()
        .nullable()
        .meta({ description: 'Why not; null: not said.', examples: ['fully_booked'] }),
      wholeLocation: z.boolean().meta({ description: 'Reported for every kind of care there.', examples: [false] }),
    }),
  ])
  .meta({ description: 'One figure as one source last reported it.' })

export const planGate = z
  .enum(['open', 'throttled', 'gated'])
  .meta({ description: 'State of a gate.', examples: ['open'] })

const cause = (description: string) =>
  z
    .strictObject({
      state: planGate,
      since: moment.nullable().meta({ description: 'Since when; null: it never moved.', examples: [null] }),
      returning: count.meta({ description: 'Reports in a row that allowed the way back.', examples: [0] }),
      returningAt: moment.nullable().meta({ description: 'When the newest of them was observed.', examples: [null] }),
    })
    .meta({ description })

/** A place as a plan knew it. */
export const planPlace = z.strictObject({
  locationId: identifier.meta({ description: 'The clinic.', examples: ['smyrna'] }),
  locationName: z.string().meta({ description: 'Its name.', examples: ['Smyrna'] }),
  serviceLine: identifier.meta({ description: 'The kind of care.', examples: ['orthodontics'] }),
  organicBookings: count.meta({
    description: 'Bookings expected without advertising.',
    'x-unit': 'bookings in the horizon',
    examples: [6],
  }),
  share: count.meta({ description: 'Share of its headroom that the pool may count on.', examples: [1] }),
  figures: z.array(figure).meta({ description: 'The newest of each figure and source.' }),
  gate: z
    .strictObject({
      throughObservedAt: moment
        .nullable()
        .meta({ description: 'The newest report in it; null: none.', examples: ['2026-11-22T08:55:00.000000Z'] }),
      figures: z.array(figure).meta({ description: 'What is kept of each figure and source.' }),
      wait: cause('By its wait.'),
      headroom: cause('By its room.'),
      accepting: cause('By whether it takes new patients.'),
    })
    .meta({ description: 'What its gate remembers: a fold over its reports in the order they were observed.' }),
})
