import type { Group, Problem } from './problem.ts'

/** Groups ordered so that each comes before its parent; null where parents are unknown, doubled or circular. */
export function orderUp(problem: Problem): Group[] | null {
  const byId = new Map(problem.groups.map((group) => [group.id, group]))
  if (byId.size !== problem.groups.length) return null
  const waiting = new Map<string, number>()
  for (const { parentId } of problem.groups) {
    if (parentId !== null) waiting.set(parentId, (waiting.get(parentId) ?? 0) + 1)
  }
  const order = problem.groups.filter((group) => !waiting.has(group.id))
  for (let i = 0; i < order.length; i++) {
    const parent = byId.get(order[i]?.parentId ?? '')
    if (parent === undefined) continue
    const left = (waiting.get(parent.id) ?? 0) - 1
    waiting.set(parent.id, left)
    if (left === 0) order.push(parent)
  }
  return order.length === byId.size && allKnown(problem, byId) ? order : null
}

function allKnown(problem: Problem, byId: Map<string, Group>): boolean {
  const isKnown = (id: string | null) => id === null || byId.has(id)
  return problem.groups.every((g) => isKnown(g.parentId)) && problem.cells.every((cell) => isKnown(cell.groupId))
}

export interface Sums {
  pool: number
  groups: Map<string, number>
}

/** Sum of the cells' amounts below each group and below the pool; `amounts` in the order of problem.cells. */
export function sumUp(problem: Problem, order: readonly Group[], amounts: Float64Array): Sums {
  const groups = new Map<string, number>()
  let pool = 0
  const add = (id: string | null, amount: number) => {
    if (id === null) pool += amount
    else groups.set(id, (groups.get(id) ?? 0) + amount)
  }
  problem.cells.forEach((cell, i) => {
    add(cell.groupId, amounts[i] ?? 0)
  })
  for (const group of order) add(group.parentId, groups.get(group.id) ?? 0)
  return { pool, groups }
}

/** Sum of the amounts of each overlap's cells, in the order of problem.overlaps. */
export function overlapSums(problem: Problem, amounts: Float64Array): number[] {
  if (problem.overlaps === undefined || problem.overlaps.length === 0) return []
  const amountOf = new Map(problem.cells.map((cell, i) => [cell.id, amounts[i] ?? 0]))
  return problem.overlaps.map(({ cellIds }) => cellIds.reduce((sum, id) => sum + (amountOf.get(id) ?? 0), 0))
}
