import { expect, test } from 'vitest'
import { type SpendingCell, type SpentInput, spendingByDay, spentOnCompleteDays } from './spent.ts'

const at = (instant: string) => Date.parse(instant)

const cell = (id: string, changes: Partial<SpendingCell> = {}): SpendingCell => ({
  id,
  baselineDailyBudgetMinor: 1_000,
  firstBaselineMinor: null,
  tookOverAt: null,
  takenOverAt: null,
  ...changes,
})

/** Four complete days of one cell at 1,000 a day, in UTC, set up before them, without plan or report. */
function fourDays(changes: Partial<SpentInput> = {}): SpentInput {
  return {
    from: '2026-11-01',
    before: '2026-11-05',
    timeZone: 'UTC',
    cells: [cell('a')],
    setUpAtMs: at('2026-10-01T00:00:00Z'),
    firstPlanAtMs: null,
    isSpentBeforeStated: false,
    budgets: [],
    actuals: [],
    applied: [],
    archived: [],
    ...changes,
  }
}

const spent = (changes: Partial<SpentInput> = {}) => spentOnCompleteDays(fourDays(changes))

const planned = (instant: string, dailyBudgetMinor: number, cellId = 'a') => ({
  cellId,
  effectiveMs: at(instant),
  dailyBudgetMinor,
})

test('nothing reported, nothing published: the baseline', () => {
  expect(spent()).toBe(4_000)
})

test('what was reported counts for its day, also when it is nothing', () => {
  expect(spent({ actuals: [{ cellId: 'a', date: '2026-11-02', spendMinor: 0 }] })).toBe(3_000)
})

test('numbers published within a day count by how long each was in force', () => {
  const budgets = [planned('2026-11-02T00:00:00Z', 2_000), planned('2026-11-03T18:00:00Z', 400)]
  expect(spent({ budgets, firstPlanAtMs: at('2026-11-02T00:00:00Z') })).toBe(1_000 + 2_000 + 1_600 + 400)
})

test('the number in force when the period begins is the one from before it', () => {
  const budgets = [planned('2026-10-20T00:00:00Z', 500)]
  expect(spent({ budgets, firstPlanAtMs: at('2026-10-20T00:00:00Z') })).toBe(2_000)
})

test('days before the pool was set up count as well, at the baseline; unless their sum was stated', () => {
  const before = {
    setUpAtMs: at('2026-11-03T12:00:00Z'),
    actuals: [{ cellId: 'a', date: '2026-11-01', spendMinor: 70 }],
  }
  expect(spent(before)).toBe(3_070)
  expect(spent({ ...before, isSpentBeforeStated: true })).toBe(1_500)
})

test('the first plan, made in mid-period, leaves the days before it at the baseline', () => {
  const budgets = [planned('2026-11-03T12:00:00Z', 400)]
  const firstPlanAtMs = at('2026-11-03T12:00:00Z')
  expect(spent({ setUpAtMs: firstPlanAtMs, firstPlanAtMs, budgets })).toBe(2_000 + 500 + 200 + 400)
})

test('a baseline that was changed since changes no day that is over: those cost the one the cell was set up with', () => {
  const cells = [cell('a', { baselineDailyBudgetMinor: 5_000, firstBaselineMinor: 1_000 })]
  expect(spent({ cells })).toBe(4_000)
  const budgets = [planned('2026-11-03T12:00:00Z', 400)]
  expect(spent({ cells, budgets, firstPlanAtMs: at('2026-11-03T12:00:00Z') })).toBe(2_500 + 200 + 400)
  expect(spent({ cells: [cell('a', { firstBaselineMinor: 0 })] })).toBe(0)
})

test.for([null, at('2026-11-20T00:00:00Z')])(
  'a place that went from one cell to another before the first plan is spent for once',
  (firstPlanAtMs) => {
    const changed = new Date('2026-11-03T12:00:00Z')
    const cells = [
      cell('a', { takenOverAt: changed }),
      cell('b', { tookOverAt: changed, baselineDailyBudgetMinor: 4_000 }),
    ]
    const budgets = firstPlanAtMs === null ? [] : [planned('2026-11-20T00:00:00Z', 9, 'b')]
    expect(spent({ cells, budgets, firstPlanAtMs })).toBe(2_500 + 6_000)
  },
)

test('a cell that came after the first plan spent nothing here before its own first number', () => {
  const budgets = [planned('2026-11-01T00:00:00Z', 100, 'a'), planned('2026-11-04T00:00:00Z', 300, 'b')]
  const cells = [cell('a'), cell('b')]
  expect(spent({ cells, budgets, firstPlanAtMs: at('2026-11-01T00:00:00Z') })).toBe(400 + 300)
})

test('a day of 25 hours is one day of budget', () => {
  expect(spent({ timeZone: 'America/New_York', from: '2026-11-01', before: '2026-11-02' })).toBe(1_000)
})

const applied = (instant: string, dailyBudgetMinor: number, until?: string) => ({
  cellId: 'a',
  appliedMs: at(instant),
  dailyBudgetMinor,
  untilMs: until === undefined ? null : at(until),
})

