import type { ListedPlatformEntity, PlatformEntity } from '@sluice/contracts'
import {
  bumpPlatformEntitiesVersion,
  type Database,
  type DatabaseTransaction,
  deletePlatformEntities,
  findPool,
  isTakenBudget,
  listBudgetsOfOtherPools,
  listCells,
  listEntitiesOfOtherPools,
  listPlatformEntities as listRows,
  type Page,
  type PoolKey,
  type PoolRow,
  upsertPlatformEntities,
  withOrganization,
} from '@sluice/database'
import {
  type Change,
  type ChangeOptions,
  changeConfiguration,
  finishChange,
  inForce,
  requirePrecondition,
  type Saved,
  unchanged,
} from './change.ts'
import { claimedElsewhere, claimFaults, claimsOf, digitsOf } from './platform-entity-claims.ts'
import { budgetKey, cellsLeftInPart, entityFaults, takenFaults } from './platform-entity-faults.ts'
import {
  type ConfiguredPlatformEntity,
  entityToRow,
  type MappedBudget,
  rowOfPool,
  rowToEntity,
  rowToMappedBudget,
} from './platform-entity-rows.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'
import { isSame } from './same.ts'

interface Loaded {
  key: PoolKey
  pool: PoolRow
  entities: ConfiguredPlatformEntity[]
}

/**
 * Says where all money of a pool's cells is set; entities left out are gone. The version is the list's.
 * @throws ConfigurationRefusal pool-not-found, precondition-failed, invalid, conflict
 */
export async function putPlatformEntities(
  db: Database,
  { orgId, poolId }: PoolKey,
  entities: readonly ListedPlatformEntity[],
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const before = await load(change, poolId)
    const { platform_entities_version: version } = before.pool
    requirePrecondition(change, version)
    const known = new Map(before.entities.map(({ version: _, ...entity }) => [entity.id, entity]))
    const kept = new Set(entities.map(({ id }) => id))
    const written = entities.filter((entity) => !isSame(known.get(entity.id) ?? null, entity))
    const gone = [...known.keys()].filter((id) => !kept.has(id))
    if (written.length + gone.length === 0) return unchanged(change, version)
    await requireSound(change, before, entities)
    const writing = { written, gone, action: 'platform-entities.put', object: poolId, pointer: '#/entities' }
    return save(change, before.key, writing)
  })
}

/**
 * Says what one budget carries. The version is the entity's.
 * @throws ConfigurationRefusal pool-not-found, precondition-failed, invalid; conflict where another pool sets the budget, or a
 * cell would be left with a part of its money
 */
export async function putPlatformEntity(
  db: Database,
  { orgId, poolId }: PoolKey,
  entityId: string,
  entity: PlatformEntity,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const loaded = await load(change, poolId)
    const { key, entities } = loaded
    const before = entities.find(({ id }) => id === entityId)
    requirePrecondition(change, before?.version ?? null)
    const after = { ...entity, id: entityId }
    if (before && isSame(before, { ...after, version: before.version })) return unchanged(change, before.version)
    const all = [...entities.filter(({ id }) => id !== entityId), after]
    await requireSound(change, loaded, all, entityId)
    requireWholeCells(entities, all)
    const object = `${poolId}/${entityId}`
    const writing = { written: [after], gone: [], action: 'platform-entity.put', object, pointer: '#/externalId' }
    const saved = await save(change, key, writing)
    return { ...saved, created: before === undefined, version: (before?.version ?? 0) + 1 }
  })
}

/**
 * Forgets one budget.
 * @throws ConfigurationRefusal pool-not-found, platform-entity-not-found, precondition-failed; conflict where a cell would
 * be left with a part of its money
 */
export async function deletePlatformEntity(
  db: Database,
  { orgId, poolId }: PoolKey,
  entityId: string,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { key, entities } = await load(change, poolId)
    const before = entities.find(({ id }) => id === entityId)
    if (!before) throw new ConfigurationRefusal('platform-entity-not-found', 'The pool has no entity with this id.')
    requirePrecondition(change, before.version)
    if (before.cells.some(({ share }) => share < 1))
      throw new ConfigurationRefusal('conflict', 'It has a part of a cell’s money; put the whole list without it.')
    const object = `${poolId}/${entityId}`
    const writing = { written: [], gone: [entityId], action: 'platform-entity.remove', object, pointer: '#' }
    const saved = await save(change, key, writing)
    return { ...saved, version: before.version + 1 }
  })
}

/** A page of a pool's entities and the version of the whole list; undefined: no such pool. */
export async function listPlatformEntities(
  db: Database,
  key: PoolKey,
  page: Page,
): Promise<{ items: ConfiguredPlatformEntity[]; version: number } | undefined> {
  return read(db, key, async (trx, pool) => ({
    items: (await listRows(trx, key, page)).map(rowToEntity),
    version: pool.platform_entities_version,
  }))
}

/** All entities of a pool with the budget each sets, in a transaction that is under way. */
export async function readMappedBudgets(trx: DatabaseTransaction, key: PoolKey): Promise<MappedBudget[]> {
  return (await listRows(trx, key)).map(rowToMappedBudget)
}

/**
 * Entities of a pool whose files of a format name a campaign that another entity's files name too, of whatever pool: from before
 * that was refused. By id. `byName`: the format finds campaigns by their names.
 */
