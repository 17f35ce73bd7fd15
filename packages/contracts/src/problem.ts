import { z } from 'zod'

const problemError = z
  .strictObject({
    pointer: z.string().meta({
      description: 'Where: a JSON Pointer of the body (`#/cells/3`), or `#/path/…`, `#/query/…`.',
      examples: ['#/query/limit'],
    }),
    detail: z.string().meta({ description: 'What was expected there.', examples: ['must be a number'] }),
  })
  .meta({ id: 'ProblemError', description: 'One thing wrong with a request. Never repeats what was sent.' })

/** RFC 9457, application/problem+json: what every refusal and failure looks like. */
export const problem = z
  .strictObject({
    type: z.string().meta({
      description: 'Address of a page that explains the code.',
      examples: ['/problems/invalid-request'],
    }),
    title: z.string().meta({
      description: 'The code in words; the same for the same code.',
      examples: ['The address or its query is not valid'],
    }),
    status: z
      .int()
      .min(400)
      .max(599)
      .meta({ description: 'The HTTP status.', examples: [400] }),
    detail: z.string().meta({
      description: 'This occurrence.',
      examples: ['The address is not what this operation takes.'],
    }),
    code: z.string().meta({
      description: 'Stable, for programs. docs/problems.md lists all.',
      examples: ['invalid-request'],
    }),
    instance: z.string().meta({
      description: 'This request; its id is also in x-request-id and in the operator’s log.',
      examples: ['urn:sluice:request:6b0b2b7c-6f0e-4b77-8f39-0e6d7f6a5b1c'],
    }),
    errors: z
      .array(problemError)
      .optional()
      .meta({
        description: 'What exactly is wrong, where more can be said.',
        examples: [[{ pointer: '#/query/limit', detail: 'must be a number' }]],
      }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document.' })

export type ProblemBody = z.output<typeof problem>
