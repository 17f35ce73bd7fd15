import { z } from 'zod'
import { identifier } from './identifier.ts'

const matchedPools = z
  .int()
  .min(0)
  .meta({
    description:
      'Pools with a cell that the event is about. 0: it is stored, and counts once such a cell is configured.',
    'x-unit': 'pools',
    examples: [1],
  })

const poolRevision = z.strictObject({
  poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
  revision: z
    .int()
    .min(0)
    .meta({
      description: 'A plan whose `inputRevision` is at least this has considered the event.',
      'x-unit': 'revisions',
      examples: [42],
    }),
})

/** Answer to one event. */
export const eventStored = z
  .strictObject({
    status: z.enum(['accepted', 'duplicate']).meta({
      description: '`duplicate`: the same event was stored before; nothing changed.',
      examples: ['accepted'],
    }),
    matchedPools,
    pools: z
      .array(poolRevision)
      .meta({ description: 'Those pools.', examples: [[{ poolId: 'georgia', revision: 42 }]] }),
  })
  .meta({ id: 'EventStored', description: 'The event is stored for good.' })

/** Why one event was refused, of a batch or (`malformed-json` only there) of a stream; as `code` of a problem document. */
export const eventRefusalCode = z.enum([
  'invalid-event',
  'unknown-event-type',
  'phi-not-accepted',
  'event-too-large',
  'invalid-signature',
  'source-forbidden',
  'event-conflict',
  'future-timestamp',
  'future-date',
  'channel-required',
  'currency-mismatch',
  'actuals-implausible',
  'not-storable',
  'malformed-json',
])

/** What the answer says of a refused event of many, beside code and pointer. */
export const refusalDetail = z.string().meta({
  description: 'What is expected there, in a sentence for people; never what came.',
  examples: ['one of third_next_available, mean_completed, median_completed, median_waiting'],
})

const batchResult = z.strictObject({
  index: z
    .int()
    .min(0)
    .meta({ description: 'Place in the array sent, from 0.', examples: [0] }),
  status: z
    .enum(['accepted', 'duplicate', 'refused'])
    .meta({ description: 'What became of it.', examples: ['refused'] }),
  matchedPools: matchedPools.optional(),
  code: eventRefusalCode.optional().meta({ description: 'Why it was refused.', examples: ['invalid-event'] }),
  pointer: z
    .string()
    .optional()
    .meta({
      description: 'JSON Pointer to the first fault, as far as the schema knows the members.',
      examples: ['#/0/data/waitKind'],
    }),
  detail: refusalDetail.optional(),
})

/** Answer to a batch: one bad event never loses the good ones. */
export const eventsStored = z
  .strictObject({
    accepted: z
      .int()
      .min(0)
      .meta({ description: 'Stored now.', 'x-unit': 'events', examples: [2] }),
    duplicate: z
      .int()
      .min(0)
      .meta({ description: 'Stored before.', 'x-unit': 'events', examples: [0] }),
    refused: z
      .int()
      .min(0)
      .meta({ description: 'Not stored.', 'x-unit': 'events', examples: [0] }),
    results: z.array(batchResult).meta({ description: 'One per event, in the order sent.' }),
  })
  .meta({ id: 'EventsStored', description: 'What became of each event; the accepted ones are stored for good.' })

export type EventStored = z.output<typeof eventStored>
export type EventsStored = z.output<typeof eventsStored>
export type EventRefusalCode = z.output<typeof eventRefusalCode>
