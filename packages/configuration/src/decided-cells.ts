import { type DatabaseTransaction, deleteOverridesOf, endMessages, listOverrides, type PoolKey } from '@sluice/database'
import type { Change } from './change.ts'
import type { PoolDifference } from './pool-difference.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

/** A cell that leaves its place: removed, under another id, or at another place. */
export interface Leaving {
  id: string
  /** Where the body speaks of it. */
  pointer: string
}

/**
 * An override or the pin of an undo hangs on its cell: somebody who may only configure does not take the cell from
 * under it.
 * @throws ConfigurationRefusal forbidden: names each cell and what is said of it
 */
export async function requireDecisionsKept(
  trx: DatabaseTransaction,
  key: PoolKey,
  leaving: readonly Leaving[],
): Promise<void> {
  if (leaving.length === 0) return
  const pointers = new Map(leaving.map(({ id, pointer }) => [id, pointer]))
  const now = Date.now()
  const faults = (await listOverrides(trx, key)).flatMap((row): Fault[] => {
    const pointer = pointers.get(row.cell_id)
    if (pointer === undefined || (row.expires_at !== null && row.expires_at.getTime() <= now)) return []
    const what = row.origin === 'undo' ? 'is pinned by an undo' : `has an override (${row.kind})`
    const until = row.expires_at === null ? '' : ` until ${row.expires_at.toISOString()}`
    const detail = `cell ${row.cell_id} ${what}${until}; a key that also holds plans:decide may remove or move it`
    return [{ pointer, detail }]
  })
  if (faults.length === 0) return
  const what = 'Removing or moving a cell that somebody decided on'
  throw new ConfigurationRefusal('forbidden', `${what} needs the scope plans:decide as well.`, faults)
}

/**
 * Ends what was decided about cells: it was about the clinic as it stood there, and one that comes back under the id
 * needs approval again. A cell that moved loses its message, which was approved for the place it had; its override
 * stays, since whoever moves that may decide. Called once the pool's row is held, as every decision is.
 */
export async function endWords(
  { trx, options }: Pick<Change, 'trx' | 'options'>,
  key: PoolKey,
  { gone, moved, arrived }: Pick<PoolDifference['cells'], 'gone' | 'moved' | 'arrived'>,
): Promise<void> {
  if (gone.length > 0) await deleteOverridesOf(trx, key, gone)
  // A process of a version before leaves messages to cells it removes: those that arrive begin without one, too.
  const cellIds = [...gone, ...moved, ...arrived]
  if (cellIds.length === 0) return
  await endMessages(trx, key, { cellIds, author: options.actor, requestId: options.requestId ?? null })
}
