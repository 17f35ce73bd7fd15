// Joins database and planning: load a pool's state, decide, publish.
export { certificateOf, type StoredDecision } from './certificate.ts'
export { type Loaded, type LoadedInput, loadPool } from './load.ts'
export { type PriceQuery, pricesOfPlan, type WordedPrice } from './plan-prices.ts'
export { createPoolMemory, type PoolMemory } from './pool-memory.ts'
export { RecomputeError } from './recompute-error.ts'
export { type RecomputeDeps, type RecomputeResult, recomputePool } from './recompute-pool.ts'
