import type { InForceAmounts } from './first-amount.ts'
import type { Cell } from './input.ts'

/**
 * What a removed cell is held at until somebody reports that it is paused [B12]: what it has in force, and no more than
 * a tool last reported as set. Where others have amounts in force and it has none, nobody gave it any: what was only
 * configured for it is not being spent. `inForce`: by cell; null before the first plan, when its reference is all that
 * is known.
 */
export function heldWhenRemoved({ id, reference }: Cell, inForce: InForceAmounts): number {
  const { dailyBudgetMinor, basis } = reference
  const had = inForce?.get(id)
  if (had === undefined) return inForce === null || basis === 'applied' ? dailyBudgetMinor : 0
  return basis === 'applied' ? Math.min(had, dailyBudgetMinor) : had
}
