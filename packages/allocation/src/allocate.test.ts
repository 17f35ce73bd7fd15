import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { difference } from '../test/compare.ts'
import { largeProblem } from '../test/large-problems.ts'
import { makeCell, makeProblem, optimum } from '../test/make.ts'
import { randomOf } from '../test/random.ts'
import { CURVES, smallProblem } from '../test/small-problems.ts'
import { allocate, type Problem, verify } from './index.ts'

const anySmall = fc.nat().map(smallProblem)
const anyLarge = fc
  .record({ cells: fc.integer({ min: 1, max: 60 }), depth: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })
  .chain((shape) => fc.constantFrom(...CURVES).map((curve) => largeProblem({ ...shape, curve })))
const anyProblem = fc.oneof(anySmall, anyLarge)

describe('sum and bounds', () => {
  test('[A1] amounts and reserve come to the total, the part below one unit included', () => {
    const result = optimum(makeProblem({ totalMinor: 1234, unitMinor: 100, cells: [makeCell('a')] }))
    expect(result.allocation.a).toBe(1000)
    expect(result.reserveMinor).toBe(234)
  })

  test('[A1] nobody to give to: all is reserve', () => {
    expect(optimum(makeProblem({ totalMinor: 77 }))).toMatchObject({ reserveMinor: 77, valueMinor: 0 })
  })

  test('[A2] minimums are rounded up to the unit, maximums down', () => {
    const cells = [makeCell('a', { minMinor: 101, maxMinor: 1000 }), makeCell('b', { maxMinor: 199 })]
    const result = optimum(makeProblem({ totalMinor: 300, unitMinor: 100, cells }))
    expect(result.allocation).toEqual({ a: 200, b: 100 })
  })

  test('[A2] groups too', () => {
    const groups = [
      { id: 'low', parentId: null, minMinor: 101, maxMinor: null },
      { id: 'high', parentId: null, minMinor: 0, maxMinor: 199 },
    ]
    const cells = [makeCell('a', { groupId: 'low', valueMinor: 0 }), makeCell('b', { groupId: 'high' })]
    const result = optimum(makeProblem({ totalMinor: 400, unitMinor: 100, groups, cells }))
    expect(result.allocation).toEqual({ a: 200, b: 100 })
  })

  test('[A2] a minimum and a maximum with no unit between them are infeasible', () => {
    const cells = [makeCell('a', { minMinor: 101, maxMinor: 199 })]
    expect(allocate(makeProblem({ totalMinor: 300, unitMinor: 100, cells }))).toMatchObject({
      kind: 'infeasible',
      at: 'a',
      missingMinor: 100,
    })
  })

  test('[A2] the remainder goes to the reserve though its maximum is 0', () => {
    const reserve = { hurdle: 1, maxMinor: 0 }
    const result = optimum(makeProblem({ totalMinor: 250, unitMinor: 100, reserve, cells: [makeCell('a')] }))
    expect(result).toMatchObject({ allocation: { a: 200 }, reserveMinor: 50 })
  })

  test('[A1] [A2] for any problem', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const result = allocate(problem)
        if (result.kind !== 'optimal') return
        const amounts = problem.cells.map((cell) => result.allocation[cell.id] ?? Number.NaN)
        expect(amounts.reduce((sum, amount) => sum + amount, 0) + result.reserveMinor).toBe(problem.totalMinor)
        const isWithin = (amount: number, { minMinor, maxMinor }: { minMinor: number; maxMinor: number }) =>
          amount % problem.unitMinor === 0 && amount >= minMinor && amount <= maxMinor
        expect(problem.cells.filter((cell, at) => !isWithin(amounts[at] ?? Number.NaN, cell))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the best split', () => {
  test('[A3] the headroom cuts the last step, which is taken only if what is left of it pays', () => {
    // bookings(3) = 10·3/503 = 0.0596…: the fourth cent brings 0.0004 of its 0.0197 bookings.
    const capped = (hurdle: number) =>
      optimum(
        makeProblem({
          totalMinor: 100,
          reserve: { hurdle, maxMinor: null },
          cells: [makeCell('a', { headroom: 0.06 })],
        }),
      ).allocation.a
    expect(capped(0.3)).toBe(4)
    expect(capped(0.4)).toBe(3)
    expect(capped(1)).toBe(3)
  })

  test('[A3] money beyond the hurdle stays in the reserve, up to its maximum', () => {
    const problem = (maxMinor: number | null) =>
      makeProblem({ totalMinor: 900, reserve: { hurdle: 10, maxMinor }, cells: [makeCell('a')] })
    // 1000·10·500/((x+500)(x+501)) ≥ 10 up to the step from 206 to 207.
    expect(optimum(problem(null)).allocation.a).toBe(207)
    expect(optimum(problem(300)).allocation.a).toBe(600)
  })

  test('[A4] a group at its maximum frees money for others, at its minimum it draws money', () => {
    const group = (minMinor: number, maxMinor: number | null) => [{ id: 'west', parentId: null, minMinor, maxMinor }]
    const cells = [makeCell('a', { groupId: 'west' }), makeCell('b')]
    const split = (min: number, max: number | null) =>
      optimum(makeProblem({ totalMinor: 900, groups: group(min, max), cells })).allocation
    expect(split(0, null)).toEqual({ a: 450, b: 450 })
    expect(split(0, 100)).toEqual({ a: 100, b: 800 })
    expect(split(700, null)).toEqual({ a: 700, b: 200 })
  })

  test('[A4] agrees with trying every split of small trees in exact numbers, feasible or not', () => {
    let feasible = 0
    for (let seed = 0; seed < 10_000; seed++) {
      const problem = smallProblem(seed)
      const found = difference(problem)
      if (found !== null) throw new Error(`seed ${seed}: ${found}`)
      if (allocate(problem).kind === 'optimal') feasible++
    }
    expect(feasible).toBeGreaterThan(3000)
    expect(feasible).toBeLessThan(8000)
  })

  test('[A4] a tree of 100,000 levels is answered', () => {
    const groups = Array.from({ length: 100_000 }, (_, i) => ({
      id: `g${i}`,
      parentId: i === 0 ? null : `g${i - 1}`,
      minMinor: 0,
      maxMinor: 500,
    }))
    const problem = makeProblem({
      totalMinor: 900,
      groups,
      cells: [makeCell('a', { groupId: 'g99999' }), makeCell('b')],
    })
    expect(optimum(problem).allocation).toEqual({ a: 450, b: 450 })
    expect(verify(problem, allocate(problem))).toEqual({ kind: 'ok', gapMinor: 0 })
  })
})

describe('one answer', () => {
  test('[A6] equal value: the smaller id is filled first, whatever the order', () => {
    const cells = [makeCell('b'), makeCell('a')]
    expect(optimum(makeProblem({ totalMinor: 5, cells })).allocation).toEqual({ a: 3, b: 2 })
    expect(optimum(makeProblem({ totalMinor: 5, cells: cells.toReversed() })).allocation).toEqual({ a: 3, b: 2 })
  })

  test('[A6] ids compare by code unit: no locale, no numbers', () => {
    const winner = (...ids: string[]) => {
      const { allocation } = optimum(makeProblem({ totalMinor: 1, cells: ids.map((id) => makeCell(id)) }))
      return ids.find((id) => allocation[id] === 1)
    }
    expect(winner('b', 'B')).toBe('B')
    expect(winner('z', 'é')).toBe('z')
    expect(winner('9', '10')).toBe('10')
  })

  test('[A6] the reserve comes before any cell of equal worth', () => {
    const flat = makeCell('a', { curve: { kind: 'piecewise', points: [{ spendMinor: 100, bookings: 0.2 }] } })
    const problem = (maxMinor: number | null) =>
      makeProblem({ totalMinor: 50, reserve: { hurdle: 2, maxMinor }, cells: [flat] })
    expect(optimum(problem(null)).allocation.a).toBe(0)
    expect(optimum(problem(20)).allocation.a).toBe(30)
  })

  test('[A6] money no cell can use and the reserve may not keep goes to the smallest id', () => {
    const cells = [makeCell('b', { headroom: 0 }), makeCell('a', { headroom: 0 })]
    const reserve = { hurdle: 1, maxMinor: 10 }
    expect(optimum(makeProblem({ totalMinor: 50, reserve, cells }))).toMatchObject({ allocation: { a: 40, b: 0 } })
  })

  test('[A7] any order of cells and groups gives the same result, to the bit', () => {
    fc.assert(
      fc.property(anyProblem, fc.nat(), (problem, seed) => {
        const random = randomOf(seed)
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => ({ item, key: random.next() }))
            .toSorted((a, b) => a.key - b.key)
            .map(({ item }) => item)
        const other = { ...problem, cells: shuffled(problem.cells), groups: shuffled(problem.groups) }
        expect(allocate(other)).toEqual(allocate(problem))
      }),
      { numRuns: 500 },
    )
  })

  test('[A7] asking twice gives the same, and the problem is not touched', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const before = structuredClone(problem)
        expect(allocate(problem)).toEqual(allocate(problem))
        expect(problem).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  test('[A5] the same bits on every machine: all curves in one pinned answer', () => {
    const problem: Problem = {
      ...makeProblem({ totalMinor: 180_000 }),
      cells: CURVES.flatMap((kind) =>
        largeProblem({ cells: 2, depth: 1, curve: kind, seed: 5 }).cells.map((cell) => ({
          ...cell,
          id: `${kind} ${cell.id}`,
        })),
      ),
    }
    const result = optimum(problem)
    expect(Object.values(result.allocation)).toMatchInlineSnapshot(`
      [
        14047,
        10062,
        33358,
        8847,
        26393,
        2248,
        23861,
        8924,
        18744,
        26358,
        4910,
        2248,
      ]
    `)
    expect(result.certificate.lambda).toMatchInlineSnapshot(`1.4504551020195728`)
    expect(result.valueMinor).toMatchInlineSnapshot(`733942.9483028728`)
    expect(result.hulls).toMatchInlineSnapshot(`
      [
        "piecewise clinic-0000000",
        "sShaped clinic-0000000",
        "sShaped clinic-0000001",
      ]
    `)
  })

  test('[A14] when only the total grows, no cell and no reserve loses', () => {
    fc.assert(
      fc.property(anyProblem, fc.integer({ min: 1, max: 2000 }), (problem, more) => {
        const before = allocate(problem)
        const after = allocate({ ...problem, totalMinor: problem.totalMinor + more * problem.unitMinor })
        if (before.kind !== 'optimal' || after.kind !== 'optimal') return
        const loses = ({ id }: { id: string }) =>
          !((after.allocation[id] ?? Number.NaN) >= (before.allocation[id] ?? 0))
        expect(problem.cells.filter(loses)).toEqual([])
        expect(after.reserveMinor).toBeGreaterThanOrEqual(before.reserveMinor)
      }),
      { numRuns: 500 },
    )
  })

  test('[A14] money and unit counted in halves of the minor unit give the same split', () => {
    fc.assert(
      fc.property(anyProblem, (problem) => {
        const [here, there] = [allocate(problem), allocate(scaled(problem, 2))]
        expect(there.kind).toBe(here.kind)
        if (here.kind !== 'optimal' || there.kind !== 'optimal') return
        for (const { id } of problem.cells) expect(there.allocation[id]).toBe((here.allocation[id] ?? 0) * 2)
      }),
      { numRuns: 300 },
    )
  })
})

/** Powers of two scale without rounding, so even ties stay ties. */
function scaled(problem: Problem, by: number): Problem {
  return {
    totalMinor: problem.totalMinor * by,
    unitMinor: problem.unitMinor * by,
    reserve: { ...problem.reserve, maxMinor: times(problem.reserve.maxMinor, by) },
    groups: problem.groups.map((g) => ({ ...g, minMinor: g.minMinor * by, maxMinor: times(g.maxMinor, by) })),
    cells: problem.cells.map((cell) => ({
      ...cell,
      minMinor: cell.minMinor * by,
      maxMinor: cell.maxMinor * by,
      valueMinor: cell.valueMinor * by,
      curve: scaledCurve(cell.curve, by),
    })),
  }
}

function times(amount: number | null, by: number): number | null {
  return amount === null ? null : amount * by
}

function scaledCurve(curve: Problem['cells'][number]['curve'], by: number): Problem['cells'][number]['curve'] {
  switch (curve.kind) {
    case 'hill':
    case 'sShaped':
      return { ...curve, halfSpendMinor: curve.halfSpendMinor * by }
    case 'logarithmic':
    case 'exponential':
      return { ...curve, scaleMinor: curve.scaleMinor * by }
    case 'power':
      return { ...curve, referenceMinor: curve.referenceMinor * by }
    case 'piecewise':
      return { ...curve, points: curve.points.map((p) => ({ ...p, spendMinor: p.spendMinor * by })) }
  }
}
