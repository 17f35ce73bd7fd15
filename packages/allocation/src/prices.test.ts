import { describe, expect, test } from 'vitest'
import { makeCell, makeProblem, optimum } from '../test/make.ts'
import { type Cell, objectiveOf, type Problem, prices } from './index.ts'

describe('prices', () => {
  const V = 1000
  const slope = (x: number) => (10 * 500) / ((x + 500) * (x + 500))

  test('[A13] a cell below its kink: another slot is worth nothing', () => {
    const problem = makeProblem({ totalMinor: 100, cells: [makeCell('a', { headroom: 9 })] })
    const result = optimum(problem)
    const { lambda, nextSlotValueMinor } = prices(problem, result).cells.a ?? { lambda: 0 }
    expect(nextSlotValueMinor).toBe(0)
    expect(lambda).toBe(result.certificate.lambda)
  })

  test('[A13] at the kink: the patient less the money it takes to win one', () => {
    const problem = makeProblem({ totalMinor: 900, cells: [makeCell('a', { headroom: 2 })] })
    const result = optimum(problem)
    expect(result.allocation.a).toBe(125)
    expect(result.certificate.lambda).toBe(1)
    expect(prices(problem, result).cells.a?.nextSlotValueMinor).toBeCloseTo(V - 1 / slope(125), 9)
  })

  test('[A13] held at its minimum with no room: the whole patient', () => {
    const problem = makeProblem({ totalMinor: 900, cells: [makeCell('a', { headroom: 0, minMinor: 50 })] })
    expect(prices(problem, optimum(problem)).cells.a).toEqual({ lambda: 1, marginal: 0, nextSlotValueMinor: V })
  })

  test('[A13] it is what the best split gains by a slot more: the next one, at a floor, at an empty cell, below the price', () => {
    // Cents enough that one step does not show: the value of the pool as a smooth function of the room at `a`.
    const curve = { kind: 'hill', ceiling: 10, halfSpendMinor: 500_000 } as const
    const poolWith = (headroom: number, over: Partial<Cell>, totalMinor: number) =>
      makeProblem({
        totalMinor,
        cells: [
          makeCell('a', { curve, valueMinor: 1_000_000, maxMinor: 1_000_000, headroom, ...over }),
          makeCell('b', { curve, valueMinor: 1_000_000, maxMinor: 9_000_000 }),
        ],
      })
    const cases: { headroom: number; over?: Partial<Cell>; totalMinor?: number; slot: 'V' | 'less' | 'none' }[] = [
      { headroom: 2, slot: 'less' },
      { headroom: 0, slot: 'less' },
      { headroom: 0, over: { valueMinor: 10_000 }, slot: 'none' },
      { headroom: 0, over: { minMinor: 50_000 }, slot: 'V' },
      { headroom: 0.5, over: { minMinor: 50_000 }, slot: 'V' },
      { headroom: 9.9, slot: 'none' },
    ]
    for (const { headroom, over = {}, totalMinor = 2_000_000, slot } of cases) {
      const worth = (room: number) => {
        const problem = poolWith(room, over, totalMinor)
        const { allocation, reserveMinor } = optimum(problem)
        return objectiveOf(problem, allocation, reserveMinor)
      }
      const problem = poolWith(headroom, over, totalMinor)
      const next = prices(problem, optimum(problem)).cells.a?.nextSlotValueMinor ?? Number.NaN
      const gained = (worth(headroom + 0.01) - worth(headroom)) / 0.01
      const whole = problem.cells[0]?.valueMinor ?? 0
      expect(Math.abs(next - gained)).toBeLessThan(0.005 * whole)
      expect(next === whole ? 'V' : next === 0 ? 'none' : 'less').toBe(slot)
    }
  })

  test('[A13] groups: what raising the maximum or lowering the minimum earns; the pool: its next minor unit', () => {
    const groups = [
      { id: 'capped', parentId: null, minMinor: 0, maxMinor: 100 },
      { id: 'floored', parentId: null, minMinor: 700, maxMinor: null },
    ]
    const cells = ['capped', 'floored'].map((id) => makeCell(id, { groupId: id }))
    const problem = makeProblem({ totalMinor: 1200, groups, cells: [...cells, makeCell('free')] })
    const at = (change: Partial<Problem>) => optimum({ ...problem, ...change }).valueMinor
    const found = prices(problem, optimum(problem))
    const raised = at({ groups: groups.map((g) => ({ ...g, maxMinor: g.maxMinor && g.maxMinor + 1 })) })
    const lowered = at({ groups: groups.map((g) => ({ ...g, minMinor: g.minMinor && g.minMinor - 1 })) })
    expect(found.groups.capped?.raiseMaximum).toBeCloseTo(raised - at({}), 1)
    expect(found.groups.floored?.lowerMinimum).toBeCloseTo(lowered - at({}), 1)
    expect(found.pool).toBeCloseTo(at({ totalMinor: 1201 }) - at({}), 9)
  })
})
