import type { CellWithPlace } from '@sluice/database'
import type { Cell, Lock } from '@sluice/planning'
import { orKnown } from './or-known.ts'
import { type Past, pastOfCell } from './past.ts'
import { toCell } from './to-input.ts'

/** Whether a cell's message is approved, where the policy requires one. */
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
 * The cells of an input. Those that say what they said are the very same objects again, so that what was worked out for them
 * is found by them; whether they are changes nothing in what they say.
 */
export function planCells({ rows, words, messages, past }: CellParts, known: PlannedCells | undefined): PlannedCells {
  const before = new Map(known?.cells.map((cell, i) => [cell.id, { cell, row: known.rows[i] }]))
  const isSamePast = (cellId: string) =>
    known?.past.references === past.references && known.past.learned.get(cellId) === past.learned.get(cellId)
  const isUnheard = (cellId: string) => isSamePast(cellId) && known?.words.has(cellId) === false && !words.has(cellId)
  const cells = rows.map((row) => {
    const message = messages(row.id)
    const was = before.get(row.id)
    const isSame = was?.row === row && was.cell.hasApprovedMessage === message.hasApprovedMessage && isUnheard(row.id)
    if (isSame) return was.cell
    return orKnown({ ...toCell(row, words.get(row.id) ?? null), ...message, ...pastOfCell(row, past) }, was?.cell)
  })
  return { rows, words, past, cells }
}
