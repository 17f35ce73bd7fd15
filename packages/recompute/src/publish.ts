import { createHash } from 'node:crypto'
import {
  advanceRevision,
  type Database,
  type DatabaseTransaction,
  deleteGateStates,
  deleteRecommendations,
  insertBudgets,
  insertGateChanges,
  insertPlan,
  type PoolKey,
  packJson,
  setPlanInForce,
  upsertGateStates,
  upsertPlaceDays,
  upsertRecommendations,
  withOrganization,
} from '@sluice/database'
import { type Plan, plansAreEqual } from '@sluice/planning'
import { changesOf } from './changed-lines.ts'
import { gateChangesOf, placeDaysOf } from './history-rows.ts'
import type { LoadedInput } from './load.ts'

export type Published =
  /** Stored as the plan in force, or equal to it and not stored twice. */
  | { kind: 'published' | 'unchanged'; plan: { number: number; plan: Plan }; isStillDirty: boolean }
  /** Somebody published a newer one meanwhile; nothing was written. */
  | { kind: 'superseded' }

/**
 * Saves a plan in one transaction under the fence: only if its revision is newer than what the pool has. The fence locks
 * the pool's row first, so plan numbers are in order and without gaps however many workers publish.
 */
export async function publishPlan(db: Database, pool: PoolKey, loaded: LoadedInput, plan: Plan): Promise<Published> {
  const { previous, input } = loaded
  const result =
    previous !== null && plansAreEqual(previous.plan, plan)
      ? { kind: 'unchanged' as const, plan: previous }
      : { kind: 'published' as const, packed: await pack(loaded, plan) }
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    const advanced = await advanceRevision(trx, {
      ...pool,
      revision: input.inputRevision,
      asOf: input.asOf,
      previousPlanNumber: previous?.number ?? null,
      nextChangeAt: plan.nextChangeAt,
    })
    if (advanced === undefined) return { kind: 'superseded' }
    await saveGates(trx, pool, loaded)
    const { isStillDirty, at } = advanced
    if (result.kind === 'unchanged') return { ...result, isStillDirty }
    const number = (previous?.number ?? 0) + 1
    await savePlan(trx, { pool, loaded, plan, packed: result.packed, number, at })
    return { kind: 'published', plan: { number, plan }, isStillDirty }
  })
}

interface PackedPlan {
  plan: Buffer
  input: Buffer
  inputSha256: Buffer
}

/** Before the transaction: packing takes longer than all of it. */
async function pack({ input }: LoadedInput, plan: Plan): Promise<PackedPlan> {
  const inputText = JSON.stringify(input)
  const [packedPlan, packedInput] = await Promise.all([packJson(JSON.stringify(plan)), packJson(inputText)])
  return { plan: packedPlan, input: packedInput, inputSha256: createHash('sha256').update(inputText).digest() }
}

interface PlanToSave {
  pool: PoolKey
  loaded: LoadedInput
  plan: Plan
  packed: PackedPlan
  number: number
  /** The database's clock under the lock: the moment the plan is in force from. */
  at: Date
}

async function savePlan(
  trx: DatabaseTransaction,
  { pool, loaded, plan, packed, number, at }: PlanToSave,
): Promise<void> {
  const { orgId, poolId } = pool
  const ids = { org_id: orgId, pool_id: poolId, plan_number: number }
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
    plan: packed.plan,
    input: packed.input,
    input_sha256: packed.inputSha256,
  })
  await setPlanInForce(trx, pool, number)
  const { lines, budgets, goneCellIds } = changesOf(plan, loaded.previous?.plan ?? null)
  await upsertRecommendations(
    trx,
    lines.map((line) => ({
      ...ids,
      cell_id: line.cellId,
      location_id: line.locationId,
      service_line: line.serviceLine,
    })),
  )
  await deleteRecommendations(trx, pool, goneCellIds)
  await insertBudgets(
    trx,
    budgets.map(({ cellId, dailyBudgetMinor }) => ({
      ...ids,
      cell_id: cellId,
      effective_at: at,
      daily_budget_minor: dailyBudgetMinor,
    })),
  )
  const gates = gateChangesOf(plan, loaded.previous?.plan ?? null)
  await insertGateChanges(
    trx,
    gates.map(({ cellId, gate, cause }) => ({ ...ids, cell_id: cellId, effective_at: at, gate, cause })),
  )
  await upsertPlaceDays(trx, pool, at, placeDaysOf(loaded.input, plan, lines))
}

async function saveGates(trx: DatabaseTransaction, pool: PoolKey, { gates, input }: LoadedInput): Promise<void> {
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
