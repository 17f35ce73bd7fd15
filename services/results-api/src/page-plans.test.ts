import { expect, test } from 'vitest'
import { pagePlans } from './page-plans.ts'

const inForce = () => [
  { poolId: 'b', number: 2 },
  { poolId: 'a', number: 1 },
]

test('a question is worked out once while the same plans are in force', () => {
  const find = pagePlans()
  const plans = inForce()
  const first = find(plans, { limit: 100 }, undefined)
  expect(first.plans.map(({ poolId }) => poolId)).toEqual(['a', 'b'])
  expect(find(plans, { limit: 100 }, undefined)).toBe(first)
})

test('another question has another tag, and other plans have', () => {
  const find = pagePlans()
  const plans = inForce()
  const first = find(plans, { limit: 100 }, undefined)
  expect(find(plans, { limit: 99 }, undefined).etag).not.toBe(first.etag)
  expect(find(plans, { limit: 100, serviceLine: 'ortho' }, undefined).etag).not.toBe(first.etag)
  const next = [{ poolId: 'a', number: 2 }, ...inForce().slice(0, 1)]
  expect(find(next, { limit: 100 }, undefined).etag).not.toBe(first.etag)
})

test('a later page begins with the plan its cursor names, whatever is in force by now', () => {
  const after = { poolId: 'a', number: 7, cellId: 'x' }
  const { plans } = pagePlans()(inForce(), { limit: 100, cursor: 'c' }, after)
  expect(plans).toEqual([
    { poolId: 'a', number: 7 },
    { poolId: 'b', number: 2 },
  ])
})
