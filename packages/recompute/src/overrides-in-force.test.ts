import type { CellOverrideRow } from '@sluice/database'
import { expect, test } from 'vitest'
import { overridesInForce, strongestInForce } from './overrides-in-force.ts'

const asOf = '2026-11-22T09:00:00.000Z'

const pin: CellOverrideRow = {
  org_id: 'north',
  pool_id: 'south-east',
  cell_id: 'smyrna',
  origin: 'undo',
  kind: 'fixed',
  daily_budget_minor: 10_000,
  author: 'key',
  author_name: null,
  key_name: 'Growth team',
  undo_to: 16,
  reason: 'wrong_data',
  expires_at: new Date('2026-11-24T00:00:00.000Z'),
  decision_id: 7,
  created_at: new Date('2026-11-22T08:00:00.000Z'),
}
const pause = (decision_id: number): CellOverrideRow => ({
  ...pin,
  origin: 'override',
  undo_to: null,
  kind: 'pause',
  daily_budget_minor: 0,
  expires_at: null,
  decision_id,
})

test.for([
  ['a pause said during an undo', [pause(8), pin], 'pause'],
  ['in any order of the rows', [pin, pause(8)], 'pause'],
  ['an undo after a pause', [pause(6), pin], 'fixed'],
  ['decisions past the ninth by number, not as text', [pin, pause(10)], 'pause'],
] as const)('the newest decision holds of each cell: %s', ([, rows, kind]) => {
  expect(overridesInForce(rows, asOf).get('smyrna')).toMatchObject({ kind, isDecision: true })
})

test('an expired decision gives way to the older one behind it, at its very instant', () => {
  const ends = { ...pause(8), expires_at: new Date(asOf) }
  expect(strongestInForce([ends, pin], '2026-11-22T08:59:59.999Z').get('smyrna')).toBe(ends)
  expect(strongestInForce([ends, pin], asOf).get('smyrna')).toBe(pin)
})

test.for([
  ['ana', 'Growth team', 'ana'],
  [null, 'Growth team', 'Growth team'],
  [null, null, 'an approver'],
] as const)('who said it is called as people know them, %s of %s: %s', ([author_name, key_name, called]) => {
  const lock = overridesInForce([{ ...pin, author_name, key_name }], asOf).get('smyrna')
  expect(lock).toMatchObject({ author: called, undoTo: 16 })
  expect(overridesInForce([pause(8)], asOf).get('smyrna')).not.toHaveProperty('undoTo')
})
