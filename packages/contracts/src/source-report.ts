import { z } from 'zod'
import { eventRefusalCode } from './event-answer.ts'
import { eventSource } from './event-attributes.ts'
import { leftOutReason } from './event-fhir.ts'
import { feedFailureCode } from './feed.ts'
import { version } from './operations/configuration.ts'
import { source } from './source.ts'

/** Stands for all deliveries whose source is not known. */
export const unknownSource = 'unknown'

const when = (description: string) =>
  z.iso
    .datetime()
    .nullable()
    .meta({ description: `${description} UTC.`, examples: ['2026-11-22T08:59:31.000Z'] })
const count = (description: string, example = 0) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'events', examples: [example] })

/** Why something sent was refused: an event, a line of FHIR, or a whole request that could not be read. */
export const deliveryRefusalCode = z.enum([
  ...eventRefusalCode.options,
  'unauthenticated',
  'forbidden',
  'too-many-requests',
  'invalid-request',
  'invalid-body',
  'body-too-large',
  'malformed-request',
  'unsupported-media-type',
  'mapping-not-found',
  'fhir-refused',
])
const code = deliveryRefusalCode.meta({ description: 'Why, as in /problems.', examples: ['invalid-event'] })

export const signingSecretId = z
  .string()
  .regex(/^[0-9A-Za-z]{12}$/, '12 letters and digits')
  .meta({ description: 'Names a signing secret; not secret.', examples: ['8RtZ2wQpLk3x'] })
export const signingSecretCreatedAt = z.iso
  .datetime()
  .meta({ description: 'When the secret was added. UTC.', examples: ['2026-11-22T09:00:00.000Z'] })

const failedPolls = (when: string) =>
  z
    .array(
      z.strictObject({
        code: feedFailureCode.meta({
          description: 'Why; docs/fhir.md explains each.',
          examples: ['first-byte-timeout'],
        }),
        count: z
          .int()
          .min(1)
          .meta({ description: 'How often.', 'x-unit': 'polls', examples: [3] }),
      }),
    )
    .meta({ description: `For a feed: polls that failed${when}, by reason, most frequent first.` })

const outcomes = {
  accepted: count('Stored.', 480),
  duplicate: count('Stored before; nothing changed.', 2),
  conflict: count('Refused: another event was stored under the same id.'),
  unmatched: count('Accepted ones for whose place no pool has a cell yet.'),
}

const outcomeCounts = (when: string) =>
  z
    .strictObject({
      ...outcomes,
      refused: count(
        'Refused for any other reason; refused lines of FHIR, and requests refused whole, count as one each.',
        3,
      ),
      refusedByCode: z
        .array(z.strictObject({ code, count: count('How often.', 3) }))
        .meta({ description: 'The refused ones by reason, most frequent first.' }),
    })
    .meta({ description: `What became of its events ${when}.` })

const seconds = (description: string) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description, 'x-unit': 'seconds', examples: [60] })

