import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText } from './canonical-text.ts'

const name = fc.stringMatching(/^[a-zA-Z]{1,8}$/)
const value = fc.oneof(
  fc.stringMatching(/^[\x20-\x7e]{0,12}$/),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const flat = fc.dictionary(name, value, { maxKeys: 8 })

test('the text of an event is that of RFC 8785: what is hashed by another version has the same hash', () => {
  fc.assert(
    fc.property(flat, flat, (attributes, data) => {
      expect(canonicalText({ ...attributes, data })).toBe(canonicalize({ ...attributes, data }))
    }),
  )
})

test('one event is pinned to the byte', () => {
  const kept = {
    source: '/ehr',
    id: '1',
    time: '2026-11-22T08:00:00.000Z',
    data: { waitDays: 1.5, locationId: 'smyrna' },
  }
  const expected =
    '{"data":{"locationId":"smyrna","waitDays":1.5},"id":"1","source":"/ehr","time":"2026-11-22T08:00:00.000Z"}'
  expect(canonicalText(kept)).toBe(expected)
})
