import type { Certificate, Problem } from './problem.ts'
import { provenGap, type Verification } from './verify.ts'

/** Numbers for a problem that need not be its best: a plan may leave small changes out. */
export interface Published {
  allocation: Record<string, number>
  reserveMinor: number
  /** What they claim: at most this much value a day below the best. */
  gapMinor: number
}

/**
 * Checks published numbers by the prices of the optimum: bounds, sum, and the gap they claim. `ok` carries the gap that is
 * proven, which may be smaller than the claim.
 */
export function verifyPublished(problem: Problem, certificate: Certificate, published: Published): Verification {
  const { allocation, reserveMinor, gapMinor } = published
  const proof = provenGap(problem, allocation, certificate)
  if (proof.kind === 'wrong') {
    return {
      kind: 'wrong',
      findings: proof.findings.map(({ at, message }) => ({ at, message: `published: ${message}` })),
    }
  }
  const spent = problem.cells.reduce((sum, { id }) => sum + (allocation[id] ?? 0), 0)
  if (spent + reserveMinor !== problem.totalMinor) return wrong('amounts and reserve do not come to the total')
  return proof.gapMinor <= gapMinor
    ? proof
    : wrong(`may be worth ${proof.gapMinor} less than the best, not ${gapMinor}`)
}

function wrong(message: string): Verification {
  return { kind: 'wrong', findings: [{ at: 'pool', message: `published: ${message}` }] }
}
