import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureEvents } from './measure-json.ts'
import { membersWritten } from './repeated-members.ts'

const bytesOf = (text: string) => Buffer.from(text)

test('one event: its bytes, its depth, its members', () => {
  const text = '{"a":{"b":[1,{"c":":{}[],"}]},"d":"\\"{"}'
  expect(measureEvents(bytesOf(text), false)).toEqual([{ bytes: text.length, depth: 4, members: 4, values: 7 }])
})

test('a batch: each element for itself', () => {
  expect(measureEvents(bytesOf('[{"a":1},[[]], "x,y" ,{"ü":"é"}]'), true)).toEqual([
    { bytes: 7, depth: 1, members: 1, values: 2 },
    { bytes: 4, depth: 2, members: 0, values: 3 },
    { bytes: 7, depth: 0, members: 0, values: 1 },
    { bytes: 11, depth: 1, members: 1, values: 2 },
  ])
})

test('a member given twice is counted twice', () => {
  const [measure] = measureEvents(bytesOf('{"a":1,"a":2,"b":{"c":1,"\\u0063":2}}'), false)
  expect(measure?.members).toBe(5)
})

test('whatever JSON.stringify writes is measured as it is, pretty or not, alone or in a batch', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ depthSize: 'medium' })), fc.constantFrom(0, 2), (values, indent) => {
      const measures = measureEvents(bytesOf(JSON.stringify(values, null, indent)), true)
      // An empty array has no element to measure.
      const counted = values.length === 0 ? [0] : values.map((value) => membersWritten(JSON.stringify(value)))
      expect(measures.map(({ members }) => members)).toEqual(counted)
      const [whole] = measureEvents(bytesOf(JSON.stringify(values, null, indent)), false)
      expect(whole?.members).toBe(membersWritten(JSON.stringify(values)))
      // Those that hold nothing count as one more, so that no value goes uncounted.
      expect(whole?.values).toBe(countValues(values) + emptiesOf(values))
      expect(whole?.depth).toBe(1 + Math.max(0, ...measures.map(({ depth }) => depth)))
    }),
  )
})

test('of what is no JSON the values are counted that are made of it before that is found out', () => {
  for (const text of ['[[1,2', '[1,2]]]', '"never ends, whatever', '']) {
    const [measure] = measureEvents(bytesOf(text), false)
    expect([text, measure?.values]).toEqual([text, 1 + [...text.replace(/".*/, '').matchAll(/[[{,]/g)].length])
  }
})

/** Of objects and arrays, and what is in them. */
function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, one) => sum + countValues(one), 1)
}

function emptiesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const values = Object.values(value)
  return values.length === 0 ? 1 : values.reduce((sum: number, one) => sum + emptiesOf(one), 0)
}
