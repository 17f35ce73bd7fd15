import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard, makeCell, makeInput, makePlace, makePolicy, makePrevious, slots } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { decisionsOf } from './default-policy.ts'
import { amountsOf, effectiveOf } from './effective.ts'
import type { DecisionPolicy, PlanningInput, Policy } from './input.ts'
import { planPool } from './plan.ts'
import { verifyPlan } from './verify.ts'
import { verifyEffective } from './verify-effective.ts'

/** A clinic of $500 a day that a wait or two openings cut to $350 today, and that was then taken out. */
function cutAndRemoved(changes: Partial<PlanningInput> = {}): PlanningInput {
  const cells = [
    makeCell('r1', { baselineDailyBudgetMinor: 50_000 }),
    makeCell('r2', { baselineDailyBudgetMinor: 50_000, status: 'removed' }),
  ]
  const previous = makePrevious({ r1: 60_000, r2: 35_000 }, 5_000)
  return makeInput(cells, { previous, places: [makePlace('r2', [heard(1, slots(100, 98))])], ...changes })
}

test.each(['automatic', 'approval'] as const)(
  '[B12] a cell that was cut today and removed has no more than that, %s',
  (mode) => {
    const input = cutAndRemoved({ policy: deciding(makePolicy(), mode) })
    const { plan } = planPool(input)
    expect(plan.recommendations[1]).toMatchObject({
      status: 'removed',
      recommendedDailyBudgetMinor: 35_000,
      sentence:
        'r2 is no longer part of the pool; we propose to pause it, and its $350 a day stays counted until that is confirmed.',
    })
    expect(plan.alerts).toEqual([{ code: 'removal_unconfirmed', cellIds: ['r2'] }])
    const before = new Map([
      ['r1', 60_000],
      ['r2', 35_000],
    ])
    const effective = effectiveOf(input, plan, {
      before,
      climbs: new Map(),
      bases: new Map(),
      moved: new Set(),
      rejected: new Map(),
      approved: new Set(['r2']),
    })
    expect(amountsOf(plan, effective).get('r2')).toBe(35_000)
  },
)

test('[B12] one that is paused stays so, and nothing of it is counted', () => {
  const { plan } = planPool(cutAndRemoved({ previous: makePrevious({ r1: 60_000, r2: 0 }) }))
  expect(plan.recommendations[1]).toMatchObject({ status: 'removed', recommendedDailyBudgetMinor: 0 })
  expect(plan.recommendations[1]?.sentence).toBe('r2 is no longer part of the pool; it has no budget.')
  expect(plan.alerts).toEqual([])
})

test('[B12] whatever is removed, it has no more than is in force or was applied, in the plan and in force', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 15 }), fc.nat(), fc.boolean(), (seed, size, bits, isAsking) => {
      const input = withRemovals(randomInput(seed, size), bits, isAsking)
      const outcome = planPool(input)
      expect(verifyPlan(input, outcome)).toEqual({ kind: 'ok' })
      const before = input.previous && new Map(input.previous.cells.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))
      const approved = new Set(input.cells.map(({ id }) => id))
      for (const said of [approved, new Set<string>()]) {
        const of = {
          before,
          climbs: new Map<string, number>(),
          bases: new Map<string, number>(),
          moved: new Set<string>(),
          approved: said,
        }
        const effective = effectiveOf(input, outcome.plan, { ...of, rejected: new Map() })
        expect(verifyEffective({ input, plan: outcome.plan, ...of }, effective)).toEqual([])
        const inForce = amountsOf(outcome.plan, effective)
        for (const { id, status, reference } of input.cells) {
          if (status !== 'removed') continue
          const had =
            before?.get(id) ?? (before === null || reference.basis === 'applied' ? reference.dailyBudgetMinor : 0)
          expect(inForce.get(id)).toBeLessThanOrEqual(had)
          const planned = outcome.plan.recommendations.find(({ cellId }) => cellId === id)?.recommendedDailyBudgetMinor
          expect(planned).toBeLessThanOrEqual(had)
          if (reference.basis === 'applied') expect(planned).toBeLessThanOrEqual(reference.dailyBudgetMinor)
        }
      }
    }),
    { numRuns: 200 },
  )
})

/** Takes cells out, by the bits of a number; every third amount is one that a tool reported. */
function withRemovals(input: PlanningInput, bits: number, isAsking: boolean): PlanningInput {
  const cells = input.cells.map((cell, i) => ({
    ...cell,
    status: ((bits >> i) & 1) === 1 ? ('removed' as const) : cell.status,
    reference: { ...cell.reference, basis: i % 3 === 0 ? ('applied' as const) : cell.reference.basis },
  }))
  return { ...input, policy: deciding(input.policy, isAsking ? 'approval' : 'automatic'), cells }
}

function deciding(policy: Policy, mode: DecisionPolicy['mode']): Policy {
  return { ...policy, decisions: { ...decisionsOf(policy), mode } }
}
