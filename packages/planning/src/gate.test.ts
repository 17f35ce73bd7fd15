import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accepting, heard, hoursAgo, makeLine, makePolicy, now, slots, wait } from '../test-support/make-input.ts'
import { seededRandom } from '../test-support/random.ts'
import { randomObservation } from '../test-support/random-input.ts'
import { emptyGateMemory, foldGate, gateAt } from './gate.ts'
import { stateOfWait, waitThresholds } from './gate-thresholds.ts'
import type { FigureValue, GateMemory, Observation } from './input.ts'
import { toMs } from './instant.ts'

const settings = { policy: makePolicy(), serviceLine: makeLine(), place: { organicBookings: 0, share: 1 } }
const fold = (observations: Observation[], memory = emptyGateMemory()) => foldGate(memory, observations, settings)
const stateAfter = (observations: Observation[], asOf = now) => gateAt(fold(observations), toMs(asOf), settings)

test('[G1] a longer wait throttles and gates on the observation that says so', () => {
  expect(stateAfter([heard(3, wait(5)), heard(2, wait(13))]).state).toBe('throttled')
  expect(stateAfter([heard(3, wait(13)), heard(2, wait(21))]).state).toBe('gated')
})

test.each([
  [21, 12.59, 'open'],
  [21, 12.6, 'throttled'],
  [21, 20.99, 'throttled'],
  [21, 21, 'gated'],
  [8, 9.99, 'open'],
  [8, 10, 'throttled'],
  [8, 21, 'gated'],
  [60, 36, 'throttled'],
  [60, 60, 'gated'],
])('[G2] typical %d days, wait %d: %s', (typicalWaitDays, days, expected) => {
  expect(stateOfWait(days, waitThresholds(makePolicy(), makeLine({ typicalWaitDays })))).toBe(expected)
})

/** Gated 100 h ago by a wait of 30 days, then waits of so many days, so many hours ago. */
const gatedThen = (...later: [hours: number, days: number][]) => [
  heard(100, wait(30)),
  ...later.map(([hours, days]) => heard(hours, wait(days))),
]

test('[G3] back from gated at two thirds of 21 days, on the second snapshot, after 72 hours', () => {
  expect(stateAfter(gatedThen([20, 14])).state).toBe('gated')
  expect(stateAfter(gatedThen([20, 14], [10, 14])).state).toBe('throttled')
  expect(stateAfter(gatedThen([20, 14.1], [10, 14.1])).state).toBe('gated')
  expect(stateAfter([heard(71, wait(30)), heard(20, wait(5)), heard(10, wait(5))]).state).toBe('gated')
})

test('[G3] back from throttled at 0.7 of 12.6 days', () => {
  const throttledThen = (days: number) => [heard(100, wait(15)), heard(20, wait(days)), heard(10, wait(days))]
  expect(stateAfter(throttledThen(8.82)).state).toBe('open')
  expect(stateAfter(throttledThen(8.83)).state).toBe('throttled')
})

test('[G4] from gated to open when the wait is short enough for that', () => {
  expect(stateAfter(gatedThen([20, 14], [10, 12])).state).toBe('open')
})

test('[G5] a return is due at the end of the dwell, though nobody computes then', () => {
  const observations = [heard(73, wait(30)), heard(20, wait(5)), heard(10, wait(5))]
  const standing = stateAfter(observations)
  expect(standing.memory.wait).toMatchObject({ state: 'open', since: hoursAgo(1) })
  expect(gateAt(fold(observations), toMs(hoursAgo(1.001)), settings).state).toBe('gated')
  expect(gateAt(fold(observations), toMs(hoursAgo(1)), settings).state).toBe('open')
})

test('[G5] a snapshot that has aged by then does not return; the next one does, at once', () => {
  const early = [heard(100, wait(30)), heard(60, wait(5)), heard(53, wait(5))]
  expect(stateAfter(early).state).toBe('gated')
  const early24 = [heard(100, wait(30)), heard(60, wait(5)), heard(52, wait(5))]
  expect(stateAfter(early24).memory.wait.since).toBe(hoursAgo(28))
  expect(stateAfter([...early, heard(2, wait(5))]).memory.wait).toMatchObject({ state: 'open', since: hoursAgo(2) })
})

test('[G6] headroom: gated when nothing is left, back at once with 5 % of capacity', () => {
  const fullThen = (booked: number) => [heard(2, slots(100, 85)), heard(1, slots(100, booked))]
  expect(stateAfter([heard(5, slots(100, 84))]).state).toBe('open')
  expect(stateAfter([heard(5, slots(100, 85))])).toMatchObject({ state: 'gated', cause: 'headroom' })
  expect(stateAfter([heard(5, slots(20, 17))]).state).toBe('gated')
  expect(stateAfter(fullThen(80))).toMatchObject({ state: 'open', memory: { headroom: { since: hoursAgo(1) } } })
  expect(stateAfter(fullThen(81)).state).toBe('gated')
})

