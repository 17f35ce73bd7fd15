import type { Base } from './effective.types.ts'
import type { Cell } from './input.ts'

/** What a cell has, and what of its base is kept beside what is in force. */
export interface OfDay {
  /** In force. */
  before: number
  /** Kept with the state before; undefined: nothing was. */
  kept: number | undefined
  /** It stands at another place than in the plan before. */
  isMoved: boolean
}

/**
 * What a cell's place had in force as its day began; null: it came since. A report of what a tool set is where ramps start, and
 * no amount that was in force.
 */
export function beganWith({ reference }: Pick<Cell, 'reference'>): number | null {
  if (reference.basis === 'baseline') return null
  return reference.basis === 'published' ? reference.dailyBudgetMinor : (reference.inForceMinor ?? null)
}

/**
 * What a cell's rises are measured against until its day ends [D12]: what it began the day with, or what somebody who
 * may decide gave it since; for one that came today, what it had first. So steps of a day add up to one step, however
 * many there are.
 */
export function baseOf(
  cell: Pick<Cell, 'reference'>,
  { before, kept, isMoved }: OfDay,
  largestRiseShare: number,
): number {
  const began = beganWith(cell)
  if (began !== null) return Math.max(began, kept ?? 0)
  // What it had at its place this morning is not known here: it keeps what it has, and no step adds to that today.
  if (isMoved) return Math.floor(before / (1 + largestRiseShare))
  return kept ?? before
}

interface AfterState {
  /** What it was measured against, and what it has now. */
  base: number
  amount: number
  /** How far of that somebody who may decide gave it. */
  said: number
}

/**
 * What is kept of a cell's base beside the next state; null: the next state reads the same without it. It follows a
 * cut, so that what was approved for yesterday has no effect today.
 */
export function baseAfter(cell: Pick<Cell, 'id' | 'reference'>, { base, amount, said }: AfterState): Base | null {
  const began = beganWith(cell)
  const minor = Math.max(Math.min(base, amount), said)
  const isTold = began === null ? minor === amount : minor <= began
  return isTold ? null : { cellId: cell.id, minor }
}
