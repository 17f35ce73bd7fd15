import { expect, test } from 'vitest'
import { datesBetween, firstInstantOf, localDayAt } from './calendar.ts'

test('a local day is 23, 24 or 25 hours long', () => {
  const hours = (instant: string) => {
    const { startsAt, endsAt } = localDayAt(instant, 'America/New_York')
    return (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000
  }
  expect(hours('2026-03-08T12:00:00.000Z')).toBe(23)
  expect(hours('2026-11-01T12:00:00.000Z')).toBe(25)
  expect(hours('2026-11-22T12:00:00.000Z')).toBe(24)
})

test('the date is the local one, not that of UTC', () => {
  expect(localDayAt('2026-11-22T03:00:00.000Z', 'America/New_York')).toEqual({
    date: '2026-11-21',
    startsAt: '2026-11-21T05:00:00.000Z',
    endsAt: '2026-11-22T05:00:00.000Z',
  })
})

test('a day begins with its first instant, where clocks skip midnight', () => {
  expect(firstInstantOf('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z')
})

test('dates over the end of a month, and none when there are none', () => {
  expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(datesBetween('2026-03-02', '2026-03-02')).toEqual([])
})
