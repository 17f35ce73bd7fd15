// Joins contracts (its currencies), database and planning: load a pool’s state, decide, publish.

export { firstDayOfActuals } from './actuals-kept.ts'
export { type BudgetStandings, budgetStandings, type CellStanding } from './budget-standings.ts'
export { certificateOf, type StoredDecision } from './certificate.ts'
export { type Decided, decidePlan, type PlanDecision } from './decisions/decide-plan.ts'
export { type Author, DecisionRefusal, type RefusalOfDecision } from './decisions/decision.ts'
export {
  approveMessage,
  type Override,
  overrideCell,
  type Requested,
  removeOverride,
  withdrawMessage,
} from './decisions/override-cell.ts'
export { reportApplied } from './decisions/report-applied.ts'
export { endUndo, type Undone, undoTo } from './decisions/undo.ts'
export type { ForetellOrder, Foretold } from './foretell.ts'
export { type Loaded, type LoadedInput, loadPool } from './load.ts'
export { storedToNews } from './news-in-force.ts'
export { type PoolPacing, readPacing } from './pacing.ts'
export { type FreshnessQuery, type FreshPlace, listFreshness } from './place-freshness.ts'
export { type ChangedCell, type NewsOfPlan, type PlanNews, planNews } from './plan-news.ts'
export { type PriceQuery, pricesOfPlan, type WordedPrice } from './plan-prices.ts'
export { createPoolMemory, type PoolMemory } from './pool-memory.ts'
export {
  type AnsweringThreads,
  openQuestions,
  QuestionAborted,
  type QuestionsOptions,
  TooManyQuestions,
} from './questions.ts'
export { type RecomputeDeps, type RecomputeResult, recomputePool } from './recompute-pool.ts'
export type { AssumptionOrder, FrontierOrder, SimulationOrder, Told } from './simulate.ts'
