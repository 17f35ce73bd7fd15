import { checkCurve } from './curves/all.ts'
import { Faults, isRecord } from './faults.ts'
import type { Cell, Problem, ProblemError } from './problem.ts'

const PROBLEM_KEYS = ['totalMinor', 'unitMinor', 'reserve', 'groups', 'cells', 'overlaps']
const GROUP_KEYS = ['id', 'parentId', 'minMinor', 'maxMinor']
const CELL_KEYS = ['id', 'groupId', 'minMinor', 'maxMinor', 'valueMinor', 'headroom', 'curve']

/**
 * Everything that keeps a problem from having a meaning, as JSON pointers with a sentence; at most 100 of them.
 * A minimum above a maximum is not among them: that is a well-formed question whose answer is infeasible.
 * `strict` also refuses keys the format does not know (for text from outside; typed callers may carry more).
 */
export function checkProblem(problem: unknown, { strict = false } = {}): ProblemError[] {
  const faults = new Faults(strict)
  if (!isRecord(problem)) return [{ pointer: '', message: 'must be an object' }]
  faults.keys('', problem, PROBLEM_KEYS)
  faults.amount('/totalMinor', problem.totalMinor)
  faults.amount('/unitMinor', problem.unitMinor, 1)
  checkReserve(faults, problem.reserve)
  const groupIds = checkGroups(faults, problem.groups)
  checkCells(faults, problem.cells, groupIds)
  if (problem.overlaps !== undefined) checkOverlaps(faults, problem.overlaps, idsOf(problem.cells))
  return faults.list
}

/** For a problem whose cells and groups were checked before. */
export function checkTotalAlone({ totalMinor, reserve }: Pick<Problem, 'totalMinor' | 'reserve'>): ProblemError[] {
  const faults = new Faults(false)
  faults.amount('/totalMinor', totalMinor)
  checkReserve(faults, reserve)
  return faults.list
}

function checkReserve(faults: Faults, reserve: unknown): void {
  if (!isRecord(reserve)) {
    faults.add('/reserve', 'must be an object')
    return
  }
  faults.keys('/reserve', reserve, ['hurdle', 'maxMinor'])
  faults.figure('/reserve/hurdle', reserve.hurdle)
  if (reserve.maxMinor !== null) faults.amount('/reserve/maxMinor', reserve.maxMinor)
}

function checkGroups(faults: Faults, groups: unknown): Set<string> {
  const parents = new Map<string, { parentId: string; index: number }>()
  const ids = new Set<string>()
  if (!Array.isArray(groups)) {
    faults.add('/groups', 'must be an array')
    return ids
  }
  for (let index = 0; index < groups.length && faults.open; index++) {
    const group: unknown = groups[index]
    const at = `/groups/${index}`
    if (!isRecord(group)) {
      faults.add(at, 'must be an object')
      continue
    }
    checkGroup(faults, at, group, ids)
    const { id, parentId } = group
    if (typeof id === 'string' && typeof parentId === 'string') parents.set(id, { parentId, index })
  }
  for (const [id, { parentId, index }] of parents) {
    if (!ids.has(parentId)) faults.add(`/groups/${index}/parentId`, 'names no group')
    else if (id === parentId) faults.add(`/groups/${index}/parentId`, 'a group cannot be its own parent')
  }
  for (const index of cyclic(parents)) faults.add(`/groups/${index}/parentId`, 'is part of a cycle of parents')
  return ids
}

function checkGroup(faults: Faults, at: string, group: Record<string, unknown>, ids: Set<string>): void {
  faults.keys(at, group, GROUP_KEYS)
  faults.id(() => `${at}/id`, group.id, ids)
  const { parentId } = group
  if (parentId !== null && typeof parentId !== 'string') faults.add(`${at}/parentId`, 'must be a group id or null')
  faults.amount(`${at}/minMinor`, group.minMinor)
  if (group.maxMinor !== null) faults.amount(`${at}/maxMinor`, group.maxMinor)
}

/** Places of the groups whose way up comes back to themselves. Each group is walked once. */
function cyclic(parents: Map<string, { parentId: string; index: number }>): number[] {
  const walkOf = new Map<string, string>()
  const found: number[] = []
  for (const start of parents.keys()) {
    let id = start
    let step = parents.get(id)
    while (step !== undefined && !walkOf.has(id)) {
      walkOf.set(id, start)
      id = step.parentId
      step = parents.get(id)
    }
    // Running into an earlier walk is a join; running into one's own is a circle, and `id` is on it.
    if (step !== undefined && walkOf.get(id) === start && id !== step.parentId) found.push(step.index)
  }
  return found
}

