import { type Cell, type Pool, placeKey, pool as poolSchema } from '@sluice/contracts'
import { type CellRow, type Database, findCell, type PoolKey, withOrganization } from '@sluice/database'
import { type Change, changeWhileOpen, inForce, requirePrecondition, type Saved } from './change.ts'
import { type PoolRows, rowsToPool, rowToCell } from './pool-rows.ts'
import { loadPoolRows } from './pool-store.ts'
import { type PoolChangeOptions, savePool } from './pools.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

interface PoolInForce {
  rows: PoolRows
  pool: Pool
  cell: CellRow | undefined
}

/**
 * Configures one cell of a pool; the rules are those of a PUT of the whole pool. The version is the cell's. The pool's
 * settings of a place go with the place's last cell.
 * @throws ConfigurationRefusal pool-not-found, precondition-failed, forbidden, invalid, conflict, actuals-implausible
 */
export async function putCell(
  db: Database,
  { orgId, poolId }: PoolKey,
  cellId: string,
  cell: Cell,
  options: PoolChangeOptions,
): Promise<Saved> {
  return changeWhileOpen(db, orgId, options, async (change) => {
    const { rows, pool, cell: before } = await loadForCell(change, poolId, cellId)
    requirePrecondition(change, before?.version ?? null)
    const cells = [...pool.cells.filter(({ id }) => id !== cellId), { id: cellId, ...cell }]
    const next = requireSound(withUsedPlaces({ ...pool, cells }))
    const saved = await pointingAtCell(
      savePool(change, { poolId, rows, pool: next, options, action: 'cell.put', object: `${poolId}/${cellId}` }),
    )
    return { ...saved, created: before === undefined, version: await versionOf(change, poolId, cellId) }
  })
}

/**
 * Removes one cell: its budget counts until it is reported as paused. The pool's settings of its place go with the
 * place's last cell.
 * @throws ConfigurationRefusal pool-not-found, cell-not-found, precondition-failed; forbidden as requireDecisionsKept
 * says
 */
export async function deleteCell(
  db: Database,
  { orgId, poolId }: PoolKey,
  cellId: string,
  options: PoolChangeOptions,
): Promise<Saved> {
  return changeWhileOpen(db, orgId, options, async (change) => {
    const { rows, pool, cell: before } = await loadForCell(change, poolId, cellId)
    if (!before) throw new ConfigurationRefusal('cell-not-found', 'The pool has no cell with this id.')
    requirePrecondition(change, before.version)
    const cells = pool.cells.filter(({ id }) => id !== cellId)
    const next = withUsedPlaces({ ...pool, cells })
    const object = `${poolId}/${cellId}`
    return pointingAtCell(savePool(change, { poolId, rows, pool: next, options, action: 'cell.remove', object }))
  })
}

/** A cell in force; undefined: no such pool or cell. */
export async function getCell(
  db: Database,
  { orgId, poolId }: PoolKey,
  cellId: string,
): Promise<{ cell: Cell; version: number } | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const row = await findCell(trx, { orgId, poolId }, cellId)
      if (row?.removed_at !== null) return undefined
      const { id, ...cell } = rowToCell(row)
      return { cell, version: row.version }
    },
    { readOnly: true },
  )
}

async function loadForCell({ trx, orgId }: Change, poolId: string, cellId: string): Promise<PoolInForce> {
  const rows = await loadPoolRows(trx, { orgId, poolId })
  if (!rows || !inForce(rows.row))
    throw new ConfigurationRefusal('pool-not-found', 'Your organization has no pool with this id.')
  const cell = rows.cells.find(({ id, removed_at }) => id === cellId && removed_at === null)
  return { rows, pool: rowsToPool(rows), cell }
}

async function versionOf({ trx, orgId }: Change, poolId: string, cellId: string): Promise<number> {
  const row = await findCell(trx, { orgId, poolId }, cellId)
  if (!row) throw new Error('the cell just written is not there')
  return row.version
}

/** The settings of places, without those of places that have no cell any more. */
function withUsedPlaces(pool: Pool): Pool {
  const used = new Set(pool.cells.map(placeKey))
  return { ...pool, places: pool.places.filter((place) => used.has(placeKey(place))) }
}

/** The rules between the parts of a pool, as for a whole body. */
function requireSound(pool: Pool): Pool {
  const parsed = poolSchema.safeParse(pool)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({
    pointer: cellPointer(path.slice(2)),
    detail: message,
  }))
  throw new ConfigurationRefusal('invalid', 'The cell does not fit its pool.', faults)
}

/** What stands against the pool as a whole stands at the one cell that was given. */
async function pointingAtCell(saving: Promise<Saved>): Promise<Saved> {
  try {
    return await saving
  } catch (error) {
    if (!(error instanceof ConfigurationRefusal)) throw error
    throw new ConfigurationRefusal(error.code, error.message, error.faults.map(poolFaultToCellFault))
  }
}

function poolFaultToCellFault({ pointer, detail }: Fault): Fault {
  return { pointer: pointer.replace(/^#\/cells(\/\d+)?/, '#'), detail }
}

function cellPointer(path: readonly PropertyKey[]): string {
  return ['#', ...path.map(String)].join('/')
}
