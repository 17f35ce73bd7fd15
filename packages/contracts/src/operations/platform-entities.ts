import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { listedPlatformEntity, platformEntities, platformEntity } from '../platform-entity.ts'
import {
  changeHeaders,
  deleteResponses,
  mayRead,
  mayWrite,
  pageRequestHeaders,
  pageResponses,
  preconditions,
  putResponses,
  version,
} from './configuration.ts'
import { poolId } from './plans.ts'

const params = z.strictObject({ poolId })
const entityId = identifier.meta({ description: 'The entity, by an id of your choice.', examples: ['smyrna-search'] })
const entityParams = z.strictObject({ poolId, entityId })
const listed = listedPlatformEntity
  .safeExtend({ version })
  .meta({ id: 'ListedPlatformEntity', description: 'A budget on an advertising platform as configured.' })
const BODY_LIMIT = 32 * 1_048_576

export const putPlatformEntities = defineOperation({
  id: 'putPlatformEntities',
  method: 'put',
  path: '/v1/pools/{poolId}/platform-entities',
  summary: 'Replace the platform entities of a pool',
  description:
    'A platform entity is one budget on an advertising platform, and the cells whose money it carries. Entities left out are removed. The shares of each cell add up to 1. Version and ETag are the list’s: send the ETag of GET in If-Match. At most 32 MiB.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': platformEntities },
  bodyLimit: BODY_LIMIT,
  responses: { 200: putResponses[200] },
})

export const listPlatformEntities = defineOperation({
  id: 'listPlatformEntities',
  method: 'get',
  path: '/v1/pools/{poolId}/platform-entities',
  summary: 'Platform entities of a pool',
  description:
    'In the order of their ids: which budgets on platforms carry the money of which cells. The ETag is that of the whole list, the same on each page.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: pageResponses('PlatformEntityList', listed),
})

export const putPlatformEntity = defineOperation({
  id: 'putPlatformEntity',
  method: 'put',
  path: '/v1/pools/{poolId}/platform-entities/{entityId}',
  summary: 'Configure a platform entity',
  description:
    'The same again changes nothing. The shares of each cell must still add up to 1 afterwards, else 422: put the whole list to change how a cell is divided.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params: entityParams,
  requestHeaders: preconditions,
  body: { 'application/json': platformEntity },
  responses: putResponses,
})

export const getPlatformEntity = defineOperation({
  id: 'getPlatformEntity',
  method: 'get',
  path: '/v1/pools/{poolId}/platform-entities/{entityId}',
  summary: 'One platform entity',
  description: 'As it was put, with defaults filled in.',
  tags: ['Configuration'],
  scopes: mayRead,
  params: entityParams,
  responses: { 200: { description: 'The platform entity.', body: listed, headers: changeHeaders } },
})

export const deletePlatformEntity = defineOperation({
  id: 'deletePlatformEntity',
  method: 'delete',
  path: '/v1/pools/{poolId}/platform-entities/{entityId}',
  summary: 'Remove a platform entity',
  description:
    'Nothing changes on the platform. One that carries only a part of a cell’s money is removed by putting the whole list.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params: entityParams,
  requestHeaders: preconditions,
  responses: deleteResponses,
})
