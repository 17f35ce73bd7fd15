import { nearestKept } from './assume-groups.ts'
import { amountsBefore } from './first-amount.ts'
import { given } from './given.ts'
import type { Cell, Group, PlanningInput } from './input.ts'
import { placeKey } from './place-facts.ts'
import type { AssumptionFault, CellChange, NewCell, WhatIf } from './what-if.ts'

type Refuse = (pointer: string, detail: string) => void

/** The pool's cells as if [W5]. `groups` are those assumed. Faults: unknown and taken ids and places, bounds that contradict. */
export function assumeCells(
  input: PlanningInput,
  groups: readonly Group[],
  whatIf: WhatIf,
  faults: AssumptionFault[],
): Cell[] {
  const { cells: changes = [], addedCells: added = [], removedCellIds: removed = [] } = whatIf
  const refuse: Refuse = (pointer, detail) => faults.push({ pointer, detail })
  const known = new Set(input.cells.map(({ id }) => id))
  const gone = new Set(removed)
  changes.forEach(({ id }, index) => {
    if (!known.has(id) || gone.has(id)) refuse(`/cells/${index}/id`, 'a cell of this pool that is not removed here')
  })
  removed.forEach((id, index) => {
    if (!known.has(id)) refuse(`/removedCellIds/${index}`, 'a cell of this pool')
  })
  const former = new Map(input.groups.map((group) => [group.id, group]))
  const goneGroups = new Set(whatIf.removedGroupIds)
  const changed = new Map(changes.map((change) => [change.id, change]))
  const kept = input.cells
    .filter(({ id }) => !gone.has(id))
    .map((cell) => inGroup(cell, nearestKept(cell.groupId, former, goneGroups)))
    .map((cell) => withChange(cell, changed.get(cell.id)))
  for (const [index, cell] of added.entries()) refuseTaken(kept, cell, `/addedCells/${index}`, refuse)
  const asHeir = heirsOf(input, gone)
  const all = [...kept, ...added.map((cell) => asHeir(toCell(cell)))]
  const byId = new Map(all.map((cell) => [cell.id, cell]))
  const groupIds = new Set(groups.map(({ id }) => id))
  for (const [index, { id }] of changes.entries()) refuseCell(byId.get(id), groupIds, `/cells/${index}`, refuse)
  for (const [index, cell] of added.entries()) refuseCell(cell, groupIds, `/addedCells/${index}`, refuse)
  return all
}

/** A cell that stays where it is stays the same object, with what was worked out from it. */
function inGroup(cell: Cell, groupId: string | null): Cell {
  return cell.groupId === groupId ? cell : { ...cell, groupId }
}

function withChange(cell: Cell, change: CellChange | undefined): Cell {
  if (change === undefined) return cell
  const { results, ...settings } = change
  const { baselineDailyBudgetMinor } = settings
  // Until its first midnight a cell has no past: what its ramp counts from is its baseline, whichever it is.
  const isNew = baselineDailyBudgetMinor !== undefined && cell.reference.basis === 'baseline'
  const reference = isNew ? { ...cell.reference, dailyBudgetMinor: baselineDailyBudgetMinor } : cell.reference
  const changed: Cell = { ...cell, ...given(settings), reference }
  return results === undefined ? changed : { ...changed, learned: results }
}

function toCell(cell: NewCell): Cell {
  return {
    ...cell,
    status: 'active',
    reference: { dailyBudgetMinor: cell.baselineDailyBudgetMinor, basis: 'baseline' },
    learned: { bookings: 0, spendMinor: 0, days: 0 },
  }
}

/**
 * Gives a cell the past of the removed one whose place and channel it has from now on: another id changes nothing about
 * that.
 */
function heirsOf(input: PlanningInput, gone: ReadonlySet<string>): (cell: Cell) => Cell {
  const nameOf = (cell: Cell) => JSON.stringify([placeKey(cell), cell.channel])
  const leaving = input.cells.filter(({ id, status }) => status === 'active' && gone.has(id))
  const before = new Map(leaving.map((cell) => [nameOf(cell), cell]))
  const inForce = amountsBefore(input)
  return (cell) => {
    const left = before.get(nameOf(cell))
    if (left === undefined) return cell
    const leftAtMinor = inForce?.get(left.id)
    return {
      ...cell,
      reference: left.reference.basis === 'baseline' ? cell.reference : left.reference,
      learned: left.learned,
      ...(leftAtMinor !== undefined && { leftAtMinor }),
    }
  }
}

/** A place is either one cell without channel or cells of different channels, as in configuration. */
function refuseTaken(cells: readonly Cell[], cell: NewCell, pointer: string, refuse: Refuse): void {
  if (cells.some(({ id }) => id === cell.id)) refuse(`${pointer}/id`, 'an id that no cell of this pool has')
  const atPlace = cells.filter((other) => other.status === 'active' && placeKey(other) === placeKey(cell))
  const isTaken = atPlace.some(({ channel }) => channel === null || cell.channel === null || channel === cell.channel)
  if (isTaken) refuse(`${pointer}/channel`, 'a place and channel that no cell of this pool has')
}

function refuseCell(
  cell: Pick<Cell, 'groupId' | 'minDailyBudgetMinor' | 'maxDailyBudgetMinor'> | undefined,
  groupIds: ReadonlySet<string>,
  pointer: string,
  refuse: Refuse,
): void {
  if (cell === undefined) return
  const { groupId, minDailyBudgetMinor: min, maxDailyBudgetMinor: max } = cell
  if (groupId !== null && !groupIds.has(groupId)) refuse(`${pointer}/groupId`, 'the id of a group of this pool')
  if (min !== null && max !== null && min > max)
    refuse(`${pointer}/maxDailyBudgetMinor`, 'at least minDailyBudgetMinor')
}
