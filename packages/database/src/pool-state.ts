import { type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { PoolStateTable } from './schema.ts'
import { withRole } from './tenancy.ts'

export type PoolState = Selectable<PoolStateTable>

/** A pool's status for people; `recompute_failed`: the plan in force is the last good one. */
export type PoolStatus = 'current' | 'pending' | 'recompute_failed'

/** Failures in a row from which a pool shows `recompute_failed`, and from which somebody is called. */
export const attemptsShown = 3
export const attemptsAlerted = 8

/** Where a pool stands. Three failures in a row are shown: one or two are a passing outage that retries will outlast. */
export function poolStatus(
  state: Pick<PoolState, 'attempts' | 'requested_revision' | 'computed_revision'>,
): PoolStatus {
  if (state.attempts >= attemptsShown) return 'recompute_failed'
  return state.computed_revision < state.requested_revision ? 'pending' : 'current'
}

/** The row of one pool; undefined: the organization has no such pool. */
export async function readPoolState(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<PoolState | undefined> {
  return trx
    .selectFrom('pool_state')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .executeTakeFirst()
}

/** The row of a pool in force; undefined: the organization has no such pool, or it is archived. */
export async function readPoolInForce(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<PoolState | undefined> {
  return trx
    .selectFrom('pool_state as s')
    .innerJoin('pools as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.pool_id'))
    .selectAll('s')
    .where('s.org_id', '=', orgId)
    .where('s.pool_id', '=', poolId)
    .where('p.archived_at', 'is', null)
    .executeTakeFirst()
}

export interface LaggingPool extends PoolKey {
  revision: number
  /** Dirty for longer than the sweep leaves it to the queue. */
  isOverdue: boolean
}

/**
 * Pools of every organization whose plan lags and whose next try is due. Longest waiting first, but each organization's
 * first before anybody's second: one tenant's thousand pools do not starve another's one.
 */
export async function listLaggingPools(
  db: Database,
  { limit, overdueMs }: { limit: number; overdueMs: number },
): Promise<LaggingPool[]> {
  return withRole(
    db,
    'sluice_worker',
    async (trx) => {
      const { rows } = await sql<LaggingPool>`
      select org_id as "orgId", pool_id as "poolId", requested_revision as revision,
             dirty_since < clock_timestamp() - make_interval(secs => ${overdueMs / 1_000}) as "isOverdue"
        from (select *, row_number() over (partition by org_id order by dirty_since) as turn from pool_state
               where dirty_since is not null and computed_revision < requested_revision
                 and (next_attempt_at is null or next_attempt_at <= clock_timestamp())) lagging
       order by turn, dirty_since limit ${limit}`.execute(trx)
      return rows
    },
    { readOnly: true },
  )
}

/** Quiet pools of every organization whose plan may change by the passing of time, by now. */
export async function listDuePools(db: Database, limit: number): Promise<PoolKey[]> {
  return withRole(
    db,
    'sluice_worker',
    async (trx) => {
      const { rows } = await sql<PoolKey>`
      select org_id as "orgId", pool_id as "poolId" from pool_state
       where next_change_at <= clock_timestamp() and computed_revision = requested_revision
       order by next_change_at limit ${limit}`.execute(trx)
      return rows
    },
    { readOnly: true },
  )
}

/** Bumps the pool if it is still quiet and still due: of many workers that saw it, one does. */
export async function bumpDuePool(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<number | undefined> {
  const row = await trx
    .updateTable('pool_state')
    .set({
      requested_revision: sql<number>`requested_revision + 1`,
      dirty_since: sql<Date>`clock_timestamp()`,
      attempts: 0,
      next_attempt_at: null,
      next_change_at: null,
    })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .whereRef('computed_revision', '=', 'requested_revision')
    .where('next_change_at', '<=', sql<Date>`clock_timestamp()`)
    .returning('requested_revision')
    .executeTakeFirst()
  return row?.requested_revision
}

/**
 * Takes the pool's lock until the transaction ends, or says at once that somebody else has it. It only saves work done
 * twice; what keeps plans in order is the fence of `advanceRevision`. The transaction may then be idle for a minute
 * (ten seconds is the default): it does nothing while the plan is made.
 */
export async function tryLockPool(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<boolean> {
  const key = `sluice:pool:${JSON.stringify([orgId, poolId])}`
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as got,
           set_config('idle_in_transaction_session_timeout', '60s', true)`.execute(trx)
  return rows[0]?.got === true
}

/** What a result is of, and was computed against. */
export interface Fence extends PoolKey {
  /** The revision the result was computed from. */
  revision: number
  /** The plan that was in force when it was computed: what its changed lines are counted against. */
  previousPlanNumber: number | null
  /** The numbers that were in force then: a decision made meanwhile is not to be overwritten. */
  previousEffectiveNumber: number | null
}

/**
 * Takes what is in force in a pool until the transaction ends: nobody else publishes or decides meanwhile. Events and
 * configuration do not wait for it; they wait for the pool's row, so a transaction that needs both takes this first.
 */
export async function holdInForce(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<void> {
  const key = `sluice:in-force:${JSON.stringify([orgId, poolId])}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(trx)
}

/**
 * The fence, checked before anything is written. A caller that holds what is in force (holdInForce) gets the same
 * answer until the end of the transaction.
 * @returns the database's clock; undefined when the result is older than what the pool has, or was counted against a
 * plan no longer in force: it must then be thrown away.
 */
export async function passesFence(trx: DatabaseTransaction, fence: Fence): Promise<Date | undefined> {
  const row = await trx
    .selectFrom('pool_state')
    .select(sql<Date>`clock_timestamp()`.as('at'))
    .where(behindFence(fence))
    .executeTakeFirst()
  return row?.at
}

function behindFence({ orgId, poolId, revision, previousPlanNumber, previousEffectiveNumber }: Fence) {
  return sql<boolean>`org_id = ${orgId} and pool_id = ${poolId}
    and computed_revision < ${revision} and requested_revision >= ${revision}
    and plan_number is not distinct from ${previousPlanNumber}::bigint
    and effective_number is not distinct from ${previousEffectiveNumber}::bigint`
}

export interface Advance extends Fence {
  asOf: string
  /** The latest plan from now on, and what is in force. */
  planNumber: number | null
  effectiveNumber: number | null
  nextChangeAt: string | null
  /** A UUID drawn for this very result: a later reader sees by it that nobody published since. */
  publication: string
}

/**
 * The fence passed: moves computed_revision on to a newer one and names what is there now. It locks the pool's row until the
 * transaction ends, and events of the pool wait for that: so it comes last.
 * @returns undefined when the fence is shut (`passesFence`).
 */
export async function advanceRevision(
  trx: DatabaseTransaction,
  advance: Advance,
): Promise<{ isStillDirty: boolean } | undefined> {
  return trx
    .updateTable('pool_state')
    .set({
      computed_revision: advance.revision,
      plan_number: advance.planNumber,
      effective_number: advance.effectiveNumber,
      attempts: 0,
      next_attempt_at: null,
      last_error_code: null,
      next_change_at: advance.nextChangeAt,
      publication: advance.publication,
      dirty_since: sql<Date | null>`case when requested_revision > ${advance.revision} then ${advance.asOf}::timestamptz end`,
    })
    .where(behindFence(advance))
    .returning(sql<boolean>`requested_revision > computed_revision`.as('isStillDirty'))
    .executeTakeFirst()
}

/** Names what is in force, where a decision brought it and no new plan. The caller holds it, and the pool's row. */
export async function setInForce(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  effectiveNumber: number,
): Promise<void> {
  await trx
    .updateTable('pool_state')
    .set({ effective_number: effectiveNumber })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .execute()
}

/**
 * Counts a failed recompute of `revision`, whoever made it, and puts the next try off: 1 s, 2 s, 4 s, … at most 5 min.
 * A pool that was bumped meanwhile has new input and is not held back for the failure of the old.
 * @returns the failures in a row; undefined: not counted.
 */
export async function recordFailure(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { revision, code }: { revision: number; code: string },
): Promise<number | undefined> {
  const row = await trx
    .updateTable('pool_state')
    .set({
      attempts: sql<number>`attempts + 1`,
      last_error_code: code,
      next_attempt_at: sql<Date>`clock_timestamp() + least(interval '5 minutes', interval '1 second' * power(2, least(attempts, 20)))`,
    })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('requested_revision', '=', revision)
    .where('computed_revision', '<', revision)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts
}
