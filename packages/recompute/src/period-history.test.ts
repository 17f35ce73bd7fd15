import type { PeriodSettings } from '@sluice/contracts'
import type { PeriodsSince } from '@sluice/database'
import { expect, test } from 'vitest'
import { archivedSpans, formerPeriod, periodsAt } from './period-history.ts'

const since = (instant: string, period: PeriodSettings | null): PeriodsSince => ({
  sinceMs: Date.parse(instant),
  period: period as unknown as PeriodsSince['period'],
})
const months = (budgetMinor: number) => ({ kind: 'month' as const, budgetMinor })
const formerOf = (...periodHistory: PeriodsSince[]) =>
  formerPeriod({ periodHistory, timeZone: 'America/New_York' }, '2026-11-01')

test('the period before has the budget it had when it ended, in the zone of the pool, whatever was set since', () => {
  const start = since('2026-09-15T00:00:00Z', months(310))
  const october = { start: '2026-10-01', end: '2026-11-01', budgetMinor: 310, spentBeforeMinor: null }
  expect(formerOf(start)).toEqual(october)
  expect(formerOf(start, since('2026-11-01T04:00:00Z', months(620)))).toEqual(october)
  expect(formerOf(start, since('2026-11-01T03:59:59Z', months(620)))).toEqual({ ...october, budgetMinor: 620 })
  const changed = { ...months(310), budgets: [{ startsOn: '2026-10-01', budgetMinor: 999 }] }
  expect(formerOf(start, since('2026-11-05T00:00:00Z', changed)), 'of a time that is over').toEqual(october)
  expect(formerOf(start, since('2026-10-20T00:00:00Z', changed))).toEqual({ ...october, budgetMinor: 999 })
})

test('what is known since later than it ended is taken for what it had', () => {
  expect(formerOf(since('2026-11-20T00:00:00Z', months(310)))?.budgetMinor).toBe(310)
})

test('where the kind of periods changed, the one that ended by the settings of then; one that was cut off is none', () => {
  const [quarters, start] = [{ kind: 'quarter' as const, budgetMinor: 900 }, '2026-01-01T00:00:00Z']
  expect(formerOf(since(start, months(310)), since('2026-11-10T00:00:00Z', quarters))?.start).toBe('2026-10-01')
  expect(formerOf(since(start, quarters), since('2026-11-10T00:00:00Z', months(310)))).toBeNull()
})

test('periods of their own: one that was edited in the gap after it keeps what it had, also where it is no longer listed', () => {
  const own = (endsOn: string, budgetMinor: number): PeriodSettings => ({
    kind: 'custom',
    periods: [
      { startsOn: '2026-10-01', endsOn, budgetMinor },
      { startsOn: '2026-11-01', endsOn: '2026-12-01', budgetMinor: 1 },
    ],
  })
  const first = since('2026-09-01T00:00:00Z', own('2026-10-20', 100))
  expect(formerOf(first, since('2026-10-25T00:00:00Z', own('2026-10-20', 500)))?.budgetMinor).toBe(100)
  expect(formerOf(first, since('2026-10-25T00:00:00Z', own('2026-10-24', 500))), 'it did not end then').toBeNull()
  const gone: PeriodSettings = {
    kind: 'custom',
    periods: [{ startsOn: '2026-11-01', endsOn: '2026-12-01', budgetMinor: 1 }],
  }
  expect(formerOf(first, since('2026-11-03T00:00:00Z', gone))?.budgetMinor).toBe(100)
})

test('a pool that was archived when a period ended has none before it; when it was, is told by the history', () => {
  const history = [
    since('2026-09-01T00:00:00Z', months(310)),
    since('2026-10-20T00:00:00Z', null),
    since('2026-11-05T00:00:00Z', months(310)),
    since('2026-11-20T00:00:00Z', null),
  ]
  expect(formerOf(...history)).toBeNull()
  expect(periodsAt(history, '2026-11-06T00:00:00Z')).toEqual(months(310))
  expect(periodsAt(history, '2026-11-21T00:00:00Z')).toBeNull()
  expect(archivedSpans({ periodHistory: history })).toEqual([
    { fromMs: Date.parse('2026-10-20T00:00:00Z'), untilMs: Date.parse('2026-11-05T00:00:00Z') },
    { fromMs: Date.parse('2026-11-20T00:00:00Z'), untilMs: Number.POSITIVE_INFINITY },
  ])
})
