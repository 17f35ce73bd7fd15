import { allocate } from '../src/allocate.ts'
import type { Problem, Result } from '../src/problem.ts'
import { verify } from '../src/verify.ts'
import { bruteForce } from './brute-force.ts'

/** What is wrong with the optimiser's answer to a small problem, or null. Tries every split. */
export function difference(problem: Problem): string | null {
  const expected = bruteForce(problem)
  const result = allocate(problem)
  const checked = verify(problem, result)
  if (checked.kind !== 'ok' || checked.gapMinor !== 0) return `verify: ${JSON.stringify(checked)}`
  if (result.kind !== expected.kind) return `expected ${expected.kind}, got ${result.kind}`
  return expected.kind === 'optimal' ? wrongSplit(problem, result, expected) : wrongName(result, expected)
}

function wrongSplit(problem: Problem, result: Result, expected: { units: Record<string, number>; reserve: number }) {
  if (result.kind !== 'optimal') return 'not optimal'
  const unit = problem.unitMinor
  for (const [id, units] of Object.entries(expected.units)) {
    if (result.allocation[id] !== units * unit) return `${id}: expected ${units * unit}, got ${result.allocation[id]}`
  }
  const reserve = expected.reserve * unit + (problem.totalMinor % unit)
  return result.reserveMinor === reserve ? null : `reserve: expected ${reserve}, got ${result.reserveMinor}`
}

function wrongName(result: Result, expected: { scope: string; at: string; missing: number }) {
  if (result.kind !== 'infeasible') return 'not infeasible'
  const same = result.scope === expected.scope && result.at === expected.at && result.missingMinor === expected.missing
  return same ? null : `expected ${JSON.stringify(expected)}, got ${JSON.stringify(result)}`
}
