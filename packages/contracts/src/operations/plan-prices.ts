import { z } from 'zod'
import { linkHeader, optionalHeader } from '../headers.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { price, priceKind } from '../price.ts'
import { currentHeaders, notModified, poolId, requestHeaders } from './plans.ts'

export const listPlanPrices = defineOperation({
  id: 'listPlanPrices',
  method: 'get',
  path: '/v1/pools/{poolId}/plan/prices',
  summary: 'Prices: what one step more of anything would be worth',
  description:
    'The shadow prices of the plan in force, the highest first: one more opening a week at a clinic, one more dollar a day for the pool, a cell or a group’s maximum, one less for its minimum. Prices of nothing are left out. Each price is for one step with all else as it is, so they do not add up; channels of one place share its openings. All pages come from one plan: the cursor holds its number.',
  tags: ['Plans'],
  scopes: ['plans:read'],
  params: z.strictObject({ poolId }),
  query: z.strictObject({
    kind: priceKind.optional().meta({ description: 'Only prices of this kind.', examples: ['cell_slots'] }),
    ...pageQuery,
  }),
  requestHeaders,
  responses: {
    200: {
      description: 'A page of prices.',
      body: listOf('PriceList', price),
      headers: currentHeaders.extend({ link: optionalHeader(linkHeader) }),
    },
    304: notModified(currentHeaders),
  },
})
