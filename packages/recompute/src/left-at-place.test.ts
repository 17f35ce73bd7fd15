import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AmountAtPlace, leftAtPlace, type StayAtPlace, splitWhole } from './left-at-place.ts'

const day = 1_000
const stay = (cellId: string, channel: string, fromMs: number, untilMs: number | null = null): StayAtPlace => ({
  poolId: 'pool',
  cellId,
  channel,
  fromMs,
  untilMs,
  leftMs: null,
  isComparable: true,
})
const amount = (cellId: string, atMs: number, dailyBudgetMinor: number, poolId = 'pool'): AmountAtPlace => ({
  ...{ poolId, cellId, atMs },
  dailyBudgetMinor,
})
const comes = (cellId: string, channel = '', baselineDailyBudgetMinor = 400_000) => ({
  cellId,
  channel,
  baselineDailyBudgetMinor,
})
const left = (stays: StayAtPlace[], amounts: AmountAtPlace[], ...newcomers: ReturnType<typeof comes>[]) =>
  Object.fromEntries(leftAtPlace(newcomers, { poolId: 'pool', dayStartMs: day, stays, amounts }))

const old = stay('old', '', 0, 2_000)

test('a place that is divided: those that come share what it had, by their baselines', () => {
  const stays = [old, stay('s', 'search', 2_000), stay('d', 'display', 2_001)]
  const had = [amount('old', 10, 12_001)]
  expect(left(stays, had, comes('s', 'search'), comes('d', 'display'))).toEqual({ s: 6_001, d: 6_000 })
  expect(left(stays, had, comes('s', 'search', 30_000), comes('d', 'display', 10_000))).toEqual({ s: 9_001, d: 3_000 })
})

test('a place that is united: all its channels had; a channel that is exchanged: what that one had', () => {
  const channels = [stay('s', 'search', 0, 2_000), stay('d', 'display', 0, 2_000)]
  const had = [amount('s', 10, 9_000), amount('d', 10, 3_000)]
  expect(left([...channels, stay('u', '', 2_000)], had, comes('u'))).toEqual({ u: 12_000 })
  const exchanged = [stay('s', 'search', 0, 2_000), stay('d', 'display', 0), stay('s2', 'search', 2_000)]
  expect(left(exchanged, had, comes('s2', 'search'))).toEqual({ s2: 9_000 })
})

test('no more than as the day began, and no more than now', () => {
  const stays = [old, stay('new', '', 2_000)]
  expect(left(stays, [amount('old', 10, 12_000), amount('old', 1_500, 18_000)], comes('new'))).toEqual({ new: 12_000 })
  expect(left(stays, [amount('old', 10, 12_000), amount('old', 1_500, 1_200)], comes('new'))).toEqual({ new: 1_200 })
})

test('a place of today counts from its first amount, over any number of names', () => {
  const names = [stay('a', '', 1_100, 1_300), stay('b', '', 1_300, 1_500), stay('c', '', 1_500)]
  const had = [amount('a', 1_200, 10_000), amount('b', 1_400, 15_000)]
  expect(left(names, had, comes('c'))).toEqual({ c: 10_000 })
  // Renamed twice before any plan knew.
  expect(left(names, [amount('a', 1_200, 10_000)], comes('c'))).toEqual({ c: 10_000 })
})

test('beside cells that stay, and after cells that went today: nothing', () => {
  const beside = [stay('s', 'search', 0), stay('d', 'display', 2_000)]
  expect(left(beside, [amount('s', 10, 12_000)], comes('d', 'display'))).toEqual({ d: 0 })
  const gone = [stay('a', '', 1_100, 1_300), stay('a', '', 1_600)]
  expect(left(gone, [amount('a', 1_200, 12_000), amount('a', 1_400, 0)], comes('a'))).toEqual({ a: 0 })
})

test('who comes after one of another pool that took the place over has nothing of it', () => {
  const taken = { ...stay('s', 'search', 2_000), poolId: 'other' }
  const stays = [old, taken, stay('d', 'display', 2_100)]
  expect(left(stays, [amount('old', 10, 12_000)], comes('d', 'display'))).toEqual({ d: 0 })
})

test('of another currency nobody knows how much it is', () => {
  const stays = [{ ...old, isComparable: false }, stay('new', '', 2_000)]
  expect(left(stays, [amount('old', 10, 12_000)], comes('new'))).toEqual({ new: 0 })
})

test('a place begins anew that nobody had, where all went before today, and where nobody was given anything', () => {
  expect(left([stay('new', '', 2_000)], [], comes('new'))).toEqual({})
  const went = [stay('old', '', 0, 500), stay('new', '', 2_000)]
  expect(left(went, [amount('old', 10, 12_000), amount('old', 600, 0)], comes('new'))).toEqual({})
  expect(left([old, stay('new', '', 2_000)], [], comes('new'))).toEqual({})
})

test('one that moves within its place shares what it had itself', () => {
  const stays = [{ ...stay('x', '', 0, 2_000), leftMs: 2_000 }, stay('x', 'search', 2_000), stay('d', 'display', 2_001)]
  const had = [amount('x', 10, 12_000)]
  expect(left(stays, had, comes('x', 'search'), comes('d', 'display'))).toEqual({ x: 6_000, d: 6_000 })
})

test('whatever is split, its parts are whole and add up', () => {
  fc.assert(
    fc.property(
      fc.nat(1e9),
      fc.array(fc.integer({ min: 1, max: 1e7 }), { minLength: 1, maxLength: 9 }),
      (total, weights) => {
        const parts = splitWhole(total, weights)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total)
        expect(parts.every((part) => Number.isInteger(part) && part >= 0)).toBe(true)
      },
    ),
  )
})
