import { z } from 'zod'
import {
  cacheControlHeader,
  computedRevisionHeader,
  etagHeader,
  ifNoneMatchHeader,
  linkHeader,
  optionalHeader,
  requestIdHeader,
  varyHeader,
} from '../headers.ts'
import { identifier } from '../identifier.ts'
import { integerText } from '../integer-text.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { plan, planSummary } from '../plan.ts'
import { recommendationList } from '../recommendation.ts'

export const poolId = identifier.meta({ description: 'The pool.', examples: ['georgia'] })
export const planNumber = integerText({
  description: 'The plan’s number.',
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
  example: 17,
})
export const requestHeaders = z.strictObject({ 'if-none-match': ifNoneMatchHeader })
export const cached = { etag: etagHeader, 'cache-control': cacheControlHeader, 'x-request-id': requestIdHeader }
/** Headers of large answers, which are sent packed to clients that accept gzip. */
export const packed = { ...cached, vary: varyHeader }
export const currentHeaders = z.strictObject({ ...cached, 'sluice-computed-revision': computedRevisionHeader })
export const notModified = (headers: z.ZodObject) => ({
  description: 'Nothing has changed since the ETag you sent.',
  headers,
})

export const getPlan = defineOperation({
  id: 'getPlan',
  method: 'get',
  path: '/v1/pools/{poolId}/plan',
  summary: 'The plan in force',
  description:
    'What every cell of the pool should spend a day, and why. Ask as often as you like with If-None-Match; while nothing has changed the answer is 304. In an automatic pool proposed and effective are the same plan. An archived pool has no plan in force: 404, as if it were unknown.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  query: z.strictObject({
    status: z
      .enum(['effective', 'proposed'])
      .default('effective')
      .meta({
        description: 'effective: what to spend. proposed: the latest plan, which a person may still have to approve.',
        examples: ['effective'],
      }),
  }),
  requestHeaders,
  responses: {
    200: {
      description: 'The plan in force, or the proposed one.',
      body: plan,
      headers: z.strictObject({ ...packed, 'sluice-computed-revision': computedRevisionHeader }),
    },
    304: notModified(z.strictObject({ ...packed, 'sluice-computed-revision': computedRevisionHeader })),
  },
})

export const listPlans = defineOperation({
  id: 'listPlans',
  method: 'get',
  path: '/v1/pools/{poolId}/plans',
  summary: 'History of a pool’s plans',
  description:
    'Newest first, without their lines. New plans appear before the first page and never shift later ones. An archived pool’s history stays readable.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  query: z.strictObject(pageQuery),
  requestHeaders,
  responses: {
    200: {
      description: 'A page of plans.',
      body: listOf('PlanList', planSummary),
      headers: z.strictObject({ ...cached, link: optionalHeader(linkHeader) }),
    },
    304: notModified(z.strictObject(cached)),
  },
})

export const getPlanByNumber = defineOperation({
  id: 'getPlanByNumber',
  method: 'get',
  path: '/v1/pools/{poolId}/plans/{number}',
  summary: 'One plan of the history',
  description:
    'A plan as it was computed. Its numbers never change; `status`, and with it the ETag, changes with decisions as long as it is the pool’s latest plan, and never after. GET /v1/pools/{poolId}/effective-plans/{revision} says what of it is in force. Plans of an archived pool stay readable; nobody should spend by them.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId, number: planNumber }),
  requestHeaders,
  responses: {
    200: { description: 'The plan with this number.', body: plan, headers: z.strictObject(packed) },
    304: notModified(z.strictObject(packed)),
  },
})

export const listRecommendations = defineOperation({
  id: 'listRecommendations',
  method: 'get',
  path: '/v1/recommendations',
  summary: 'Lines of the plans in force, across pools',
  description:
    'One line per cell, in the order of pool and cell. Filters combine. All lines of one pool come from one plan, also over several pages: the cursor holds its number. Archived pools have no lines; a cursor that would go on in one is refused (400 `bad-cursor`). To follow: keep `changesCursor` of the first page and send it as `changedSince` the next time; you get the lines that have changed since, none of them missed, some perhaps twice.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  query: z.strictObject({
    poolId: poolId.optional().meta({ description: 'Only this pool.', examples: ['georgia'] }),
    locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
    changedSince: z
      .string()
      .max(8_192)
      .optional()
      .meta({
        description:
          'A `changesCursor`, with the same filters: only lines that have changed since. It counts plans and reads no clock. A line changes with its budget, reference, bounds, gate, headroom, wait, waitlist, freshness, figures, flags, reasons, status or place; ages, values and the sentence move along and do not count.',
        examples: ['eyJsIjoiY2hhbmdlcyIs'],
      }),
    ...pageQuery,
  }),
  requestHeaders,
  responses: {
    200: {
      description: 'A page of lines.',
      body: recommendationList,
      headers: z.strictObject({ ...packed, link: optionalHeader(linkHeader) }),
    },
    304: notModified(z.strictObject(packed)),
  },
})
