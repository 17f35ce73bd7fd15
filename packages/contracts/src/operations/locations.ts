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
  putDescription:
    'Replaces all of it; the same again changes nothing. After a change of name or time zone the plans of its pools are computed anew.',
  deleteDescription: 'Only when no cell uses it. Plans that name it stay. A PUT brings it back.',
})
