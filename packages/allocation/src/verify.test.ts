import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exact } from '../test/brute-force.ts'
import { largeProblem } from '../test/large-problems.ts'
import { makeCell, makeProblem, optimum } from '../test/make.ts'
import { CURVES, smallProblem } from '../test/small-problems.ts'
import { allocate, cellValue, type Optimal, type Problem, provenGap, verify } from './index.ts'
import { marginalOf } from './verify-worth.ts'

const anyLarge = fc
  .record({ cells: fc.integer({ min: 2, max: 40 }), depth: fc.integer({ min: 1, max: 4 }), seed: fc.nat() })
  .chain((shape) => fc.constantFrom(...CURVES).map((curve) => largeProblem({ ...shape, curve })))

/** The objective in exact numbers: every step's worth, the reserve's hurdle. */
function exactWorth(problem: Problem, result: Optimal): bigint {
  const { unitMinor: unit, reserve } = problem
  let worth = exact(reserve.hurdle) * BigInt((result.reserveMinor - (problem.totalMinor % unit)) / unit)
  for (const cell of problem.cells) {
    for (let x = 0; x < (result.allocation[cell.id] ?? 0); x += unit) worth += exact(marginalOf(cell, x, unit))
  }
  return worth
}

/** What moving single units gains, in exact numbers: the steps taken less the steps given up. */
function movedWorth(problem: Problem, from: Optimal, to: Optimal): bigint {
  const { unitMinor: unit, reserve } = problem
  let worth = exact(reserve.hurdle) * BigInt((to.reserveMinor - from.reserveMinor) / unit)
  for (const cell of problem.cells) {
    const [before, after] = [from.allocation[cell.id] ?? 0, to.allocation[cell.id] ?? 0]
    if (after > before) worth += exact(marginalOf(cell, before, unit))
    if (after < before) worth -= exact(marginalOf(cell, after, unit))
  }
  return worth
}

function isWithinBounds(problem: Problem, result: Optimal): boolean {
  const kept = result.reserveMinor - (problem.totalMinor % problem.unitMinor)
  if (kept < 0 || kept > (problem.reserve.maxMinor ?? Infinity)) return false
  const isBelow = (groupId: string | null, id: string): boolean =>
    groupId === id || (groupId !== null && isBelow(problem.groups.find((g) => g.id === groupId)?.parentId ?? null, id))
  const fits = (amount: number, { minMinor, maxMinor }: { minMinor: number; maxMinor: number | null }) =>
    amount >= minMinor && amount <= (maxMinor ?? Infinity)
  const amountOf = (id: string) => result.allocation[id] ?? 0
  const sum = (id: string) =>
    problem.cells.reduce((total, cell) => total + (isBelow(cell.groupId, id) ? amountOf(cell.id) : 0), 0)
  return problem.cells.every((c) => fits(amountOf(c.id), c)) && problem.groups.every((g) => fits(sum(g.id), g))
}

/** Every result that differs by one unit moved from one holder to another; the first stands for the reserve. */
function* neighbours({ cells, unitMinor: unit }: Problem, result: Optimal): Generator<Optimal> {
  const amounts = cells.map(({ id }) => result.allocation[id] ?? 0)
  // All that a cell's value can be: with a unit less, as it is, with one more.
  const values = cells.map((cell, at) => [-unit, 0, unit].map((more) => cellValue(cell, (amounts[at] ?? 0) + more)))
  for (let from = -1; from < cells.length; from++) {
    for (let to = -1; to < cells.length; to++) {
      if (from === to) continue
      const moved = (at: number) => Number(at === to) - Number(at === from)
      const allocation: Record<string, number> = Object.assign(Object.create(null), result.allocation)
      for (const at of [from, to].filter((holder) => holder >= 0)) {
        allocation[cells[at]?.id ?? ''] = (amounts[at] ?? 0) + moved(at) * unit
      }
      const reserveMinor = result.reserveMinor + moved(-1) * unit
      const valueMinor = values.reduce((sum, known, at) => sum + (known[1 + moved(at)] ?? Number.NaN), 0)
      yield { ...result, allocation, reserveMinor, valueMinor }
    }
  }
}

