import { z } from 'zod'
import { linkHeader, optionalHeader } from '../headers.ts'
import { identifier } from '../identifier.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { marketingLine } from '../views/marketing.ts'
import { operationsLine } from '../views/operations.ts'
import { cached, notModified, poolId, requestHeaders } from './plans.ts'

const viewQuery = z.strictObject({
  poolId: poolId.optional().meta({ description: 'Only this pool.', examples: ['georgia'] }),
  locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
  serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
  moved: z
    .enum(['all', 'only'])
    .default('all')
    .meta({ description: 'only: lines whose budget the plan in force moved.', examples: ['all'] }),
  ...pageQuery,
})

const common = { method: 'get', tags: ['Plans'], scopes: ['plans:read'], query: viewQuery, requestHeaders } as const

function answers<Item extends z.ZodType>(name: string, item: Item) {
  return {
    200: {
      description: 'A page of lines.',
      body: listOf(name, item),
      headers: z.strictObject({ ...cached, link: optionalHeader(linkHeader) }),
    },
    304: notModified(z.strictObject(cached)),
  }
}

export const listOperationsView = defineOperation({
  ...common,
  id: 'listOperationsView',
  path: '/v1/views/operations',
  summary: 'The plan in force, for those who run clinics',
  description:
    'Openings, waits and waiting lists, what advertising does because of them, and what one more opening is worth. Pages as /v1/recommendations has them.',
  responses: answers('OperationsView', operationsLine),
})

export const listMarketingView = defineOperation({
  ...common,
  id: 'listMarketingView',
  path: '/v1/views/marketing',
  summary: 'The plan in force, for those who spend the money',
  description:
    'Budgets before and now, what waits for approval, what the money should bring and what limits it. What was approved, applied and spent of each cell is in /v1/pools/{poolId}/budgets.',
  responses: answers('MarketingView', marketingLine),
})