/** What is known of one source. */
export const sourceReport = z
  .strictObject({
    id: z.union([z.string().regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits'), z.literal(unknownSource)]).meta({
      description:
        'For addresses: the first 32 hexadecimal digits of the SHA-256 of `source`; `unknown`: see `source`.',
      examples: ['0d58dcb11810203d1e538f8ad6a8d301'],
    }),
    source: eventSource.nullable().meta({
      description:
        'As its events name it. Null: what came under no source that is listed: it named none we could read and was refused, or it is of more sources than are remembered (10,000), whose events are stored all the same. The deliveries say by which key.',
      examples: ['/ehr/smyrna'],
    }),
    settings: z
      .strictObject({
        ...source.omit({ source: true }).shape,
        signingSecrets: z
          .array(z.strictObject({ id: signingSecretId, createdAt: signingSecretCreatedAt }))
          .meta({ description: 'Its signing secrets, without the secrets themselves, oldest first.' }),
        version,
      })
      .nullable()
      .meta({ description: 'Its settings as configured with PUT; null: none are.' }),
    firstAcceptedAt: when('When the first event of it was accepted; null: none was.'),
    lastAcceptedAt: when('When the last event of it was accepted.'),
    lastDeliveryAt: when('When anything of it came, accepted or not; a poll that failed brought nothing.'),
    lastObservedAt: when('The newest `time` of its accepted events: what it last spoke of.'),
    lastPolledAt: when(
      'When a feed of this name last answered as it should, with anything new or not; null: never, or no feed has it.',
    ),
    lastKey: z
      .strictObject({
        keyId: z.string().meta({ description: 'Its id: /v1/keys/{keyId}.', examples: ['3fK9pQ2mXw7a'] }),
        endedAt: when('When it expired or was revoked; null: it is in force.'),
      })
      .nullable()
      .meta({
        description: 'The key that sent its last accepted event; null: none is known, or a feed writes it.',
      }),
    lastFailedPoll: z
      .strictObject({
        at: z.iso.datetime().meta({ description: 'When. UTC.', examples: ['2026-11-22T08:59:31.000Z'] }),
        code: feedFailureCode.meta({
          description: 'Why; docs/fhir.md explains each.',
          examples: ['first-byte-timeout'],
        }),
      })
      .nullable()
      .meta({
        description:
          'The last failed poll of a feed with this source; null: none failed, or there is no such feed. If it is before `lastPolledAt` it is over.',
      }),
    silence: z
      .strictObject({
        isSilent: z.boolean().meta({
          description:
            'Whether for 3 times its expected interval no event of it was accepted and, if it is a feed, no poll of it succeeded.',
          examples: [false],
        }),
        since: when('Since when it is silent; null: it is not, or nobody said how often it should report.'),
        expectedIntervalMinutes: z
          .number()
          .positive()
          .nullable()
          .meta({
            description: 'How often it is expected to report; null: unknown, so that it is never silent.',
            'x-unit': 'minutes',
            examples: [60],
          }),
        saidBy: z
          .enum(['source', 'policy'])
          .nullable()
          .meta({
            description:
              'Where that comes from: its own setting, or else the shortest that a pool’s policy names for it.',
            examples: ['source'],
          }),
      })
      .meta({ description: 'Whether it reports as it should.' }),
    lag: z
      .strictObject({
        p50Seconds: seconds('Half of its accepted events came within this time of being observed; null: over 30 days.'),
        p95Seconds: seconds('19 of 20 did; null: over 30 days.'),
      })
      .nullable()
      .meta({
        description:
          'How late its accepted events of the last 24 hours came after `time`, rounded up to 1, 5, 15 or 60 seconds, 5 or 15 minutes, 1, 4 or 12 hours, 1, 3, 7 or 30 days. Null: there were none.',
      }),
    clock: z
      .strictObject({
        isAhead: z.boolean().meta({
          description:
            'Its clock runs ahead of ours: in the last 24 hours most of its events were refused as from the future or came before they were observed.',
          examples: [false],
        }),
        acceptedAhead: count(
          'Accepted in the last 24 hours although their `time` is more than 5 seconds after they came.',
        ),
        refusedAsFuture: count('Refused in the last 24 hours as more than 5 minutes from the future.'),
      })
      .meta({ description: 'Whether its clock is right, as far as is known.' }),
    failedPolls: failedPolls(' in the last 24 hours'),
    last24Hours: outcomeCounts('in the last 24 hours'),
    total: outcomeCounts('since it was first seen'),
  })
  .meta({ id: 'SourceReport', description: 'What is known of one source.' })

/** How something was sent; `unknown`: as nothing that is taken, by its media type. */
export const deliveryMode = z.enum(['structured', 'binary', 'batch', 'stream', 'csv', 'fhir', 'feed', 'unknown'])

/** What came of one source, by one key, in one way, in one minute. */
export const delivery = z
  .strictObject({
    minute: z.iso.datetime().meta({
      description:
        'The minute it came in: one entry for each minute, key and way of sending, however many requests. UTC.',
      examples: ['2026-11-22T09:00:00.000Z'],
    }),
    lastAt: z.iso.datetime().meta({ description: 'The last of it. UTC.', examples: ['2026-11-22T09:00:31.250Z'] }),
    keyId: z
      .string()
      .meta({ description: 'The key it was sent with; for a feed, its name.', examples: ['3fK9pQ2mXw7a'] }),
    mode: deliveryMode.meta({
      description: 'How it was sent; `unknown`: with a Content-Type that is not taken.',
      examples: ['batch'],
    }),
    requests: z
      .int()
      .min(1)
      .meta({
        description: 'Requests, parts of streams, and polls of a feed that brought something new or failed.',
        'x-unit': 'requests',
        examples: [2],
      }),
    requestId: z.string().meta({
      description: 'The `x-request-id` of the last of them, for the operator’s log.',
      examples: ['6b0b2b7c-6f0e-4b77-8f39-0e6d7f6a5b1c'],
    }),
    ...outcomes,
    refused: z
      .array(
        z.strictObject({
          code,
          pointer: z.string().meta({
            description: 'Where in the event or line, as far as the schema knows the members; never what was sent.',
            examples: ['#/data/waitKind'],
          }),
          count: count('How often.', 3),
        }),
      )
      .meta({
        description:
          'What was refused for any reason but a conflict, most frequent first; for FHIR also lines of NDJSON.',
      }),
    leftOut: z
      .array(
        z.strictObject({
          reason: leftOutReason.meta({
            description:
              'For slots, as in `unplaced` of the answer; for places, as in `withoutFigure`, in small letters with underscores.',
            examples: ['unmappedLocation'],
          }),
          count: z
            .int()
            .min(1)
            .meta({ description: 'Slots, or places.', 'x-unit': 'slots or places', examples: [40] }),
        }),
      )
      .meta({ description: 'For FHIR: what was read but is in no figure, by reason, most frequent first.' }),
    failedPolls: failedPolls(' in it'),
  })
  .meta({ id: 'Delivery', description: 'What came from a source in one minute, with one key and in one way.' })

export type SourceReportBody = z.output<typeof sourceReport>
export type DeliveryBody = z.output<typeof delivery>
export type DeliveryMode = z.output<typeof deliveryMode>
export type DeliveryRefusalCode = z.output<typeof deliveryRefusalCode>
