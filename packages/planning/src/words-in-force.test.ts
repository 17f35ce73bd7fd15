import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  heard,
  makeCell,
  makeInput,
  makePlace,
  makePolicy,
  makePrevious,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { cellFactsOf } from './cell-facts.ts'
import { amountsOf, effectiveOf } from './effective.ts'
import { toEffectivePlan } from './effective-plan.ts'
import type { DecisionPolicy, PlanningInput } from './input.ts'
import { plan as planOf } from './plan.ts'
import type { Plan } from './plan.types.ts'
import { sentencesInForce } from './words-in-force.ts'

const decisions = { ...(makePolicy().decisions as DecisionPolicy), mode: 'approval' as const }
const approval = makePolicy({ decisions })

/** What is in force once these cells are approved and those rejected. */
function inForce(input: PlanningInput, plan: Plan, approved: string[], rejected: string[] = []) {
  const refused = plan.recommendations.filter(({ cellId }) => rejected.includes(cellId))
  const before = new Map(input.previous?.cells.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))
  const effective = effectiveOf(input, plan, {
    before,
    climbs: new Map(),
    bases: new Map(),
    moved: new Set(),
    rejected: new Map(refused.map((line) => [line.cellId, line.recommendedDailyBudgetMinor])),
    approved: new Set(approved),
  })
  return { effective, shown: toEffectivePlan(input, plan, effective) }
}

test('[D8] a cut that was approved alone did not go to whom the plan would have given it', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f']
  const room = ids.slice(1).map((id) => makePlace(id, [heard(1, slots(600, 100))]))
  const input = makeInput(
    ids.map((id) => makeCell(id)),
    {
      policy: approval,
      places: [makePlace('a', [heard(1, wait(41))]), ...room],
      previous: makePrevious(Object.fromEntries(ids.map((id) => [id, 4_200]))),
    },
  )
  const plan = planOf(input)
  const cut = 'a has a 41-day wait; we cut it to its floor of $4.20 a day and moved $37.80'
  expect(plan.recommendations[0]?.sentence).toContain(`${cut} to 5 others, the largest part to b`)
  const alone = inForce(input, plan, ['a']).shown
  expect(alone.reserveDailyMinor).toBe(3_780)
  expect(alone.recommendations[0]?.sentence).toContain(`${cut} to the reserve.`)
  const withSome = inForce(input, plan, ['a', 'c', 'd', 'e', 'f'])
  expect(withSome.shown.recommendations[0]?.sentence).toContain(`${cut} to the reserve and 4 others.`)
  expect(inForce(input, plan, ids).shown).toBe(plan)
})

test('[D8, E8] more room is worth nothing where it does not bind what a clinic has, though it would bind what waits', () => {
  const input = makeInput([makeCell('a', reference(1_000))], {
    policy: approval,
    places: [makePlace('a', [heard(1, slots(44, 32))])],
    previous: makePrevious({ a: 1_000 }),
    dailyMinor: 8_000,
  })
  const plan = planOf(input)
  const [proposed] = plan.recommendations
  expect(proposed?.reasons).toContain('capacity_ceiling')
  expect(proposed?.nextSlotValueMinor).toBeGreaterThan(0)
  const { shown } = inForce(input, plan, [])
  const [kept] = shown.recommendations
  expect(kept).toMatchObject({ recommendedDailyBudgetMinor: 1_000, nextSlotValueMinor: 0, slotAWeekValueMinor: 0 })
  // Nothing came into force, so all of it is worth what it was.
  expect(plan.valueMinor).toBeGreaterThan(plan.previousValueMinor ?? Number.NaN)
  expect(shown.valueMinor).toBeCloseTo(plan.previousValueMinor ?? Number.NaN, 6)
})

