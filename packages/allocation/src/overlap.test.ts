import { describe, expect, test } from 'vitest'
import { bruteOverlapping, stepsWorth } from '../test/brute-force.ts'
import { largeProblem } from '../test/large-problems.ts'
import { makeCell, makeProblem, optimum } from '../test/make.ts'
import { randomOf } from '../test/random.ts'
import { smallProblem } from '../test/small-problems.ts'
import { allocate, type Overlap, type Problem, verify } from './index.ts'

/** A small problem with one or two caps over random cells. */
function overlappingProblem(seed: number): Problem {
  const random = randomOf(seed)
  const problem = smallProblem(seed)
  const overlaps = Array.from({ length: random.whole(1, 2) }, (_, i): Overlap => {
    const cellIds = problem.cells.filter(() => random.next() < 0.6).map(({ id }) => id)
    return { id: `cap${i}`, cellIds, maxMinor: random.whole(0, 6) * problem.unitMinor }
  })
  return { ...problem, overlaps }
}

describe('caps that cut across the tree', () => {
  test('[A17] a cap that does not bind changes nothing', () => {
    const cells = [makeCell('a'), makeCell('b')]
    const free = optimum(makeProblem({ totalMinor: 500, cells }))
    const capped = optimum(
      makeProblem({ totalMinor: 500, cells, overlaps: [{ id: 'x', cellIds: ['a'], maxMinor: 250 }] }),
    )
    expect(capped).toMatchObject({ allocation: free.allocation, gapMinor: 0, certificate: { overlaps: { x: 0 } } })
  })

  test('[A17] a cap that binds is kept, priced and proven', () => {
    const cells = ['a', 'b', 'c'].map((id) => makeCell(id))
    const overlaps = [{ id: 'x', cellIds: ['a', 'b'], maxMinor: 101 }]
    const problem = makeProblem({ totalMinor: 500, cells, overlaps })
    const result = optimum(problem)
    expect(result.allocation).toEqual({ a: 51, b: 50, c: 399 })
    expect(result.certificate.overlaps?.x).toBeGreaterThan(0)
    expect(result.gapMinor).toBeLessThan(1e-6)
    expect(verify(problem, result).kind).toBe('ok')
  })

  test('[A17] minimums above a cap are infeasible by name', () => {
    const cells = ['a', 'b'].map((id) => makeCell(id, { minMinor: 60 }))
    const problem = makeProblem({ totalMinor: 500, cells, overlaps: [{ id: 'x', cellIds: ['a', 'b'], maxMinor: 100 }] })
    const result = allocate(problem)
    expect(result).toMatchObject({ kind: 'infeasible', scope: 'overlap', at: 'x', missingMinor: 20 })
    expect(verify(problem, result).kind).toBe('ok')
  })

  test('[A17] on small problems: within every bound, and never further from the best than its gap says', () => {
    const seen = { exact: 0, optimal: 0, missed: 0, infeasible: 0 }
    for (let seed = 0; seed < 1500; seed++) {
      const problem = overlappingProblem(seed)
      const best = bruteOverlapping(problem)
      const result = allocate(problem)
      if (best === null) {
        expect([seed, result.kind]).toEqual([seed, 'infeasible'])
        seen.infeasible++
      } else if (result.kind !== 'optimal') seen.missed++
      else {
        expect([seed, verify(problem, result).kind]).toEqual([seed, 'ok'])
        const lost =
          best - stepsWorth(problem, result.allocation, result.reserveMinor - (problem.totalMinor % problem.unitMinor))
        expect(lost).toBeLessThanOrEqual(result.gapMinor + 0.02 * Math.abs(best))
        seen.optimal++
        if (lost <= 1e-9 * Math.abs(best)) seen.exact++
      }
    }
    expect(seen.exact / seen.optimal).toBeGreaterThan(0.8)
    expect(seen.missed / seen.optimal).toBeLessThan(0.05)
  })

  test('[A17] within a millionth on large ones', () => {
    const problem = largeProblem({ cells: 600, depth: 2 })
    const pick = (f: (i: number) => boolean) => problem.cells.filter((_, i) => f(i)).map(({ id }) => id)
    const overlaps = [
      { id: 'seo', cellIds: pick((i) => i % 3 === 0), maxMinor: 600 * 2500 },
      { id: 'ortho', cellIds: pick((i) => i % 5 === 1), maxMinor: 600 * 1500 },
    ]
    const capped = { ...problem, totalMinor: 600 * 12_000, overlaps }
    const result = optimum(capped)
    expect(result.gapMinor).toBeLessThan(1e-6 * result.valueMinor)
    expect(verify(capped, result).kind).toBe('ok')
  })
})
