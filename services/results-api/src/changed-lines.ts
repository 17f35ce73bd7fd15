import { type Database, listCellsChangedSince, type NotedLine } from '@sluice/database'
import { type CursorQuestion, cursorCodec } from '@sluice/service-kit'
import { z } from 'zod'
import { readOrganization } from './read-organization.ts'
import type { PoolPlan } from './recommendation-page.ts'

/** What a caller has: of each pool the plan it has read. */
export type KnownPlans = Readonly<Record<string, number>>

/** Longer ones would not fit an address everywhere. */
const LONGEST_CURSOR = 6_000

const cursors = cursorCodec('changes', 1, z.record(z.string(), z.int().min(1)), 'changedSince')

/**
 * A cursor for asking later what has changed since these plans. It counts plans, pool by pool, and reads no clock: the
 * fence numbers them one after the other, while an instant could fall between a publication's clock and its commit.
 * null: too long.
 */
export function toChangesCursor(plans: readonly PoolPlan[], question: CursorQuestion): string | null {
  const cursor = cursors.encode(Object.fromEntries(plans.map(({ poolId, number }) => [poolId, number])), question)
  return cursor.length > LONGEST_CURSOR ? null : cursor
}

/** @throws Problem bad-cursor */
export function readChangesCursor(cursor: string, question: CursorQuestion): KnownPlans {
  return cursors.decode(cursor, question)
}

/** What has changed since the plans a caller has. */
export interface ChangesSince {
  /**
   * The cells of a plan whose line may have changed or is gone; null: all of them. Plans newer than this one may have
   * changed some more since: those are sent once too often, and none too seldom.
   */
  ofPlan(plan: PoolPlan): Promise<readonly NotedLine[] | null>
  /** Pools that the caller has plans of and that are not among these. */
  gonePoolIds(plans: readonly PoolPlan[]): string[]
}

/** Asks for each pool once, however often it is asked of it. */
export function changesSince(db: Database, orgId: string, known: KnownPlans): ChangesSince {
  const asked = new Map<string, Promise<readonly NotedLine[] | null>>()
  return {
    ofPlan: (plan) => {
      const changes = asked.get(plan.poolId) ?? cellsChangedSince(db, orgId, known[plan.poolId], plan)
      asked.set(plan.poolId, changes)
      return changes
    },
    gonePoolIds: (plans) => {
      const there = new Set(plans.map(({ poolId }) => poolId))
      return Object.keys(known)
        .filter((poolId) => !there.has(poolId))
        .sort()
    },
  }
}

async function cellsChangedSince(
  db: Database,
  orgId: string,
  known: number | undefined,
  { poolId, number }: PoolPlan,
): Promise<readonly NotedLine[] | null> {
  // A plan later than ours belongs to a database that was set back: nobody knows what changed since.
  if (known === undefined || known > number) return null
  if (known === number) return []
  const key = { orgId, poolId, number: known }
  return readOrganization(db, orgId, (trx) => listCellsChangedSince(trx, key))
}
