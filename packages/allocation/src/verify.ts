import type { Certificate, Infeasible, Optimal, Problem, Result } from './problem.ts'
import { gapOf } from './verify-gap.ts'
import { shortageAt } from './verify-infeasible.ts'
import { orderUp, overlapSums, sumUp } from './verify-tree.ts'
import { worthAt } from './verify-worth.ts'

export type Verification = { kind: 'ok'; gapMinor: number } | { kind: 'wrong'; findings: Finding[] }

/** `at` is a cell's or group's id, or 'pool'. */
export interface Finding {
  at: string
  message: string
}

/**
 * Checks a result against its problem without the optimiser, in one pass over the input: sums, units, bounds, and by the
 * certificate's prices that nothing is worth more. `ok` for an optimal result means a gap of exactly 0, for an
 * infeasible one that the named part really is short of that amount.
 */
export function verify(problem: Problem, result: Result): Verification {
  if (result.kind === 'invalid') return wrong('pool', 'the result calls the problem invalid; there is no plan to check')
  if (result.kind === 'infeasible') return verifyInfeasible(problem, result)
  const checked = provenGap(problem, result.allocation, result.certificate)
  if (checked.kind === 'wrong') return checked
  if (checked.gapMinor > allowedGap(problem, result)) {
    return wrong('pool', `another split may be worth ${checked.gapMinor} more`)
  }
  const findings = wrongTotals(problem, result)
  return findings.length > 0 ? { kind: 'wrong', findings } : checked
}

/**
 * At most this much value per day (in minor units) could any split within the bounds have above this one: the dual
 * bound of the certificate's prices less the value of `allocation`, summed as terms that are each at least 0 (weak
 * duality; Boyd & Vandenberghe 2004, section 5.5). The certificate may come from another solve of the same problem:
 * held numbers are judged by the prices of the free problem. What the cells do not get is the reserve's.
 */
export function provenGap(
  problem: Problem,
  allocation: Readonly<Record<string, number>>,
  certificate: Certificate,
): Verification {
  const findings: Finding[] = []
  const order = orderUp(problem)
  if (order === null) return wrong('pool', 'the groups do not form a tree')
  const spends = readSpends(problem, allocation, findings)
  const sums = sumUp(problem, order, spends)
  checkGroups(problem, sums, findings)
  checkReserve(problem, sums.pool, findings)
  checkOverlaps(problem, spends, certificate, findings)
  checkPrices(problem, certificate, findings)
  if (findings.length > 0) return { kind: 'wrong', findings }
  return { kind: 'ok', gapMinor: gapOf(problem, spends, sums, certificate) }
}

/** On a tree nothing is forgiven. With overlaps what the result admits to, give or take the last digits of the sums. */
function allowedGap(problem: Problem, { gapMinor, valueMinor }: Optimal): number {
  const digits = 1e-9 * (valueMinor + problem.reserve.hurdle * problem.totalMinor)
  return problem.overlaps?.length ? gapMinor + digits : 0
}

function wrong(at: string, message: string): Verification {
  return { kind: 'wrong', findings: [{ at, message }] }
}

function verifyInfeasible(problem: Problem, result: Infeasible): Verification {
  const shortage = shortageAt(problem, result)
  if (shortage > 0 && shortage === result.missingMinor) return { kind: 'ok', gapMinor: 0 }
  return wrong(result.at, `is short of ${shortage} minor units, not of ${result.missingMinor}`)
}

/** The spend of each cell in the problem's order, with a finding for each that is missing, off the unit or off bounds. */
function readSpends(problem: Problem, allocation: Readonly<Record<string, number>>, findings: Finding[]): Float64Array {
  const spends = new Float64Array(problem.cells.length)
  problem.cells.forEach((cell, i) => {
    const spend = Object.hasOwn(allocation, cell.id) ? allocation[cell.id] : undefined
    const add = (message: string) => findings.push({ at: cell.id, message })
    if (spend === undefined || !Number.isSafeInteger(spend) || spend % problem.unitMinor !== 0) {
      add('has no amount in whole units')
      return
    }
    if (spend < cell.minMinor) add(`is ${cell.minMinor - spend} below its minimum`)
    if (spend > cell.maxMinor) add(`is ${spend - cell.maxMinor} above its maximum`)
    spends[i] = spend
  })
  const extra = Object.keys(allocation).length - problem.cells.length
  if (extra > 0) findings.push({ at: 'pool', message: `${extra} amounts belong to no cell` })
  return spends
}

