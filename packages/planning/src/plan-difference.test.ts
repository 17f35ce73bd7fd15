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

const step = { exponent: 2, isStep: true }

test('[C1, C2, C3] who gained and lost, who came and went, and it adds up', () => {
  const difference = differenceOf(before, after, step)
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
  const difference = differenceOf(large(0), large(1_000_000_000_001), step)
  expect(difference.poolDailyBudgetMinor.change).toBe(1_000_000_000_001)
  expect(difference.reserveDailyMinor.change).toBe(1_000_000_000_001)
})

test('[C2] for any two plans the changes add up, and [C1] nobody is counted twice', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (one, other) => {
      const [a, b] = [plan(randomInput(one, 6)), plan(randomInput(other, 6))]
      const difference = differenceOf(a, b, step)
      const moved = difference.cells.reduce((sum, { changeMinor }) => sum + changeMinor, 0)
      expect(moved + difference.reserveDailyMinor.change).toBe(difference.poolDailyBudgetMinor.change)
      expect(difference.gainedMinor - difference.lostMinor).toBe(moved)
      const ids = new Set([...a.recommendations, ...b.recommendations].map(({ cellId }) => cellId))
      expect(difference.cells.length + difference.unchangedCells).toBe(ids.size)
      const back = differenceOf(b, a, step)
      expect(back.gainedMinor).toBe(difference.lostMinor)
    }),
    { numRuns: 50 },
  )
})

test('[C4] the same amount for another reason is shown; the same plan has no difference', () => {
  const [first, ...rest] = before.recommendations
  if (first === undefined) throw new Error('a plan has lines')
  const other = { ...before, recommendations: [{ ...first, reasons: ['locked'] }, ...rest] }
  expect(
    differenceOf(before, other, step).cells.map(({ cellId, kind, changeMinor }) => [cellId, kind, changeMinor]),
  ).toEqual([['a', 'explained', 0]])
  expect(differenceOf(before, before, step)).toMatchObject({
    cells: [],
    unchangedCells: 3,
    gainedMinor: 0,
    lostMinor: 0,
  })
})

test('[C5] in words', () => {
  expect(differenceSentence(differenceOf(before, before, step), 'USD', 2)).toBe('No amount is different.')
  expect(differenceSentence(differenceOf(before, after, step), 'USD', 2)).toBe(
    'The pool has $10 a day more. Cells gained $58.80 and lost $79.80 a day: c lost $42 (and 1 more), d gained $50.40 (and 1 more). The reserve grew by $31 a day. 1 gate moved.',
  )
})

/** A plan of a and c whose lines are as said. */
const planned = (...lines: Partial<(typeof before.recommendations)[number]>[]) => ({
  ...before,
  recommendations: lines.map((line, i) => ({
    ...(before.recommendations[i] as (typeof before.recommendations)[0]),
    ...line,
  })),
})

test('[C7] a cell that is given another id is neither lost nor gained; one that comes to another place is', () => {
  const renamed = differenceOf(planned({}, {}), planned({}, { cellId: 'other' }), step)
  expect(renamed).toMatchObject({ gainedMinor: 0, lostMinor: 0, unchangedCells: 1 })
  expect(renamed.cells).toMatchObject([
    { cellId: 'other', cellIdBefore: 'b', kind: 'explained', beforeMinor: 4_200, afterMinor: 4_200, changeMinor: 0 },
  ])
  expect(differenceSentence(renamed, 'USD', 2)).toBe('No amount is different.')
  const more = differenceOf(planned({}, {}), planned({}, { cellId: 'other', recommendedDailyBudgetMinor: 5_000 }), step)
  expect(more).toMatchObject({ gainedMinor: 800, lostMinor: 0, cells: [{ cellIdBefore: 'b', kind: 'gained' }] })
  const elsewhere = differenceOf(planned({}, {}), planned({}, { cellId: 'other', channel: 'social' }), step)
  expect(elsewhere.cells.map(({ cellId, cellIdBefore, kind }) => [cellId, cellIdBefore, kind])).toEqual([
    ['b', null, 'removed'],
    ['other', null, 'added'],
  ])
  // One that was removed before its place was given anew is not what went on there.
  const two = planned({ status: 'removed' }, { locationId: 'a', cellId: 'second' })
  const heir = differenceOf(two, planned({ cellId: 'third' }), step)
  expect(heir.cells.map(({ cellId, cellIdBefore, kind }) => [cellId, cellIdBefore, kind])).toEqual([
    ['a', null, 'removed'],
    ['third', 'second', 'explained'],
  ])
})

test('[C6] what is said of a cell is of the two plans: the later line’s own words only of one step, that begins where the earlier ended', () => {
  const line = { previousDailyBudgetMinor: 4_200, recommendedDailyBudgetMinor: 5_000, sentence: 'we raised it by $8' }
  const said = (from: object, to: object, isStep: boolean) =>
    differenceOf(planned(from), planned(to), { exponent: 2, isStep }).cells.map(({ sentence }) => sentence)
  expect(said({}, line, true)).toEqual(['we raised it by $8'])
  expect(said({}, line, false)).toEqual(['a has $50 a day, $8 more than before.'])
  expect(said({ recommendedDailyBudgetMinor: 12_000, gate: 'gated' }, line, true)).toEqual([
    'a has $50 a day, $70 less than before; its gate went from gated to open.',
  ])
  expect(said({ cellId: 'z' }, { ...line, recommendedDailyBudgetMinor: 0, status: 'pause_proposed' }, false)).toEqual([
    'a has no budget, $42 less than before; its status went from active to pause proposed; it goes on under another id.',
  ])
  expect(said({}, { ...line, recommendedDailyBudgetMinor: 4_200, reasons: ['locked'] }, false)).toEqual([
    'a has $42 a day as before, for other reasons.',
  ])
  const added = differenceOf(planned(), planned({ ...line, previousDailyBudgetMinor: 4_200 }), step)
  expect(added.cells.map(({ sentence }) => sentence)).toEqual(['a is new and has $50 a day.'])
})

test('[C6] for any two plans that are no step, what is said has both the amount and what it differs by', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (one, other) => {
      const [a, b] = [plan(randomInput(one, 6)), plan(randomInput(other, 6))]
      for (const { sentence, kind, changeMinor } of differenceOf(a, b, { exponent: 2, isStep: false }).cells) {
        if (kind === 'gained' || kind === 'lost')
          expect(sentence).toContain(changeMinor > 0 ? ' more than before' : ' less than before')
        if (kind === 'explained') expect(sentence).toContain(' as before')
      }
    }),
    { numRuns: 30 },
  )
})
