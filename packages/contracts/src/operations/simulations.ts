import { z } from 'zod'
import { requestIdHeader } from '../headers.ts'
import { defineOperation } from '../operation.ts'
import { frontier, frontierQuestion, simulation } from '../simulation.ts'
import { whatIf } from '../what-if.ts'
import { poolId } from './plans.ts'

/** Assumptions about every one of 10,000 places are some 2 MB. */
const BODY_LIMIT = 8 * 1_048_576
const headers = z.strictObject({ 'x-request-id': requestIdHeader })
const bounded = 'It runs in a thread; too many at once are answered 429.'

export const simulatePlan = defineOperation({
  id: 'simulatePlan',
  method: 'post',
  path: '/v1/pools/{poolId}/simulations',
  summary: 'Simulate a change',
  description: `The plan that would come out now if budget, policy, capacity, values, bounds, cells or groups were different: computed from the same state and by the same rules as the next plan, with the difference to the plan in force and the prices. Nothing is stored, so \`plans:read\` is enough, and it may be repeated. ${bounded}`,
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  query: z.strictObject({
    lines: z
      .enum(['all', 'changed', 'none'])
      .default('all')
      .meta({
        description:
          'Which lines of the plan are in the answer: all, those that differ from the plan it is compared with, or none.',
        examples: ['changed'],
      }),
    compareWith: z
      .enum(['effective', 'proposed'])
      .default('effective')
      .meta({
        description: 'What the result is compared with: the plan in force, or the latest proposed one.',
        examples: ['effective'],
      }),
  }),
  body: { 'application/json': whatIf },
  bodyLimit: BODY_LIMIT,
  responses: { 200: { description: 'The plan that would come out.', body: simulation, headers } },
})

export const tellFrontier = defineOperation({
  id: 'tellFrontier',
  method: 'post',
  path: '/v1/pools/{poolId}/frontier',
  summary: 'Frontier: what other totals would bring',
  description: `Expected bookings and value for up to 50 amounts of the day: the best split of each within today’s bounds, before small changes are held. A total that today’s minimums do not fit into says how much is missing. Nothing is stored, so it may be repeated. ${bounded}`,
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  body: { 'application/json': frontierQuestion },
  bodyLimit: BODY_LIMIT,
  responses: { 200: { description: 'A point for each total.', body: frontier, headers } },
})
