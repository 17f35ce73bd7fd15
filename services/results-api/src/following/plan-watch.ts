import { type Database, listKeysOutOfForce, listPlanPointers, type PoolKey } from '@sluice/database'

/** Somebody who follows a pool. */
export interface Follower {
  pool: PoolKey
  keyId: string
  /** Told of the number in force after every look; null: no plan yet. */
  onPlan(number: number | null): void
  /** The pool is archived or gone, or the key is revoked or expired: there is nothing more to come. */
  onEnd(): void
}

export interface PlanWatchOptions {
  db: Database
  /** Milliseconds from one look at the plans in force to the next, while looks are quick. */
  planMs?: number
  /** Milliseconds between two looks at the keys: a revoked one is noticed within them and a query's time. */
  keyMs?: number
  onError: (error: unknown) => void
}

export interface PlanWatch {
  add(follower: Follower): void
  remove(follower: Follower): void
  close(): void
}

/** Looks take at most a fifth of the time: a process that follows thousands of pools does not ask without a break. */
const REST_PER_LOOK = 4
/** Nor does a database that was slow or away keep followers waiting any longer once it answers. */
const LONGEST_REST_MS = 250

/** Milliseconds until the next look, after one that took so long. */
export function restAfter(tookMs: number, planMs: number): number {
  return Math.max(planMs, Math.min(LONGEST_REST_MS, REST_PER_LOOK * tookMs))
}

/**
 * Looks again and again which plans are in force, in one query for everybody in this process; not at all while nobody
 * follows. A NOTIFY from the publishing transaction would come some 12 ms sooner, and make commits wait for each other.
 */
export function watchPlans({ db, planMs = 25, keyMs = 1_000, onError }: PlanWatchOptions): PlanWatch {
  const followers = new Set<Follower>()
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let keysAskedAt = 0

  const look = async () => {
    const beganAt = performance.now()
    try {
      await tellPlans(db, followers)
      if (performance.now() - keysAskedAt >= keyMs) {
        keysAskedAt = performance.now()
        await endWithoutKey(db, followers)
      }
    } catch (error) {
      onError(error)
    }
    timer = undefined
    schedule(restAfter(performance.now() - beganAt, planMs))
  }
  const schedule = (restMs: number) => {
    if (isClosed || timer !== undefined || followers.size === 0) return
    timer = setTimeout(look, restMs)
  }
  return {
    add(follower) {
      followers.add(follower)
      schedule(planMs)
    },
    remove: (follower) => followers.delete(follower),
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

async function tellPlans(db: Database, followers: ReadonlySet<Follower>): Promise<void> {
  // A follower that comes while the query is under way is served by the next look.
  const asked = [...followers]
  const pools = new Map(asked.map(({ pool }) => [nameOf(pool), pool]))
  const found = await listPlanPointers(db, [...pools.values()])
  const numbers = new Map(found.map((pointer) => [nameOf(pointer), pointer.number]))
  for (const follower of asked) {
    const number = numbers.get(nameOf(follower.pool))
    if (number === undefined) follower.onEnd()
    else follower.onPlan(number)
  }
}

async function endWithoutKey(db: Database, followers: ReadonlySet<Follower>): Promise<void> {
  const asked = [...followers]
  const gone = new Set(await listKeysOutOfForce(db, [...new Set(asked.map(({ keyId }) => keyId))]))
  for (const follower of asked) if (gone.has(follower.keyId)) follower.onEnd()
}

function nameOf({ orgId, poolId }: PoolKey): string {
  return JSON.stringify([orgId, poolId])
}
