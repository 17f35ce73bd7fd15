import { z } from 'zod'
import { freshnessOfPlace } from '../freshness-of-place.ts'
import { identifier } from '../identifier.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { pageRequestHeaders, pageResponses } from './configuration.ts'
import { poolId } from './plans.ts'

export const listFreshness = defineOperation({
  id: 'listFreshness',
  method: 'get',
  path: '/v1/freshness',
  summary: 'Freshness of what is known of each place',
  description: [
    'Every clinic and kind of care that a pool has cells for, with the newest report of each figure; those that were never',
    'observed too. By pool, clinic and kind of care. A 304 says that nothing new was observed and nothing passed a limit;',
    'ages have grown.',
  ].join(' '),
  tags: ['Sources'],
  scopes: ['plans:read'],
  query: z.strictObject({
    poolId: poolId.optional().meta({ description: 'Only this pool.', examples: ['georgia'] }),
    locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
    state: z
      .enum(['all', 'not_fresh'])
      .default('all')
      .meta({
        description: 'not_fresh: only places that are ageing, stale, dead or never observed.',
        examples: ['all'],
      }),
    ...pageQuery,
  }),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('FreshnessList', freshnessOfPlace),
})