test('[D8] what waits for money says whether the cuts that would pay for it still wait', () => {
  const ids = ['a', 'b', 'c']
  const input = makeInput(
    ids.map((id) => makeCell(id)),
    {
      policy: makePolicy({ decisions: { ...decisions, gateCutsWithoutApproval: false } }),
      places: [
        makePlace('a', [heard(1, wait(41))]),
        ...['b', 'c'].map((id) => makePlace(id, [heard(1, slots(600, 100))])),
      ],
      previous: makePrevious(Object.fromEntries(ids.map((id) => [id, 4_200]))),
      dailyMinor: 12_600,
    },
  )
  const plan = planOf(input)
  const sentenceOf = (rejected: string[]) => inForce(input, plan, ['b'], rejected).shown.recommendations[1]?.sentence
  expect(sentenceOf([])).toMatch(/is planned once there is money for it: cuts of other clinics wait for approval\.$/)
  expect(sentenceOf(['a'])).toMatch(/is planned once there is money for it: cuts of other clinics were rejected\.$/)
})

test('[D8] where nothing is kept each sentence is the plan’s own, to the letter', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 12 }), (seed, size) => {
      const input = randomInput(seed, size)
      const plan = planOf(input)
      const facts = cellFactsOf(input)
      const effective = { reserveDailyMinor: plan.reserveDailyMinor, kept: [], climbs: [], bases: [] }
      const sentenceOf = sentencesInForce(input, plan, effective, facts)
      const sentences = plan.recommendations.map((line, i) => sentenceOf(line, facts[i]))
      expect(sentences).toEqual(plan.recommendations.map(({ sentence }) => sentence))
    }),
    { numRuns: 100 },
  )
})

test('[D13] who has nothing in force is not active, whatever is proposed; who has something is', () => {
  const cells = [makeCell('a'), makeCell('new'), makeCell('max', { maxDailyBudgetMinor: 0 })]
  const previous = makePrevious({ a: 4_200, max: 4_200 })
  const input = makeInput(cells, { policy: approval, previous })
  const plan = planOf(input)
  const statusOf = (approved: string[]) =>
    inForce(input, plan, approved).shown.recommendations.map((line) => line.status)
  expect(plan.recommendations.map(({ status }) => status)).toEqual(['active', 'pause_proposed', 'active'])
  // A maximum holds at once; what is new waits.
  expect(statusOf([])).toEqual(['active', 'pause_proposed', 'paused'])
  expect(statusOf(['new', 'max'])).toEqual(['active', 'pause_proposed', 'active'])
})

test('[D13] in any plan and whatever of it is approved, 0 is what is not active', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 8 }), fc.nat(255), (seed, size, bits) => {
      const made = randomInput(seed, size)
      const input = { ...made, policy: { ...made.policy, decisions } }
      const plan = planOf(input)
      const approved = plan.recommendations.filter((_, i) => ((bits >> i) & 1) === 1).map(({ cellId }) => cellId)
      for (const { recommendations } of [plan, inForce(input, plan, approved).shown]) {
        for (const { status, recommendedDailyBudgetMinor } of recommendations)
          if (status !== 'removed') expect(status === 'active').toBe(recommendedDailyBudgetMinor > 0)
      }
    }),
    { numRuns: 100 },
  )
})

test('[D8] no sentence in force says that money went to a clinic that got no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 8 }), fc.nat(255), (seed, size, bits) => {
      const made = randomInput(seed, size)
      const input = { ...made, policy: { ...made.policy, decisions } }
      const plan = planOf(input)
      const approved = plan.recommendations.filter((_, i) => ((bits >> i) & 1) === 1).map(({ cellId }) => cellId)
      const { effective, shown } = inForce(input, plan, approved)
      const amounts = amountsOf(plan, effective)
      const hasMore = (label: string) =>
        plan.recommendations.some(
          (line) => line.label === label && (amounts.get(line.cellId) ?? 0) > line.previousDailyBudgetMinor,
        )
      for (const { sentence } of shown.recommendations) {
        const name =
          / and moved \S+(?:, mostly)? to (?:\d+ others?, the largest part to )?(?!the reserve)(\S+?)[,;.]/.exec(
            sentence,
          )?.[1]
        if (name !== undefined && plan.recommendations.some(({ label }) => label === name))
          expect([sentence, hasMore(name)]).toEqual([sentence, true])
      }
    }),
    { numRuns: 100 },
  )
})
