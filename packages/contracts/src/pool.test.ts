import { describe, expect, test } from 'vitest'
import { pool } from './pool.ts'

const sound = {
  name: 'South',
  currency: 'USD',
  timeZone: 'America/New_York',
  period: { kind: 'month', budgetMinor: 1_000_000 },
  cells: [{ id: 'a', locationId: 'smyrna', serviceLine: 'ortho', baselineDailyBudgetMinor: 1_000 }],
}

/** What is refused: pointer and expectation of each fault. */
function faultsOf(changes: Record<string, unknown>): string[] {
  const parsed = pool.safeParse({ ...sound, ...changes })
  return parsed.error?.issues.map(({ path, message }) => `/${path.join('/')} ${message}`) ?? []
}

const cell = (id: string, changes: Record<string, unknown> = {}) => ({
  ...sound.cells[0],
  id,
  locationId: id,
  ...changes,
})

test('what is left out is filled in, and what comes out goes in again', () => {
  const complete = pool.parse(sound)
  expect(complete.cells[0]).toMatchObject({ channel: null, groupId: null, minDailyBudgetMinor: null, lock: null })
  expect(complete).toMatchObject({ groups: [], places: [], policy: { horizonDays: 14, gate: { dwellHours: 72 } } })
  expect(pool.parse(complete)).toEqual(complete)
})

test('faults of all parts are told at once, also beside an unknown key', () => {
  const faults = faultsOf({
    name: '',
    currency: 'usd',
    timeZone: '+01:00',
    patient: 'Jane Roe',
    cells: [cell('a', { groupId: 'none' }), cell('b', { baselineDailyBudgetMinor: -1 })],
    policy: { freshness: { ageingHours: 10 }, leadDays: 8 },
  })
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    '/name',
    '/currency',
    '/timeZone',
    '/cells/1/baselineDailyBudgetMinor',
    '/policy/freshness/ageingHours',
    '/policy/leadDays',
    '/',
    '/cells/0/groupId',
  ])
})

describe('groups', () => {
  test.each([
    [
      'a cycle, and what hangs on it',
      [
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'a'],
        ['d', null],
      ],
      [0, 1, 2],
    ],
    ['itself', [['a', 'a']], [0]],
    [
      'an unknown parent',
      [
        ['a', 'none'],
        ['b', null],
      ],
      [0],
    ],
    [
      'a chain, deepest first',
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', null],
      ],
      [],
    ],
  ] as const)('%s', (_, parents, refused) => {
    const groups = parents.map(([id, parentId]) => ({ id, name: id, parentId }))
    const pointers = faultsOf({ groups }).map((fault) => fault.split(' ')[0])
    expect(pointers).toEqual(refused.map((index) => `/groups/${index}/parentId`))
  })

  test('an id given twice, a minimum above the maximum', () => {
    const groups = [
      { id: 'a', name: 'A' },
      { id: 'a', name: 'A', minDailyBudgetMinor: 2, maxDailyBudgetMinor: 1 },
    ]
    expect(faultsOf({ groups })).toEqual([
      '/groups/1/maxDailyBudgetMinor at least minDailyBudgetMinor',
      '/groups/1/id is given twice',
      expect.stringContaining('/groups/1/maxDailyBudgetMinor room for a whole unit'),
    ])
  })
})

describe('cells', () => {
  test('one place is one cell, or cells of different channels', () => {
    const at = (id: string, channel: string | null) => cell(id, { locationId: 'smyrna', channel })
    expect(faultsOf({ cells: [at('a', 'search'), at('b', 'social')] })).toEqual([])
    expect(faultsOf({ cells: [at('a', 'search'), at('b', 'search')] })).toEqual([expect.stringMatching(/^\/cells\/1 /)])
    expect(faultsOf({ cells: [at('a', null), at('b', null)] })).toEqual([expect.stringMatching(/^\/cells\/1 /)])
    expect(faultsOf({ cells: [at('a', 'search'), at('b', null)] })).toEqual([
      expect.stringMatching(/^\/cells\/1\/channel /),
    ])
  })

  test('bounds leave room for a whole unit of the platform', () => {
    const policy = { platform: { unitMinor: 100 } }
    const bounded = (min: number, max: number) => [cell('a', { minDailyBudgetMinor: min, maxDailyBudgetMinor: max })]
    expect(faultsOf({ policy, cells: bounded(150, 200) })).toEqual([])
    expect(faultsOf({ policy, cells: bounded(101, 199) })).toHaveLength(1)
  })

  test('a unit is at most the largest baseline: above it everybody would have 0', () => {
    const withUnit = (unitMinor: number, cells: object[]) => faultsOf({ policy: { platform: { unitMinor } }, cells })
    const cells = [cell('a'), cell('b', { baselineDailyBudgetMinor: 3_000 })]
    expect(withUnit(3_000, cells)).toEqual([])
    expect(withUnit(3_001, cells)).toEqual([
      '/policy/platform/unitMinor at most the largest baseline of the cells, 3000: else all get 0',
    ])
    expect(withUnit(3_001, [])).toEqual([])
    expect(withUnit(1, [cell('a', { baselineDailyBudgetMinor: 0 })])).toEqual([])
  })

  test('places belong to cells of the pool and are given once', () => {
    const place = { locationId: 'smyrna', serviceLine: 'ortho' }
    expect(faultsOf({ places: [place] })).toEqual([])
    expect(faultsOf({ places: [place, place, { ...place, locationId: 'decatur' }] })).toEqual([
      '/places/1/locationId is given twice',
      '/places/2 the place of a cell of this pool',
    ])
  })
})

describe('period', () => {
  test.each([
    [{ kind: 'month', budgetMinor: 1, budgets: [{ startsOn: '2026-12-01', budgetMinor: 2 }] }, []],
    [{ kind: 'month', budgetMinor: 1, budgets: [{ startsOn: '2026-12-02', budgetMinor: 2 }] }, ['budgets/0/startsOn']],
    [{ kind: 'quarter', budgetMinor: 1, spentBefore: { startsOn: '2026-10-01', amountMinor: 2 } }, []],
    [
      { kind: 'quarter', budgetMinor: 1, spentBefore: { startsOn: '2026-11-01', amountMinor: 2 } },
      ['spentBefore/startsOn'],
    ],
    [{ kind: 'month', budgetMinor: 0.5 }, ['budgetMinor']],
    [{ kind: 'month', budgetMinor: 1e14 + 1 }, ['budgetMinor']],
  ])('%j', (period, refused) => {
    const pointers = faultsOf({ period }).map((fault) => fault.split(' ')[0])
    expect(pointers).toEqual(refused.map((at) => `/period/${at}`))
  })

  test('custom periods end after they start and do not overlap, in whatever order they come', () => {
    const period = (startsOn: string, endsOn: string) => ({ startsOn, endsOn, budgetMinor: 1 })
    const custom = (...periods: unknown[]) => faultsOf({ period: { kind: 'custom', periods } })
    expect(custom(period('2026-03-01', '2026-04-01'), period('2026-01-01', '2026-03-01'))).toEqual([])
    expect(custom(period('2026-03-01', '2026-03-01'))).toEqual(['/period/periods/0/endsOn after startsOn'])
    expect(custom(period('2026-02-28', '2026-04-01'), period('2026-01-01', '2026-03-01'))).toEqual([
      '/period/periods/0/startsOn overlaps another period',
    ])
  })
})
