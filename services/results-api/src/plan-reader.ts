import type { Recommendation } from '@sluice/contracts'
import { type Database, type PoolKey, readEffectivePlan, unpackJson } from '@sluice/database'
import { LRUCache } from 'lru-cache'
import { readOrganization } from './read-organization.ts'
import type { PackedPlan } from './stored-plan.ts'

/** A plan's lines in order of their cells' ids. */
export interface PlanLines {
  planNumber: number
  currency: string
  /** When the plan was published, and how it stood then. */
  computedAt: string
  status: string
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  lines: Recommendation[]
}

/** Reads the lines of what was in force under a number; undefined: it is no longer kept. */
export type PlanReader = (key: PoolKey & { number: number }) => Promise<PlanLines | undefined>

/** About 1 kB each: what is kept never takes more than some 30 MB. */
const MOST_LINES = 30_000

/** A reader that remembers what it read last: plans never change, and the pages of one list need the same one. */
export function planReader(db: Database): PlanReader {
  const kept = new LRUCache<string, PlanLines>({
    maxSize: MOST_LINES,
    sizeCalculation: ({ lines }) => Math.max(1, lines.length),
  })
  return async (key) => {
    const name = JSON.stringify([key.orgId, key.poolId, key.number])
    const known = kept.get(name)
    if (known) return known
    const plan = await readLines(db, key)
    if (plan) kept.set(name, plan)
    return plan
  }
}

async function readLines(db: Database, key: PoolKey & { number: number }): Promise<PlanLines | undefined> {
  const row = await readOrganization(db, key.orgId, (trx) => readEffectivePlan(trx, key))
  if (!row) return undefined
  const { currency, poolDailyBudgetMinor, reserveDailyMinor, recommendations } = await unpackJson<PackedPlan>(row.plan)
  return {
    planNumber: row.planNumber,
    currency,
    computedAt: row.computedAt.toISOString(),
    status: row.status,
    poolDailyBudgetMinor,
    reserveDailyMinor,
    lines: recommendations.toSorted((a, b) => (a.cellId < b.cellId ? -1 : 1)),
  }
}
