import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { listOf, pageQuery } from '../list.ts'
import { location } from '../location.ts'
import { defineOperation } from '../operation.ts'
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

const locationId = identifier.meta({ description: 'The location, by an id of your choice.', examples: ['smyrna'] })
const params = z.strictObject({ locationId })
const listed = location
  .safeExtend({ id: locationId, version })
  .meta({ id: 'ListedLocation', description: 'A location as configured.' })

export const putLocation = defineOperation({
  id: 'putLocation',
  method: 'put',
  path: '/v1/locations/{locationId}',
  summary: 'Configure a location',
  description: 'Whole; the same again changes nothing. A new name or zone has the plans of its pools computed anew.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  body: { 'application/json': location },
  responses: putResponses,
})

export const getLocation = defineOperation({
  id: 'getLocation',
  method: 'get',
  path: '/v1/locations/{locationId}',
  summary: 'A location',
  description: 'As it was put, defaults filled in.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  responses: {
    200: {
      description: 'It.',
      body: listed
        .safeExtend({ configVersion })
        .meta({ id: 'ConfiguredLocation', description: 'A location as configured.' }),
      headers: changeHeaders,
    },
  },
})

export const listLocations = defineOperation({
  id: 'listLocations',
  method: 'get',
  path: '/v1/locations',
  summary: 'All locations',
  description: 'In order of their ids.',
  tags: ['Configuration'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: {
    200: { description: 'One page.', body: listOf('LocationList', listed), headers: pageHeaders },
    304: pageNotModified,
  },
})

export const deleteLocation = defineOperation({
  id: 'deleteLocation',
  method: 'delete',
  path: '/v1/locations/{locationId}',
  summary: 'Archive a location',
  description: 'Only when no cell uses it. Plans that name it stay; put again it is back.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  responses: deleteResponses,
})
