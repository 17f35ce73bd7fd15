import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomOf } from '../../test/random.ts'
import { CURVES, curve as curveLike } from '../../test/small-problems.ts'
import type { Cell, Curve } from '../problem.ts'
import { HILL, treeOf } from '../tree.ts'
import { marginalOf, worthAt } from '../verify-worth.ts'
import { leafValue, worth } from '../worth.ts'
import { responseOf } from './all.ts'

const anyCurve = fc
  .record({
    kind: fc.constantFrom(...CURVES),
    ceiling: fc.oneof(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.constant(1e9)),
    scale: fc.oneof(fc.double({ min: 0.5, max: 1e6, noNaN: true }), fc.constantFrom(1e-6, 1, 1e15)),
    seed: fc.nat(),
  })
  .map(({ kind, ceiling, scale, seed }): Curve => curveLike(kind, ceiling, scale, randomOf(seed)))
const spend = fc.oneof(fc.nat(100), fc.nat(1_000_000), fc.nat({ max: 1e9 }), fc.constant(1e15))
const unit = fc.constantFrom(1, 3, 100, 10_000)
const runs = { numRuns: 3000 }

describe('every curve', () => {
  test('[A5] never falls and never bends up, in floating point', () => {
    fc.assert(
      fc.property(anyCurve, spend, unit, (curve, at, unitMinor) => {
        const response = responseOf(curve, unitMinor)
        const x = Math.floor(at / unitMinor) * unitMinor
        expect(response.bookings(x + unitMinor)).toBeGreaterThanOrEqual(response.bookings(x))
        expect(response.step(x + unitMinor)).toBeLessThanOrEqual(response.step(x))
        expect(response.step(x)).toBeGreaterThanOrEqual(0)
      }),
      runs,
    )
  })

  test('[A5] the optimiser and the checker compute the same bits', () => {
    const headroom = fc.option(fc.double({ min: 0, max: 100, noNaN: true }))
    fc.assert(
      fc.property(anyCurve, spend, unit, headroom, (curve, at, unitMinor, room) => {
        const cell: Cell = {
          id: 'a',
          groupId: null,
          minMinor: 0,
          maxMinor: 1e15,
          valueMinor: 7.3,
          headroom: room,
          curve,
        }
        const tree = treeOf({
          totalMinor: 1e15,
          unitMinor,
          reserve: { hurdle: 1, maxMinor: null },
          groups: [],
          cells: [cell],
        })
        const units = Math.floor(at / unitMinor)
        expect(tree.leaves.kind[1] === HILL).toBe(curve.kind === 'hill')
        expect(worth(tree, 1, units)).toBe(marginalOf(cell, units * unitMinor, unitMinor))
        expect(leafValue(tree, 1, units)).toBe(worthAt(cell, units * unitMinor))
      }),
      runs,
    )
  })

  test('[A5] steps add up to the bookings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURVES), fc.nat(), (kind, seed) => {
        const response = responseOf(curveLike(kind, 5, 40, randomOf(seed)), 1)
        let sum = 0
        for (let x = 0; x < 200; x++) sum += response.step(x)
        const whole = response.bookings(200)
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(whole * 1e-3)
      }),
      { numRuns: 200 },
    )
  })

  test('[A5] agrees with the textbook formula', () => {
    const at = (curve: Curve, x: number) => responseOf(curve, 1).bookings(x)
    expect(at({ kind: 'hill', ceiling: 12, halfSpendMinor: 40_000 }, 40_000)).toBe(6)
    expect(at({ kind: 'logarithmic', factor: 3, scaleMinor: 500 }, 700)).toBeCloseTo(3 * Math.log(2.4), 12)
    expect(at({ kind: 'power', bookingsAtReference: 3, referenceMinor: 500, exponent: 0.37 }, 900)).toBeCloseTo(
      3 * 1.8 ** 0.37,
      12,
    )
    expect(at({ kind: 'exponential', ceiling: 3, scaleMinor: 500 }, 700)).toBeCloseTo(3 * (1 - Math.exp(-1.4)), 12)
    const s: Curve = { kind: 'sShaped', ceiling: 10, halfSpendMinor: 1000, exponent: 3 }
    expect(at(s, 3000)).toBeCloseTo((10 * 27) / 28, 2)
    const tangent = 1000 * 2 ** (1 / 3)
    expect(at(s, tangent / 2)).toBeCloseTo((10 * (2 / 3)) / 2, 9)
    const bent: Curve = {
      kind: 'piecewise',
      points: [
        { spendMinor: 100, bookings: 1 },
        { spendMinor: 200, bookings: 4 },
        { spendMinor: 400, bookings: 5 },
      ],
    }
    expect([at(bent, 100), at(bent, 300), at(bent, 900)]).toEqual([2, 4.5, 5])
    expect(responseOf(bent, 1).hull).toBe(true)
  })

  test('[A5] the slope is the derivative', () => {
    for (const kind of CURVES) {
      const response = responseOf(curveLike(kind, 5, 4000, randomOf(7)), 1)
      const x = 6007.5
      const slope = (response.bookings(x + 0.1) - response.bookings(x - 0.1)) / 0.2
      expect(response.slope(x) - slope).toBeCloseTo(0, 8)
    }
  })
})
