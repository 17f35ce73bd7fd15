import { expect, test } from 'vitest'
import { allocate } from './allocate.ts'
import { verifyLine } from './json.ts'
import type { Cell, Problem } from './problem.ts'
import { provenGap } from './verify.ts'

const cell = (id: string): Cell => ({
  id,
  groupId: null,
  minMinor: 100,
  maxMinor: 900,
  valueMinor: 50_000,
  headroom: null,
  curve: { kind: 'hill', ceiling: 1, halfSpendMinor: 500 },
})
const problem: Problem = {
  totalMinor: 1_000,
  unitMinor: 1,
  reserve: { hurdle: 1, maxMinor: null },
  groups: [],
  cells: [cell('a'), cell('b')],
}
const result = allocate(problem)
if (result.kind !== 'optimal') throw new Error('it can be solved')
const held = { a: 520, b: 480 }
const proof = provenGap(problem, held, result.certificate)
const gapMinor = proof.kind === 'ok' ? proof.gapMinor : Number.NaN

function check(published: unknown, of: object = { problem, result }) {
  return verifyLine(JSON.stringify({ ...of, published }))
}

test('[A19] numbers that keep every bound pass with their proven gap; the optimum itself with none', () => {
  expect(gapMinor).toBeGreaterThan(0)
  expect(check({ allocation: held, reserveMinor: 0, gapMinor })).toEqual({ kind: 'ok', gapMinor })
  expect(check({ allocation: held, reserveMinor: 0, gapMinor: gapMinor + 5 })).toEqual({ kind: 'ok', gapMinor })
  const best = { allocation: result.allocation, reserveMinor: 0, gapMinor: 0 }
  expect(check(best)).toEqual({ kind: 'ok', gapMinor: 0 })
})

test.each<[string, object, RegExp]>([
  ['a smaller gap than there is', { gapMinor: gapMinor * 0.999 }, /^published: may be worth/],
  ['one unit more', { allocation: { a: 521, b: 480 } }, /^published: spends 1 more/],
  ['one unit less', { allocation: { a: 519, b: 480 } }, /^published: amounts and reserve/],
  ['another reserve', { reserveMinor: 1 }, /^published: amounts and reserve/],
  ['above a maximum', { allocation: { a: 901, b: 99 } }, /^published: is 1 (above|below) its/],
  ['a cell left out', { allocation: { a: 520 } }, /^published: has no amount/],
  ['no number', { gapMinor: 'none' }, /not in the format/],
])('[A19] %s does not', (_, change, message) => {
  const verification = check({ allocation: held, reserveMinor: 0, gapMinor, ...change })
  expect(verification).toMatchObject({ kind: 'wrong' })
  expect(verification.kind === 'wrong' && verification.findings[0]?.message).toMatch(message)
})

test('[A19] nothing is published of a problem that has no split, and a wrong optimum stays wrong', () => {
  const starved = { ...problem, totalMinor: 50 }
  const published = { allocation: held, reserveMinor: 0, gapMinor }
  expect(check(published, { problem: starved, result: allocate(starved) })).toMatchObject({ kind: 'wrong' })
  const moved = { ...result, allocation: { a: 501, b: 499 } }
  expect(check(published, { problem, result: moved })).toMatchObject({ kind: 'wrong' })
  expect(check(null)).toMatchObject({ kind: 'wrong' })
})