describe('the certificate', () => {
  test('[A10] prices, and multipliers only where a bound binds', () => {
    const groups = [
      { id: 'capped', parentId: null, minMinor: 0, maxMinor: 100 },
      { id: 'floored', parentId: null, minMinor: 500, maxMinor: null },
      { id: 'free', parentId: null, minMinor: 0, maxMinor: 800 },
    ]
    const cells = groups.map(({ id }) => makeCell(id, { groupId: id }))
    const { allocation, certificate } = optimum(makeProblem({ totalMinor: 900, groups, cells }))
    expect(allocation).toEqual({ capped: 100, floored: 500, free: 300 })
    const worthAt = (x: number) => (1000 * 10 * 500) / ((x + 500) * (x + 501))
    expect(certificate.lambda).toBeCloseTo(worthAt(300), 12)
    expect(certificate.groups.capped?.muPlus).toBeCloseTo(worthAt(100) - worthAt(300), 12)
    expect(certificate.groups.floored?.muMinus).toBeCloseTo(worthAt(300) - worthAt(500), 12)
    expect(certificate.groups.free).toEqual({ lambda: certificate.lambda, muPlus: 0, muMinus: 0 })
  })

  test('[A11] every optimum is accepted with a gap of exactly 0', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat().map(smallProblem), anyLarge), (problem) => {
        expect(verify(problem, allocate(problem))).toEqual({ kind: 'ok', gapMinor: 0 })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a changed result', () => {
  test('[A11] one unit moved: refused exactly if it breaks a bound or lowers the value, in exact numbers', () => {
    const seen = { accepted: 0, refused: 0 }
    for (let seed = 0; seed < 1500; seed++) {
      const problem = smallProblem(seed)
      const result = allocate(problem)
      if (result.kind !== 'optimal') continue
      const best = exactWorth(problem, result)
      for (const other of neighbours(problem, result)) {
        const isEqual = isWithinBounds(problem, other) && exactWorth(problem, other) === best
        expect([seed, verify(problem, other).kind]).toEqual([seed, isEqual ? 'ok' : 'wrong'])
        seen[isEqual ? 'accepted' : 'refused']++
      }
    }
    expect(seen.accepted).toBeGreaterThan(50)
    expect(seen.refused).toBeGreaterThan(2000)
  })

  test('[A11] the same on pools of 40 cells with groups at their bounds, all curves', () => {
    fc.assert(
      fc.property(anyLarge, (problem) => {
        const result = allocate(problem)
        if (result.kind !== 'optimal') return
        for (const other of neighbours(problem, result)) {
          const isEqual = isWithinBounds(problem, other) && movedWorth(problem, result, other) === 0n
          if ((verify(problem, other).kind === 'ok') !== isEqual) expect(other, `is equal: ${isEqual}`).toBeNull()
        }
      }),
      { numRuns: 30 },
    )
  })

  test('[A11] wrong sums, extra or missing amounts, broken units and broken certificates are refused', () => {
    const groups = [{ id: 'west', parentId: null, minMinor: 0, maxMinor: 100 }]
    const cells = [makeCell('a', { groupId: 'west' }), makeCell('b')]
    const problem = makeProblem({ totalMinor: 900, groups, cells })
    const good = optimum(problem)
    const west = good.certificate.groups.west ?? { lambda: 0, muPlus: 0, muMinus: 0 }
    const withWest = (price: Partial<typeof west>) => ({
      ...good,
      certificate: { ...good.certificate, groups: { west: { ...west, ...price } } },
    })
    const broken: Optimal[] = [
      { ...good, reserveMinor: 1 },
      { ...good, valueMinor: good.valueMinor + 1 },
      { ...good, allocation: { a: 100 } },
      { ...good, allocation: { ...good.allocation, c: 0 } },
      { ...good, allocation: { a: 99.5, b: 800.5 } },
      { ...good, allocation: { a: Number.NaN, b: 800 } },
      { ...good, certificate: { ...good.certificate, groups: {} } },
      { ...good, certificate: { ...good.certificate, lambda: Number.NaN } },
      { ...good, certificate: { ...good.certificate, lambda: good.certificate.lambda * 1.01 } },
      withWest({ muPlus: 0, muMinus: west.muPlus }),
      withWest({ lambda: west.lambda * 1.01 }),
    ]
    expect(verify(problem, good)).toEqual({ kind: 'ok', gapMinor: 0 })
    for (const result of broken) expect(verify(problem, result).kind).toBe('wrong')
  })

  test('[A11] a price on a group without a maximum proves nothing', () => {
    const groups = [{ id: 'west', parentId: null, minMinor: 0, maxMinor: null }]
    const problem = makeProblem({ totalMinor: 900, groups, cells: [makeCell('a', { groupId: 'west' })] })
    const good = optimum(problem)
    const lambda = good.certificate.lambda
    const priced = { west: { lambda: lambda + 1, muPlus: lambda + 1 - lambda, muMinus: 0 } }
    expect(provenGap(problem, good.allocation, { lambda, groups: priced }).kind).toBe('wrong')
  })

  test('[A11] groups that are no tree are refused, not followed', () => {
    const problem = makeProblem({ totalMinor: 5, cells: [makeCell('a')] })
    const good = optimum(problem)
    const group = (id: string, parentId: string) => ({ id, parentId, minMinor: 0, maxMinor: null })
    expect(verify({ ...problem, groups: [group('x', 'y'), group('y', 'x')] }, good).kind).toBe('wrong')
    expect(verify({ ...problem, groups: [group('x', 'nobody')] }, good).kind).toBe('wrong')
  })
})

// A gap is a difference of values, what was lost here one of steps; those of a power curve are read at two points of a
// unit (curves/power.ts) and differ from its values by up to 3·10⁻⁴ at the second cent.
const quadrature = 4e-4

describe('held numbers', () => {
  test('[A12] the proven gap is never less than what was lost, and 0 only for an optimum', () => {
    fc.assert(
      fc.property(fc.nat().map(smallProblem), fc.nat(), (problem, pick) => {
        const free = allocate(problem)
        if (free.kind !== 'optimal') return
        const cell = problem.cells[pick % Math.max(1, problem.cells.length)]
        if (cell === undefined) return
        const unit = problem.unitMinor
        const held = Math.min(Math.floor(cell.maxMinor / unit), Math.ceil(cell.minMinor / unit) + (pick % 3)) * unit
        const fixed = problem.cells.map((c) => (c === cell ? { ...c, minMinor: held, maxMinor: held } : c))
        const result = allocate({ ...problem, cells: fixed })
        if (result.kind !== 'optimal') return
        const gap = provenGap(problem, result.allocation, free.certificate)
        const lost = exactWorth(problem, free) - exactWorth(problem, result)
        const lostMinor = Number((lost * 1_000_000n) >> 1100n) / 1e6 / (1 / unit)
        expect(gap.kind).toBe('ok')
        const slack = problem.cells.some(({ curve }) => curve.kind === 'power') ? quadrature : 1e-9
        if (gap.kind === 'ok') expect(gap.gapMinor * (1 + slack) + 1e-5).toBeGreaterThanOrEqual(lostMinor)
        if (gap.kind === 'ok') expect(gap.gapMinor === 0).toBe(lost === 0n)
      }),
      { numRuns: 2000 },
    )
  })

  test('[A12] what a held cell costs, to the cent', () => {
    const cells = [makeCell('a'), makeCell('b')]
    const problem = makeProblem({ totalMinor: 900, cells })
    const free = optimum(problem)
    const gap = provenGap(problem, { a: 300, b: 600 }, free.certificate)
    const value = (x: number) => (1000 * 10 * x) / (x + 500)
    const lost = 2 * value(450) - value(300) - value(600)
    expect(gap.kind === 'ok' && gap.gapMinor).toBeCloseTo(lost, 6)
  })

  test('[A12] numbers outside the bounds have no gap', () => {
    const problem = makeProblem({ totalMinor: 900, cells: [makeCell('a', { minMinor: 100 })] })
    expect(provenGap(problem, { a: 99 }, optimum(problem).certificate).kind).toBe('wrong')
    expect(provenGap(problem, { a: 901 }, optimum(problem).certificate).kind).toBe('wrong')
  })
})