test('a day cost what was reported of it, else what was applied, else what was in force, else the baseline', () => {
  const [known] = spendingByDay(
    fourDays({
      firstPlanAtMs: at('2026-11-02T00:00:00Z'),
      budgets: [planned('2026-11-02T00:00:00Z', 400)],
      applied: [applied('2026-11-03T00:00:00Z', 700)],
      actuals: [{ cellId: 'a', date: '2026-11-04', spendMinor: 50 }],
    }),
  )
  expect(known?.days.map(({ spentMinor, basis }) => [basis, spentMinor])).toEqual([
    ['baseline', 1_000],
    ['published', 400],
    ['applied', 700],
    ['actual', 50],
  ])
  expect(known?.days.map(({ plannedMinor }) => plannedMinor)).toEqual([1_000, 400, 400, 400])
})

test('from the first report of a tool on only its reports count, each by its share of the day, whatever else is in force', () => {
  const firstPlanAtMs = at('2026-11-01T00:00:00Z')
  const budgets = [planned('2026-11-01T00:00:00Z', 400), planned('2026-11-03T12:00:00Z', 8_000)]
  const set = [applied('2026-11-02T18:00:00Z', 800), applied('2026-11-04T12:00:00Z', 0)]
  expect(spent({ firstPlanAtMs, budgets, applied: set })).toBe(400 + (300 + 200) + 800 + 400)
})

test('what was applied ends where the cell is put back after its removal: then what is in force counts, until a tool reports again', () => {
  const firstPlanAtMs = at('2026-11-01T00:00:00Z')
  const budgets = [
    planned('2026-11-01T00:00:00Z', 400),
    planned('2026-11-02T00:00:00Z', 0),
    planned('2026-11-03T00:00:00Z', 900),
  ]
  const back = '2026-11-03T00:00:00Z'
  const removed = applied('2026-11-02T00:00:00Z', 0, back)
  const spentWith = (...set: ReturnType<typeof applied>[]) => spent({ firstPlanAtMs, budgets, applied: set })
  expect(spentWith(removed)).toBe(400 + 0 + 900 + 900)
  expect(spentWith(applied('2026-11-01T00:00:00Z', 300, back), removed)).toBe(300 + 0 + 900 + 900)
  expect(spentWith(removed, applied('2026-11-04T00:00:00Z', 70))).toBe(400 + 0 + 900 + 70)
  // Back before any plan knew of its removal: it has what it had.
  expect(spent({ firstPlanAtMs, budgets: budgets.slice(0, 1), applied: [removed] })).toBe(400 + 0 + 400 + 400)
})

test('and where it was put back twice', () => {
  const firstPlanAtMs = at('2026-11-01T00:00:00Z')
  const budgets = [planned('2026-11-01T00:00:00Z', 400)]
  const set = [
    applied('2026-11-01T00:00:00Z', 0, '2026-11-02T00:00:00Z'),
    applied('2026-11-03T00:00:00Z', 100, '2026-11-04T00:00:00Z'),
  ]
  expect(spent({ firstPlanAtMs, budgets, applied: set })).toBe(0 + 400 + 100 + 400)
})

test('while its pool is archived a cell spends nothing unless it is reported, whatever was in force or applied; put again, it goes on', () => {
  const firstPlanAtMs = at('2026-10-20T00:00:00Z')
  const budgets = [planned('2026-10-20T00:00:00Z', 400)]
  const archived = [{ fromMs: at('2026-11-01T12:00:00Z'), untilMs: at('2026-11-04T00:00:00Z') }]
  expect(spent({ firstPlanAtMs, budgets, archived })).toBe(200 + 0 + 0 + 400)
  const tool = [applied('2026-10-25T00:00:00Z', 600, '2026-11-04T00:00:00Z')]
  expect(spent({ firstPlanAtMs, budgets, archived, applied: tool })).toBe(300 + 0 + 0 + 400)
  expect(spent({ archived }), 'before any plan').toBe(500 + 0 + 0 + 1_000)
  const actuals = [{ cellId: 'a', date: '2026-11-03', spendMinor: 70 }]
  expect(spent({ firstPlanAtMs, budgets, archived, actuals })).toBe(200 + 0 + 70 + 400)
  const [known] = spendingByDay(fourDays({ firstPlanAtMs, budgets, archived }))
  expect(known?.days.map(({ plannedMinor }) => plannedMinor)).toEqual([200, 0, 0, 400])
})

test('a pool archived twice, changed as it comes back, and one that still is', () => {
  const firstPlanAtMs = at('2026-10-20T00:00:00Z')
  const budgets = [planned('2026-10-20T00:00:00Z', 400), planned('2026-11-03T00:00:00Z', 900)]
  const archived = [
    { fromMs: at('2026-11-01T00:00:00Z'), untilMs: at('2026-11-02T00:00:00Z') },
    { fromMs: at('2026-11-02T12:00:00Z'), untilMs: at('2026-11-03T00:00:00Z') },
    { fromMs: at('2026-11-04T00:00:00Z'), untilMs: Number.POSITIVE_INFINITY },
  ]
  expect(spent({ firstPlanAtMs, budgets, archived })).toBe(0 + 200 + 900 + 0)
})
