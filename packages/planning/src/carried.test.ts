import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSame } from '../test-support/expect-same.ts'
import {
  heard,
  makeCell,
  makeInput,
  makeLine,
  makePlace,
  now,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { type Random, seededRandom } from '../test-support/random.ts'
import { randomInput } from '../test-support/random-input.ts'
import { cellFactsOf } from './cell-facts.ts'
import type { PlanningInput } from './input.ts'
import { toInstant, toMs } from './instant.ts'
import { plan } from './plan.ts'

// Places, cells and policies that come again as the same objects bring along what was worked out of them. A clone has nothing
// to bring: its plan is the one worked out of what the input says.
const anew = (input: PlanningInput) => plan(structuredClone(input))
const at = (input: PlanningInput, ms: number): PlanningInput => ({ ...input, asOf: toInstant(toMs(now) + ms) })

const hour = 3_600_000

test.each([
  ['a figure that grows old', (fresh: PlanningInput) => fresh, 23 * hour],
  [
    'a lock that expires',
    ({ cells: [a, ...others], ...input }: PlanningInput): PlanningInput => {
      const [expiresAt, author, reason] = [toInstant(toMs(now) + 2 * hour), 'ana', 'fair']
      const lock = { kind: 'minimum', dailyBudgetMinor: 5_000, author, reason, expiresAt } as const
      return { ...input, cells: [{ ...(a ?? makeCell('a')), lock }, ...others] }
    },
    2 * hour - 1,
  ],
])('%s is seen at its very millisecond, forth and back', (_, change, lastMs) => {
  const places = [makePlace('a', [heard(1, slots(100, 60))]), makePlace('b', [heard(0, slots(100, 60))])]
  const input = change(makeInput([makeCell('a'), makeCell('b')], { places }))
  const [before, after] = [plan(at(input, lastMs)), plan(at(input, lastMs + 1))]
  expect(after.recommendations[0]).not.toEqual({ ...before.recommendations[0], dataAgeSeconds: expect.anything() })
  expect(after).toEqual(anew(at(input, lastMs + 1)))
  expect(plan(at(input, lastMs))).toEqual(before)
  expect(plan(input)).toEqual(anew(input))
})

test('a gate that is due to come back comes back at its very millisecond', () => {
  // Gated for 71 of the 72 hours it stays so, and well twice since.
  const heardOf = [heard(71, wait(40)), heard(3, wait(2)), heard(2, wait(2))]
  const input = makeInput([makeCell('a'), makeCell('b')], { places: [makePlace('a', heardOf)] })
  const dueAt = plan(input).nextChangeAt ?? ''
  const gateAt = (ms: number) => plan({ ...input, asOf: toInstant(toMs(dueAt) + ms) }).recommendations[0]?.gate
  expect([gateAt(-1), gateAt(0), gateAt(-1)]).toEqual(['gated', 'open', 'gated'])
})

test('another currency, another cell at the place, other curves are seen', () => {
  const cell = makeCell('a', { learned: { bookings: 9, spendMinor: 9_000 }, ...reference(500) })
  const input = makeInput([cell], { places: [makePlace('a', [heard(1, slots(100, 60))])] })
  const [line = makeLine()] = input.serviceLines
  // As many bookings at the most, from twice as much money.
  const bent = {
    ...line,
    priorKappa: 2 * line.priorKappa + 1,
    priorCostPerBookingMinor: 2 * line.priorCostPerBookingMinor,
  }
  const others: PlanningInput[] = [
    { ...input, currencyExponent: 0 },
    { ...input, cells: [...input.cells, makeCell('a2', { locationId: 'a', channel: 'social' })] },
    { ...input, serviceLines: [bent] },
    { ...input, policy: { ...input.policy, shrinkConversions: 3 } },
  ]
  for (const other of others) {
    cellFactsOf({ ...input })
    expect(cellFactsOf(other)).toEqual(cellFactsOf(structuredClone(other)))
  }
})

test('who is called otherwise, or by more than before, is named so', () => {
  const [ortho, primary] = [makeLine(), makeLine({ id: 'primary', name: 'primary care' })]
  const heardOf = [heard(1, slots(100, 60))]
  const places = [makePlace('a', heardOf), { ...makePlace('b', heardOf, { line: primary }), locationName: 'a' }]
  const cells = [
    makeCell('x', { locationId: 'a', channel: 'search' }),
    makeCell('y', { locationId: 'b', serviceLine: 'primary' }),
  ]
  const input = makeInput(cells, { places, serviceLines: [ortho, primary] })
  const twin = makeCell('z', { locationId: 'a', channel: 'social' })
  const renamed = places.map((place) => (place.locationId === 'b' ? { ...place, locationName: 'Smyrna' } : place))
  const steps: PlanningInput[] = [
    input,
    { ...input, places: renamed },
    input,
    { ...input, serviceLines: [{ ...ortho, name: 'braces' }, primary] },
    input,
    { ...input, cells: [...cells, twin] },
    { ...input, cells: [...cells, { ...twin, channel: 'maps' }] },
  ]
  const labels = steps.map((step) => plan(step).recommendations.map(({ label }) => label))
  expect(labels).toEqual(steps.map((step) => anew(step).recommendations.map(({ label }) => label)))
  expect(new Set(labels.map((some) => some.join())).size).toBe(5)
})

test('whatever of an input comes again as the same object, its plan is that of what it says', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = seededRandom(seed)
      let input = randomInput(seed, random.between(1, 25))
      for (let step = 0; step < 6; step += 1) {
        expectSame(plan(input), anew(input))
        input = later(input, random)
      }
    }),
    { numRuns: 150 },
  )
})

/** The next input as a loader makes it: what has not changed is the same object, what has is a new one. */
function later(input: PlanningInput, random: Random): PlanningInput {
  const other = randomInput(random.between(0, 1e6), input.cells.length)
  const passed = random.pick([0, 1, 1_000, hour, 5 * hour, 24 * hour, 96 * hour, -hour, -30 * hour])
  const next = at(input, toMs(input.asOf) - toMs(now) + passed)
  const places = next.places.map((place, i) => {
    const { figures, gate } = other.places[i] ?? place
    return random.chance(0.1) ? { ...place, figures, gate } : place
  })
  const cells = next.cells.map((cell, i) => {
    const { lock, reference, learned } = other.cells[i] ?? cell
    return random.chance(0.1) ? { ...cell, lock, reference, learned } : cell
  })
  return {
    ...next,
    places,
    cells: random.chance(0.5) ? next.cells : cells,
    ...(random.chance(0.1) ? { policy: { ...next.policy, deadPolicy: 'floor', leadDays: 5 } } : {}),
    ...(random.chance(0.1) ? { currencyExponent: next.currencyExponent === 2 ? 0 : 2 } : {}),
    ...(random.chance(0.2) ? { serviceLines: next.serviceLines.map((line) => ({ ...line, weight: 2 })) } : {}),
    previous: random.chance(0.3) ? other.previous : next.previous,
  }
}
