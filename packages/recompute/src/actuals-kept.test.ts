import type { PeriodSettings } from '@sluice/contracts'
import { expect, test } from 'vitest'
import { firstDayCounted } from './actuals-kept.ts'

const today = '2026-11-26'
const quarterly: PeriodSettings = { kind: 'quarter', budgetMinor: 1 }
const periods = (...spans: [startsOn: string, endsOn: string][]): PeriodSettings => ({
  kind: 'custom',
  periods: spans.map(([startsOn, endsOn]) => ({ startsOn, endsOn, budgetMinor: 1 })),
})

test('as many days as are asked for, without a pool too', () => {
  expect(firstDayCounted([], { today, days: 1_200 })).toBe('2023-08-14')
  expect(firstDayCounted([quarterly], { today, days: 1_200 })).toBe('2023-08-14')
})

test('the least that may be asked for holds what a plan of 400 days ago counts: its quarter and the one before', () => {
  const longest = ['2026-01-04', '2026-05-05', '2026-11-05'].map((date) => ({ today: date, days: 600 }))
  for (const of of longest) expect(firstDayCounted([quarterly], of)).toBe(firstDayCounted([], of))
  // 400 days and one before 4 January lies in a quarter, of which less would cut off a part, and of the one before all.
  expect(firstDayCounted([quarterly], { today: '2026-01-04', days: 400 })).toBe('2024-07-01')
})

test('a long custom period keeps its days, and those of the one before, while a plan of the last 400 days counts them', () => {
  const years = periods(['2020-01-01', '2024-01-01'], ['2024-01-01', '2026-01-01'], ['2026-01-01', '2028-01-01'])
  expect(firstDayCounted([quarterly, years], { today, days: 600 })).toBe('2020-01-01')
  // 400 days and one before it is the first of January 2026.
  expect(firstDayCounted([years], { today: '2027-02-05', days: 600 })).toBe('2020-01-01')
  expect(firstDayCounted([years], { today: '2027-02-06', days: 600 })).toBe('2024-01-01')
})

test('periods that are all over keep nothing beyond what is asked for', () => {
  const over = periods(['2010-01-01', '2025-04-06'])
  expect(firstDayCounted([over], { today, days: 600 })).toBe('2010-01-01')
  expect(firstDayCounted([over], { today: '2026-11-27', days: 600 })).toBe('2025-04-06')
})