test('[G6] a small place comes back with room for one', () => {
  const small = (open: number): FigureValue => ({ figure: 'slots', horizonDays: 14, total: null, open })
  const after = (open: number) => stateAfter([heard(2, small(0)), heard(1, small(open))])
  expect(after(1).state).toBe('open')
  expect(after(0.9).state).toBe('gated')
})

test('[G6] a shorter waiting list does not bring a place back while its slots are old', () => {
  const list = (size: number): FigureValue => ({ figure: 'waitlist', size })
  const full = heard(30, slots(100, 60), list(50))
  expect(stateAfter([full]).state).toBe('gated')
  expect(stateAfter([full, heard(1, list(0))]).state).toBe('gated')
  expect(stateAfter([full, heard(7, list(0))], hoursAgo(6)).state).toBe('open')
})

test('[G7] closed at once, open at once, into what the wait holds', () => {
  expect(stateAfter([heard(5, accepting(false))])).toMatchObject({ state: 'gated', cause: 'accepting' })
  expect(stateAfter([heard(5, accepting(false)), heard(4, accepting(true))]).state).toBe('open')
  const throttled = [heard(6, wait(15)), heard(5, accepting(false)), heard(4, accepting(true))]
  expect(stateAfter(throttled)).toMatchObject({ state: 'throttled', cause: 'wait' })
})

test('[G8] slots are no snapshot of the wait', () => {
  expect(stateAfter([heard(100, wait(30)), heard(20, wait(5)), heard(10, slots(100, 10))]).state).toBe('gated')
})

test('[G8] two values of one source at one instant count once, the last; two messages of one instant are one snapshot', () => {
  expect(stateAfter(gatedThen([10, 5], [10, 5])).state).toBe('gated')
  expect(stateAfter([heard(5, wait(30)), heard(5, wait(3))]).state).toBe('open')
  expect(stateAfter([heard(5, wait(3)), heard(5, slots(10, 10))])).toMatchObject({ cause: 'headroom' })
})

const by = (source: string, hours: number, ...figures: FigureValue[]): Observation => ({
  ...heard(hours, ...figures),
  source,
})
const preferring = {
  ...settings,
  policy: makePolicy({ sources: [{ source: 'ehr', priority: 1, expectedIntervalHours: null }] }),
}
const causeAfter = (...observations: Observation[]) =>
  gateAt(foldGate(emptyGateMemory(), observations, preferring), toMs(now), preferring).memory.accepting.state

test('[G7] a closure that came after what a preferred source said closes; whoever takes it back opens again', () => {
  const begun = [by('ehr', 10, accepting(true)), by('desk', 5, accepting(false, 'closure'))]
  expect(causeAfter(...begun)).toBe('gated')
  expect(causeAfter(...begun, by('desk', 3, accepting(true, 'reopened')))).toBe('open')
  expect(causeAfter(...begun, by('ehr', 3, accepting(true)))).toBe('open')
  expect(causeAfter(by('ehr', 10, accepting(false)), by('desk', 5, accepting(true)))).toBe('gated')
})

test('[G12] that a preferred closure goes dead opens nothing; the next word does', () => {
  const begun = [by('ehr', 200, accepting(false)), by('desk', 100, accepting(true))]
  expect(causeAfter(...begun)).toBe('gated')
  expect(causeAfter(...begun, by('desk', 1, slots(100, 10)))).toBe('gated')
  expect(causeAfter(...begun, by('desk', 1, accepting(true)))).toBe('open')
})

test('[G6] a full place stays gated when the same source counts over a horizon that is not used', () => {
  const observations = [by('pms', 3, slots(40, 40)), by('pms', 2, slots(300, 60, 90))]
  expect(stateAfter(observations)).toMatchObject({ state: 'gated', cause: 'headroom' })
  expect(stateAfter([...observations, by('pms', 1, slots(40, 10))]).state).toBe('open')
})

test('[G8] what a source of lower priority says does not count while the other is alive', () => {
  const policy = makePolicy({ sources: [{ source: 'ehr', priority: 1, expectedIntervalHours: null }] })
  const ehr = { observedAt: hoursAgo(30), source: 'ehr', figures: [wait(5)] }
  const memory = foldGate(emptyGateMemory(), [ehr, heard(2, wait(40))], { ...settings, policy })
  expect(gateAt(memory, toMs(now), { ...settings, policy }).state).toBe('open')
})

test('[G9] a snapshot in between starts the count again', () => {
  expect(stateAfter(gatedThen([20, 5], [15, 20], [10, 5])).state).toBe('gated')
  expect(stateAfter(gatedThen([20, 5], [15, 20], [10, 5], [5, 5])).state).toBe('open')
})

test('[G10] the worst cause decides; equals are all named, closed first', () => {
  const all = stateAfter([heard(5, wait(30), slots(10, 10), accepting(false))])
  expect(all.causes).toEqual(['accepting', 'headroom', 'wait'])
  const mixed = stateAfter([heard(5, wait(15), slots(10, 10))])
  expect(mixed).toMatchObject({ state: 'gated', causes: ['headroom'] })
})

