import { expect, test } from 'vitest'
import { maturityOf } from './maturity.ts'

const firstReported = '2026-01-01'

test.each([
  ['2026-02-25', '2026-03-01', 'first_weeks'],
  ['2026-02-26', '2026-03-01', 'mature'],
  ['2026-02-26', '2026-09-06', 'settling'],
  ['2026-02-26', '2026-09-05', 'mature'],
])('from %s to %s: %s', (from, last, maturity) => {
  expect(maturityOf({ from, last, firstReported, today: '2026-10-31' })).toBe(maturity)
})