export async function findClaimedTwice(
  trx: DatabaseTransaction,
  key: PoolKey,
  entities: readonly ConfiguredPlatformEntity[],
  { byName }: { byName: boolean },
): Promise<string[]> {
  const others = await listEntitiesOfOtherPools(trx, key, [...new Set(entities.map((own) => digitsOf(own.accountId)))])
  const ownersOf = new Map<string, Set<string>>()
  const all = [
    ...entities.map((own) => ({ owner: own.id, of: own })),
    ...others.map((row) => ({ owner: `${row.pool_id} ${row.id}`, of: rowToEntity(row) })),
  ]
  const asked = (of: ConfiguredPlatformEntity) => claimsOf(of).filter(({ isName }) => byName || !isName)
  for (const { owner, of } of all) {
    for (const { key: claim } of asked(of)) ownersOf.set(claim, (ownersOf.get(claim) ?? new Set()).add(owner))
  }
  const isShared = (own: ConfiguredPlatformEntity) => asked(own).some(({ key: k }) => (ownersOf.get(k)?.size ?? 0) > 1)
  return entities.filter(isShared).map(({ id }) => id)
}

async function readPlatformEntities(trx: DatabaseTransaction, key: PoolKey): Promise<ConfiguredPlatformEntity[]> {
  return (await listRows(trx, key)).map(rowToEntity)
}

/** One entity; undefined: no such pool or entity. */
export async function getPlatformEntity(
  db: Database,
  key: PoolKey,
  entityId: string,
): Promise<ConfiguredPlatformEntity | undefined> {
  return read(db, key, async (trx) => (await readPlatformEntities(trx, key)).find(({ id }) => id === entityId))
}

async function read<T>(
  db: Database,
  key: PoolKey,
  work: (trx: DatabaseTransaction, pool: PoolRow) => Promise<T>,
): Promise<T | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId: key.orgId },
    async (trx) => {
      const pool = inForce(await findPool(trx, key.orgId, key.poolId))
      return pool && work(trx, pool)
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

async function load({ trx, orgId }: Change, poolId: string): Promise<Loaded> {
  const key = { orgId, poolId }
  const pool = inForce(await findPool(trx, orgId, poolId))
  if (!pool) throw new ConfigurationRefusal('pool-not-found', 'Your organization has no pool with this id.')
  return { key, pool, entities: await readPlatformEntities(trx, key) }
}

/** Checks the whole list as it would be. `onlyId`: the one entity the body has; faults point into it. */
async function requireSound(
  { trx }: Change,
  { key, pool }: Loaded,
  entities: readonly ListedPlatformEntity[],
  onlyId?: string,
): Promise<void> {
  const cells = await listCells(trx, key)
  const cellIds = new Set(cells.filter(({ removed_at }) => removed_at === null).map(({ id }) => id))
  const isAsked = (fault: { entityId: string }) => onlyId === undefined || fault.entityId === onlyId
  const { currency } = pool
  const faults = [...entityFaults(entities, { cellIds, currency }), ...claimFaults(entities)].filter(isAsked)
  if (faults.length > 0)
    throw new ConfigurationRefusal('invalid', 'The entities do not fit the pool.', faults.map(faultIn(onlyId)))
  const others = await listBudgetsOfOtherPools(trx, key, entities.map(budgetKey))
  const taken = takenFaults(entities, others).filter(isAsked)
  if (taken.length > 0)
    throw new ConfigurationRefusal('conflict', 'A budget is set by one pool only.', taken.map(faultIn(onlyId)))
  const accounts = [...new Set(entities.map(({ accountId }) => digitsOf(accountId)))]
  const neighbours = (await listEntitiesOfOtherPools(trx, key, accounts)).map(rowOfPool)
  const claimed = claimedElsewhere(entities, neighbours).filter(isAsked)
  if (claimed.length > 0)
    throw new ConfigurationRefusal('conflict', 'A campaign is set by one pool only.', claimed.map(faultIn(onlyId)))
}

/**
 * What an entity gives up may be half of what another one has: the body does not have that one, so the list is needed.
 */
function requireWholeCells(before: readonly ListedPlatformEntity[], after: readonly ListedPlatformEntity[]): void {
  const left = cellsLeftInPart(before, after)
  if (left.length === 0) return
  const faults = left.map((cellId) => ({ pointer: '#/cells', detail: `${cellId} would keep a part of its money only` }))
  throw new ConfigurationRefusal('conflict', 'It gives up a part of a cell’s money; put the whole list.', faults)
}

function faultIn(onlyId: string | undefined): (fault: Fault) => Fault {
  return ({ pointer, detail }) => ({
    pointer: onlyId === undefined ? pointer : pointer.replace(/^#\/entities\/\d+/, '#'),
    detail,
  })
}

interface Writing {
  written: readonly ListedPlatformEntity[]
  gone: readonly string[]
  action: string
  object: string
  /** Where the body names budgets. */
  pointer: string
}

/**
 * No plan changes by it. @throws ConfigurationRefusal conflict: a writer without our lock took a budget since it was
 * looked for
 */
async function save(change: Change, key: PoolKey, { written, gone, action, object, pointer }: Writing): Promise<Saved> {
  await deletePlatformEntities(change.trx, key, gone)
  await upsertPlatformEntities(change.trx, key, written.map(entityToRow)).catch((error: unknown) => {
    throw isTakenBudget(error) ? takenMeanwhile(pointer) : error
  })
  const version = await bumpPlatformEntitiesVersion(change.trx, key)
  return finishChange(change, { action, object, version, pools: [] })
}

function takenMeanwhile(pointer: string): ConfigurationRefusal {
  return new ConfigurationRefusal('conflict', 'A budget is set by one pool only.', [
    { pointer, detail: 'another pool was given the same budget at this moment; send it again to see which' },
  ])
}