test('[G11] microseconds are an order too', () => {
  const at = (fraction: string, figure: FigureValue): Observation => ({
    observedAt: `2026-11-22T10:00:00.123${fraction}Z`,
    source: 'pms',
    figures: [figure],
  })
  const [first, second] = [at('100', wait(30)), at('900', wait(3))]
  expect(fold([second, first])).toEqual(fold([second], fold([first])))
})

test('[G11] cut anywhere between two instants, in any order of arrival: the same memory', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 7 }), (seed, count, chunk) => {
      const random = seededRandom(seed)
      const all = Array.from({ length: count }, () => randomObservation(random)).sort(byTime)
      const whole = fold(all)
      expect(chunks(all, chunk).reduce((memory, part) => fold(part, memory), emptyGateMemory())).toEqual(whole)
      expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
    }),
    { numRuns: 300 },
  )
})

test('[G11] [S9] shuffled, many of one instant: the same memory, cut anywhere between two instants', () => {
  const told = fc.record({
    source: fc.constantFrom('a', 'm', 'z'),
    hours: fc.integer({ min: 1, max: 4 }),
    seconds: fc.nat(2),
    sequence: fc.constantFrom('', '1', '10', '2'),
    figure: fc.oneof(
      fc.nat(40).map((days) => wait(days)),
      fc.nat(20).chain((booked) => fc.constantFrom(7, 14, 20, 90).map((days) => slots(20, booked, days))),
      fc.boolean().chain((is) => fc.boolean().map((wholeLocation) => ({ ...accepting(is), wholeLocation }))),
    ),
  })
  const toldInOrders = fc
    .array(told, { minLength: 2, maxLength: 30 })
    .map((all) =>
      all.map(({ hours, seconds, sequence, source, figure }, n): Observation => {
        const recordedAt = new Date(Date.parse(hoursAgo(hours)) + seconds * 1_000).toISOString()
        const order = { recordedAt, sequence, bodySha256: String(n).padStart(2, '0') }
        return { source, observedAt: hoursAgo(hours), order, figures: [figure as FigureValue] }
      }),
    )
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(toldInOrders, fc.integer({ min: 1, max: 4 }), ([all, shuffled], hours) => {
      const whole = fold(all)
      expect(fold(shuffled)).toEqual(whole)
      const isBefore = ({ observedAt }: Observation) => observedAt < hoursAgo(hours)
      const first = fold(shuffled.filter(isBefore))
      expect(
        fold(
          shuffled.filter((one) => !isBefore(one)),
          first,
        ),
      ).toEqual(whole)
    }),
    { numRuns: 500 },
  )
})

test('[S9] two sources of one moment: the gate stands where the later recorded put it, whatever they are called', () => {
  const told = (source: string, seconds: number, figure: FigureValue): Observation => {
    const recordedAt = new Date(Date.parse(hoursAgo(1)) + seconds * 1_000).toISOString()
    return { source, observedAt: hoursAgo(1), order: { recordedAt, sequence: '', bodySha256: '' }, figures: [figure] }
  }
  for (const [good, bad] of [
    [wait(3), wait(90)],
    [slots(60, 0), slots(60, 60)],
    [slots(60, 0), slots(60, 60, 20)],
    [accepting(true), { ...accepting(false), wholeLocation: true }],
  ] as [FigureValue, FigureValue][])
    for (const [one, other] of [
      ['a', 'z'],
      ['z', 'a'],
      ['a', 'a'],
    ] as const) {
      expect(stateAfter([told(one, 5, good), told(other, 100, bad)]).state).toBe('gated')
      expect(stateAfter([told(one, 100, good), told(other, 5, bad)]).state).toBe('open')
    }
})

test('[G11] settling in between changes nothing', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 20 }), (seed, count) => {
      const random = seededRandom(seed)
      const all = Array.from({ length: count }, () => randomObservation(random)).sort(byTime)
      const settled = chunks(all, 3).reduce<GateMemory>((memory, part) => {
        const folded = fold(part, memory)
        return gateAt(folded, toMs(folded.throughObservedAt ?? now), settings).memory
      }, emptyGateMemory())
      expect(gateAt(settled, toMs(now), settings)).toEqual(gateAt(fold(all), toMs(now), settings))
    }),
    { numRuns: 200 },
  )
})

test('[G12] silence opens nothing', () => {
  const longAgo = fold([heard(900, wait(30)), heard(800, wait(5))])
  expect(gateAt(longAgo, toMs(now), settings).state).toBe('gated')
})

function byTime(a: Observation, b: Observation): number {
  return a.observedAt < b.observedAt ? -1 : a.observedAt > b.observedAt ? 1 : 0
}

/** Parts of about so many, never between two observations of one instant. */
function chunks(all: readonly Observation[], size: number): Observation[][] {
  const parts: Observation[][] = []
  for (const observation of all) {
    const last = parts.at(-1)
    const isFull = last === undefined || last.length >= size
    if (last !== undefined && (!isFull || last.at(-1)?.observedAt === observation.observedAt)) last.push(observation)
    else parts.push([observation])
  }
  return parts
}
