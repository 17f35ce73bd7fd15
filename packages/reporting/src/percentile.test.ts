import fc from 'fast-check'
import { expect, test } from 'vitest'
import { percentile, spreadOf } from './percentile.ts'

test('the nearest rank, whatever the order', () => {
  expect(percentile([3, 1, 2, 4], 0.5)).toBe(2)
  expect(percentile([3, 1, 2, 4], 0.95)).toBe(4)
  expect(spreadOf([])).toEqual({ count: 0, p50Seconds: null, p95Seconds: null })
})

test('at least the share do not exceed it, and no smaller one has that', () => {
  const values = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (some, share) => {
      const found = percentile(some, share) ?? -1
      const upTo = (limit: number) => some.filter((value) => value <= limit).length / some.length
      expect(upTo(found)).toBeGreaterThanOrEqual(share)
      expect(upTo(found - 1)).toBeLessThan(share)
    }),
  )
})
