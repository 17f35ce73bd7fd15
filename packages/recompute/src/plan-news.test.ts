import { expect, test } from 'vitest'
import { type NewsOfPlan, planNews } from './plan-news.ts'

type Line = NewsOfPlan['recommendations'][number]

const line = (cell: number, changes: Partial<Line> = {}): Line => ({
  cellId: `cell-${String(cell).padStart(4, '0')}`,
  locationId: `clinic-${cell}`,
  serviceLine: 'orthodontics',
  recommendedDailyBudgetMinor: 100,
  gate: 'open',
  status: 'active',
  waitlistSize: null,
  reasons: ['marginal_parity'],
  ...changes,
})

const plan = (number: number, recommendations: Line[]): NewsOfPlan => ({
  poolId: 'georgia',
  number,
  planNumber: number,
  status: 'published',
  computedAt: '2026-11-22T09:00:00.412Z',
  currency: 'USD',
  poolDailyBudgetMinor: 500,
  reserveDailyMinor: 10,
  recommendations,
})

test('the first plan has nothing to be counted against', () => {
  expect(planNews(plan(1, [line(1)]), null)).toEqual({
    poolId: 'georgia',
    effectiveRevision: 1,
    previousEffectiveRevision: null,
    planNumber: 1,
    previousPlanNumber: null,
    status: 'published',
    computedAt: '2026-11-22T09:00:00.412Z',
    currency: 'USD',
    poolDailyBudgetMinor: 500,
    reserveDailyMinor: 10,
    changedCells: null,
    planPath: '/v1/pools/georgia/effective-plans/1',
    diffPath: null,
  })
})

test.each<[string, Partial<Line>]>([
  ['budget', { recommendedDailyBudgetMinor: 101 }],
  ['gate', { gate: 'throttled' }],
  ['status', { status: 'pause_proposed' }],
  ['reasons', { reasons: ['wait_gate'] }],
])('a cell whose %s changed is told, the others are not', (_what, changes) => {
  const { changedCells } = planNews(plan(2, [line(1), line(2, changes)]), plan(1, [line(2), line(1)]))
  expect(changedCells?.map(({ cellId }) => cellId)).toEqual(['cell-0002'])
  expect(changedCells?.[0]?.previousDailyBudgetMinor).toBe(100)
})

test('where 1 to 10 people wait no reason tells what of the budget turns on room, nor that such a reason changed', () => {
  const few = { waitlistSize: 7 }
  const told = (now: Partial<Line>, before: Partial<Line>) =>
    planNews(plan(2, [line(1, now)]), plan(1, [line(1, before)])).changedCells?.map(({ reasons }) => reasons)
  const full = { reasons: ['ramp_up', 'capacity_ceiling'], recommendedDailyBudgetMinor: 101 }
  expect(told({ ...few, ...full }, few)).toEqual([['ramp_up']])
  expect(told(full, {})).toEqual([['ramp_up', 'capacity_ceiling']])
  expect(told({ ...few, reasons: ['capacity_ceiling'] }, few)).toEqual([])
  expect(told({ reasons: ['capacity_ceiling'] }, {})).toEqual([['capacity_ceiling']])
})

test('a new cell had nothing before, and one that left has nothing after', () => {
  const { changedCells } = planNews(plan(2, [line(1), line(3)]), plan(1, [line(1), line(2)]))
  expect(changedCells).toEqual([
    expect.objectContaining({ cellId: 'cell-0002', recommendedDailyBudgetMinor: 0, reasons: ['removed'] }),
    expect.objectContaining({ cellId: 'cell-0003', previousDailyBudgetMinor: null }),
  ])
})

test('cells are told to the last byte of 16 KiB, and no further', () => {
  const lines = (count: number, reason: string) =>
    Array.from({ length: count }, (_, cell) => line(cell, cell === 0 ? { reasons: [reason] } : { gate: 'gated' }))
  const before = plan(
    1,
    Array.from({ length: 80 }, (_, cell) => line(cell)),
  )
  const sizeOf = (reason: string) => planNews(plan(2, lines(80, reason)), before).changedCells
  const bytes = Buffer.byteLength(JSON.stringify(sizeOf('x')))
  const room = 16_384 - bytes + 1
  expect(Buffer.byteLength(JSON.stringify(sizeOf('x'.repeat(room))))).toBe(16_384)
  expect(sizeOf('x'.repeat(room + 1))).toBeNull()
  // Bytes count, not characters.
  expect(sizeOf(`é${'x'.repeat(room - 1)}`)).toBeNull()
})

test('10,000 changed cells are not even written', () => {
  const many = Array.from({ length: 10_000 }, (_, cell) => line(cell, { gate: 'gated' }))
  const news = planNews(
    plan(2, many),
    plan(
      1,
      many.map((_, cell) => line(cell)),
    ),
  )
  expect([news.changedCells, news.diffPath]).toEqual([null, '/v1/pools/georgia/effective-plans/2/diff?against=1'])
})

test('it holds no counts of people: the names of what it holds are all there is', () => {
  const leaky = { ...line(1, { gate: 'gated' }), waitlistSize: 3, headroom: 2, sentence: 'Three people wait.' }
  const [cell] = planNews(plan(2, [leaky]), plan(1, [line(1)])).changedCells ?? []
  expect(Object.keys(cell ?? {})).toEqual([
    'cellId',
    'locationId',
    'serviceLine',
    'previousDailyBudgetMinor',
    'recommendedDailyBudgetMinor',
    'gate',
    'reasons',
  ])
})

test('what a decision brought into force of the same plan is counted, and told as two states of what is in force', () => {
  const now = { ...plan(5, [line(1, { recommendedDailyBudgetMinor: 90 })]), planNumber: 2, status: 'approved' }
  expect(planNews(now, { ...plan(4, [line(1)]), planNumber: 2 })).toMatchObject({
    effectiveRevision: 5,
    previousEffectiveRevision: 4,
    status: 'approved',
    changedCells: [{ previousDailyBudgetMinor: 100, recommendedDailyBudgetMinor: 90 }],
    planPath: '/v1/pools/georgia/effective-plans/5',
    diffPath: '/v1/pools/georgia/effective-plans/5/diff?against=4',
  })
})
