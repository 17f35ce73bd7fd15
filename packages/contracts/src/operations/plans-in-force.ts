import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { integerText } from '../integer-text.ts'
import { defineOperation } from '../operation.ts'
import { plan } from '../plan.ts'
import { planDifference } from '../plan-difference.ts'
import { cached, notModified, packed, poolId, requestHeaders } from './plans.ts'

const revisionText = (description: string, example: number) =>
  integerText({ description, minimum: 1, maximum: Number.MAX_SAFE_INTEGER, example })

const params = z.strictObject({ poolId, revision: revisionText('An `effectiveRevision` of the pool.', 21) })
const headers = z.strictObject(packed)
const differenceHeaders = z.strictObject(cached)

export const getPlanInForce = defineOperation({
  id: 'getPlanInForce',
  method: 'get',
  path: '/v1/pools/{poolId}/effective-plans/{revision}',
  summary: 'What was in force at a revision',
  description:
    'The plan with the amounts that were in force: what GET /v1/pools/{poolId}/plan answered at that `effectiveRevision`. It never changes. In an approval pool the plan of the same number, GET /v1/pools/{poolId}/plans/{number}, holds what was computed, and part of it may wait.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  requestHeaders,
  responses: {
    200: { description: 'The plan as it was in force.', body: plan, headers },
    304: notModified(headers),
  },
})

export const getPlanInForceDifference = defineOperation({
  id: 'getPlanInForceDifference',
  method: 'get',
  path: '/v1/pools/{poolId}/effective-plans/{revision}/diff',
  summary: 'Difference between two states of what was in force',
  description:
    'Who gained and who lost in force from the revision `against` to this one, by how much and why, to the cent; also where a decision brought more of one plan into force. It never changes.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params,
  query: z.strictObject({ against: revisionText('The earlier `effectiveRevision`.', 20) }),
  requestHeaders,
  responses: {
    200: {
      description: 'The difference between the two states.',
      body: z
        .strictObject({
          poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
          revision: z
            .int()
            .min(1)
            .meta({ description: 'The later revision.', examples: [21] }),
          against: z
            .int()
            .min(1)
            .meta({ description: 'The earlier revision.', examples: [20] }),
          currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
          difference: planDifference,
        })
        .meta({ id: 'PlanInForceComparison', description: 'What was in force at two revisions, compared.' }),
      headers: differenceHeaders,
    },
    304: notModified(differenceHeaders),
  },
})