function checkGroups(problem: Problem, sums: { groups: Map<string, number> }, findings: Finding[]): void {
  for (const group of problem.groups) {
    const sum = sums.groups.get(group.id) ?? 0
    if (sum < group.minMinor) findings.push({ at: group.id, message: `is ${group.minMinor - sum} below its minimum` })
    if (group.maxMinor !== null && sum > group.maxMinor) {
      findings.push({ at: group.id, message: `is ${sum - group.maxMinor} above its maximum` })
    }
  }
}

function checkOverlaps(problem: Problem, spends: Float64Array, certificate: Certificate, findings: Finding[]): void {
  for (const [i, sum] of overlapSums(problem, spends).entries()) {
    const { id, maxMinor } = problem.overlaps?.[i] ?? { id: '', maxMinor: 0 }
    if (sum > maxMinor) findings.push({ at: id, message: `is ${sum - maxMinor} above its maximum` })
    const prices = certificate.overlaps ?? {}
    const price = Object.hasOwn(prices, id) ? prices[id] : undefined
    if (price === undefined || !(price >= 0 && price < Infinity)) findings.push({ at: id, message: 'has no price' })
  }
}

/** The part of the total below one unit always is the reserve's, so its maximum does not count that part. */
function checkReserve({ totalMinor, unitMinor, reserve }: Problem, spent: number, findings: Finding[]): void {
  const kept = totalMinor - (totalMinor % unitMinor) - spent
  if (kept < 0) findings.push({ at: 'pool', message: `spends ${-kept} more than its total` })
  if (reserve.maxMinor !== null && kept > reserve.maxMinor) {
    findings.push({ at: 'pool', message: `keeps ${kept - reserve.maxMinor} more than the reserve's maximum` })
  }
}

/** Any numbers prove a bound, good prices a close one; the stated multipliers must be their differences. */
function checkPrices(problem: Problem, certificate: Certificate, findings: Finding[]): void {
  if (!isPrice(certificate.lambda)) findings.push({ at: 'pool', message: 'has no price' })
  const lambdaOf = (id: string) => (Object.hasOwn(certificate.groups, id) ? certificate.groups[id]?.lambda : undefined)
  for (const group of problem.groups) {
    const price = Object.hasOwn(certificate.groups, group.id) ? certificate.groups[group.id] : undefined
    const above = group.parentId === null ? certificate.lambda : lambdaOf(group.parentId)
    if (price === undefined || above === undefined || !isPrice(price.lambda)) {
      findings.push({ at: group.id, message: 'has no price' })
      continue
    }
    const rise = price.lambda - above
    const stated = price.muPlus === Math.max(0, rise) && price.muMinus === Math.max(0, -rise)
    if (!stated) findings.push({ at: group.id, message: 'its multipliers are not the difference of the prices' })
    if (rise > 0 && group.maxMinor === null) findings.push({ at: group.id, message: 'has a price but no maximum' })
  }
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) < Infinity
}

/** Figures a reader takes from the result without recomputing them. 1e-9: the order in which a value is summed. */
function wrongTotals(problem: Problem, result: Optimal): Finding[] {
  const findings: Finding[] = []
  const spent = problem.cells.reduce((sum, cell) => sum + (result.allocation[cell.id] ?? 0), 0)
  if (!Number.isSafeInteger(result.reserveMinor) || spent + result.reserveMinor !== problem.totalMinor) {
    findings.push({ at: 'pool', message: 'amounts and reserve do not come to the total' })
  }
  const value = problem.cells.reduce((sum, cell) => sum + worthAt(cell, result.allocation[cell.id] ?? 0), 0)
  const isStated = typeof result.valueMinor === 'number' && Math.abs(value - result.valueMinor) <= 1e-9 * value
  if (!isStated) findings.push({ at: 'pool', message: `is worth ${value}` })
  return findings
}
