import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { listOf, pageQuery } from '../list.ts'
import { mapping } from '../mapping.ts'
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

const mappingId = identifier.meta({ description: 'The mapping, by an id of your choice.', examples: ['ehr'] })
const params = z.strictObject({ mappingId })
const listed = mapping
  .safeExtend({ id: mappingId, version })
  .meta({ id: 'ListedMapping', description: 'A mapping as configured.' })

export const putMapping = defineOperation({
  id: 'putMapping',
  method: 'put',
  path: '/v1/mappings/{mappingId}',
  summary: 'Configure a mapping',
  description:
    'Whole; the same again changes nothing. It holds for messages and polls from now on; what was counted before stays until then.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  bodyLimit: 4 * 1_048_576,
  body: { 'application/json': mapping },
  responses: putResponses,
})

export const getMapping = defineOperation({
  id: 'getMapping',
  method: 'get',
  path: '/v1/mappings/{mappingId}',
  summary: 'A mapping',
  description: 'As it was put, defaults filled in.',
  tags: ['Configuration'],
  scopes: mayRead,
  params,
  responses: {
    200: {
      description: 'It.',
      body: listed
        .safeExtend({ configVersion })
        .meta({ id: 'ConfiguredMapping', description: 'A mapping as configured.' }),
      headers: changeHeaders,
    },
  },
})

export const listMappings = defineOperation({
  id: 'listMappings',
  method: 'get',
  path: '/v1/mappings',
  summary: 'All mappings',
  description: 'In order of their ids.',
  tags: ['Configuration'],
  scopes: mayRead,
  query: z.strictObject(pageQuery),
  requestHeaders: pageRequestHeaders,
  responses: {
    200: { description: 'One page.', body: listOf('MappingList', listed), headers: pageHeaders },
    304: pageNotModified,
  },
})

export const deleteMapping = defineOperation({
  id: 'deleteMapping',
  method: 'delete',
  path: '/v1/mappings/{mappingId}',
  summary: 'Archive a mapping',
  description: 'Only when no feed uses it. Put again it is back.',
  tags: ['Configuration'],
  scopes: mayWrite,
  params,
  requestHeaders: preconditions,
  responses: deleteResponses,
})
