// Joins database and planning: load a pool's state, decide, publish.
export { type Loaded, type LoadedInput, loadPool } from './load.ts'
export { createPoolMemory, type PoolMemory } from './pool-memory.ts'
export { RecomputeError } from './recompute-error.ts'
export { type RecomputeDeps, type RecomputeResult, recomputePool } from './recompute-pool.ts'
