import { serviceLine } from '../service-line.ts'
import { configuredResource } from './configured-resource.ts'

export const {
  put: putServiceLine,
  get: getServiceLine,
  list: listServiceLines,
  delete: deleteServiceLine,
} = configuredResource({
  name: 'ServiceLine',
  plural: 'ServiceLines',
  noun: 'service line',
  nouns: 'service lines',
  path: '/v1/service-lines',
  param: 'serviceLineId',
  exampleId: 'orthodontics',
  body: serviceLine,
  seen: {},
  putDescription:
    'Whole; the same again changes nothing. A change has the plans of all pools that use it computed anew.',
  deleteDescription: 'Only when no cell uses it. Plans that name it stay; put again it is back.',
})
