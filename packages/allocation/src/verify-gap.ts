import type { Cell, Certificate, Group, Problem } from './problem.ts'
import { overlapSums, type Sums } from './verify-tree.ts'
import { marginalOf, worthAt } from './verify-worth.ts'

/**
 * Dual bound less value: what each cell, each bound and the reserve could still gain at the given prices. Every term is
 * at least 0, and exactly 0 where slopes and prices agree, so an optimum shows a gap of exactly 0.
 */
export function gapOf(problem: Problem, spends: Float64Array, sums: Sums, certificate: Certificate): number {
  const priceOf = (groupId: string | null) =>
    groupId === null ? certificate.lambda : (certificate.groups[groupId]?.lambda ?? 0)
  let gap = reserveGap(problem, sums.pool, certificate.lambda)
  for (const group of problem.groups) {
    const rise = priceOf(group.id) - priceOf(group.parentId)
    gap += groupGap(group, rise, sums.groups.get(group.id) ?? 0, problem.unitMinor)
  }
  const tolls = tollsOf(problem, certificate)
  problem.cells.forEach((cell, i) => {
    const price = priceOf(cell.groupId) + (tolls.get(cell.id) ?? 0)
    gap += cellGap(cell, spends[i] ?? 0, price, problem.unitMinor, problem.totalMinor)
  })
  overlapSums(problem, spends).forEach((sum, i) => {
    const { id, maxMinor } = problem.overlaps?.[i] ?? { id: '', maxMinor: 0 }
    gap += (certificate.overlaps?.[id] ?? 0) * (floorTo(maxMinor, problem.unitMinor) - sum)
  })
  return gap
}

/** What each cell in an overlap must earn on top of its group's price. */
function tollsOf({ overlaps = [] }: Problem, certificate: Certificate): Map<string, number> {
  const tolls = new Map<string, number>()
  for (const { id, cellIds } of overlaps) {
    for (const cellId of cellIds) tolls.set(cellId, (tolls.get(cellId) ?? 0) + (certificate.overlaps?.[id] ?? 0))
  }
  return tolls
}

function reserveGap({ totalMinor, unitMinor, reserve }: Problem, spent: number, price: number): number {
  const whole = totalMinor - (totalMinor % unitMinor)
  const most = Math.min(whole, floorTo(reserve.maxMinor ?? Infinity, unitMinor))
  const kept = whole - spent
  return reserve.hurdle > price ? (reserve.hurdle - price) * (most - kept) : (price - reserve.hurdle) * kept
}

function groupGap(group: Group, rise: number, sum: number, unit: number): number {
  if (rise > 0) return rise * (floorTo(group.maxMinor ?? Infinity, unit) - sum)
  return rise < 0 ? -rise * (sum - Math.ceil(group.minMinor / unit) * unit) : 0
}

function cellGap(cell: Cell, x: number, price: number, unit: number, total: number): number {
  const up = x + unit <= cell.maxMinor ? marginalOf(cell, x, unit) - price : 0
  if (up > 0) return Math.max(up * unit, gain(cell, x, bestAbove(cell, x, price, unit, total), price))
  const down = x - unit >= cell.minMinor ? price - marginalOf(cell, x - unit, unit) : 0
  return down > 0 ? Math.max(down * unit, gain(cell, x, bestBelow(cell, x, price, unit), price)) : 0
}

function gain(cell: Cell, from: number, to: number, price: number): number {
  return worthAt(cell, to) - worthAt(cell, from) - price * (to - from)
}

/** The spend where steps stop being worth the price; marginals fall, so halving finds it. */
function bestAbove(cell: Cell, x: number, price: number, unit: number, total: number): number {
  let low = x / unit + 1
  let high = Math.max(low, Math.floor(Math.min(cell.maxMinor, total) / unit))
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (marginalOf(cell, middle * unit, unit) > price) low = middle + 1
    else high = middle
  }
  return low * unit
}

function bestBelow(cell: Cell, x: number, price: number, unit: number): number {
  let low = Math.ceil(cell.minMinor / unit)
  let high = x / unit - 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (marginalOf(cell, middle * unit, unit) >= price) low = middle + 1
    else high = middle
  }
  return low * unit
}

function floorTo(amount: number, unit: number): number {
  return Math.floor(amount / unit) * unit
}