function checkCells(faults: Faults, cells: unknown, groupIds: Set<string>): void {
  if (!Array.isArray(cells)) {
    faults.add('/cells', 'must be an array')
    return
  }
  const ids = isAscending(cells) ? null : new Set<string>()
  const groups = new KnownGroups(groupIds)
  for (let index = 0; index < cells.length && faults.open; index++) {
    const cell: unknown = cells[index]
    if (isRecord(cell)) checkCell(faults, index, cell, ids, groups)
    else faults.add(`/cells/${index}`, 'must be an object')
  }
}

/**
 * Whether the ids come in ascending order, each a text: then none is used twice, and a set of them is not needed. At a
 * million cells that set took longer than solving: 0.8 s of 2, nearly all of it waiting for memory.
 */
function isAscending(cells: readonly unknown[]): boolean {
  let last = ''
  for (const cell of cells) {
    const id = isRecord(cell) ? cell.id : undefined
    if (typeof id !== 'string' || !(id > last)) return false
    last = id
  }
  return true
}

/** Cells of one group mostly come one after another, so the last answer is kept. */
class KnownGroups {
  readonly ids: Set<string>
  last: unknown = null

  constructor(ids: Set<string>) {
    this.ids = ids
  }

  has(groupId: unknown): boolean {
    if (groupId === this.last || groupId === null) return true
    if (typeof groupId !== 'string' || !this.ids.has(groupId)) return false
    this.last = groupId
    return true
  }
}

function checkCell(
  faults: Faults,
  index: number,
  cell: Record<string, unknown>,
  ids: Set<string> | null,
  groups: KnownGroups,
): void {
  const at = () => `/cells/${index}`
  if (faults.strict) faults.keys(at(), cell, CELL_KEYS)
  const { id, groupId, minMinor, maxMinor, valueMinor, headroom } = cell
  if (ids !== null) faults.id(() => `${at()}/id`, id, ids)
  if (!groups.has(groupId)) faults.add(`${at()}/groupId`, 'must be the id of a group, or null')
  if (!faults.isAmount(minMinor)) faults.amount(`${at()}/minMinor`, minMinor)
  if (!faults.isAmount(maxMinor)) faults.amount(`${at()}/maxMinor`, maxMinor)
  if (!faults.isFigure(valueMinor)) faults.figure(`${at()}/valueMinor`, valueMinor)
  if (headroom !== null && !faults.isFigure(headroom)) faults.figure(`${at()}/headroom`, headroom)
  checkCurve(faults, () => `${at()}/curve`, cell.curve)
}

/** What is wrong with one cell by itself, its group apart. Pointers are into the cell. */
export function checkCellAlone(cell: Cell): ProblemError[] {
  const faults = new Faults(false)
  checkCell(faults, 0, { ...cell, groupId: null }, new Set(), new KnownGroups(new Set()))
  return faults.list.map(({ pointer, message }) => ({ pointer: pointer.slice('/cells/0'.length), message }))
}

function idsOf(cells: unknown): Set<unknown> {
  return new Set(Array.isArray(cells) ? cells.map((cell: unknown) => (isRecord(cell) ? cell.id : undefined)) : [])
}

function checkOverlaps(faults: Faults, overlaps: unknown, cellIds: Set<unknown>): void {
  if (!Array.isArray(overlaps)) {
    faults.add('/overlaps', 'must be an array')
    return
  }
  const ids = new Set<string>()
  for (let index = 0; index < overlaps.length && faults.open; index++) {
    const overlap: unknown = overlaps[index]
    const at = `/overlaps/${index}`
    if (!isRecord(overlap)) {
      faults.add(at, 'must be an object')
      continue
    }
    faults.keys(at, overlap, ['id', 'cellIds', 'maxMinor'])
    faults.id(() => `${at}/id`, overlap.id, ids)
    faults.amount(`${at}/maxMinor`, overlap.maxMinor)
    checkMembers(faults, `${at}/cellIds`, overlap.cellIds, cellIds)
  }
}

function checkMembers(faults: Faults, at: string, members: unknown, cellIds: Set<unknown>): void {
  if (!Array.isArray(members)) {
    faults.add(at, 'must be an array of cell ids')
    return
  }
  const seen = new Set<unknown>()
  members.forEach((id: unknown, i) => {
    if (typeof id !== 'string' || !cellIds.has(id)) faults.add(`${at}/${i}`, 'names no cell')
    else if (seen.has(id)) faults.add(`${at}/${i}`, 'is named twice')
    seen.add(id)
  })
}
