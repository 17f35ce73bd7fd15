import { z } from 'zod'
import { eventSource } from './event-attributes.ts'
import { fhirCounts } from './event-fhir.ts'
import { identifier } from './identifier.ts'

/** A feed in the form of SMART Scheduling Links, which the worker polls. PUT /v1/feeds/{feedId}. */
export const feed = z
  .strictObject({
    url: z
      .string()
      .max(2_048)
      .regex(/^https?:\/\/[!-~]+$/, 'an absolute https address')
      .refine(
        (url) => /\$bulk-publish\/?$/.test(URL.parse(url)?.pathname ?? ''),
        'an address that ends in $bulk-publish',
      )
      .refine((url) => URL.parse(url)?.username === '', 'an address without a user name')
      .meta({
        description: 'Address of the manifest. https and public, unless its network is in OUTBOUND_ALLOWED_NETWORKS.',
        examples: ['https://example.org/$bulk-publish'],
      }),
    mappingId: identifier.meta({ description: 'The mapping it is counted by.', examples: ['rite-aid'] }),
    source: eventSource.meta({ description: 'The `source` of its events.', examples: ['/feeds/rite-aid'] }),
    intervalMinutes: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .meta({ description: 'From the end of one poll to the next.', 'x-unit': 'minutes', examples: [2] }),
    states: z
      .array(z.string().regex(/^[A-Z]{2}$/, 'two capital letters'))
      .max(100)
      .default([])
      .meta({ description: 'Only files of these states, and those that name none; empty: all.', examples: [['NJ']] }),
    enabled: z
      .boolean()
      .default(true)
      .meta({ description: 'false: it is not polled; its figures stay and age.', examples: [true] }),
  })
  .meta({
    id: 'FeedConfiguration',
    description: 'A feed of openings that is polled.',
    examples: [{ url: 'https://example.org/$bulk-publish', mappingId: 'rite-aid', source: '/feeds/rite-aid' }],
  })

/** Feeds of one organization. A worker polls two of them at a time; with more, each would be polled too seldom. */
export const MAX_FEEDS = 1_000

export type Feed = z.output<typeof feed>

/** Why a poll failed. The first ones are the worker's way out, the others what came. */
export const feedFailureCode = z.enum([
  'url-invalid',
  'scheme-not-allowed',
  'port-not-allowed',
  'credentials-in-url',
  'address-not-allowed',
  'name-not-resolved',
  'connect-timeout',
  'connection-failed',
  'tls-failed',
  'first-byte-timeout',
  'stalled',
  'total-timeout',
  'too-many-redirects',
  'body-too-large',
  'encoding-not-supported',
  'encoding-broken',
  'unexpected-status',
  'wrong-media-type',
  'not-a-manifest',
  'file-unreadable',
  'too-many-files',
  'events-refused',
  'mapping-missing',
  'source-protected',
  'not-stored',
])
export type FeedFailureCode = z.output<typeof feedFailureCode>

const moment = (description: string) =>
  z.iso
    .datetime()
    .nullable()
    .meta({ description, examples: ['2026-11-22T08:59:30.000Z'] })
const count = (description: string, unit: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': unit, examples: [0] })

const poll = z
  .strictObject({
    files: count('Of the manifest, of your states.', 'files'),
    unchanged: count('Files that had not changed, or that were not due yet.', 'files'),
    isFull: z.boolean().meta({
      description:
        'Whether every line was read and the publisher reports no error; only then does what is absent count as withdrawn.',
      examples: [true],
    }),
    refusedLines: count('That could not be read.', 'lines'),
    accepted: count('Stored now.', 'places'),
    duplicate: count('Stored before.', 'places'),
    refused: count('Not stored.', 'places'),
    withoutFigure: count('Places of which nothing could be counted.', 'places'),
    newPatientAssumed: count('Slots counted as for new patients although nobody says so.', 'places'),
    withdrawn: count('The publisher’s Locations that left the set with this poll.', 'locations'),
    ...fhirCounts,
  })
  .meta({ id: 'FeedPoll', description: 'What the last successful poll found.' })

/** How polling goes. */
export const feedStatus = z
  .strictObject({
    state: z.enum(['off', 'new', 'working', 'failing']).meta({
      description: '`failing`: the last poll failed; its figures are of `observedAt` and age.',
      examples: ['working'],
    }),
    nextPollAt: moment('When it is polled next; null: it is switched off.'),
    lastAttemptAt: moment('When it was polled last.'),
    lastSuccessAt: moment('When that succeeded last.'),
    observedAt: moment('The moment its newest figures are of: the manifest’s `transactionTime`.'),
    standsStillSince: moment(
      'Since when its figures change while its `transactionTime` does not move on, so that they age although they are new; null: it does.',
    ),
    lastFailureAt: moment('When it failed last.'),
    lastFailureCode: feedFailureCode
      .nullable()
      .meta({ description: 'Why; docs/fhir.md explains each.', examples: ['first-byte-timeout'] }),
    failuresInARow: count('Since the last success.', 'polls'),
    failingSince: moment('When the first of these failed; null: the last poll succeeded, or none ended yet.'),
    withdrawnLocations: z.array(identifier).meta({
      description: 'Your locations that left the last full set. Their figures stay and age; they are not zero.',
      examples: [['millville']],
    }),
    lastPoll: poll
      .nullable()
      .meta({ description: 'What the last successful poll found; null: none yet.', examples: [null] }),
  })
  .meta({ id: 'FeedStatus', description: 'How polling goes.' })

export type FeedStatus = z.output<typeof feedStatus>
