import { expect, test } from 'vitest'
import { indexCodes } from './code-index.ts'
import { indexMap } from './map-index.ts'

const index = indexCodes([
  { code: 'ortho', system: 'urn:a', name: 'ours' },
  { code: 'ortho', system: 'urn:a', name: 'repeated' },
  { code: 'ortho', name: 'of any system' },
  { code: 'braces', name: 'braces' },
])
const nameOf = (...codes: [code: string, system: string | null][]) =>
  index.first(codes.map(([code, system]) => ({ code, system })))?.entry.name

test('of entries that fit the first of the list counts, whatever code is asked first', () => {
  expect(nameOf(['ortho', 'urn:a'])).toBe('ours')
  expect(nameOf(['braces', null], ['ortho', 'urn:a'])).toBe('ours')
  expect(nameOf(['braces', 'urn:x'], ['ortho', 'urn:x'])).toBe('of any system')
})

test('a code without a system fits only an entry of any system', () => {
  expect(nameOf(['ortho', null])).toBe('of any system')
  expect(nameOf(['unknown', null])).toBeUndefined()
  expect(indexCodes([{ code: 'a', system: 'null' }]).first([{ code: 'a', system: null }])).toBeUndefined()
})

test('of two locations for one id the first counts, and of an id and an identifier the earlier entry', () => {
  const { locationOf } = indexMap({
    services: [],
    locations: [
      { fhirId: '1', locationId: 'first' },
      { fhirId: '1', locationId: 'second' },
      { system: 'urn:npi', value: '7', locationId: 'third' },
      { fhirId: '2', locationId: 'fourth' },
    ],
  })
  expect(locationOf('1', [{ system: 'urn:npi', value: '7' }])).toBe('first')
  expect(locationOf('2', [{ system: 'urn:npi', value: '7' }])).toBe('third')
  expect(locationOf('3', [])).toBeNull()
})
