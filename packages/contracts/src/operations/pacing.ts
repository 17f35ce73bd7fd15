import { z } from 'zod'
import { cacheControlHeader, linkHeader, optionalHeader, requestIdHeader } from '../headers.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { cellPacing, pacing } from '../pacing.ts'
import { poolId } from './plans.ts'

const headers = z.strictObject({ 'x-request-id': requestIdHeader, 'cache-control': cacheControlHeader })

export const getPacing = defineOperation({
  id: 'getPacing',
  method: 'get',
  path: '/v1/pools/{poolId}/pacing',
  summary: 'Pacing of a pool',
  description:
    'Spent so far against plan, where the period will end, with a band, and whether somebody should look: outside 75 to 125 % of the money at the start of the period, narrowing to 99 to 101 % at its end. One point a day for a plot. A day nobody reported is missing, not zero; what the plan counts for it stands apart. docs/pacing.md has the formulas.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  responses: { 200: { description: 'The pacing of the period.', body: pacing, headers } },
})

export const listCellPacing = defineOperation({
  id: 'listCellPacing',
  method: 'get',
  path: '/v1/pools/{poolId}/pacing/cells',
  summary: 'Pacing of each cell',
  description:
    'In the order of the cells’ ids: planned, reported, missing days, projected end, and the month’s exposure at Google. Pages follow one another by id, and each is of its own moment.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  query: z.strictObject(pageQuery),
  responses: {
    200: {
      description: 'A page of cells.',
      body: listOf('CellPacingList', cellPacing),
      headers: headers.extend({ link: optionalHeader(linkHeader) }),
    },
  },
})
