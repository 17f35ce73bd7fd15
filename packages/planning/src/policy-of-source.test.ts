import { expect, test } from 'vitest'
import { hoursAgo, makeCell, makeInput, makePlace, makePolicy, slots, wait } from '../test-support/make-input.ts'
import { planPool } from './plan.ts'
import { policyOfSource } from './policy-of-source.ts'
import { verifyPlan } from './verify.ts'
import { toldOfSource } from './verify-sources.ts'

const named = (n: number) => `https://pms.example/clinic-${n}`
const entries = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ source: named(n), priority: n, expectedIntervalHours: 1 }))

test('planning and the checker know what a policy says of a source, whichever policy was asked before', () => {
  const [one, other] = [makePolicy({ sources: entries(3) }), makePolicy({ sources: entries(1) })]
  for (const policyOf of [
    policyOfSource,
    (source: string, sources: typeof one.sources) => toldOfSource({ ...one, sources }, source),
  ]) {
    expect(policyOf(named(2), one.sources)).toBe(one.sources[2])
    expect(policyOf(named(2), other.sources)).toBeUndefined()
    expect(policyOf(named(0), other.sources)).toBe(other.sources[0])
  }
})

test('a plan and its check read each source of a policy a few times, however many places have one of their own', () => {
  const count = 300
  let reads = 0
  const sources = entries(count).map(({ source, ...entry }) =>
    Object.defineProperty({ ...entry, source }, 'source', {
      enumerable: true,
      get: () => {
        reads++
        return source
      },
    }),
  )
  const policy = makePolicy({ sources })
  const cells = Array.from({ length: count }, (_, n) => makeCell(`c${n}`))
  const places = cells.map(({ locationId }, n) =>
    makePlace(locationId, [
      { observedAt: hoursAgo(1), source: named(n), figures: [slots(100, 60), wait(3)] },
      { observedAt: hoursAgo(2), source: named(count - 1 - n), figures: [slots(100, 50), wait(4)] },
    ]),
  )
  const input = { ...makeInput(cells, { places }), policy }
  reads = 0
  verifyPlan(input, planPool(input))
  expect(reads).toBeLessThanOrEqual(20 * count)
})
