import type { DatabaseTransaction, PoolKey } from '@sluice/database'
import { amountsOf, planPool } from '@sluice/planning'
import { loadInForce } from './in-force.ts'
import type { Told } from './simulate.ts'
import { readSituation, type SituationMemory } from './situation.ts'
import { takeEffect } from './take-effect.ts'

export interface ForetellOrder {
  pool: PoolKey
  cellId: string
}

/** How a cell will stand. */
export interface Foretold {
  standing: 'in_force' | 'awaiting_approval' | 'awaiting_money' | 'rejected'
  /** In force. */
  dailyBudgetMinor: number
  proposedDailyBudgetMinor: number
}

const standings = { approval: 'awaiting_approval', money: 'awaiting_money', rejected: 'rejected' } as const

/** What the next plan says of a cell and what of it comes into force, if nothing else happens meanwhile. Stores nothing. */
export async function foretell(
  trx: DatabaseTransaction,
  { pool, cellId }: ForetellOrder,
  memory: SituationMemory,
): Promise<Told> {
  const situation = await readSituation(trx, pool, { memory })
  if (situation.kind !== 'situation') return situation
  const { input } = situation
  const { plan } = planPool(input)
  const before = await loadInForce(trx, pool, situation.proposed)
  const effective = takeEffect({ input, plan, before })
  const kept = effective.kept.find((cell) => cell.cellId === cellId)
  const inForce = amountsOf(plan, effective).get(cellId) ?? 0
  const foretold: Foretold = {
    standing: kept ? standings[kept.why] : 'in_force',
    dailyBudgetMinor: inForce,
    proposedDailyBudgetMinor: kept?.proposedDailyBudgetMinor ?? inForce,
  }
  return { kind: 'told', json: JSON.stringify(foretold) }
}
