import { expect, test } from 'vitest'
import type { GatedLine } from './effective.ts'
import type { KeptCell } from './effective.types.ts'
import { isOldCut } from './old-cut.ts'

const full: GatedLine = { status: 'active', gate: 'gated', reasons: ['no_headroom'], freshness: 'dead' }
const kept: KeptCell = { cellId: 'a', dailyBudgetMinor: 26_000, proposedDailyBudgetMinor: 2_600, why: 'approval' }

test('[D4] a gate’s cut that waits is one by old data where no fresh data says so', () => {
  expect(isOldCut(full, kept)).toBe(true)
  expect(isOldCut({ ...full, freshness: 'stale' }, kept)).toBe(true)
})

test.each<[string, Partial<GatedLine>, Partial<KeptCell>]>([
  ['fresh data says so: it waits for another reason', { freshness: 'fresh' }, {}],
  ['a place that does not accept does not age', { reasons: ['not_accepting'] }, {}],
  ['the gate is open', { gate: 'open' }, {}],
  ['a pause for want of money asks whatever the data', { status: 'paused' }, {}],
  ['a person rejected it', {}, { why: 'rejected' }],
  ['nothing is cut', {}, { proposedDailyBudgetMinor: 26_000 }],
])('[D4] and none where %s', (_why, line, cell) => {
  expect(isOldCut({ ...full, ...line }, { ...kept, ...cell })).toBe(false)
})
