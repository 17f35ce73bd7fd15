import { expect, test } from 'vitest'
import { counted } from './counted.ts'

test('one of a thing is told in the singular', () => {
  expect([0, 1, 2].map((count) => counted(count, 'state'))).toEqual(['0 states', '1 state', '2 states'])
  expect([1, 2].map((count) => counted(count, 'cell waits', 'cells wait'))).toEqual(['1 cell waits', '2 cells wait'])
})
