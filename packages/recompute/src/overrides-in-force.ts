import type { CellOverrideRow } from '@sluice/database'
import type { Lock } from '@sluice/planning'

/**
 * What people who may decide set for cells, and still holds: of an override and the pin of an undo the one decided
 * last. An expired one gives way to what is behind it, the configured lock included.
 */
export function overridesInForce(rows: readonly CellOverrideRow[], asOf: string): Map<string, Lock> {
  return new Map([...strongestInForce(rows, asOf)].map(([cellId, row]) => [cellId, toLock(row)]))
}

/** The row that holds of each cell that has one. */
export function strongestInForce(rows: readonly CellOverrideRow[], asOf: string): Map<string, CellOverrideRow> {
  const inForce = rows.filter(({ expires_at }) => expires_at === null || expires_at.toISOString() > asOf)
  // By number, not by time: decisions of a pool are made one after the other.
  const inOrder = inForce.toSorted((a, b) => a.decision_id - b.decision_id)
  return new Map(inOrder.map((row) => [row.cell_id, row]))
}

function toLock(row: CellOverrideRow): Lock {
  return {
    kind: row.kind,
    dailyBudgetMinor: row.daily_budget_minor,
    // Never the key's id: nobody who reads a plan knows it.
    author: row.author_name ?? row.key_name ?? 'an approver',
    reason: row.origin === 'undo' ? 'undo' : row.reason.replaceAll('_', ' '),
    expiresAt: row.expires_at?.toISOString() ?? null,
    isDecision: true,
    ...(row.undo_to === null ? {} : { undoTo: row.undo_to }),
  }
}
