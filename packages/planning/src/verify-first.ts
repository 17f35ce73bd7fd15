import type { Cell, PlanningInput } from './input.ts'

/**
 * What a cell that has no amount in force counts as having. Part of the checkers; imports nothing that decides.
 * `isFirst`: nothing ever was in force in its pool.
 */
export function firstOf({ policy }: Pick<PlanningInput, 'policy'>, cell: Cell, isFirst: boolean): number {
  const { dailyBudgetMinor: told, basis } = cell.reference
  const isTold = basis !== 'baseline'
  // A removed cell that nobody gave an amount has none, but before the first plan.
  if (cell.status === 'removed') return isFirst || basis === 'applied' ? told : 0
  const left = cell.leftAtMinor
  if (left !== undefined) return isTold ? Math.min(told, left) : left
  return policy.decisions?.mode === 'approval' && !isFirst && !isTold ? 0 : told
}
