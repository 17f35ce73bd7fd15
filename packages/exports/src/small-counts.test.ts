import { defaultPolicy, emptyGateMemory, type Figure, isSmallCount, type PlanningInput, plan } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeLine, makePlan } from '../test-support/make.ts'
import { exportPlain } from './export-plan.ts'
import { hideSmallCounts } from './small-counts.ts'

const asOf = '2026-11-22T12:00:00.000Z'
const place = fc.record({
  total: fc.integer({ min: 5, max: 60 }),
  open: fc.integer({ min: 0, max: 25 }),
  waiting: fc.option(fc.integer({ min: 0, max: 14 })),
  wait: fc.option(fc.integer({ min: 0, max: 30 })),
  channels: fc.integer({ min: 1, max: 2 }),
  organic: fc.constantFrom(0, 2),
})
type PlaceSeed = typeof place extends fc.Arbitrary<infer P> ? P : never

function figuresOf({ total, open, waiting, wait }: PlaceSeed): Figure[] {
  const heard = { source: 'pms', observedAt: '2026-11-22T11:00:00.000Z' }
  return [
    { ...heard, figure: 'slots', horizonDays: 14, total, booked: Math.max(0, total - open) },
    ...(waiting === null ? [] : [{ ...heard, figure: 'waitlist' as const, size: waiting }]),
    ...(wait === null
      ? []
      : [{ ...heard, figure: 'wait' as const, kind: 'third_next_available' as const, days: wait }]),
  ]
}

/** A pool of these places, each a clinic with one or two channels at $40 a day. */
function poolOf(places: readonly PlaceSeed[]): PlanningInput {
  const cells = places.flatMap(({ channels }, n) =>
    Array.from({ length: channels }, (_, channel) => ({
      id: `clinic-${n}.${channel}`,
      locationId: `clinic-${n}`,
      serviceLine: 'ortho',
      channel: channels === 1 ? null : `channel-${channel}`,
      groupId: null,
      baselineDailyBudgetMinor: 4_000,
      minDailyBudgetMinor: null,
      maxDailyBudgetMinor: null,
      lock: null,
      status: 'active' as const,
      reference: { dailyBudgetMinor: 4_000, basis: 'baseline' as const },
      learned: { bookings: 0, spendMinor: 0 },
    })),
  )
  const daily = cells.length * 4_000
  return {
    poolId: 'pool',
    asOf,
    inputRevision: 1,
    policyVersion: 1,
    configVersion: 1,
    currency: 'USD',
    currencyExponent: 2,
    day: { today: '2026-11-22', endsAt: '2026-11-23T05:00:00.000Z', nextCellMidnightAt: '2026-11-23T05:00:00.000Z' },
    amount: {
      periodStart: '2026-11-01',
      periodEnd: '2026-12-01',
      budgetMinor: daily * 30,
      carriedOverMinor: 0,
      spentBeforeMinor: 0,
      spentOnCompleteDaysMinor: daily * 21,
    },
    policy: defaultPolicy,
    serviceLines: [
      {
        id: 'ortho',
        name: 'orthodontics',
        typicalWaitDays: 21,
        typicalWaitKind: 'third_next_available',
        lifetimeValueMinor: 100_000,
        marginShare: 0.5,
        upsellRate: 0,
        upsellValueMinor: 0,
        weight: 1,
        followUpVisitsPerCase: null,
        priorCostPerBookingMinor: 4_000,
        priorKappa: 1,
      },
    ],
    groups: [],
    previous: null,
    cells,
    places: places.map((seed, n) => ({
      locationId: `clinic-${n}`,
      locationName: `Clinic ${n}`,
      serviceLine: 'ortho',
      organicBookings: seed.organic,
      share: 1,
      figures: figuresOf(seed),
      gate: emptyGateMemory(),
    })),
  }
}

/** What is decided: budgets are what an export is for, and are no count of people. Why is not told where few wait. */
function decisionOf(made: ReturnType<typeof plan>) {
  return made.recommendations.map(({ cellId, recommendedDailyBudgetMinor, gate, reasons, status, waitlistSize }) => {
    const why = isSmallCount(waitlistSize) ? null : reasons
    return { cellId, recommendedDailyBudgetMinor, gate, why, status }
  })
}

function exportsOf(made: ReturnType<typeof plan>): string[] {
  const toExport = makePlan(made.recommendations, { reserveDailyMinor: made.reserveDailyMinor })
  return (['csv', 'json', 'ndjson'] as const).map((format) =>
    JSON.stringify(exportPlain(toExport, format, { rows: 'all', before: undefined, showSmallCounts: false })),
  )
}

test('two counts of 1 to 10 that lead to the same decision lead to the same files, byte for byte', () => {
  let compared = 0
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 4 }),
      fc.nat(3),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 1, max: 10 }),
      (places, at, one, other) => {
        const withWaiting = (waiting: number) =>
          plan(poolOf(places.map((seed, n) => (n === at % places.length ? { ...seed, waiting } : seed))))
        const [a, b] = [withWaiting(one), withWaiting(other)]
        fc.pre(one !== other && JSON.stringify(decisionOf(a)) === JSON.stringify(decisionOf(b)))
        compared += 1
        expect(exportsOf(a)).toEqual(exportsOf(b))
      },
    ),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(250)
})

test('of a clinic where few wait neither room nor the want of it is told as what bound its budget', () => {
  const told = (waitlistSize: number, reasons: string[]) =>
    hideSmallCounts([makeLine('decatur', 6_191, { waitlistSize, reasons })])[0]?.reasons
  for (const ofRoom of ['capacity_ceiling', 'no_headroom', 'marginal_parity', 'reserve_hurdle', 'dead_band']) {
    expect(told(7, [ofRoom])).toEqual([])
    expect(told(7, ['ramp_up', ofRoom])).toEqual(['ramp_up'])
    expect(told(11, ['ramp_up', ofRoom])).toEqual(['ramp_up', ofRoom])
  }
  expect(told(7, ['wait_gate', 'no_headroom'])).toEqual(['wait_gate'])
})

test.each([
  [0, 0, false],
  [1, null, true],
  [10, null, true],
  [11, 11, false],
  [null, null, false],
])('a waiting list of %s is shown as %s', (waitlistSize, shown, isSmallCountHidden) => {
  const [line] = hideSmallCounts([makeLine('a', 5, { waitlistSize })])
  expect(line).toMatchObject({ waitlistSize: shown, isSmallCountHidden })
  const { content } = exportPlain(makePlan([makeLine('a', 5, { waitlistSize })]), 'json', {
    rows: 'all',
    before: undefined,
    showSmallCounts: true,
  })
  expect(content).toMatchObject([{ waitlistSize, isSmallCountHidden: false }])
})

test('neither the own sentence nor that of another clinic tells the room beside it', () => {
  const lines = hideSmallCounts([
    makeLine('smyrna', 5, {
      sentence:
        'Smyrna has a 41-day wait; we moved $3 a day, mostly to Decatur, which has room for 4 more new patients.',
    }),
    makeLine('decatur', 5, {
      waitlistSize: 5,
      sentence: 'Decatur has room for 4 more new patients (7 visits are open, less the 5 people waiting).',
    }),
  ])
  expect(lines.map(({ sentence }) => sentence)).toEqual([
    'Smyrna has a 41-day wait; we moved $3 a day, mostly to Decatur.',
    'Few people wait at decatur, so what in its budget depends on their number is left out.',
  ])
})
