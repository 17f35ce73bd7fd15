import { z } from 'zod'

const flag = (value: boolean, description: string) =>
  z
    .boolean()
    .default(value)
    .meta({ description, examples: [value] })

export const decisionPolicy = z
  .strictObject({
    mode: z
      .enum(['automatic', 'approval'])
      .default('automatic')
      .meta({
        description:
          'automatic: a plan is in force when it is made. approval: a cell keeps its amount until somebody approves the new one.',
        examples: ['approval'],
      }),
    largestRiseShare: z
      .number()
      .min(0)
      .max(100)
      .default(0.5)
      .meta({
        description: 'A rise by more than this needs approval, in automatic pools too.',
        'x-unit': 'share of the amount in force',
        examples: [0.5],
      }),
    largestCutShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.8)
      .meta({
        description: 'A cut by more than this needs approval, in automatic pools too.',
        'x-unit': 'share of the amount in force, 0 to 1',
        examples: [0.8],
      }),
    gateCutsWithoutApproval: flag(
      true,
      'A place that fresh data says is full, closed or has too long a wait is cut to its floor at once, however large that cut is; the money waits in the reserve.',
    ),
    climbBackWithoutApproval: flag(
      true,
      'A cell that its gate or a pause cut comes back unasked, within one day’s ramp and to no more than it had before, whatever its baseline is by now: so a clinic that was full comes back by itself.',
    ),
    requireApprovedMessage: flag(
      false,
      'A cell whose campaign has no approved message does not rise. PUT /v1/pools/{poolId}/cells/{cellId}/message approves one.',
    ),
  })
  .meta({
    description:
      'What takes effect by itself, and what needs approval first. Any key with config:write may make more need approval; to make less need it, a key needs plans:decide as well.',
  })
