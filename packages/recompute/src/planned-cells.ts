import type { CellWithPlace } from '@sluice/database'
import type { Cell, Lock } from '@sluice/planning'
import { type Past, pastOfCell } from './past.ts'
import { toCell } from './to-input.ts'

/** What is said of a cell's message, where the policy asks. */
export type MessageOf = (cellId: string) => { hasApprovedMessage?: boolean }

/** What the cells of an input are made of. */
export interface CellParts {
  rows: readonly CellWithPlace[]
  /** Overrides in force, by cell. */
  words: ReadonlyMap<string, Lock>
  messages: MessageOf
  past: Past
}

/** The cells of an input, and the parts they were made of. */
export interface PlannedCells extends Omit<CellParts, 'messages'> {
  cells: Cell[]
}

/**
 * The cells of an input. Those whose parts are the known ones are the very same objects again, so that what was worked out
 * for them is found by them; whether they are changes nothing in what they say.
 */
export function planCells({ rows, words, messages, past }: CellParts, known: PlannedCells | undefined): PlannedCells {
  const before = known?.past === past ? known : undefined
  const cells = rows.map((row, i) => {
    const same =
      before?.rows[i] === row && !before.words.has(row.id) && !words.has(row.id) ? before.cells[i] : undefined
    const message = messages(row.id)
    if (same !== undefined && same.hasApprovedMessage === message.hasApprovedMessage) return same
    return { ...toCell(row, words.get(row.id) ?? null), ...message, ...pastOfCell(row, past) }
  })
  return { rows, words, past, cells }
}
