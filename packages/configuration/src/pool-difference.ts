import { type Pool, type PoolCell, type PoolGroup, type PoolPlace, placeKey } from '@sluice/contracts'
import { isSame } from './same.ts'

/** What has to be written to turn one configuration of a pool into another: the least of it. */
export interface PoolDifference {
  /** Name, currency, zone, period or what exports show. */
  isRowChanged: boolean
  isPolicyChanged: boolean
  groups: { written: PoolGroup[]; gone: string[] }
  /** `arrived`: cells the pool did not have, or no longer. `taken`: cells at a place × channel the pool did not have. */
  cells: { written: PoolCell[]; gone: string[]; moved: string[]; arrived: string[]; taken: PoolCell[] }
  places: { written: PoolPlace[]; gone: PoolPlace[] }
  /** Places the pool had no cell at: it adopts what is known of them. */
  adopted: { locationId: string; serviceLine: string }[]
  isAnything: boolean
  /** Whether a plan may come out differently; a pool's name is in no plan, nor is what exports show. */
  movesPlan: boolean
}

/** `before` undefined: the pool is new. An archived one has no cells any more. */
export function poolDifference(before: Pool | undefined, after: Pool): PoolDifference {
  const parts = {
    isRowChanged: before === undefined || !isSame(rowOf(before), rowOf(after)),
    isPolicyChanged: before === undefined || !isSame(before.policy, after.policy),
    groups: listDifference(before?.groups ?? [], after.groups, ({ id }) => id),
    cells: cellDifference(before?.cells ?? [], after.cells),
    places: placeDifference(before?.places ?? [], after.places),
    adopted: adoptedPlaces(before?.cells ?? [], after.cells),
  }
  const isContentChanged =
    parts.isPolicyChanged ||
    [parts.groups, parts.cells, parts.places].some((part) => part.written.length + part.gone.length > 0)
  const isAnything = parts.isRowChanged || isContentChanged
  const isOnlyName =
    before !== undefined &&
    !isContentChanged &&
    isSame({ ...rowOf(before), name: after.name, showsSmallCounts: after.showsSmallCounts }, rowOf(after))
  return { ...parts, isAnything, movesPlan: isAnything && !isOnlyName }
}

type PoolRowFields = Pick<Pool, 'name' | 'currency' | 'timeZone' | 'period' | 'showsSmallCounts'>

function rowOf({ name, currency, timeZone, period, showsSmallCounts }: Pool): PoolRowFields {
  return { name, currency, timeZone, period, showsSmallCounts }
}

function listDifference<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): { written: T[]; gone: string[] } {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const kept = new Set(after.map(keyOf))
  return {
    written: after.filter((item) => !isSame(old.get(keyOf(item)) ?? null, item)),
    gone: [...old.keys()].filter((key) => !kept.has(key)),
  }
}

function cellDifference(before: readonly PoolCell[], after: readonly PoolCell[]): PoolDifference['cells'] {
  const old = new Map(before.map((cell) => [cell.id, cell]))
  const difference = listDifference(before, after, ({ id }) => id)
  const moved = difference.written.filter((cell) => {
    const was = old.get(cell.id)
    return was !== undefined && channelKey(was) !== channelKey(cell)
  })
  const arrived = difference.written.filter(({ id }) => !old.has(id))
  const had = new Set(before.map(channelKey))
  const taken = after.filter((cell) => !had.has(channelKey(cell)))
  return { ...difference, moved: moved.map(({ id }) => id), arrived: arrived.map(({ id }) => id), taken }
}

function placeDifference(before: readonly PoolPlace[], after: readonly PoolPlace[]): PoolDifference['places'] {
  const { written, gone } = listDifference(before, after, placeKey)
  const goneKeys = new Set(gone)
  return { written, gone: before.filter((place) => goneKeys.has(placeKey(place))) }
}

function adoptedPlaces(before: readonly PoolCell[], after: readonly PoolCell[]): PoolDifference['adopted'] {
  const known = new Set(before.map(placeKey))
  const adopted = new Map(after.filter((cell) => !known.has(placeKey(cell))).map((cell) => [placeKey(cell), cell]))
  return [...adopted.values()].map(({ locationId, serviceLine }) => ({ locationId, serviceLine }))
}

/** What gets money from one pool only. */
export function channelKey(cell: { locationId: string; serviceLine: string; channel: string | null }): string {
  return `${placeKey(cell)} ${cell.channel ?? ''}`
}
