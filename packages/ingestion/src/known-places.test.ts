import { expect, test } from 'vitest'
import { KnownPlaces } from './known-places.ts'
import { PlaceMap } from './place-map.ts'

const place = (locationId: string) => ({ locationId, serviceLine: 'orthodontics' })
const mapOf = (...locationIds: string[]) => new PlaceMap(locationIds.map(place), [])

test('places are known together as long as the configuration is the same', () => {
  const known = new KnownPlaces()
  known.note('north', '3', mapOf('smyrna'))
  known.note('north', '3', mapOf('decatur'))
  expect(
    ['smyrna', 'decatur', 'macon'].map((id) => known.find('north')?.places.poolsAtKnown(place(id)) !== undefined),
  ).toEqual([true, true, false])
  known.note('north', '4', mapOf('macon'))
  expect(known.find('north')?.mapVersion).toBe('4')
  expect(known.find('north')?.places.poolsAtKnown(place('smyrna'))).toBeUndefined()
})

test('what was noted longest ago is forgotten where it is too much; one organization too many for itself knows nothing', () => {
  const known = new KnownPlaces(3)
  known.note('north', '1', mapOf('a', 'b'))
  known.note('south', '1', mapOf('a'))
  known.note('north', '1', mapOf('b'))
  known.note('west', '1', mapOf('a'))
  expect(['north', 'south', 'west'].map((orgId) => known.find(orgId) !== undefined)).toEqual([true, false, true])
  known.note('west', '1', mapOf('b', 'c', 'd'))
  expect(['north', 'west'].map((orgId) => known.find(orgId))).toEqual([undefined, undefined])
  known.note('north', '1', mapOf('a', 'b', 'c'))
  expect(known.find('north')?.places.size).toBe(3)
})
