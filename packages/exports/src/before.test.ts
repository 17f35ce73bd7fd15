import { expect, test } from 'vitest'
import { makeEntity } from '../test-support/make.ts'
import { knownBefore, knownCellsBefore } from './before.ts'

const told = new Map([['a', { dailyBudgetMinor: 100, toldMs: 1_000, changedMs: [1_000] }]])
const applied = (appliedMs: number) => new Map([['a', { dailyBudgetMinor: 70, appliedMs }]])
const before = (entity: ReturnType<typeof makeEntity>, appliedMs: number, files = told) =>
  knownBefore([entity], files, applied(appliedMs)).get('a')

test('a report that is newer than the file counts, an older one does not', () => {
  expect(before(makeEntity('a'), 1_001)).toEqual({ dailyBudgetMinor: 70, changedMs: [1_000] })
  expect(before(makeEntity('a'), 1_000)).toMatchObject({ dailyBudgetMinor: 100 })
  expect(before(makeEntity('a'), 1, new Map())).toEqual({ dailyBudgetMinor: 70, changedMs: [] })
})

test('what was reported before an entity set its budget by these cells says nothing of it', () => {
  const mapped = (mappedMs: number) => before(makeEntity('a', { mappedMs }), 2_000, new Map())
  expect(mapped(1_999)).toEqual({ dailyBudgetMinor: 70, changedMs: [] })
  expect(mapped(2_000)).toBeUndefined()
  expect(before(makeEntity('a', { mappedMs: 3_000 }), 2_000)).toMatchObject({ dailyBudgetMinor: 100 })
})

test('what files told goes by the budget, not by the entity', () => {
  expect(before(makeEntity('a', { budgetKey: 'other' }), 1_000)).toMatchObject({ dailyBudgetMinor: 70 })
  expect(before(makeEntity('a', { budgetKey: 'other', mappedMs: 1_000 }), 1_000)).toBeUndefined()
})

test('what the same state told again counts until a newer report', () => {
  const again = { dailyBudgetMinor: 90, toldMs: 3_000 }
  const files = new Map([['a', { dailyBudgetMinor: 100, toldMs: 1_000, changedMs: [1_000], again }]])
  expect(before(makeEntity('a'), 2_000, files)).toEqual({ dailyBudgetMinor: 70, changedMs: [1_000], again })
  expect(before(makeEntity('a'), 3_001, files)).toEqual({ dailyBudgetMinor: 70, changedMs: [1_000] })
})

test('paused by hand is what only a report says is paused: no file told it to', () => {
  const paused = new Map([['a', { dailyBudgetMinor: 0, appliedMs: 2_000 }]])
  const file = (dailyBudgetMinor: number, againMinor?: number, toldMs = 1_500) => {
    const again = againMinor === undefined ? {} : { again: { dailyBudgetMinor: againMinor, toldMs } }
    const files = new Map([['a', { dailyBudgetMinor, toldMs: 1_000, changedMs: [], ...again }]])
    return knownBefore([makeEntity('a')], files, paused).get('a')?.isPausedByHand ?? false
  }
  expect([file(100), file(0)]).toEqual([true, false])
  // The same state told it since: what counts is what was told before the report.
  expect([file(100, 0), file(0, 100)]).toEqual([false, true])
  expect([file(100, 0, 3_000), file(0, 100, 3_000)]).toEqual([true, false])
  expect(knownBefore([makeEntity('a')], new Map(), paused).get('a')).toMatchObject({ isPausedByHand: true })
})

test('reports say nothing of a part of a cell, nor of an entity with a cell nobody reported', () => {
  const half = makeEntity('a', { cells: [{ cellId: 'a', share: 0.5 }] })
  const shared = makeEntity('a', { cells: ['a', 'b'].map((cellId) => ({ cellId, share: 1 })) })
  for (const entity of [half, shared]) expect(before(entity, 2_000)).toMatchObject({ dailyBudgetMinor: 100 })
})

test('by cell: newer reports over the file before; nothing where nothing is known', () => {
  const file = {
    budgets: new Map([
      ['a', 100],
      ['b', 5],
    ]),
    exportedMs: 1_000,
  }
  expect(knownCellsBefore(file, applied(2_000))).toEqual(
    new Map([
      ['a', 70],
      ['b', 5],
    ]),
  )
  expect(knownCellsBefore(file, applied(500))).toEqual(file.budgets)
  expect(knownCellsBefore(undefined, applied(500))).toEqual(new Map([['a', 70]]))
  expect(knownCellsBefore(undefined, new Map())).toBeUndefined()
})
