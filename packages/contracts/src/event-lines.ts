import { z } from 'zod'
import { eventRefusalCode, refusalDetail } from './event-answer.ts'

/** Refused lines that are listed; later ones are only counted. */
export const MAX_LISTED_LINES = 1_000

const lineNumber = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'lines', examples: [500] })
const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'events', examples: [0] })

/** So far, since the stream began. */
const counts = {
  accepted: count('Stored now.'),
  duplicate: count('Stored before.'),
  refused: count('Not stored, listed or not.'),
}

const refusedLine = z.strictObject({
  kind: z.literal('refused').meta({ description: 'A line that was not stored.', examples: ['refused'] }),
  line: lineNumber('Which, from 1; blank lines count.'),
  code: eventRefusalCode.meta({ description: 'Why.', examples: ['invalid-event'] }),
  pointer: z
    .string()
    .meta({ description: 'JSON Pointer within the line to the first fault.', examples: ['#/data/waitKind'] }),
  detail: refusalDetail,
})

const checkpointLine = z.strictObject({
  kind: z.literal('checkpoint').meta({
    description:
      'A part is stored for good. A repeat of the last one: the database is away, and the stream waits for it.',
    examples: ['checkpoint'],
  }),
  line: lineNumber('This line and all before it are stored or refused: resume after it.'),
  ...counts,
})

const summaryLine = z.strictObject({
  kind: z.literal('summary').meta({ description: 'The last line: all was read.', examples: ['summary'] }),
  lines: lineNumber('Lines read.'),
  ...counts,
  notListed: count('Refused lines beyond the 1,000 that are listed one by one.'),
})

const abortedLine = z.strictObject({
  kind: z.literal('aborted').meta({ description: 'The last line: not all was read.', examples: ['aborted'] }),
  line: lineNumber('This line and all before it are stored or refused; send the lines after it again, or all of them.'),
  code: z
    .enum(['unavailable', 'request-timeout', 'internal-error', 'unauthenticated', 'forbidden', 'too-many-requests'])
    .meta({ description: 'Why, as in /problems.', examples: ['unavailable'] }),
  ...counts,
})

/** One line of the answer to a stream of events. */
export const eventLine = z
  .discriminatedUnion('kind', [refusedLine, checkpointLine, summaryLine, abortedLine])
  .meta({ id: 'EventLine', description: 'One line of the answer to a stream; lines end with a line feed.' })

export type EventLine = z.output<typeof eventLine>
