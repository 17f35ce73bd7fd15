import { z } from 'zod'
import { identifier } from './identifier.ts'

const sha256 = (description: string) =>
  z.string().meta({ description, examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] })
const count = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [example] })
const version = (description: string) =>
  z
    .int()
    .min(1)
    .meta({ description, examples: [1] })
const text = (description: string) =>
  z
    .string()
    .nullable()
    .meta({ description, examples: ['41200'] })

const differences = z
  .array(
    z.strictObject({
      pointer: z.string().meta({ description: 'Where (RFC 6901).', examples: ['/places/3/figures/0/booked'] }),
      stored: text('What is stored there, as JSON, cut at 200 characters; null: nothing.'),
      replayed: text('What came out there; null: nothing.'),
    }),
  )
  .meta({ description: 'Where they differ; at most 100.' })

const pointers = (description: string, example: string) =>
  z
    .array(z.string().meta({ description: 'JSON pointer into the inputs; * is every item.', examples: [example] }))
    .meta({ description })

/** A stored plan made again. */
export const replay = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan.', examples: [17] }),
    rulesVersion: z
      .strictObject({
        stored: version('Of the rules that made the plan.'),
        current: version('Of the rules that made it again; others may give another plan.'),
      })
      .meta({ description: 'Versions of the rules of planning.' }),
    plan: z
      .strictObject({
        isSame: z
          .boolean()
          .meta({ description: 'Whether the same bytes came out of the stored inputs.', examples: [true] }),
        storedSha256: sha256('Of the plan as stored.'),
        replayedSha256: sha256('Of the plan as it came out.'),
        differences,
      })
      .meta({ description: 'The plan, made again from its stored inputs.' }),
    state: z
      .strictObject({
        verdict: z.enum(['same', 'different', 'incomplete']).meta({
          description:
            'same: the log gives the state that is stored, byte for byte. different: it does not. incomplete: as far as the log reaches back it does.',
          examples: ['same'],
        }),
        logSince: z.iso.datetime().meta({
          description: 'The log holds everything received since.',
          examples: ['2026-09-01T00:00:00.000Z'],
        }),
        rebuilt: pointers('What was made of the log alone.', '/places/*/figures'),
        taken: pointers('What was taken from the stored inputs, because no log has it.', '/policy'),
        observations: count('Reports read.', 1_204),
        figuresBeforeLog: count('Figures older than the log, taken as stored.', 0),
        gatesBeforeLog: count('Gates that rest on reports older than the log, taken as stored.', 0),
        differences,
      })
      .meta({ description: 'What places had reported and what gates remembered, made again from the log of events.' }),
    money: z
      .strictObject({
        verdict: z.enum(['same', 'different', 'incomplete']).meta({
          description:
            'same: the logs give what is stored. different: they do not. incomplete: they do not, but something it rests on is no longer kept.',
          examples: ['same'],
        }),
        isConfigurationOfThen: z.boolean().meta({
          description:
            'false: the configuration was changed since. Time zones and whether spend before the set-up was stated are read as they are now; a difference may come from that.',
          examples: [true],
        }),
        rebuilt: pointers('What was made of the logs.', '/cells/*/reference'),
        differences,
      })
      .meta({
        description:
          'What complete days left behind: spend and results, made again from the log of events; the amounts ramps count from, from the reports of what was applied with everything they corrected, and from the history of what was in force.',
      }),
    inForce: z
      .strictObject({
        verdict: z.enum(['same', 'different', 'incomplete']).meta({
          description:
            'same: the log of decisions gives what was in force. different: it does not. incomplete: the state before one of the decisions is no longer kept.',
          examples: ['same'],
        }),
        states: count('States made again: each came with the plan, or by a decision.', 3),
        differences: differences.meta({
          description: 'Where they differ; pointers start with the number of the state; at most 100.',
        }),
      })
      .meta({
        description:
          'What was in force beside the plan, each state made again from the one before, the plan and the decision that made it.',
      }),
  })
  .meta({ id: 'Replay', description: 'A plan made again and compared with what is stored.' })

export type Replay = z.output<typeof replay>
