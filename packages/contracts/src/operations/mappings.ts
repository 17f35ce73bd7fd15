import { MAX_MAPPINGS, mapping } from '../mapping.ts'
import { configuredResource } from './configured-resource.ts'

export const {
  put: putMapping,
  get: getMapping,
  list: listMappings,
  delete: deleteMapping,
} = configuredResource({
  name: 'Mapping',
  plural: 'Mappings',
  noun: 'mapping',
  nouns: 'mappings',
  path: '/v1/mappings',
  param: 'mappingId',
  exampleId: 'ehr',
  body: mapping,
  bodyLimit: 4 * 1_048_576,
  seen: {},
  putDescription: [
    'Replaces all of it; the same again changes nothing. It holds for messages and polls from now on; what was counted before stays until then.',
    `An organization has at most ${MAX_MAPPINGS.toLocaleString('en')} mappings (409).`,
  ].join(' '),
  deleteDescription: 'Only when no feed uses it. A PUT brings it back.',
})
