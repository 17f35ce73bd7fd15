import { z } from 'zod'
import { identifier } from './identifier.ts'

/** A text from another system: no spaces, so that no sentence and no name of a person fits in. */
const uri = z.string().regex(/^[A-Za-z][A-Za-z0-9+.-]*:[!-~]{1,200}$/, 'an absolute URI of at most 200 characters')
const token = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:#+/-]{0,63}$/, '1 to 64 characters without blanks')

const locationId = identifier.meta({ description: 'The location, as we know it.', examples: ['millville'] })
const system = uri.optional().meta({
  description: 'The code system; any if absent.',
  examples: ['http://snomed.info/sct'],
})
const code = token.meta({ description: 'The code.', examples: ['covid19-immunization'] })
const serviceLine = identifier.meta({
  description: 'The service line, as we know it.',
  examples: ['covid-vaccination'],
})

const byId = z
  .strictObject({
    fhirId: identifier.meta({ description: 'The `id` of their Location.', examples: ['116'] }),
    locationId,
  })
  .meta({ id: 'MappedLocationById', description: 'A Location by its id.' })

const byIdentifier = z
  .strictObject({
    system: uri.meta({
      description: 'Who gave the identifier.',
      examples: ['https://cdc.gov/vaccines/programs/vtrcks'],
    }),
    value: token.meta({ description: 'An `identifier.value` of their Location.', examples: ['RA1000135'] }),
    locationId,
  })
  .meta({ id: 'MappedLocationByIdentifier', description: 'A Location by an identifier of it.' })

const mappedService = z
  .strictObject({
    code,
    system,
    serviceLine: serviceLine
      .nullable()
      .meta({ description: 'null: known but not ours, so not counted.', examples: ['covid-vaccination'] }),
  })
  .meta({ id: 'MappedService', description: 'A code of serviceType, specialty or category.' })

const mappedAppointmentType = z
  .strictObject({
    code: token.meta({ description: 'A local code of `appointmentType`.', examples: ['NP30'] }),
    system,
    patients: z
      .enum(['new', 'follow_up', 'nobody'])
      .meta({ description: 'Whom such a slot is for.', examples: ['new'] }),
  })
  .meta({ id: 'MappedAppointmentType', description: 'Whom slots of a type are for.' })

/** How the ids and codes of a scheduler become ours. PUT /v1/mappings/{mappingId}. */
export const mapping = z
  .strictObject({
    horizonDays: z
      .int()
      .min(1)
      .max(366)
      .default(14)
      .meta({ description: 'How far ahead openings are counted.', 'x-unit': 'days', examples: [14] }),
    locations: z
      .array(z.union([byId, byIdentifier]))
      .max(10_000)
      .meta({ description: 'Their locations. Of several entries that fit, the first counts.' }),
    services: z
      .array(mappedService)
      .max(1_000)
      .default([])
      .meta({ description: 'Their codes. Of several entries that fit, the first counts.' }),
    uncodedServiceLine: serviceLine
      .nullable()
      .default(null)
      .meta({
        description: 'Service line of slots without any code; null: they are not counted.',
        examples: ['general'],
      }),
    appointmentTypes: z
      .array(mappedAppointmentType)
      .max(1_000)
      .default([])
      .meta({ description: 'Local codes of `appointmentType`, before those of HL7, which are known.' }),
    untypedSlots: z
      .enum(['new', 'unknown'])
      .default('unknown')
      .meta({
        description: 'Slots that do not say whom they are for: counted as for new patients (and flagged), or left out.',
        examples: ['unknown'],
      }),
    publishesBusySlots: z
      .boolean()
      .default(false)
      .meta({
        description: 'Whether all taken slots are published too; only then is a total known.',
        examples: [false],
      }),
    emptyScheduleIsFull: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether a schedule without slots from the moment of the message on means fully booked; past slots do not matter.',
        examples: [false],
      }),
    ignoredExtensions: z
      .array(uri)
      .max(100)
      .default([])
      .meta({
        description: 'Urls of extensions to drop. One that is neither here nor known refuses its message.',
        examples: [['https://ehr.example/room-colour']],
      }),
  })
  .meta({
    id: 'MappingConfiguration',
    description: 'How the ids and codes of a scheduler become ours.',
    examples: [
      {
        locations: [{ fhirId: '116', locationId: 'millville' }],
        services: [{ code: 'covid19-immunization', serviceLine: 'covid-vaccination' }],
        untypedSlots: 'new',
      },
    ],
  })

/** Mappings of one organization: one for each server, or kind of message. Each may have 4 MiB. */
export const MAX_MAPPINGS = 1_000

export type Mapping = z.output<typeof mapping>
