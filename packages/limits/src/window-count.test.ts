import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WindowCount } from './window-count.ts'

type Step = { add: number } | { answer: 'total' | 'nothing' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ add: fc.nat(9) }),
  fc.record({ answer: fc.constantFrom('total' as const, 'nothing' as const) }),
)

test('a process never forgets what it counted itself, and knows what the store knew, in any order of answers', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat(50), (steps, elsewhere) => {
      const count = new WindowCount(60_000)
      let own = 0
      let stored = elsewhere
      let heard = 0
      for (const each of steps) {
        if ('add' in each) {
          count.add(each.add, 1)
          own += each.add
          continue
        }
        const { index, amount } = count.take(1)
        if (each.answer === 'nothing') count.failed(index, amount)
        else {
          stored += amount
          heard = stored
          count.told(index, amount, stored)
        }
        expect(count.used(1)).toBeGreaterThanOrEqual(Math.max(own, heard))
        expect(count.used(1)).toBeLessThanOrEqual(own + elsewhere)
      }
    }),
    { numRuns: 500 },
  )
})
