import type { DatabaseTransaction, PoolKey } from '@sluice/database'
import {
  type AssumptionFault,
  differenceOf,
  differenceSentence,
  type Effective,
  frontierOf,
  type KeptCell,
  type Plan,
  type PlanDifference,
  type PlanningInput,
  planPool,
  type WhatIf,
} from '@sluice/planning'
import { assume } from './assume.ts'
import { standings } from './foretell.ts'
import { wordedPrices } from './plan-prices.ts'
import { readSituation, type Situation, type SituationMemory } from './situation.ts'
import { effectOf } from './take-effect.ts'

/** A question about a pool: what is assumed, and as of when (null: now). */
export interface AssumptionOrder {
  pool: PoolKey
  whatIf: WhatIf
  asOf: string | null
}

export interface SimulationOrder extends AssumptionOrder {
  /** Which lines of the plan are wanted. */
  lines: 'all' | 'changed' | 'none'
  /** The plan it is compared with: with the amounts in force, or the latest computed. */
  compareWith: 'effective' | 'proposed'
}

export interface FrontierOrder extends AssumptionOrder {
  totalsMinor: readonly number[]
}

/** JSON text, ready to be sent; or why there is none. */
export type Told =
  | { kind: 'told'; json: string }
  | { kind: 'no-such-pool' }
  | { kind: 'refused'; faults: AssumptionFault[] }

/** Cells listed that would keep what they have: those with the largest steps. */
const waitingTold = 100

/** Prices listed with a simulation: those worth most. */
const pricesTold = 100

/** The plan that would come out now, if: with its prices and what is different from the plan in force. Stores nothing. */
export async function simulate(
  trx: DatabaseTransaction,
  { pool, whatIf, asOf, lines, compareWith }: SimulationOrder,
  memory: SituationMemory,
): Promise<Told> {
  return askAbout(trx, { pool, whatIf, asOf }, memory, (input, { [compareWith]: other, inForce }) => {
    const { plan } = planPool(input)
    // The plan did not move from what is only proposed.
    const isStep = compareWith === 'effective'
    const difference = other && differenceOf(other.plan, plan, { exponent: input.currencyExponent, isStep })
    return {
      poolId: pool.poolId,
      asOf: input.asOf,
      inputRevision: input.inputRevision,
      comparedWith: other?.number ?? null,
      plan: { ...plan, recommendations: linesOf(plan, difference, lines) },
      difference: difference && {
        ...difference,
        sentence: differenceSentence(difference, input.currency, input.currencyExponent),
      },
      waiting: waitingOf(effectOf({ input, plan, before: inForce }).effective),
      prices: wordedPrices(plan, { offset: 0, limit: pricesTold }).items,
    }
  })
}

/** Expected bookings and value for a range of totals, if. Stores nothing. */
export async function tellFrontier(
  trx: DatabaseTransaction,
  { totalsMinor, ...order }: FrontierOrder,
  memory: SituationMemory,
): Promise<Told> {
  return askAbout(trx, order, memory, (input) => ({
    poolId: order.pool.poolId,
    asOf: input.asOf,
    inputRevision: input.inputRevision,
    currency: input.currency,
    points: frontierOf(input, totalsMinor),
  }))
}

async function askAbout(
  trx: DatabaseTransaction,
  { pool, whatIf, asOf }: AssumptionOrder,
  memory: SituationMemory,
  answer: (input: PlanningInput, situation: Situation) => object,
): Promise<Told> {
  const situation = await readSituation(trx, pool, { asOf: asOf ?? undefined, memory })
  if (situation.kind !== 'situation') return situation
  const assumed = await assume(trx, pool.orgId, situation.input, whatIf)
  if (assumed.kind === 'refused') return assumed
  return { kind: 'told', json: JSON.stringify(answer(assumed.input, situation)) }
}

/** What would not take effect by itself of a plan that would come out. */
function waitingOf({ kept }: Effective) {
  const stepOf = ({ dailyBudgetMinor, proposedDailyBudgetMinor }: KeptCell) =>
    Math.abs(proposedDailyBudgetMinor - dailyBudgetMinor)
  const items = kept
    .toSorted((a, b) => stepOf(b) - stepOf(a))
    .slice(0, waitingTold)
    .map(({ why, ...cell }) => ({ ...cell, standing: standings[why] }))
  return { cells: kept.length, items }
}

function linesOf(plan: Plan, difference: PlanDifference | null, lines: SimulationOrder['lines']) {
  if (lines === 'none') return []
  if (lines === 'all' || difference === null) return plan.recommendations
  const changed = new Set(difference.cells.map(({ cellId }) => cellId))
  return plan.recommendations.filter(({ cellId }) => changed.has(cellId))
}
