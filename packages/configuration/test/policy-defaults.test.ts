import { policy } from '@sluice/contracts'
import { defaultPolicy } from '@sluice/planning'
import { expect, test } from 'vitest'

test('a policy that says nothing is planning’s default policy', () => {
  expect(policy.parse({})).toEqual(defaultPolicy)
})
