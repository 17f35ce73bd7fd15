import { allocate } from '../src/allocate.ts'
import type { Cell, Optimal, Problem } from '../src/problem.ts'

/** A hill cell worth about 20 per minor unit at first; override what a test is about. */
export function makeCell(id: string, over: Partial<Cell> = {}): Cell {
  return {
    id,
    groupId: null,
    minMinor: 0,
    maxMinor: 1000,
    valueMinor: 1000,
    headroom: null,
    curve: { kind: 'hill', ceiling: 10, halfSpendMinor: 500 },
    ...over,
  }
}

export function makeProblem(over: Partial<Problem> = {}): Problem {
  return { totalMinor: 0, unitMinor: 1, reserve: { hurdle: 1, maxMinor: null }, groups: [], cells: [], ...over }
}

/** The optimal result, or the test fails with what came instead. */
export function optimum(problem: Problem): Optimal {
  const result = allocate(problem)
  if (result.kind !== 'optimal') throw new Error(JSON.stringify(result))
  return result
}
