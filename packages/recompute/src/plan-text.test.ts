import type { Plan } from '@sluice/planning'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planWriter } from './plan-text.ts'

// Of a plan only matters here which of its members are lines.
const lines = fc.array(fc.dictionary(fc.string(), fc.jsonValue()))
const plans = fc.record({ poolId: fc.string(), prices: fc.jsonValue(), recommendations: lines })
const toPlan = (value: unknown) => value as Plan

test('is JSON.stringify to the byte, also of a plan that shares lines with one written before', () => {
  fc.assert(
    fc.property(plans, fc.jsonValue(), (plan, other) => {
      const write = planWriter()
      expect(write(toPlan(plan))).toBe(JSON.stringify(plan))
      const mixed = plan.recommendations.map((line, i) => (i % 2 === 0 ? line : { ...line, other }))
      const later = { gone: undefined, ...plan, recommendations: mixed.slice(0, -1) }
      expect(write(toPlan(later))).toBe(JSON.stringify(later))
    }),
  )
})
