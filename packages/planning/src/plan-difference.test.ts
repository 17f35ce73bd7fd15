import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard, makeCell, makeInput, makePlace, makePrevious, slots } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { differenceSentence } from './difference-sentence.ts'
import { plan } from './plan.ts'
import { differenceOf } from './plan-difference.ts'

const before = plan(makeInput([makeCell('a'), makeCell('b'), makeCell('c')], { dailyMinor: 12_600 }))
const full = makePlace('a', [heard(1, slots(100, 100))])
const after = plan(
  makeInput([makeCell('a'), makeCell('b'), makeCell('d')], {
    places: [full],
    dailyMinor: 13_600,
    previous: makePrevious({ a: 4_200, b: 4_200, c: 4_200 }),
  }),
)

test('[C1, C2, C3] who gained and lost, who came and went, and it adds up', () => {
  const difference = differenceOf(before, after)
  expect(difference.poolDailyBudgetMinor).toEqual({ before: 12_600, after: 13_600, change: 1_000 })
  expect(difference.cells.map(({ cellId, kind }) => [cellId, kind])).toEqual([
    ['d', 'added'],
    ['c', 'removed'],
    ['a', 'lost'],
    ['b', 'gained'],
  ])
  const [d, c, a] = difference.cells
  expect(d).toMatchObject({ beforeMinor: null, before: null, changeMinor: d?.afterMinor })
  expect(c).toMatchObject({
    afterMinor: null,
    after: null,
    changeMinor: -4_200,
    sentence: 'c is no longer in the plan.',
  })
  expect(a).toMatchObject({ before: { gate: 'open' }, after: { gate: 'gated', reasons: ['no_headroom'] } })
  expect(difference.gainedMinor - difference.lostMinor + difference.reserveDailyMinor.change).toBe(1_000)
})

test('[C2] budgets of any size change by whole units', () => {
  const large = (minor: number) => ({ ...before, poolDailyBudgetMinor: minor, reserveDailyMinor: minor })
  const difference = differenceOf(large(0), large(1_000_000_000_001))
  expect(difference.poolDailyBudgetMinor.change).toBe(1_000_000_000_001)
  expect(difference.reserveDailyMinor.change).toBe(1_000_000_000_001)
})

test('[C2] for any two plans the changes add up, and [C1] nobody is counted twice', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (one, other) => {
      const [a, b] = [plan(randomInput(one, 6)), plan(randomInput(other, 6))]
      const difference = differenceOf(a, b)
      const moved = difference.cells.reduce((sum, { changeMinor }) => sum + changeMinor, 0)
      expect(moved + difference.reserveDailyMinor.change).toBe(difference.poolDailyBudgetMinor.change)
      expect(difference.gainedMinor - difference.lostMinor).toBe(moved)
      const ids = new Set([...a.recommendations, ...b.recommendations].map(({ cellId }) => cellId))
      expect(difference.cells.length + difference.unchangedCells).toBe(ids.size)
      const back = differenceOf(b, a)
      expect(back.gainedMinor).toBe(difference.lostMinor)
    }),
    { numRuns: 50 },
  )
})

test('[C4] the same amount for another reason is shown; the same plan has no difference', () => {
  const [first, ...rest] = before.recommendations
  if (first === undefined) throw new Error('a plan has lines')
  const other = { ...before, recommendations: [{ ...first, reasons: ['locked'] }, ...rest] }
  expect(differenceOf(before, other).cells.map(({ cellId, kind, changeMinor }) => [cellId, kind, changeMinor])).toEqual(
    [['a', 'explained', 0]],
  )
  expect(differenceOf(before, before)).toMatchObject({ cells: [], unchangedCells: 3, gainedMinor: 0, lostMinor: 0 })
})

test('[C5] in words', () => {
  expect(differenceSentence(differenceOf(before, before), 'USD', 2)).toBe('No amount is different.')
  expect(differenceSentence(differenceOf(before, after), 'USD', 2)).toBe(
    'The pool has $10 a day more. Cells gained $58.80 and lost $79.80 a day: c lost $42 (and 1 more), d gained $50.40 (and 1 more). The reserve grew by $31 a day. 1 gate moved.',
  )
})
