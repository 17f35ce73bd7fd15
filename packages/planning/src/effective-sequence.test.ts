import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makePolicy } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { amountsOf, effectiveOf, isGateCut, rejectedOf } from './effective.ts'
import type { DecisionPolicy } from './input.ts'
import { plan as planOf } from './plan.ts'
import { verifyEffective } from './verify-effective.ts'

const approval = { ...makePolicy().decisions, mode: 'approval' } as DecisionPolicy

test('[D1, D4, D8] any sequence of events, approvals and refusals: sums hold, nothing rises unapproved, gates cut at once', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.array(fc.tuple(fc.integer(), fc.nat(255), fc.nat(255)), { maxLength: 6 }),
      (seed, steps) => {
        const first = randomInput(seed, 8)
        let before = new Map<string, number>()
        let rejected = new Map<string, number>()
        for (const [event, approve, refuse] of steps) {
          // Another day of another world, for the same cells: pool, money, gates and limits all move.
          const input = { ...randomInput(event, 8), policy: { ...first.policy, decisions: approval } }
          const plan = planOf(input)
          const chosen = (bits: number) =>
            plan.recommendations.filter((_, i) => (bits >> i) & 1).map(({ cellId }) => cellId)
          const approved = new Set(chosen(approve))
          for (const id of chosen(refuse)) {
            rejected.set(id, plan.recommendations.find(({ cellId }) => cellId === id)?.recommendedDailyBudgetMinor ?? 0)
          }
          const effective = effectiveOf(input, plan, { before, rejected, approved })
          expect(verifyEffective({ input, plan, before, approved }, effective)).toEqual([])
          const now = amountsOf(plan, effective)
          const sum = [...now.values()].reduce((total, minor) => total + minor, 0)
          expect(sum + effective.reserveDailyMinor).toBe(plan.poolDailyBudgetMinor)
          expect(effective.reserveDailyMinor).toBeGreaterThanOrEqual(0)
          for (const line of plan.recommendations) {
            const reference = input.cells.find(({ id }) => id === line.cellId)?.reference.dailyBudgetMinor ?? 0
            const was = before.get(line.cellId) ?? reference
            const is = now.get(line.cellId) ?? 0
            if (!approved.has(line.cellId)) expect(is).toBeLessThanOrEqual(was)
            if (isGateCut(line))
              expect(is).toBeLessThanOrEqual(Math.max(line.recommendedDailyBudgetMinor, Math.min(was, is)))
          }
          before = now
          rejected = rejectedOf(effective)
        }
      },
    ),
    { numRuns: 40 },
  )
}, 30_000)
