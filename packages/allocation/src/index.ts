export { allocate } from './allocate.ts'
export { checkProblem } from './check.ts'
export { allocateJson, parseProblem, verifyJson, verifyLine } from './json.ts'
export { type Prices, type PricesOfCell, type PricesOfGroup, prices } from './prices.ts'
export {
  AMOUNT_LIMIT_MINOR,
  type Cell,
  type Certificate,
  type Curve,
  type Group,
  type GroupPrice,
  type Infeasible,
  type Invalid,
  type Optimal,
  type Overlap,
  type Problem,
  type ProblemError,
  type Result,
} from './problem.ts'
export { type Answer, allocateToReturn, bookingsIn, leastMoneyFor, type Unreachable } from './questions.ts'
export { type Move, type Moved, openSession, type Session, type Summary } from './session.ts'
export { cellBookings, cellSlope, cellValue, objectiveOf } from './value.ts'
export { type Finding, provenGap, type Verification, verify } from './verify.ts'
