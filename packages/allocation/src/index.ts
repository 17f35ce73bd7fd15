export { allocate } from './allocate.ts'
export { checkProblem } from './check.ts'
export { allocateJson, parseProblem, verifyJson, verifyLine } from './json.ts'
export { type Prices, type PricesOfCell, type PricesOfGroup, prices } from './prices.ts'
export type {
  Cell,
  Certificate,
  Curve,
  Group,
  GroupPrice,
  Infeasible,
  Invalid,
  Optimal,
  Overlap,
  Problem,
  ProblemError,
  Result,
} from './problem.ts'
export { type Move, type Moved, openSession, type Session, type Summary } from './session.ts'
export { bookingsIn, cellBookings, cellValue, objectiveOf } from './value.ts'
export { type Finding, provenGap, type Verification, verify } from './verify.ts'
