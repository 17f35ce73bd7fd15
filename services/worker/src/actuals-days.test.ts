import { expect, test } from 'vitest'
import { actualsDays } from './actuals-days.ts'

test.each([
  [undefined, 1_200],
  ['600', 600],
  ['36500', 36_500],
])('ACTUALS_DAYS %s is %i days', (text, days) => {
  expect(actualsDays.parse(text)).toBe(days)
})

test.each(['599', '36501', '0', '1e3', '-600', ''])(
  'ACTUALS_DAYS %j is refused, and the reason says what would be lost',
  (text) => {
    const { error } = actualsDays.safeParse(text)
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'must be a whole number from 600 to 36500: plans of the last 400 days count the money of their quarter and of the one before',
    ])
  },
)
