import { expect, test } from 'vitest'
import { allocate, type Cell, type Problem, verify } from './index.ts'

const cell = (id: string, over: Partial<Cell> = {}): Cell => ({
  id,
  groupId: null,
  minMinor: 0,
  maxMinor: 1000,
  valueMinor: 1000,
  headroom: null,
  curve: { kind: 'hill', ceiling: 10, halfSpendMinor: 500 },
  ...over,
})
const problem = (over: Partial<Problem>): Problem => ({
  totalMinor: 0,
  unitMinor: 1,
  reserve: { hurdle: 1, maxMinor: null },
  groups: [],
  cells: [],
  ...over,
})

test('equal value: the smaller id is filled first, whatever the order', () => {
  const cells = [cell('b'), cell('a')]
  for (const order of [cells, [...cells].reverse()]) {
    const p = problem({ totalMinor: 5, cells: order })
    const result = allocate(p)
    expect(result).toMatchObject({ kind: 'optimal', allocation: { a: 3, b: 2 }, reserveMinor: 0 })
    expect(verify(p, result)).toEqual({ kind: 'ok', gapMinor: 0 })
  }
})

test('a group maximum holds and frees money for the others', () => {
  const groups = [{ id: 'west', parentId: null, minMinor: 0, maxMinor: 100 }]
  const p = problem({ totalMinor: 900, groups, cells: [cell('a', { groupId: 'west' }), cell('b')] })
  const result = allocate(p)
  expect(result).toMatchObject({ kind: 'optimal', allocation: { a: 100, b: 800 } })
  expect(verify(p, result)).toEqual({ kind: 'ok', gapMinor: 0 })
})

test('infeasible names the group and the amount', () => {
  const groups = [{ id: 'west', parentId: null, minMinor: 0, maxMinor: 100 }]
  const p = problem({ totalMinor: 900, groups, cells: [cell('a', { groupId: 'west', minMinor: 130 })] })
  const result = allocate(p)
  expect(result).toMatchObject({ kind: 'infeasible', scope: 'group', at: 'west', missingMinor: 30 })
  expect(verify(p, result)).toEqual({ kind: 'ok', gapMinor: 0 })
})
