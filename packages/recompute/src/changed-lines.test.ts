import type { Plan, Recommendation } from '@sluice/planning'
import { expect, test } from 'vitest'
import { changesOf } from './changed-lines.ts'

function makeLine(cellId: string, changes: Partial<Recommendation> = {}): Recommendation {
  return {
    cellId,
    label: cellId,
    locationId: cellId,
    serviceLine: 'ortho',
    channel: null,
    status: 'active',
    previousDailyBudgetMinor: 10,
    referenceDailyBudgetMinor: 10,
    recommendedDailyBudgetMinor: 10,
    minDailyBudgetMinor: 1,
    maxDailyBudgetMinor: 20,
    gate: 'open',
    headroom: 5,
    headroomPerDay: 0.5,
    waitDays: null,
    waitKind: null,
    waitlistSize: null,
    freshness: 'fresh',
    dataAgeSeconds: 60,
    figures: ['slots'],
    flags: [],
    expectedBookingsPerDay: 1,
    nextDollarValueMinor: 1,
    nextSlotValueMinor: 0,
    slotAWeekValueMinor: 0,
    reasons: ['marginal_parity'],
    sentence: 'As it was.',
    ...changes,
  }
}

/** Only the lines matter here. */
const makePlan = (...recommendations: Recommendation[]) => ({ recommendations }) as Plan

test('the first plan: every line', () => {
  const { lines, goneCellIds } = changesOf(makePlan(makeLine('a'), makeLine('b')), null)
  expect([lines.length, goneCellIds.length]).toEqual([2, 0])
})

test('age, values and the sentence make no new line', () => {
  const passing = { dataAgeSeconds: 90, nextDollarValueMinor: 2, sentence: 'Else.', previousDailyBudgetMinor: 11 }
  expect(changesOf(makePlan(makeLine('a', passing)), makePlan(makeLine('a')))).toEqual({
    lines: [],
    goneCellIds: [],
  })
})

test('a reason makes a new line, and so does an amount', () => {
  const before = makePlan(makeLine('a'), makeLine('b'))
  const plan = makePlan(makeLine('a', { reasons: ['ramp_up'] }), makeLine('b', { recommendedDailyBudgetMinor: 12 }))
  const { lines } = changesOf(plan, before)
  expect(lines.map(({ cellId }) => cellId)).toEqual(['a', 'b'])
})

test('a cell that is gone is named', () => {
  expect(changesOf(makePlan(), makePlan(makeLine('a')))).toEqual({ lines: [], goneCellIds: ['a'] })
})

test.for<Partial<Recommendation>>([
  { label: 'another' },
  { locationId: 'another' },
  { serviceLine: 'another' },
  { channel: 'search' },
  { status: 'removed' },
  { referenceDailyBudgetMinor: 11 },
  { recommendedDailyBudgetMinor: 11 },
  { minDailyBudgetMinor: 2 },
  { maxDailyBudgetMinor: 21 },
  { gate: 'gated' },
  { headroom: 6 },
  { waitDays: 3 },
  { waitKind: 'mean_completed' },
  { waitlistSize: 2 },
  { freshness: 'ageing' },
  { figures: ['slots', 'wait'] },
  { flags: ['slots_unknown'] },
  { reasons: ['ramp_up'] },
])('a line with %o is another one', (change) => {
  expect(changesOf(makePlan(makeLine('a', change)), makePlan(makeLine('a'))).lines).toHaveLength(1)
})
