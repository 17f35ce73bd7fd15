import { event, eventDataMembers } from '@sluice/contracts'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalData, canonicalText } from './canonical-text.ts'

const text = fc.stringMatching(/^[\x20-\x7e]{0,12}$/)
const value = fc.oneof(text, fc.boolean(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }))
const maybe = fc.option(text, { nil: undefined })
const type = fc.constantFrom(...event.options.map(({ shape }) => shape.type.value))
/** With any members of its type, in any order. */
const kept = type.chain((type) =>
  fc.record({
    attributes: fc.record({
      id: text,
      recordedtime: maybe,
      sequence: maybe,
      source: text,
      time: text,
      type: fc.constant(type),
    }),
    data: fc
      .shuffledSubarray([...eventDataMembers[type]])
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, value])))),
  }),
)

test('the text of an event is that of RFC 8785: what is hashed by another version has the same hash', () => {
  fc.assert(
    fc.property(kept, ({ attributes, data }) => {
      const written = canonicalData({ type: attributes.type, data: data as never })
      expect(canonicalText(attributes, written)).toBe(canonicalize({ ...attributes, data }))
    }),
  )
})

test('one event is pinned to the byte', () => {
  const type = 'sluice.capacity.observed.v1'
  const data = canonicalData({ type, data: { waitDays: 1.5, locationId: 'smyrna', horizonDays: 14, serviceLine: 'a' } })
  const attributes = { source: '/ehr', id: '1', time: '2026-11-22T08:00:00.000Z', type } as const
  expect(canonicalText({ ...attributes, recordedtime: undefined, sequence: undefined }, data)).toBe(
    '{"data":{"horizonDays":14,"locationId":"smyrna","serviceLine":"a","waitDays":1.5},"id":"1","source":"/ehr","time":"2026-11-22T08:00:00.000Z","type":"sluice.capacity.observed.v1"}',
  )
})
