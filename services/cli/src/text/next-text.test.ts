import { expect, test } from 'vitest'
import { missingText } from './next-text.ts'

test.each([
  ['not_in_time', /could not be worked out in time; `budgets` has it/],
  ['too_many_questions', /too many questions wait; `budgets` has it/],
  ['failed', /something went wrong; the log of the service has it; `budgets` has it/],
] as const)('where nothing is told of what comes of a decision, why: %s', (missing, text) => {
  expect(missingText(missing)).toMatch(text)
})
