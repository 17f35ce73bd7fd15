import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { largeProblem } from '../test/large-problems.ts'
import { smallProblem } from '../test/small-problems.ts'
import { allocate, type Cell, openSession, type Problem } from './index.ts'

// Thousands of cases on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

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
    expect(session.result()).toEqual(full)
    if (moved.kind !== 'moved' || full.kind !== 'optimal') continue
    for (const { id, toMinor } of moved.moves()) amounts.set(id, toMinor)
    expect(moved.reserveMinor).toBe(full.reserveMinor)
    for (const { id } of cells) expect(amounts.get(id) ?? 0).toBe(full.allocation[id])
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
