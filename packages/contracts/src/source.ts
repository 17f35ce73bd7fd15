import { z } from 'zod'
import { eventSource } from './event-attributes.ts'
import { displayName } from './identifier.ts'

const keyId = z.string().regex(/^[0-9A-Za-z]{12}$/, 'the id of a key: 12 letters and digits')

/** How often a source reports, in minutes: up to a year. */
export const expectedIntervalMinutes = z.int().min(1).max(525_600)

/** An organization's settings of a system that reports. PUT /v1/sources/{sourceId}. */
export const source = z
  .strictObject({
    source: eventSource.meta({
      description: 'The `source` of its events. `sourceId` is the first 32 hexadecimal digits of its SHA-256.',
      examples: ['/ehr/smyrna'],
    }),
    name: displayName
      .nullable()
      .default(null)
      .meta({ description: 'Name for people; null: none.', examples: ['Practice management, Smyrna'] }),
    expectedIntervalMinutes: expectedIntervalMinutes
      .nullable()
      .default(null)
      .meta({
        description:
          'How often it reports. After 3 times this without an accepted event it is silent. Its figures stay fresh, ageing and stale for at least 1.25, 2 and 3 times this in every pool whose policy names no interval for it. Null: unknown.',
        'x-unit': 'minutes',
        examples: [60],
      }),
    acceptsNumericIds: z
      .boolean()
      .default(false)
      .meta({
        description: 'Its ids may be digits alone, which elsewhere look like a person’s number.',
        examples: [false],
      }),
    requireSignature: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Its events must come signed as Standard Webhooks says, with one of its signing secrets. Add a secret first.',
        examples: [false],
      }),
    keyIds: z
      .array(keyId)
      .min(1)
      .max(50)
      .nullable()
      .default(null)
      .meta({
        description:
          'The only keys that may send its events: keys in force of the organization with `events:write`. null: every such key.',
        examples: [['3fK9pQ2mXw7a']],
      }),
  })
  .meta({
    id: 'SourceConfiguration',
    description: 'A system that reports.',
    examples: [{ source: '/ehr/smyrna', name: 'Practice management, Smyrna', expectedIntervalMinutes: 60 }],
  })

export type Source = z.output<typeof source>

/** Sources an organization may have configured: as many as are remembered of those that are not. */
export const MAX_SOURCES = 10_000

/** Signing secrets a source may have at a time: the one in use and the one that replaces it. */
export const MAX_SIGNING_SECRETS = 2
