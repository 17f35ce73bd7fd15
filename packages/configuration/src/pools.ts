import type { Pool } from '@sluice/contracts'
import {
  archiveRow,
  bumpPlatformEntitiesVersion,
  type Database,
  type DatabaseTransaction,
  deleteAllPlatformEntities,
  findConfigVersion,
  holdInForce,
  listPoolsThatGaveUp,
  listPools as listRows,
  type Page,
  type PoolKey,
  type PoolRow,
  quietPool,
  readPoolState,
  removeCells,
  setInForce,
  withOrganization,
} from '@sluice/database'
import {
  type Change,
  type ChangeOptions,
  changeWhileOpen,
  closePlaces,
  finishChange,
  inForce,
  type OpenChange,
  requirePrecondition,
  type Saved,
  unchanged,
} from './change.ts'
import { endWords, type Leaving, requireDecisionsKept } from './decided-cells.ts'
import { requireAmountsStay } from './moved-amounts.ts'
import { requireApprovalKept } from './policy-approval.ts'
import { type PoolDifference, poolDifference } from './pool-difference.ts'
import { requireReferences } from './pool-references.ts'
import { type PoolRows, rowsToPool } from './pool-rows.ts'
import { type PoolState, rowToState } from './pool-state.ts'
import { adoptState, foretellAdoption, loadPoolRows, writePool } from './pool-store.ts'
import { bringBack, endInForce } from './pools-in-force.ts'
import { ConfigurationRefusal } from './refusal.ts'
import { requirePlausibleNews, requirePlausibleSpend } from './spend-before.ts'

export interface PoolChangeOptions extends ChangeOptions {
  /**
   * Whether the caller may also decide on plans: without that a change may require more approval than before, never
   * less.
   */
  mayDecide?: boolean
}

/**
 * Configures a pool, whole: cells left out are removed. The same again changes nothing.
 * @throws ConfigurationRefusal precondition-failed; forbidden; invalid or conflict as requireReferences says; actuals-implausible
 */
export async function putPool(
  db: Database,
  orgId: string,
  poolId: string,
  pool: Pool,
  options: PoolChangeOptions,
): Promise<Saved> {
  return changeWhileOpen(db, orgId, options, async (change) => {
    const rows = await loadPoolRows(change.trx, { orgId, poolId })
    requirePrecondition(change, inForce(rows?.row)?.version ?? null)
    return savePool(change, { poolId, rows, pool, options, action: 'pool.put', object: poolId })
  })
}

export interface PoolToSave {
  poolId: string
  rows: PoolRows | undefined
  pool: Pool
  options: PoolChangeOptions
  /** For the audit log. */
  action: string
  object: string
}

/**
 * Turns what is stored into `pool`, after checking what it refers to. Nearly all of it, also the cells, is done while
 * events come in: nobody sees it before the commit. Only what they and the pool must agree on, its revision and the
 * state it adopts, is done while they are kept out.
 */
export async function savePool(change: OpenChange, toSave: PoolToSave): Promise<Saved> {
  const { poolId, rows, pool, options, action, object } = toSave
  const { trx, orgId } = change
  const key = { orgId, poolId }
  const isInForce = rows !== undefined && inForce(rows.row) !== undefined
  const before = rows && rowsToPool(rows)
  const difference = poolDifference(before, pool)
  if (isInForce && !difference.isAnything) return unchanged(change, rows.row.version)
  await requireReferences(trx, key, pool)
  await requireSameCurrency(change, { poolId, row: rows?.row, pool })
  if (options.mayDecide !== true) {
    await requireApprovalKept(trx, key, { rows, pool, taken: difference.cells.taken })
    await requireDecisionsKept(trx, key, leavingCells(pool, difference))
    await requireAmountsStay(trx, key, { rows, pool })
  }
  const version = await writePool(trx, key, { row: rows?.row, pool, difference })
  const written = { poolId, rows, before, pool, difference }
  const weighedAt = await requirePlausibleSpend(change, written)
  const former = await listPoolsThatGaveUp(trx, key, difference.cells.taken)
  const foretold = await foretellAdoption(trx, key, difference.adopted)
  const again = isInForce || rows === undefined ? undefined : await bringBack(trx, key, pool.currency)
  await closePlaces(change)
  await requirePlausibleNews(change, written, weighedAt)
  const pools = difference.movesPlan || !isInForce ? [poolId, ...former] : former
  const saved = await finishChange(change, { action, object, version, created: !isInForce, pools })
  const revision = saved.bumped.find((bumped) => bumped.poolId === poolId)?.revision
  await adoptState(trx, key, { revision, foretold, places: difference.adopted })
  if (again !== undefined) await setInForce(trx, key, again)
  await endWords(change, key, difference.cells)
  return saved
}

