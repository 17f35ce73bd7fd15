import type { CellOverrideRow } from '@sluice/database'
import type { Lock } from '@sluice/planning'

/**
 * What people who may decide said of cells, and still holds: the pins of an undo before overrides of single cells. An expired
 * one gives way to what is behind it, the configured lock included.
 */
export function overridesInForce(rows: readonly CellOverrideRow[], asOf: string): Map<string, Lock> {
  return new Map([...strongestInForce(rows, asOf)].map(([cellId, row]) => [cellId, toLock(row)]))
}

/** The row that holds of each cell that has one. */
export function strongestInForce(rows: readonly CellOverrideRow[], asOf: string): Map<string, CellOverrideRow> {
  const inForce = rows.filter(({ expires_at }) => expires_at === null || expires_at.toISOString() > asOf)
  // Overrides first: a pin of the same cell replaces them.
  const inOrder = inForce.toSorted((a, b) => Number(a.origin === 'undo') - Number(b.origin === 'undo'))
  return new Map(inOrder.map((row) => [row.cell_id, row]))
}

function toLock(row: CellOverrideRow): Lock {
  return {
    // The table's check allows no other.
    kind: row.kind as Lock['kind'],
    dailyBudgetMinor: row.daily_budget_minor,
    author: row.author_name ?? row.author,
    reason: row.origin === 'undo' ? 'undo' : row.reason.replaceAll('_', ' '),
    expiresAt: row.expires_at?.toISOString() ?? null,
    isDecision: true,
  }
}
