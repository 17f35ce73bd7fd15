import type { PlanningInput } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalText } from './canonical-text.ts'

// Of an input only which of its members are lists of parts matters here.
const parts = fc.array(fc.dictionary(fc.string(), fc.jsonValue()))
const inputs = fc.record({
  asOf: fc.string(),
  policy: fc.jsonValue(),
  places: parts,
  cells: parts,
  previous: fc.jsonValue(),
})
const toInput = (value: unknown) => value as PlanningInput

test('is JSON.stringify to the byte, also of parts it has written before', () => {
  fc.assert(
    fc.property(inputs, (input) => {
      expect(canonicalText(toInput(input))).toBe(JSON.stringify(input))
      const later = { proposed: undefined, ...input, asOf: 'later', places: input.places.toReversed() }
      expect(canonicalText(toInput(later))).toBe(JSON.stringify(later))
    }),
  )
})