function leavingCells({ cells }: Pool, difference: PoolDifference): Leaving[] {
  const { gone, moved } = difference.cells
  const index = new Map(cells.map(({ id }, i) => [id, i]))
  return [
    ...gone.map((id) => ({ id, pointer: '#/cells' })),
    ...moved.map((id) => ({ id, pointer: `#/cells/${index.get(id)}` })),
  ]
}

/** Amounts of its plans and reports are in the old currency: adding the two up would be nonsense. */
async function requireSameCurrency(
  { trx, orgId }: Change,
  { poolId, row, pool }: { poolId: string; row: PoolRow | undefined; pool: Pool },
): Promise<void> {
  if (!row || row.currency === pool.currency) return
  const state = await readPoolState(trx, { orgId, poolId })
  if (state?.plan_number == null) return
  throw new ConfigurationRefusal('conflict', 'A pool that has plans keeps its currency; make a new pool.', [
    { pointer: '#/currency', detail: 'the currency of the plans there are' },
  ])
}

export interface ArchiveOptions extends PoolChangeOptions {
  /** Throws where something else speaks against it, as seen in the transaction of the change. */
  mayArchive?: (trx: DatabaseTransaction, key: PoolKey) => Promise<void>
}

/**
 * Takes a pool out of force: its cells and the platform budgets it set are free for other pools, its plans stay.
 * @throws ConfigurationRefusal pool-not-found, precondition-failed; forbidden as requireDecisionsKept says; what
 * `mayArchive` throws
 */
export async function deletePool(db: Database, orgId: string, poolId: string, options: ArchiveOptions): Promise<Saved> {
  return changeWhileOpen(db, orgId, options, async (change) => {
    const key = { orgId, poolId }
    await holdInForce(change.trx, key)
    await closePlaces(change)
    const rows = await loadPoolRows(change.trx, key)
    const before = inForce(rows?.row)
    if (!rows || !before)
      throw new ConfigurationRefusal('pool-not-found', 'Your organization has no pool with this id.')
    requirePrecondition(change, before.version)
    const ids = rows.cells.filter(({ removed_at }) => removed_at === null).map(({ id }) => id)
    const leaving = ids.map((id) => ({ id, pointer: '#' }))
    if (options.mayDecide !== true) await requireDecisionsKept(change.trx, key, leaving)
    await options.mayArchive?.(change.trx, key)
    await removeCells(change.trx, key, ids)
    await archiveRow(change.trx, 'pools', orgId, poolId)
    if (await deleteAllPlatformEntities(change.trx, key)) await bumpPlatformEntitiesVersion(change.trx, key)
    await quietPool(change.trx, key)
    await endInForce(change.trx, key)
    await endWords(change, key, { gone: ids, moved: [], arrived: [] })
    return finishChange(change, { action: 'pool.archive', object: poolId, version: before.version + 1, pools: [] })
  })
}

export interface ConfiguredPool {
  pool: Pool
  version: number
  policyVersion: number
  configVersion: number
  state: PoolState
}

/** A pool in force with its state, all of one moment; undefined: no such. */
export async function getPool(db: Database, orgId: string, poolId: string): Promise<ConfiguredPool | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const rows = await loadPoolRows(trx, { orgId, poolId })
      if (!rows || !inForce(rows.row)) return undefined
      const state = await readPoolState(trx, { orgId, poolId })
      return {
        pool: rowsToPool(rows),
        version: rows.row.version,
        policyVersion: rows.row.policy_version,
        configVersion: await findConfigVersion(trx, orgId),
        state: rowToState(state),
      }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

export interface PoolSummary {
  id: string
  name: string
  currency: string
  timeZone: string
  version: number
  state: PoolState
}

/** A page of the pools in force, without what is in them. */
export async function listPools(db: Database, orgId: string, page: Page): Promise<PoolSummary[]> {
  const rows = await withOrganization(db, { role: 'sluice_results', orgId }, (trx) => listRows(trx, orgId, page), {
    readOnly: true,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    version: row.version,
    state: rowToState(row),
  }))
}
