import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countMembers, measureEvents } from './measure-json.ts'

const bytesOf = (text: string) => Buffer.from(text)

test('one event: its bytes, its depth, its members', () => {
  const text = '{"a":{"b":[1,{"c":":{}[],"}]},"d":"\\"{"}'
  expect(measureEvents(bytesOf(text), false)).toEqual([{ bytes: text.length, depth: 4, members: 4 }])
})

test('a batch: each element for itself', () => {
  expect(measureEvents(bytesOf('[{"a":1},[[]], "x,y" ,{"ü":"é"}]'), true)).toEqual([
    { bytes: 7, depth: 1, members: 1 },
    { bytes: 4, depth: 2, members: 0 },
    { bytes: 7, depth: 0, members: 0 },
    { bytes: 11, depth: 1, members: 1 },
  ])
})

test('a member given twice is counted twice, and found once in what JSON.parse made of it', () => {
  const text = '{"a":1,"a":2,"b":{"c":1,"\\u0063":2}}'
  const [measure] = measureEvents(bytesOf(text), false)
  expect([measure?.members, countMembers(JSON.parse(text))]).toEqual([5, 3])
})

test('whatever JSON.stringify writes has no repeated member, pretty or not, alone or in a batch', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ depthSize: 'medium' })), fc.constantFrom(0, 2), (values, indent) => {
      const measures = measureEvents(bytesOf(JSON.stringify(values, null, indent)), true)
      // An empty array has no element to measure.
      const counted = values.length === 0 ? [0] : values.map(countMembers)
      expect(measures.map(({ members }) => members)).toEqual(counted)
      const [whole] = measureEvents(bytesOf(JSON.stringify(values, null, indent)), false)
      expect(whole?.members).toBe(countMembers(values))
      expect(whole?.depth).toBe(1 + Math.max(0, ...measures.map(({ depth }) => depth)))
    }),
  )
})
