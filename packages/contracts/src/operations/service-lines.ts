import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { listOf, pageQuery } from '../list.ts'
import { defineOperation } from '../operation.ts'
import { serviceLine } from '../service-line.ts'
import {
  changeHeaders,
  configVersion,
  deleteResponses,
  mayRead,
  mayWrite,
  pageHeaders,
  pageNotModified,
  pageRequestHeaders,
  preconditions,
  putResponses,
  version,
} from './configuration.ts'

const serviceLineId = identifier.meta({
  description: 'The service line, by an id of your choice.',
  examples: ['orthodontics'],
})
const params = z.strictObject({ serviceLineId })
const listed = serviceLine
  .safeExtend({ id: serviceLineId, version })
  .meta({ id: 'ListedServiceLine', description: 'A service line as configured.' })

export const putServiceLine = defineOperation({
  id: 'putServiceLine',
  method: 'put',
  path: '/v1/service-lines/{serviceLineId}',
  summary: 'Configure a service line',
  description: 'Whole; the same again changes nothing. A change has the plans of all pools that use it computed anew.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': serviceLine },
  responses: putResponses,
})

export const getServiceLine = defineOperation({
  id: 'getServiceLine',
  method: 'get',
  path: '/v1/service-lines/{serviceLineId}',
  summary: 'A service line',
  description: 'As it was put, defaults filled in.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  responses: {
    200: {
      description: 'It.',
      body: listed
        .safeExtend({ configVersion })
        .meta({ id: 'ConfiguredServiceLine', description: 'A service line as configured.' }),
      headers: changeHeaders,
    },
  },
})

export const listServiceLines = defineOperation({
  id: 'listServiceLines',
  method: 'get',
  path: '/v1/service-lines',
  summary: 'All service lines',
  description: 'In order of their ids.',
  tags: ['Configuration'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: {
    200: { description: 'One page.', body: listOf('ServiceLineList', listed), headers: pageHeaders },
    304: pageNotModified,
  },
})

export const deleteServiceLine = defineOperation({
  id: 'deleteServiceLine',
  method: 'delete',
  path: '/v1/service-lines/{serviceLineId}',
  summary: 'Archive a service line',
  description: 'Only when no cell uses it. Plans that name it stay; put again it is back.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  responses: deleteResponses,
})
