import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCell, makeInput } from '../test-support/make-input.ts'
import { cellPacing, type PacingDay, type PacingInput, pacingOf } from './pacing.ts'
import { paceLimits, paceState } from './pacing-alarm.ts'
import { projectionOf } from './pacing-projection.ts'

const nobody = { actual: 0, applied: 0, published: 0, baseline: 0, stated: 0 }
const reported = (date: string, spent: number, planned = spent): PacingDay => ({
  date,
  plannedMinor: planned,
  reportedMinor: spent,
  assumedMinor: 0,
  cells: { ...nobody, actual: 2 },
})
const missing = (date: string, planned: number): PacingDay => ({
  date,
  plannedMinor: planned,
  reportedMinor: 0,
  assumedMinor: planned,
  cells: { ...nobody, published: 2 },
})

/** November, the 22nd: 21 days over, 9 left, $300 a day and so $9,000. */
const { amount, day, policy } = makeInput([makeCell('a')], { dailyMinor: 30_000 })
const november = (n: number) => `2026-11-${String(n).padStart(2, '0')}`
const evenDays = Array.from({ length: 21 }, (_, i) => reported(november(i + 1), 30_000))
const even: PacingInput = { amount, day, policy, days: evenDays, inForceMinor: 30_000 }

/** The same with so much spent on each of the days that are over. */
const withDaily = (spent: number): PacingInput => ({
  ...even,
  amount: { ...amount, spentOnCompleteDaysMinor: 21 * spent },
  days: evenDays.map(({ date }) => reported(date, spent, 30_000)),
})

test('[P1] 75–125 % at the start, 87–113 % in the middle, 99–101 % at the end; a limit itself is no alarm', () => {
  expect(paceLimits(0)).toEqual({ lowShare: 0.75, highShare: 1.25 })
  expect(paceLimits(0.5)).toEqual({ lowShare: 0.87, highShare: 1.13 })
  expect(paceLimits(1)).toEqual({ lowShare: 0.99, highShare: 1.01 })
  const states = [0.7499, 0.75, 1, 1.25, 1.2501].map((share) => paceState(share, paceLimits(0)))
  expect(states).toEqual(['under', 'ok', 'ok', 'ok', 'over'])
  expect([0.9899, 0.99, 1.01, 1.0101].map((share) => paceState(share, paceLimits(1)))).toEqual([
    'under',
    'ok',
    'ok',
    'over',
  ])
})

test('[P2] the alarm is about where the period will end, against all there is to spend', () => {
  expect(pacingOf(even).alarm).toMatchObject({ state: 'ok', projectedShare: 1 })
  expect(pacingOf(withDaily(36_000)).alarm).toMatchObject({ state: 'over', projectedShare: 1.2 })
  expect(pacingOf(withDaily(24_000)).alarm).toMatchObject({ state: 'under', projectedShare: 0.8 })
  const carried = { ...even, amount: { ...amount, carriedOverMinor: 300_000 } }
  expect(pacingOf(carried).alarm).toMatchObject({ projectedShare: 0.75, state: 'under' })
  const nothing = { ...even, amount: { ...amount, budgetMinor: 0, spentOnCompleteDaysMinor: 0 }, days: [] }
  expect(pacingOf(nothing).alarm).toMatchObject({ state: 'ok', projectedShare: null })
})

test('[P2] what is spent where there is no money is over, from the first cent', () => {
  const spent = (spentOnCompleteDaysMinor: number) =>
    pacingOf({ ...even, amount: { ...amount, budgetMinor: 0, spentOnCompleteDaysMinor } }).alarm
  expect(spent(1)).toMatchObject({ state: 'over', projectedShare: null })
  expect(spent(0)).toMatchObject({ state: 'ok', projectedShare: null })
})

test('[P2] no alarm outside of the period: the day before it begins, and from the first day after it', () => {
  const on = (today: string) =>
    pacingOf({
      ...even,
      day: { ...day, today },
      amount: { ...amount, spentOnCompleteDaysMinor: 0 },
      inForceMinor: 0,
      days: [],
    }).alarm.state
  expect(['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'].map(on)).toEqual(['ok', 'under', 'under', 'ok'])
  const tooMuch = { ...withDaily(90_000), day: { ...day, today: '2026-12-01' } }
  expect(pacingOf(tooMuch).alarm.state).toBe('ok')
})

test('[P3] by the last 14 fully reported days; by the plan where fewer than 3 are', () => {
  expect(projectionOf(1_000, 10, [999, ...Array(14).fill(100)], 500)).toEqual({
    basis: 'trend',
    dailyMinor: 100,
    endMinor: 2_000,
    lowMinor: 2_000,
    highMinor: 2_000,
    days: 14,
  })
  expect(projectionOf(1_000, 10, [100, 100], 500)).toEqual({
    basis: 'plan',
    dailyMinor: 500,
    endMinor: 6_000,
    lowMinor: null,
    highMinor: null,
    days: 2,
  })
  const partly = { ...missing(november(21), 30_000), cells: { ...nobody, actual: 1, published: 1 } }
  expect(pacingOf({ ...even, days: [...evenDays.slice(0, 2), partly] }).projection.basis).toBe('plan')
})

