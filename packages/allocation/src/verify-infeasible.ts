import type { Infeasible, Problem } from './problem.ts'
import { orderUp } from './verify-tree.ts'

/** What a part must take at least and can take at most, by what lies below it, in whole units. */
interface Range {
  must: number
  can: number
}

/** By how many minor units the bounds at the named part contradict each other; 0 or less where they do not. */
export function shortageAt(problem: Problem, { scope, at }: Pick<Infeasible, 'scope' | 'at'>): number {
  const { unitMinor: unit } = problem
  if (scope === 'cell') {
    const cell = problem.cells.find(({ id }) => id === at)
    return cell === undefined ? 0 : (up(cell.minMinor, unit) - down(cell.maxMinor, unit)) * unit
  }
  if (scope === 'overlap') return overlapShortage(problem, at)
  const ranges = rangesBelow(problem)
  if (scope === 'pool')
    return shortage(ranges.get(null), down(problem.totalMinor, unit), down(problem.totalMinor, unit)) * unit
  const group = problem.groups.find(({ id }) => id === at)
  if (group === undefined) return 0
  return shortage(ranges.get(at), up(group.minMinor, unit), down(group.maxMinor ?? Infinity, unit)) * unit
}

/** Only what the minimums alone prove. */
function overlapShortage({ overlaps = [], cells, unitMinor: unit }: Problem, at: string): number {
  const overlap = overlaps.find(({ id }) => id === at)
  if (overlap === undefined) return 0
  const members = new Set(overlap.cellIds)
  const must = cells.reduce((sum, cell) => sum + (members.has(cell.id) ? up(cell.minMinor, unit) : 0), 0)
  return (must - down(overlap.maxMinor, unit)) * unit
}

function up(amount: number, unit: number): number {
  return Math.ceil(amount / unit)
}

function down(amount: number, unit: number): number {
  return Math.floor(amount / unit)
}

function shortage(below: Range | undefined, lower: number, upper: number): number {
  const { must, can } = below ?? { must: 0, can: 0 }
  return Math.max(lower - upper, must - upper, lower - can)
}

function rangesBelow(problem: Problem): Map<string | null, Range> {
  const { unitMinor: unit, reserve } = problem
  const ranges = new Map<string | null, Range>()
  const total = down(problem.totalMinor, unit)
  const add = (id: string | null, must: number, can: number) => {
    const range = ranges.get(id)
    if (range === undefined) ranges.set(id, { must, can })
    else {
      range.must += must
      range.can += can
    }
  }
  add(null, 0, Math.min(total, down(reserve.maxMinor ?? Infinity, unit)))
  for (const cell of problem.cells) add(cell.groupId, up(cell.minMinor, unit), down(cell.maxMinor, unit))
  for (const group of orderUp(problem) ?? []) {
    const { must, can } = ranges.get(group.id) ?? { must: 0, can: 0 }
    const most = down(group.maxMinor ?? Infinity, unit)
    add(group.parentId, Math.max(must, up(group.minMinor, unit)), Math.min(can, most))
  }
  return ranges
}
