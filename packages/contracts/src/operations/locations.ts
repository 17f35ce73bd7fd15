import { location } from '../location.ts'
import { configuredResource } from './configured-resource.ts'

export const {
  put: putLocation,
  get: getLocation,
  list: listLocations,
  delete: deleteLocation,
} = configuredResource({
  name: 'Location',
  plural: 'Locations',
  noun: 'location',
  nouns: 'locations',
  path: '/v1/locations',
  param: 'locationId',
  exampleId: 'smyrna',
  body: location,
  seen: {},
  putDescription: 'Whole; the same again changes nothing. A new name or zone has the plans of its pools computed anew.',
  deleteDescription: 'Only when no cell uses it. Plans that name it stay; put again it is back.',
})
