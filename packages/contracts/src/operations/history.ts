import { z } from 'zod'
import { requestIdHeader } from '../headers.ts'
import { identifier } from '../identifier.ts'
import { integerText } from '../integer-text.ts'
import { defineOperation } from '../operation.ts'
import { planDifference } from '../plan-difference.ts'
import { planCellInputs, planInputs } from '../plan-inputs.ts'
import { replay } from '../replay.ts'
import { cached, notModified, planNumber, poolId, requestHeaders } from './plans.ts'

const params = z.strictObject({ poolId, number: planNumber })
const headers = z.strictObject(cached)

export const getPlanDifference = defineOperation({
  id: 'getPlanDifference',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/diff',
  summary: 'Difference between two plans',
  description:
    'Who gained and who lost from the plan `against` to this one, by how much and why, to the cent. Any two kept plans of the pool can be compared. Plans never change, and so neither does the difference of two.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  query: z.strictObject({
    against: integerText({
      description: 'The plan it is compared with; absent: the newest kept one before it.',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      example: 16,
    }).optional(),
  }),
  requestHeaders,
  responses: {
    200: {
      description: 'The difference between the two plans.',
      body: z
        .strictObject({
          poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
          number: z
            .int()
            .min(1)
            .meta({ description: 'The later plan.', examples: [17] }),
          against: z
            .int()
            .min(1)
            .meta({ description: 'The earlier plan.', examples: [16] }),
          currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
          difference: planDifference,
        })
        .meta({ id: 'PlanComparison', description: 'Two plans compared.' }),
      headers,
    },
    304: notModified(headers),
  },
})

export const getPlanInputs = defineOperation({
  id: 'getPlanInputs',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/inputs',
  summary: 'Inputs of a plan',
  description:
    'The canonical input of a plan, byte for byte as it was stored, sent as it is read: several megabytes for a large pool. `Repr-Digest` is the SHA-256 that was stored with it. The same bytes give the same plan.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  requestHeaders,
  responses: {
    200: {
      description: 'The inputs of the plan.',
      body: planInputs,
      alternatives: { 'application/json': planInputs },
      headers: headers.extend({
        'repr-digest': z.string().meta({
          description: 'RFC 9530, SHA-256 of the body.',
          examples: ['sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:'],
        }),
      }),
    },
    304: notModified(headers),
  },
})

export const getPlanCellInputs = defineOperation({
  id: 'getPlanCellInputs',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}/inputs/{cellId}',
  summary: 'Inputs of one line of a plan',
  description:
    'The cell, its place with figures and gate memory, its service line, groups, policy and money, as they were; and the line.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({
    poolId,
    number: planNumber,
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
  }),
  requestHeaders,
  responses: {
    200: { description: 'The inputs of the line.', body: planCellInputs, headers },
    304: notModified(headers),
  },
})

export const replayPlan = defineOperation({
  id: 'replayPlan',
  method: 'post',
  path: '/v1/pools/{poolId}/plans/{number}/replay',
  summary: 'Replay: make a plan again and compare',
  description:
    'Makes a plan again from its stored inputs and compares the bytes. Also makes those inputs again: what places had reported and what gates remembered from the log of events, as far as it reaches back; what complete days left behind (spend, results, what ramps count from) from that log, the reports of what was applied and the history of what was in force. Says what was made again, what was taken as stored, and where anything differs. Stores nothing, so it may be repeated. It runs in a thread; too many at once are answered 429.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  responses: {
    200: {
      description: 'What came out, compared with what is stored.',
      body: replay,
      headers: z.strictObject({ 'x-request-id': requestIdHeader }),
    },
  },
})
