import { randomUUID } from 'node:crypto'
import {
  advanceRevision,
  type Database,
  type DatabaseTransaction,
  deleteGateStates,
  deleteRecommendations,
  insertGateChanges,
  insertPlan,
  type PoolKey,
  setLatestPlan,
  upsertGateStates,
  upsertPlaceDays,
  withOrganization,
} from '@sluice/database'
import { type Effective, type Plan, plansAreEqual, type Recommendation } from '@sluice/planning'
import { changesOf } from './changed-lines.ts'
import { gateChangesOf, placeDaysOf } from './history-rows.ts'
import type { InForce, NumberedPlan } from './in-force.ts'
import type { LoadedInput } from './load.ts'
import { inTheBackground, type PackedInput, packInput, packPlan, writeInput } from './packed-plan.ts'
import { type NewInForce, type PackedInForce, packInForce, saveInForce } from './save-in-force.ts'
import { standingOf, takeEffect } from './take-effect.ts'

export type Published =
  /** Stored, or what is there is right still and not stored twice. */
  | {
      kind: 'published' | 'unchanged'
      plan: NumberedPlan
      inForce: InForce
      isStillDirty: boolean
      /** Drawn for this publication; no other has it. */
      publication: string
      /** Of the input, where the plan was stored with it. */
      inputSha256: Buffer | null
    }
  /** Somebody published a newer one meanwhile, or decided something; nothing was written. */
  | { kind: 'superseded' }

/** A plan with what of it takes effect by itself, worked out, verified and packed. */
export interface PreparedPlan extends ToPublish {
  computed: Plan
  /** Null: the latest plan says the same. */
  packedPlan: (PackedInput & { plan: Buffer }) | null
  packedNumbers: PackedInForce | null
}

/**
 * Works out what a plan brings into force, and has all of it packed by other threads. What this thread does is done when the
 * promise is there; whoever has something else to do meanwhile need not mind its failing.
 * @throws RecomputeError numbers-wrong
 */
export function preparePlan(
  loaded: LoadedInput,
  computed: Plan,
  input: Promise<PackedInput> = packInput(writeInput(loaded.input)),
): Promise<PreparedPlan> {
  return inTheBackground(prepare(loaded, computed, input))
}

async function prepare(loaded: LoadedInput, computed: Plan, input: Promise<PackedInput>): Promise<PreparedPlan> {
  const packing = packPlan(computed)
  const { plan, change } = toPublish(loaded, computed)
  const numbers = change && packInForce(change, packing.written)
  const isNew = plan !== loaded.previous
  const [packedInput, packed, packedNumbers] = await Promise.all([input, packing.plan, numbers])
  return { computed, plan, change, packedPlan: isNew ? { ...packedInput, plan: packed } : null, packedNumbers }
}

/**
 * Saves a plan, and what of it takes effect by itself, in one transaction under the fence: only if its revision is newer than
 * what the pool has, and nothing was decided since it was loaded. The fence locks the pool's row first, so plan numbers are
 * in order and without gaps however many workers publish.
 */
export async function publishPlan(
  db: Database,
  pool: PoolKey,
  loaded: LoadedInput,
  { computed, plan, change, packedPlan, packedNumbers }: PreparedPlan,
): Promise<Published> {
  const { previous, input } = loaded
  const publication = randomUUID()
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    const advanced = await advanceRevision(trx, {
      ...pool,
      revision: input.inputRevision,
      asOf: input.asOf,
      previousPlanNumber: previous?.number ?? null,
      previousEffectiveNumber: loaded.inForce?.number ?? null,
      nextChangeAt: computed.nextChangeAt,
      publication,
    })
    if (advanced === undefined) return { kind: 'superseded' }
    await saveGates(trx, pool, loaded)
    const { isStillDirty, at } = advanced
    const lines = packedPlan
      ? await savePlan(trx, { pool, loaded, plan: computed, packed: packedPlan, number: plan.number, at })
      : []
    const inForce = await bringIntoForce(trx, pool, loaded, { change, packed: packedNumbers, lines, at })
    const kind = packedPlan || change ? 'published' : 'unchanged'
    return { kind, plan, inForce, isStillDirty, publication, inputSha256: packedPlan?.inputSha256 ?? null }
  })
}

interface ToPublish {
  plan: NumberedPlan
  change: NewInForce | null
}

/**
 * The latest plan, where this one says the same and brings no numbers into force; else this one as the next. Numbers that
 * came into force are so always those that the stored input of their plan leads to, also where only what asks has changed.
 */
function toPublish(loaded: LoadedInput, computed: Plan): ToPublish {
  const { previous, inForce } = loaded
  if (previous !== null && plansAreEqual(previous.plan, computed)) {
    const change = toChange(loaded, previous)
    const isStanding = change === null || (inForce !== null && isSameEffective(inForce.effective, change.effective))
    if (isStanding) return { plan: previous, change }
  }
  const plan = { number: (previous?.number ?? 0) + 1, plan: computed }
  return { plan, change: toChange(loaded, plan) }
}

/** What comes into force with a plan; null: all of it is in force already. */
function toChange({ input, inForce: before }: LoadedInput, { number, plan }: NumberedPlan): NewInForce | null {
  const effective = takeEffect({ input, plan, before })
  const isOfPlan = before?.planNumber === number
  const decided = isOfPlan && before.status === 'partly_approved' ? 'partly_approved' : null
  const status = standingOf({ input, effective }, decided)
  if (isOfPlan && before.status === status && isSameEffective(before.effective, effective)) return null
  return { before, planNumber: number, plan, input, effective, status, decisionId: null }
}

function isSameEffective(a: Effective, b: Effective): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

interface ToBringIntoForce {
  change: NewInForce | null
  packed: PackedInForce | null
  /** Lines in which the plan says something else than the one before. */
  lines: readonly Recommendation[]
  at: Date
}

async function bringIntoForce(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { inForce }: LoadedInput,
  { change, packed, lines, at }: ToBringIntoForce,
): Promise<InForce> {
  if (change && packed) {
    const number = await saveInForce(trx, pool, change, { packed, lines, at })
    const { planNumber, plan, effective, status } = change
    return { number, planNumber, status, plan, effective }
  }
  if (inForce) return inForce
  throw new Error('a plan came and nothing is in force')
}

interface PlanToSave {
  pool: PoolKey
  loaded: LoadedInput
  plan: Plan
  packed: PackedInput & { plan: Buffer }
  number: number
  /** The database's clock under the lock: the moment from which it is there. */
  at: Date
}

/** @returns the lines that say something else than in the plan before; where they changed is noted with what comes into force. */
async function savePlan(
  trx: DatabaseTransaction,
  { pool, loaded, plan, packed, number, at }: PlanToSave,
): Promise<Recommendation[]> {
  const { orgId, poolId } = pool
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
  await setLatestPlan(trx, pool, number)
  const { lines, goneCellIds } = changesOf(plan, loaded.previous?.plan ?? null)
  await deleteRecommendations(trx, pool, goneCellIds)
  const gates = gateChangesOf(plan, loaded.previous?.plan ?? null)
  await insertGateChanges(trx, pool, { planNumber: number, at }, gates)
  await upsertPlaceDays(trx, pool, at, placeDaysOf(loaded.input, plan, lines))
  return lines
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
