import { verifyLine } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCell, makeInput, makePolicy, makePrevious } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { plan } from './plan.ts'
import type { Plan } from './plan.types.ts'
import { proofOf } from './proof.ts'

const check = (proof: unknown) => verifyLine(JSON.stringify(proof))

test('[R5] whatever the pool: its proof passes, and numbers that are a unit off have none', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      const input = randomInput(seed, size)
      const made = plan(input)
      expect(check(proofOf(input, made))).toMatchObject({ kind: 'ok' })
      const [first, ...rest] = made.recommendations
      if (first === undefined) return
      const moved = { ...first, recommendedDailyBudgetMinor: first.recommendedDailyBudgetMinor + 1 }
      expect(proofOf(input, { ...made, recommendations: [moved, ...rest] })).toBeNull()
    }),
    { numRuns: 150 },
  )
})

test('[R5] held numbers are proven with the gap the plan states, not with a smaller one', () => {
  const policy = makePolicy({ minimalGainMinor: 0 })
  const input = makeInput([makeCell('a'), makeCell('b')], { policy, previous: makePrevious({ a: 4_410, b: 3_990 }) })
  const made: Plan = plan(input)
  const proof = proofOf(input, made)
  expect(proof?.published).toEqual({
    allocation: { a: 4_410, b: 3_990 },
    reserveMinor: 0,
    gapMinor: made.provenGapMinor,
  })
  expect(check(proof)).toEqual({ kind: 'ok', gapMinor: made.provenGapMinor })
  expect(proofOf(input, { ...made, provenGapMinor: made.provenGapMinor / 2 })).toBeNull()
})
