import { type DatabaseTransaction, listNewestApplied, type PoolKey } from '@sluice/database'
import { amountsOf, planPool } from '@sluice/planning'
import type { Told } from './simulate.ts'
import { readSituation, type SituationMemory } from './situation.ts'
import { takeEffect } from './take-effect.ts'

export interface ForetellOrder {
  pool: PoolKey
  cellIds: readonly string[]
}

/** How a cell will stand. */
export interface Foretold {
  cellId: string
  standing: 'in_force' | 'awaiting_approval' | 'awaiting_money' | 'rejected'
  /** In force. */
  dailyBudgetMinor: number
  proposedDailyBudgetMinor: number
  /** ISO 4217, of every amount. */
  currency: string
  /** What bound the amount that the next plan will say. */
  reasons: string[]
  /** What a tool said it set last; null: nothing was said. */
  appliedDailyBudgetMinor: number | null
}

/** Why a cell keeps another amount than a plan's, in words for people. */
export const standings = { approval: 'awaiting_approval', money: 'awaiting_money', rejected: 'rejected' } as const

/**
 * These cells' amounts in the next plan, and what of them comes into force, if nothing else happens meanwhile; in the
 * order given. Stores nothing.
 */
export async function foretell(
  trx: DatabaseTransaction,
  { pool, cellIds }: ForetellOrder,
  memory: SituationMemory,
): Promise<Told> {
  const situation = await readSituation(trx, pool, { memory })
  if (situation.kind !== 'situation') return situation
  const { input, inForce: before } = situation
  const { plan } = planPool(input)
  const effective = takeEffect({ input, plan, before })
  const kept = new Map(effective.kept.map((cell) => [cell.cellId, cell]))
  const amounts = amountsOf(plan, effective)
  const reasons = new Map(plan.recommendations.map((line) => [line.cellId, line.reasons]))
  const applied = new Map(
    (await listNewestApplied(trx, pool)).map((report) => [report.cellId, report.dailyBudgetMinor]),
  )
  const foretold = cellIds.map((cellId): Foretold => {
    const waits = kept.get(cellId)
    const inForce = amounts.get(cellId) ?? 0
    return {
      cellId,
      standing: waits ? standings[waits.why] : 'in_force',
      dailyBudgetMinor: inForce,
      proposedDailyBudgetMinor: waits?.proposedDailyBudgetMinor ?? inForce,
      currency: plan.currency,
      reasons: [...(reasons.get(cellId) ?? [])],
      appliedDailyBudgetMinor: applied.get(cellId) ?? null,
    }
  })
  return { kind: 'told', json: JSON.stringify(foretold) }
}
