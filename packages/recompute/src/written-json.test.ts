import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type WrittenJson, writeJson } from './written-json.ts'

// Letters of every length in UTF-8, and halves of pairs. Not the unit 'binary' of fast-check: that has no halves, and
// begins with a second's work on a table of all letters.
const unit = fc.nat({ max: 0x10ffff }).map((point) => String.fromCodePoint(point))
const text = fc.string({ unit })
const part = fc.dictionary(text, fc.oneof(text, fc.jsonValue()))
/** Parts that later values take again, at the same place or another, or not. */
const parts = fc.array(part, { minLength: 1, maxLength: 8 })
const picks = fc.array(fc.nat({ max: 15 }), { maxLength: 12 })

const names = ['places', 'cells']

test('is JSON.stringify to the byte, whatever of it was written before', () => {
  const values = fc.array(fc.record({ asOf: fc.jsonValue(), places: picks, cells: picks }), { maxLength: 5 })
  fc.assert(
    fc.property(parts, values, (made, wanted) => {
      const pick = (number: number) => made[number] ?? { fresh: number }
      let known: WrittenJson | undefined
      for (const { asOf, places, cells } of wanted) {
        const value = { asOf, gone: undefined, places: places.map(pick), policy: { asOf }, cells: cells.map(pick) }
        known = writeJson(value, names, known)
        expect(known.bytes.toString()).toBe(JSON.stringify(value))
      }
    }),
  )
})

test('the same over many generations, of which each has another part than the one before', () => {
  const changes = fc.array(fc.tuple(fc.nat(), part), { minLength: 3, maxLength: 12 })
  fc.assert(
    fc.property(parts, changes, (made, steps) => {
      let cells: object[] = made
      let known = writeJson({ cells }, names)
      for (const [at, other] of steps) {
        cells = cells.with(at % cells.length, other)
        known = writeJson({ cells }, names, known)
        expect(known.bytes.toString()).toBe(JSON.stringify({ cells }))
      }
    }),
  )
})

test('a value without members, and one that begins or ends with a list', () => {
  for (const value of [{}, { places: [] }, { places: [{}], end: 1 }, { begin: 1, cells: [{ a: 1 }, {}] }]) {
    const known = writeJson(value, names)
    expect(known.bytes.toString()).toBe(JSON.stringify(value))
    expect(writeJson(value, names, known).bytes.toString()).toBe(JSON.stringify(value))
  }
})

test('a part that is the same object is copied, not written again', () => {
  let written = 0
  const toJSON = () => {
    written += 1
    return 'part'
  }
  const [first, second] = [{ toJSON }, { toJSON }]
  const known = writeJson({ cells: [first, { other: 1 }, second] }, names)
  writeJson({ cells: [first, { other: 2 }, second] }, names, known)
  expect(written).toBe(2)
})
