import { randomUUID } from 'node:crypto'
import {
  advanceRevision,
  type Database,
  type DatabaseTransaction,
  deleteGateStates,
  holdInForce,
  insertGateChanges,
  insertPlan,
  noteGoneLines,
  type PoolKey,
  passesFence,
  upsertGateStates,
  upsertPlaceDays,
  withOrganization,
} from '@sluice/database'
import type { Plan } from '@sluice/planning'
import type { InForce, NumberedPlan } from './in-force.ts'
import type { LoadedInput } from './load.ts'
import type { NewPlan, PreparedPlan } from './prepare-plan.ts'
import { type NewInForce, type PreparedInForce, saveInForce } from './save-in-force.ts'
import { sideBySide } from './side-by-side.ts'

export type Published =
  /** Stored, or what is there is right still and not stored twice. */
  | {
      kind: 'published' | 'unchanged'
      plan: NumberedPlan
      inForce: InForce
      isStillDirty: boolean
      /** Drawn for this publication; no other has it. */
      publication: string
      /** Hash of the input, where the plan was stored with it. */
      inputSha256: Buffer | null
    }
  /** Somebody published a newer one meanwhile, or decided something; nothing was written. */
  | { kind: 'superseded' }

/**
 * Saves a plan, and what of it takes effect by itself, in one transaction under the fence: only if its revision is
 * newer than what the pool has, and nothing was decided since it was loaded. It holds what is in force, so plan numbers
 * are in order and without gaps however many workers publish. The pool's row, for which events wait, it takes last and
 * for a moment. Texts are written, and `verify` runs, while PostgreSQL writes: where it throws, nothing is saved, and
 * its error is passed on.
 */
export async function publishPlan(
  db: Database,
  pool: PoolKey,
  loaded: LoadedInput,
  { computed, plan, change, newPlan, numbers, pack }: PreparedPlan,
  verify: () => void,
): Promise<Published> {
  const { previous, input } = loaded
  const publication = randomUUID()
  const fence = {
    ...pool,
    revision: input.inputRevision,
    previousPlanNumber: previous?.number ?? null,
    previousEffectiveNumber: loaded.inForce?.number ?? null,
  }
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    await holdInForce(trx, pool)
    const at = await passesFence(trx, fence)
    if (at === undefined) return { kind: 'superseded' }
    const inForce = await sideBySide(bringIntoForce(trx, pool, loaded, { change, prepared: numbers, at }), () => {
      pack()
      verify()
    })
    await saveGates(trx, pool, loaded)
    if (newPlan)
      await savePlan(trx, pool, {
        ...newPlan,
        plan: computed,
        number: plan.number,
        effectiveNumber: inForce.number,
        at,
      })
    const kind = newPlan || change ? 'published' : 'unchanged'
    const inputSha256 = newPlan ? (await newPlan.packed).inputSha256 : null
    const numbered = { planNumber: plan.number, effectiveNumber: inForce.number, publication }
    const { asOf } = input
    const advanced = await advanceRevision(trx, { ...fence, ...numbered, asOf, nextChangeAt: computed.nextChangeAt })
    if (advanced === undefined) throw new Error('the fence was shut by somebody who does not hold what is in force')
    return { kind, plan, inForce, isStillDirty: advanced.isStillDirty, publication, inputSha256 }
  })
}

interface ToBringIntoForce {
  change: NewInForce | null
  prepared: PreparedInForce | null
  at: Date
}

async function bringIntoForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { inForce }: LoadedInput,
  { change, prepared, at }: ToBringIntoForce,
): Promise<InForce> {
  if (change && prepared) {
    const number = await saveInForce(trx, pool, change, { prepared, at })
    const { planNumber, plan, effective, status } = change
    return { number, planNumber, status, plan, effective }
  }
  if (inForce) return inForce
  throw new Error('a plan came and nothing is in force')
}

interface PlanToSave extends NewPlan {
  plan: Plan
  number: number
  /** Number of what is in force with it. */
  effectiveNumber: number
  /** The database's clock: the moment from which it is there. */
  at: Date
}

/** In which lines it says something else than the one before is noted with what comes into force. */
async function savePlan(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { plan, packed, goneCellIds, gates, placeDays, number, effectiveNumber, at }: PlanToSave,
): Promise<void> {
  const { orgId, poolId } = pool
  const { plan: packedPlan, input, inputSha256 } = await packed
  await insertPlan(trx, {
    org_id: orgId,
    pool_id: poolId,
    number,
    input_revision: plan.inputRevision,
    policy_version: plan.policyVersion,
    config_version: plan.configVersion,
    as_of: plan.asOf,
    computed_at: at,
    pool_daily_budget_minor: plan.poolDailyBudgetMinor,
    reserve_daily_minor: plan.reserveDailyMinor,
    plan: packedPlan,
    input,
    input_sha256: inputSha256,
  })
  await noteGoneLines(trx, pool, { planNumber: number, effectiveNumber }, goneCellIds)
  await insertGateChanges(trx, pool, { planNumber: number, at }, gates)
  await upsertPlaceDays(trx, pool, at, placeDays)
}

async function saveGates(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { ground: { gates }, input }: LoadedInput,
): Promise<void> {
  await upsertGateStates(
    trx,
    gates.changed.map(({ locationId, serviceLine, memory, settingsSha256 }) => ({
      org_id: pool.orgId,
      pool_id: pool.poolId,
      location_id: locationId,
      service_line: serviceLine,
      revision: input.inputRevision,
      settings_sha256: settingsSha256,
      memory: JSON.stringify(memory),
    })),
  )
  await deleteGateStates(trx, pool, gates.gone)
}
