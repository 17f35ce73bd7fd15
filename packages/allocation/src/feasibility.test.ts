import { expect, test } from 'vitest'
import { makeCell, makeProblem } from '../test/make.ts'
import { allocate, type Group, type Problem, verify } from './index.ts'

const group = (id: string, parentId: string | null, minMinor: number, maxMinor: number | null): Group => ({
  id,
  parentId,
  minMinor,
  maxMinor,
})

function conflict(over: Partial<Problem>) {
  const problem = makeProblem({ totalMinor: 100, ...over })
  const result = allocate(problem)
  expect(verify(problem, result)).toEqual({ kind: 'ok', gapMinor: 0 })
  return result
}

test('[A8] minimums that exactly fit are feasible, one more is not', () => {
  const cells = [makeCell('a', { minMinor: 60 }), makeCell('b', { minMinor: 40 })]
  expect(allocate(makeProblem({ totalMinor: 100, cells })).kind).toBe('optimal')
  expect(conflict({ totalMinor: 99, cells })).toEqual({
    kind: 'infeasible',
    scope: 'pool',
    at: 'pool',
    missingMinor: 1,
    message:
      'the pool: the minimums below it come to more than the total; lower the minimums below it, or raise the total, by 1 minor units',
  })
})

test('[A8] too little room names the pool and what the reserve would have to take', () => {
  const cells = [makeCell('a', { maxMinor: 30 })]
  expect(conflict({ reserve: { hurdle: 1, maxMinor: 50 }, cells })).toMatchObject({ at: 'pool', missingMinor: 20 })
})

test('[A8] the narrowest part is named, not the wider one that fails because of it', () => {
  const groups = [group('west', null, 0, 50), group('denver', 'west', 0, 10)]
  const cells = [makeCell('a', { groupId: 'denver', minMinor: 60 })]
  expect(conflict({ groups, cells })).toMatchObject({ scope: 'group', at: 'denver', missingMinor: 50 })
})

test('[A8] of two conflicts the one with fewer cells, then the smaller id', () => {
  const groups = [group('b', null, 500, 400), group('a', null, 500, 400), group('big', null, 900, 800)]
  const cells = ['b', 'a', 'big', 'big'].map((groupId, i) => makeCell(`c${i}`, { groupId }))
  expect(conflict({ groups, cells })).toMatchObject({ scope: 'group', at: 'a', missingMinor: 100 })
})

test('[A8] a cell before a group', () => {
  const groups = [group('a', null, 500, 400)]
  const cells = [makeCell('c', { groupId: 'a' }), makeCell('z', { minMinor: 7, maxMinor: 5 })]
  expect(conflict({ groups, cells })).toMatchObject({ scope: 'cell', at: 'z', missingMinor: 2 })
})

test('[A8] the amount missing is enough: the cure works', () => {
  const groups = [group('west', null, 90, null)]
  const cells = [makeCell('a', { groupId: 'west', maxMinor: 60 })]
  const found = conflict({ groups, cells })
  expect(found).toMatchObject({ at: 'west', missingMinor: 30 })
  const cured = [makeCell('a', { groupId: 'west', maxMinor: 90 })]
  expect(allocate(makeProblem({ totalMinor: 100, groups, cells: cured })).kind).toBe('optimal')
})

test('[A8] a false claim of infeasibility is caught', () => {
  const problem = makeProblem({ totalMinor: 100, cells: [makeCell('a')] })
  for (const scope of ['pool', 'cell', 'group', 'overlap'] as const) {
    const claim = { kind: 'infeasible' as const, scope, at: 'a', missingMinor: 5, message: '' }
    expect(verify(problem, claim).kind).toBe('wrong')
  }
})
