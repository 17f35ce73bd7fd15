import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { largeProblem } from '../test/large-problems.ts'
import { smallProblem } from '../test/small-problems.ts'
import { allocate, bookingsIn, type Cell, openSession, type Problem } from './index.ts'

/** What Node finds equal is equal to Vitest too, which takes ten times as long; else Vitest decides, and shows it. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected)
}

function open(problem: Problem) {
  const opened = openSession(problem)
  if (opened.kind !== 'open') throw new Error('not opened')
  return opened.session
}

/** Replaces cells one after another, in a session and in a plain problem, and compares after each. */
function compare(problem: Problem, replacements: readonly Cell[]): void {
  const session = open(problem)
  let cells = [...problem.cells]
  let amounts = new Map<string, number>()
  const first = session.result()
  if (first.kind === 'optimal') amounts = new Map(Object.entries(first.allocation))
  for (const cell of replacements) {
    cells = cells.map((old) => (old.id === cell.id ? cell : old))
    const moved = session.replaceCell(cell)
    const full = allocate({ ...problem, cells })
    expectSame(session.result(), full)
    if (moved.kind !== 'moved' || full.kind !== 'optimal') continue
    for (const { id, toMinor } of moved.moves()) amounts.set(id, toMinor)
    expect(moved.reserveMinor).toBe(full.reserveMinor)
    const wrong = cells.filter(({ id }) => (amounts.get(id) ?? 0) !== full.allocation[id])
    expect(wrong).toEqual([])
  }
}

test('[A15] a session says exactly what a full solve says, on small trees, feasible or not', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (seed, other) => {
      const problem = smallProblem(seed)
      const source = smallProblem(other).cells
      const replacements = problem.cells.flatMap((cell, i) => {
        const from = source[i % Math.max(1, source.length)]
        return from === undefined ? [] : [{ ...from, id: cell.id, groupId: cell.groupId }, cell]
      })
      compare(problem, replacements)
    }),
    { numRuns: 1500 },
  )
})

test('[A15] and on large ones', () => {
  for (const depth of [1, 2, 4]) {
    const problem = largeProblem({ cells: 2000, depth })
    const cell = (i: number, over: Partial<Cell>): Cell[] =>
      problem.cells.slice(i, i + 1).map((old) => ({ ...old, ...over }))
    compare(problem, [
      ...cell(7, { headroom: 0 }),
      ...cell(7, {}),
      ...cell(1999, { valueMinor: 1_000_000, maxMinor: 5_000_000 }),
      ...cell(500, { minMinor: 30_000, maxMinor: 30_000 }),
      ...cell(501, { curve: { kind: 'power', bookingsAtReference: 4, referenceMinor: 20_000, exponent: 0.4 } }),
    ])
  }
})

test('[A15] a cell that is refused changes nothing', () => {
  const problem = largeProblem({ cells: 10, depth: 1 })
  const session = open(problem)
  const [cell] = problem.cells
  if (cell === undefined) throw new Error('no cell')
  expect(session.replaceCell({ ...cell, valueMinor: Number.NaN })).toMatchObject({ kind: 'invalid' })
  expect(session.replaceCell({ ...cell, id: 'nobody' })).toMatchObject({ kind: 'invalid' })
  expect(session.replaceCell({ ...cell, groupId: 'elsewhere' })).toMatchObject({ kind: 'invalid' })
  expect(session.result()).toEqual(allocate(problem))
})

/** Asks about totals one after another, in a session and in plain problems, and compares after each. */
function compareTotals(problem: Problem, totals: readonly { totalMinor: number; maxMinor: number | null }[]): void {
  const session = open(problem)
  let amounts = session.result()
  for (const { totalMinor, maxMinor } of totals) {
    const moved = session.replaceTotal(totalMinor, maxMinor)
    const full = allocate({ ...problem, totalMinor, reserve: { ...problem.reserve, maxMinor } })
    expectSame(session.result(), full)
    if (moved.kind !== 'moved' || full.kind !== 'optimal') continue
    expect(moved.reserveMinor).toBe(full.reserveMinor)
    expect(session.summary()).toEqual({
      kind: 'optimal',
      reserveMinor: full.reserveMinor,
      valueMinor: full.valueMinor,
      bookings: bookingsIn(problem, full),
      lambda: full.certificate.lambda,
    })
    if (amounts.kind === 'optimal') {
      const known: Record<string, number> = { ...amounts.allocation }
      for (const { id, toMinor } of moved.moves()) known[id] = toMinor
      expectSame(known, { ...full.allocation })
    }
    amounts = full
  }
}

test('[A15] the same for any series of totals and reserves, up and down, and cells replaced between', () => {
  const asked = fc.array(fc.tuple(fc.nat(60), fc.option(fc.nat(20))), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.nat(), asked, (seed, series) => {
      const problem = smallProblem(seed)
      const totals = series.map(([totalMinor, maxMinor]) => ({ totalMinor, maxMinor }))
      compareTotals(problem, totals)
      const session = open(problem)
      const [first] = problem.cells
      for (const { totalMinor, maxMinor } of totals) {
        session.replaceTotal(totalMinor, maxMinor)
        if (first) session.replaceCell(first)
        expectSame(session.result(), allocate({ ...problem, totalMinor, reserve: { ...problem.reserve, maxMinor } }))
      }
    }),
    { numRuns: 1000 },
  )
})

test('[A15] twenty totals of a large tree, the largest first', () => {
  for (const depth of [1, 2, 4]) {
    const problem = largeProblem({ cells: 2000, depth })
    const totals = Array.from({ length: 20 }, (_, i) => ({
      totalMinor: Math.floor(problem.totalMinor * (1.3 - 0.06 * i)),
      maxMinor: null,
    }))
    compareTotals(problem, [...totals, ...totals.toReversed()])
  }
})

test('[A15] a total that is refused changes nothing', () => {
  const problem = largeProblem({ cells: 10, depth: 1 })
  const session = open(problem)
  expect(session.replaceTotal(1.5)).toMatchObject({ kind: 'invalid', errors: [{ pointer: '/totalMinor' }] })
  expect(session.result()).toEqual(allocate(problem))
})
