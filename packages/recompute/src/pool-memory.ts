import type { PoolKey } from '@sluice/database'
import { LRUCache } from 'lru-cache'
import type { Ground } from './ground.ts'
import type { InForce, NumberedPlan } from './in-force.ts'
import type { KnownPast } from './past.ts'
import type { PlannedCells } from './planned-cells.ts'
import type { WrittenJson } from './written-json.ts'

/**
 * What a process knows of a pool from publishing its last plan. It saves reading, and is believed only while the database
 * is the one it was read from (see `believe` in load.ts), each part as far as nothing else changed it.
 */
export interface Remembered {
  /** The pool's computed revision; `ground` is of it too. */
  revision: number
  /** What the database was told when it was published. */
  publication: string
  /** The input of `plan`, where that was computed at `revision`; null: it is older, and was found to be right still. */
  inputSha256: Buffer | null
  /** The input of the last plan, of which the next one's text is mostly a copy. */
  written: WrittenJson
  ground: Ground
  planned: PlannedCells
  /** The latest plan; plans never change. */
  plan: NumberedPlan
  inForce: InForce
  past: KnownPast
}

export interface PoolMemory {
  recall(pool: PoolKey): Remembered | undefined
  remember(pool: PoolKey, remembered: Remembered): void
}

/** Lines of plans remembered in all, at some 4 kB each; beyond, the pools longest not seen are forgotten. */
const mostLines = 50_000

/** One for a process. */
export function createPoolMemory(): PoolMemory {
  const pools = new LRUCache<string, Remembered>({
    maxSize: mostLines,
    sizeCalculation: ({ plan }) => Math.max(1, plan.plan.recommendations.length),
  })
  const nameOf = ({ orgId, poolId }: PoolKey) => JSON.stringify([orgId, poolId])
  return {
    recall: (pool) => pools.get(nameOf(pool)),
    remember: (pool, remembered) => void pools.set(nameOf(pool), remembered),
  }
}
