import { z } from 'zod'
import { eventRefusalCode } from './event-answer.ts'
import { identifier } from './identifier.ts'

/** Why FHIR was refused, as the reader says it; docs/fhir.md explains each. */
export const fhirRefusalCode = z.enum([
  'not-a-resource',
  'resource-not-allowed',
  'bundle-type-not-allowed',
  'paged-bundle',
  'contained-resource',
  'person-member',
  'person-reference',
  'reference-not-allowed',
  'reference-unreadable',
  'several-servers',
  'request-not-allowed',
  'unknown-member',
  'unknown-extension',
  'missing-member',
  'invalid-value',
  'repeated-member',
  'too-deep',
  'too-many',
  'not-json',
  'hl7v2',
  'line-too-long',
])

/** What a FHIR message does not say itself. */
export const fhirQuery = {
  mapping: identifier.optional().meta({
    description: 'For FHIR: the mapping that says which of their ids are which of ours; `default` if absent.',
    examples: ['ehr'],
  }),
}

const resource = z.looseObject({
  resourceType: z.string().meta({
    description: 'Bundle, Slot, Schedule, Location or HealthcareService; docs/fhir.md lists their members.',
    examples: ['Bundle'],
  }),
})

/** For the document; the route reads FHIR by an allow-list of its own. */
export const fhirBody = resource.meta({
  id: 'FhirMessage',
  description: 'A FHIR R4 Bundle of Slot, Schedule, Location and HealthcareService, or one of them.',
  examples: [{ resourceType: 'Bundle', type: 'collection', timestamp: '2026-11-22T08:59:30Z', entry: [] }],
})

const count = (description: string, unit: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': unit, examples: [0] })
const slots = (description: string) => count(description, 'slots')

const locationId = identifier.meta({ description: 'The location, as the mapping names it.', examples: ['millville'] })
const serviceLine = identifier.meta({ description: 'The service line, likewise.', examples: ['covid-vaccination'] })
const appointments = (description: string) => count(description, 'visits within horizonDays').optional()

const placeResult = z.strictObject({
  locationId,
  serviceLine,
  status: z
    .enum(['accepted', 'duplicate', 'refused'])
    .meta({ description: 'What became of its event.', examples: ['accepted'] }),
  matchedPools: count('Pools with a cell of this place.', 'pools').optional(),
  code: eventRefusalCode.optional().meta({ description: 'Why it was refused.', examples: ['future-timestamp'] }),
  newPatientSlotsTotal: appointments(
    'All visits for new patients, where the mapping says that taken ones are published.',
  ),
  newPatientSlotsBooked: appointments('Those taken or held.'),
  newPatientSlotsOpen: appointments('Those open; instead of total and booked.'),
  followUpSlotsOpen: appointments('Open follow-up visits.'),
  waitDays: z
    .number()
    .min(0)
    .optional()
    .meta({ description: 'To the third next opening for a new patient.', 'x-unit': 'days', examples: [3.5] }),
  newPatientAssumed: z.boolean().meta({
    description: 'Whether slots that do not say whom they are for were counted as for new patients.',
    examples: [false],
  }),
})

const noFigureReason = z.enum(['no_slots', 'only_past', 'no_capacity', 'patients_unknown'])

const placeWithoutFigure = z.strictObject({
  locationId,
  serviceLine,
  reason: noFigureReason.meta({
    description: 'Why nothing is known of it. Its older figure stays and ages.',
    examples: ['no_slots'],
  }),
})

export const fhirCounts = {
  slots: z
    .strictObject({
      slots: slots('All different ones.'),
      placed: slots('At a place of the mapping.'),
      free: slots('Free ones.'),
      busy: slots('Taken ones.'),
      held: slots('Held ones (`busy-tentative`).'),
      unavailable: slots('Blocked ones (`busy-unavailable`).'),
      withdrawn: slots('Entered in error.'),
      past: slots('That began before `observedAt`, whatever their status.'),
    })
    .meta({ description: 'The slots, counted.' }),
  unplaced: z
    .strictObject({
      unmappedLocation: slots('At locations that the mapping does not name.'),
      unmappedService: slots('None of whose codes the mapping names.'),
      withoutServiceCode: slots('Without any code.'),
      scheduleMissing: slots('Whose Schedule was not sent.'),
      withoutLocation: slots('Whose Schedule names no place.'),
      locationMissing: slots('Whose Location is not in the feed.'),
      severalLocations: slots('At several of your locations at once.'),
      inactive: slots('Of what is suspended or inactive.'),
      excluded: slots('That the mapping says are not yours.'),
    })
    .meta({ description: 'Slots that were counted nowhere, by reason.' }),
}

/** Why something of FHIR that was read is in no figure: reasons of slots without a place, and of places without a figure. */
export const leftOutReason = z.enum([...fhirCounts.unplaced.keyof().options, ...noFigureReason.options])

/** Answer to FHIR. Ids and codes of the sender are in none of it. */
export const fhirStored = z
  .strictObject({
    observedAt: z.iso.datetime().meta({ description: 'The moment it is of.', examples: ['2026-11-22T08:59:30.000Z'] }),
    observedAtFrom: z.enum(['query', 'message', 'receipt']).meta({
      description:
        'Where the moment comes from: your query, the message, or neither, so that it is the time of receipt.',
      examples: ['message'],
    }),
    accepted: count('Stored now.', 'places'),
    duplicate: count('Stored before.', 'places'),
    refused: count('Not stored.', 'places'),
    places: z.array(placeResult).meta({ description: 'What was counted, by place.' }),
    withoutFigure: z.array(placeWithoutFigure).meta({ description: 'Places of which nothing could be counted.' }),
    ...fhirCounts,
    stripped: z
      .array(
        z.strictObject({
          member: z.string().meta({ description: 'A member of FHIR.', examples: ['comment'] }),
          count: count('How often it was there.', 'members'),
        }),
      )
      .meta({ description: 'What was dropped unread, by name.', examples: [[{ member: 'comment', count: 1 }]] }),
    refusedLines: count('For NDJSON: lines of which nothing was counted.', 'lines'),
    lines: z
      .array(
        z.strictObject({
          line: z
            .int()
            .min(1)
            .meta({ description: 'Line, from 1.', examples: [2] }),
          code: fhirRefusalCode.meta({ description: 'Why.', examples: ['resource-not-allowed'] }),
          pointer: z.string().meta({ description: 'Where in the line, as a JSON Pointer.', examples: ['/start'] }),
        }),
      )
      .meta({ description: 'The first 100 of them.' }),
  })
  .meta({ id: 'FhirStored', description: 'What was counted in a FHIR message, and what became of it.' })

export type LeftOutReason = z.output<typeof leftOutReason>
export type FhirStored = z.output<typeof fhirStored>
