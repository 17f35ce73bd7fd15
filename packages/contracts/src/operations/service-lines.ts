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
    'Replaces all of it; the same again changes nothing. After a change the plans of all pools that use it are computed anew.',
  deleteDescription: 'Only when no cell uses it. Plans that name it stay. A PUT brings it back.',
})
