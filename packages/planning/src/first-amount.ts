import { decisionsOf } from './default-policy.ts'
import type { Cell, PlanningInput, Policy, PreviousPlan } from './input.ts'
import { heldWhenRemoved } from './removed.ts'

/** Amounts in force, by cell; null: nothing ever was, which is something else than that every cell is gone. */
export type InForceAmounts = ReadonlyMap<string, number> | null

/** Sums of numbers in force, kept since these never change and every step of a plan needs them. */
const known = new WeakMap<PreviousPlan, ReadonlyMap<string, number>>()

/** What was in force as the input was loaded. */
export function amountsBefore({ previous }: Pick<PlanningInput, 'previous'>): InForceAmounts {
  if (previous === null) return null
  const amounts = known.get(previous) ?? new Map(previous.cells.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))
  known.set(previous, amounts)
  return amounts
}

/** What a cell has in force; of one that has no amount yet what it counts as having. */
export function amountNow(cell: Cell, inForce: InForceAmounts, policy: Policy): number {
  return inForce?.get(cell.id) ?? firstAmountOf(cell, inForce, policy)
}

/**
 * What a cell without an amount in force counts as having [D1]: its reference; a removed one what it is held at. One
 * that takes a place over has what is in force there now, and no more than when the day began: another id takes back no
 * cut and no pause. In an approval pool one that joins at a place nobody had has nothing, once anything was in force:
 * its baseline is configuration, and nobody approved it.
 */
function firstAmountOf(cell: Cell, inForce: InForceAmounts, policy: Policy): number {
  const { reference, leftAtMinor, status } = cell
  const { dailyBudgetMinor, basis } = reference
  if (status === 'removed') return heldWhenRemoved(cell, inForce)
  if (leftAtMinor !== undefined) return basis === 'baseline' ? leftAtMinor : Math.min(leftAtMinor, dailyBudgetMinor)
  const isNothing = decisionsOf(policy).mode === 'approval' && inForce !== null && basis === 'baseline'
  return isNothing ? 0 : dailyBudgetMinor
}
