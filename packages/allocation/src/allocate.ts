import { checkProblem } from './check.ts'
import { findConflict } from './feasibility.ts'
import { allocateOverlapping } from './overlap.ts'
import type { Problem, Result } from './problem.ts'
import { toOptimal } from './result.ts'
import { solveTree } from './solve.ts'
import { treeOf } from './tree.ts'

/**
 * The best split of `totalMinor` per day, exact to the unit: no other split within the bounds is worth more, and of
 * equals it is the one that gives the reserve most, then the smallest id, and so on. The same problem in another
 * order gives the same answer, to the bit. Contradictory bounds and malformed numbers are answers, not throws.
 * With `overlaps` the answer is within `gapMinor` of the best instead.
 */
export function allocate(problem: Problem): Result {
  const errors = checkProblem(problem)
  if (errors.length > 0) return { kind: 'invalid', errors }
  const tree = treeOf(problem)
  const conflict = findConflict(tree)
  if (conflict !== null) return conflict
  return problem.overlaps?.length ? allocateOverlapping(tree, problem.overlaps) : toOptimal(tree, solveTree(tree))
}
