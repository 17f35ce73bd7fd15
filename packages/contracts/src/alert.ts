import { z } from 'zod'
import { localDate } from './calendar.ts'
import { eventSource } from './event-attributes.ts'
import { feedFailureCode } from './feed.ts'
import { identifier } from './identifier.ts'

const count = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'events', examples: [example] })
const source = eventSource.meta({ description: 'The source.', examples: ['/ehr/smyrna'] })
const sourceObject = z
  .string()
  .regex(/^[0-9a-f]{32}$/, '32 hexadecimal digits')
  .meta({
    description: 'The source’s id: /v1/sources/{sourceId}.',
    examples: ['0d58dcb11810203d1e538f8ad6a8d301'],
  })
/** Description of an alert's details: they change while it is open. */
const asItIs = 'As it was when the worker looked last; of an alert that is over, as it was last.'
const kind = <Kind extends string>(name: Kind, description: string) =>
  z.literal(name).meta({ description, examples: [name] })

const common = {
  id: z
    .int()
    .min(1)
    .meta({ description: 'Greater than those of alerts that opened before.', examples: [12] }),
  openedAt: z.iso.datetime().meta({ description: 'Since when. UTC.', examples: ['2026-11-22T12:00:04.000Z'] }),
  closedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: 'When it closed; null: it is open. UTC.', examples: ['2026-11-22T12:41:04.000Z'] }),
}

const sourceSilent = z.strictObject({
  ...common,
  kind: kind(
    'source_silent',
    'For 3 times its expected interval no event of the source was accepted and no poll of it, if a feed, succeeded.',
  ),
  object: sourceObject,
  details: z
    .strictObject({
      source,
      lastAcceptedAt: z.iso
        .datetime()
        .nullable()
        .meta({
          description: 'Its last accepted event; null: none ever. UTC.',
          examples: ['2026-11-22T09:00:00.000Z'],
        }),
      expectedIntervalMinutes: z
        .number()
        .positive()
        .meta({ description: 'How often it is expected.', 'x-unit': 'minutes', examples: [60] }),
      keyEndedAt: z.iso
        .datetime()
        .nullable()
        .optional()
        .meta({
          description:
            'When the key that sent its last accepted event ended; null: it has not, or a feed writes it. Absent: an older version opened the alert. UTC.',
          examples: ['2026-11-22T09:12:00.000Z'],
        }),
    })
    .meta({ description: asItIs }),
})

const sourceConflicts = z.strictObject({
  ...common,
  kind: kind(
    'source_conflicts',
    'Within an hour 10 events or more of the source bore an id that had other content before.',
  ),
  object: sourceObject,
  details: z.strictObject({ source, conflicts: count('Conflicts within the hour.', 12) }).meta({ description: asItIs }),
})

const sourceClockAhead = z.strictObject({
  ...common,
  kind: kind('source_clock_ahead', 'The clock of the source runs ahead of ours.'),
  object: sourceObject,
  details: z
    .strictObject({
      source,
      acceptedAhead: count('Accepted within the hour although their `time` is after they came.', 20),
      refusedAsFuture: count('Refused within the hour as from the future.', 3),
    })
    .meta({ description: asItIs }),
})

const keyEndedInUse = z.strictObject({
  ...common,
  kind: kind(
    'key_ended_in_use',
    [
      'A key has expired or was revoked, was the last that events of a source were accepted with, and requests with it go on and are',
      'refused: its sender needs another. It ends when no source is left that reported with it last, or its sender has stopped for eight days.',
    ].join(' '),
  ),
  object: z.string().meta({ description: 'The key’s id: /v1/keys/{keyId}.', examples: ['3fK9pQ2mXw7a'] }),
  details: z
    .strictObject({
      end: z.enum(['expired', 'revoked']).meta({ description: 'How it ended.', examples: ['expired'] }),
      endedAt: z.iso.datetime().meta({ description: 'When it ended. UTC.', examples: ['2026-11-22T09:12:00.000Z'] }),
      lastRefusedAt: z.iso
        .datetime()
        .meta({ description: 'The last request with it. UTC.', examples: ['2026-11-22T09:40:00.000Z'] }),
      sourceCount: z
        .int()
        .min(1)
        .meta({ description: 'Sources whose last event it sent.', 'x-unit': 'sources', examples: [1] }),
      sources: z.array(source).min(1).max(10).meta({ description: 'Their names, ten at most.' }),
    })
    .meta({ description: asItIs }),
})