test('[P4] the band, worked out by hand: 4 days of 90 and 110 around 100, 5 left', () => {
  // σ² = 400/3; D + D²/n = 5 + 25/4 = 11.25; 1.2816 · √1500 = 49.636.
  expect(projectionOf(400, 5, [90, 110, 90, 110], 0)).toMatchObject({ endMinor: 900, lowMinor: 850, highMinor: 950 })
  expect(projectionOf(400, 1, [0, 0, 0, 400], 0)).toMatchObject({ endMinor: 500, lowMinor: 400 })
})

test('[P4] of simulated periods about 80 % end within the band', () => {
  let inside = 0
  let rounds = 0
  // A fixed sequence, so that this cannot fail one run in a thousand.
  let state = 1
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const daily = () => 1_000 + 200 * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  for (; rounds < 4_000; rounds++) {
    const { lowMinor, highMinor } = projectionOf(0, 10, Array.from({ length: 14 }, daily), 0)
    const end = Array.from({ length: 10 }, daily).reduce((sum, minor) => sum + minor, 0)
    if (end >= (lowMinor ?? 0) && end <= (highMinor ?? 0)) inside++
  }
  // σ is estimated from 14 days, which costs a little.
  expect(inside / rounds).toBeGreaterThan(0.75)
  expect(inside / rounds).toBeLessThan(0.82)
})

test('[P5] a day nobody reported has no amount, and says how many are missing; a report of 0 is 0', () => {
  const { points } = pacingOf({
    ...even,
    days: [
      missing(november(1), 30_000),
      reported(november(2), 0),
      { ...missing(november(3), 20_000), reportedMinor: 9_000, cells: { ...nobody, actual: 1, baseline: 1 } },
    ],
  })
  expect(points.slice(0, 4)).toMatchObject([
    { spentMinor: null, assumedMinor: 30_000, missingCells: 2, cumulativeSpentMinor: 30_000 },
    { spentMinor: 0, assumedMinor: 0, missingCells: 0, cumulativeSpentMinor: 30_000 },
    { spentMinor: 9_000, assumedMinor: 20_000, missingCells: 1, cumulativeSpentMinor: 59_000 },
    { spentMinor: null, assumedMinor: null, missingCells: null, basis: null, cumulativeSpentMinor: null },
  ])
  const cell = cellPacing({ ...even, days: [missing(november(1), 30_000)] })
  expect(cell).toMatchObject({ reportedMinor: null, missingDays: 1, reportedDays: 0, lastReportedOn: null })
  expect(cellPacing({ ...even, days: evenDays })).toMatchObject({
    reportedMinor: 630_000,
    missingDays: 0,
    lastReportedOn: november(21),
    monthlyExposureMinor: 912_000,
  })
})

test('[P6] one point a day; the last projected is the projected end; the band narrows to the budget', () => {
  const pacing = pacingOf(withDaily(33_000))
  expect(pacing.points).toHaveLength(30)
  expect(pacing.points[20]).toMatchObject({ cumulativeSpentMinor: 693_000, projectedMinor: null })
  expect(pacing.points[21]).toMatchObject({ plannedMinor: 30_000, projectedMinor: 726_000, cumulativeSpentMinor: null })
  expect(pacing.points.at(-1)).toMatchObject({
    date: '2026-11-30',
    projectedMinor: pacing.projection.endMinor,
    expectedLowMinor: 891_000,
    expectedHighMinor: 909_000,
  })
})

test('[P7] what is left and today’s amount are those of the plan; exposure is 30.4 days', () => {
  expect(pacingOf(withDaily(36_000))).toMatchObject({
    daysOver: 21,
    daysLeft: 9,
    spentMinor: 756_000,
    evenMinor: 630_000,
    plannedMinor: 630_000,
    leftMinor: 144_000,
    dailyMinor: 16_000,
    monthlyExposureMinor: 912_000,
  })
})

test('[P6] whatever the days, cumulative amounts never fall and the points are the period', () => {
  const anyDay = fc.record({ spent: fc.nat(90_000), planned: fc.nat(90_000), isMissing: fc.boolean() })
  fc.assert(
    fc.property(fc.array(anyDay, { maxLength: 21 }), (days) => {
      const { points } = pacingOf({
        ...even,
        days: days.map(({ spent, planned, isMissing }, i) =>
          isMissing ? missing(november(i + 1), planned) : reported(november(i + 1), spent, planned),
        ),
      })
      expect(points.map(({ date }) => date)).toEqual(Array.from({ length: 30 }, (_, i) => november(i + 1)))
      const spent = points.flatMap(({ cumulativeSpentMinor }) => cumulativeSpentMinor ?? [])
      expect(spent.toSorted((a, b) => a - b)).toEqual(spent)
      expect(spent).toHaveLength(days.length)
    }),
  )
})