const feedObject = identifier.meta({ description: 'The feed: /v1/feeds/{feedId}.', examples: ['rite-aid'] })
const feedMoment = (description: string) =>
  z.iso
    .datetime()
    .nullable()
    .meta({ description, examples: ['2026-11-22T08:59:30.000Z'] })

const feedFailing = z.strictObject({
  ...common,
  kind: kind(
    'feed_failing',
    'For half an hour polls of the feed have failed, three in a row or more; what was known stays and ages.',
  ),
  object: feedObject,
  details: z
    .strictObject({
      source,
      code: feedFailureCode
        .nullable()
        .meta({ description: 'Why the last one failed.', examples: ['first-byte-timeout'] }),
      failuresInARow: z
        .int()
        .min(1)
        .meta({ description: 'Failures in a row.', 'x-unit': 'polls', examples: [9] }),
      lastSuccessAt: feedMoment('When a poll succeeded last; null: none ever did. UTC.'),
    })
    .meta({ description: asItIs }),
})

const feedStandsStill = z.strictObject({
  ...common,
  kind: kind(
    'feed_stands_still',
    [
      'The feed answers, and the moment its figures are of does not move on: they were more than 24 hours old when they were',
      'polled last (and more than 1.25 times the expected interval of its source, where that is longer), or they have changed',
      'for an hour without it.',
    ].join(' '),
  ),
  object: feedObject,
  details: z
    .strictObject({
      source,
      observedAt: feedMoment('The moment of its newest figures. UTC.'),
      standsStillSince: feedMoment(
        'Since when its figures change while that moment does not; null: they do not change either. UTC.',
      ),
    })
    .meta({ description: asItIs }),
})

const poolFailing = z.strictObject({
  ...common,
  kind: kind('pool_failing', 'The pool could not be computed eight times in a row or more; the last good plan stays.'),
  object: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
  details: z
    .strictObject({
      attempts: z
        .int()
        .min(1)
        .meta({ description: 'Failures in a row.', examples: [8] }),
      code: z
        .string()
        .nullable()
        .meta({ description: 'Why, for the operator’s log.', examples: ['verification-failed'] }),
    })
    .meta({ description: asItIs }),
})

const share = (description: string, example: number) =>
  z
    .number()
    .min(0)
    .meta({ description, 'x-unit': 'share of the money there is', examples: [example] })

const poolPacing = z.strictObject({
  ...common,
  kind: kind(
    'pool_pacing',
    'The period of the pool will end far from its money; GET /v1/pools/{poolId}/pacing says more. Each alert covers one direction and one period: when a pool goes from under to over, its alert closes and a new one opens.',
  ),
  object: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
  details: z
    .strictObject({
      state: z.enum(['under', 'over']).meta({ description: 'On which side.', examples: ['over'] }),
      projectedShare: z
        .number()
        .min(0)
        .nullable()
        .meta({
          description:
            'Projected end of the period ÷ (budget + carry-over); null: there is no money, and some was spent.',
          'x-unit': 'share of the money there is',
          examples: [1.21],
        }),
      lowShare: share('The limit beyond which it is an alert.', 0.83),
      highShare: share('Up to here.', 1.17),
      periodStart: localDate.meta({ description: 'First day of the period.', examples: ['2026-11-01'] }),
    })
    .meta({ description: asItIs }),
})

const listed = [
  sourceSilent,
  sourceConflicts,
  sourceClockAhead,
  keyEndedInUse,
  feedFailing,
  feedStandsStill,
  poolFailing,
  poolPacing,
] as const

const moreAlerts = z.strictObject({
  ...common,
  kind: kind(
    'more_alerts',
    'More than 50 problems of one kind are open; 50 have their own alert, this one counts the rest.',
  ),
  object: z
    .enum(listed.map(({ shape }) => shape.kind.value))
    .meta({ description: 'The kind.', examples: ['source_silent'] }),
  details: z
    .strictObject({
      others: z
        .int()
        .min(1)
        .meta({ description: 'Problems of the kind without an alert of their own.', examples: [4_950] }),
    })
    .meta({ description: asItIs }),
})

/** Something somebody should look at. */
export const alert = z
  .discriminatedUnion('kind', [...listed, moreAlerts])
  .meta({ id: 'Alert', description: 'Something somebody should look at.' })

export type Alert = z.output<typeof alert>
