import { type Pool, placeKey, SHARE_TOLERANCE } from '@sluice/contracts'
import { type DatabaseTransaction, findIdsInForce, listCellsOfOtherPools, type PoolKey } from '@sluice/database'
import { channelKey } from './pool-difference.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

type OtherCell = Awaited<ReturnType<typeof listCellsOfOtherPools>>[number]

/**
 * Checks what a pool's body refers to outside it.
 * @throws ConfigurationRefusal invalid: unknown locations or service lines, shares above 1; conflict: a place × channel
 * another pool has. All of one kind at once.
 */
export async function requireReferences(trx: DatabaseTransaction, key: PoolKey, pool: Pool): Promise<void> {
  const others = await listCellsOfOtherPools(trx, key, placesOf(pool))
  const faults = [...(await unknownReferences(trx, key.orgId, pool)), ...sharesAboveOne(pool, others)]
  if (faults.length > 0) throw new ConfigurationRefusal('invalid', 'The pool refers to what is not there.', faults)
  const taken = takenCells(pool, others)
  if (taken.length > 0)
    throw new ConfigurationRefusal('conflict', 'A place and channel gets money from one pool only.', taken)
}

function placesOf({ cells }: Pool): { locationId: string; serviceLine: string }[] {
  const places = new Map(cells.map((cell) => [placeKey(cell), cell]))
  return [...places.values()].map(({ locationId, serviceLine }) => ({ locationId, serviceLine }))
}

async function unknownReferences(trx: DatabaseTransaction, orgId: string, { cells }: Pool): Promise<Fault[]> {
  const locations = await findIdsInForce(trx, 'locations', orgId, [...new Set(cells.map((cell) => cell.locationId))])
  const serviceLines = await findIdsInForce(trx, 'service_lines', orgId, [
    ...new Set(cells.map((cell) => cell.serviceLine)),
  ])
  return cells.flatMap((cell, index) => [
    ...(locations.has(cell.locationId)
      ? []
      : [{ pointer: `#/cells/${index}/locationId`, detail: 'the id of a configured location' }]),
    ...(serviceLines.has(cell.serviceLine)
      ? []
      : [{ pointer: `#/cells/${index}/serviceLine`, detail: 'the id of a configured service line' }]),
  ])
}

function takenCells({ cells }: Pool, others: readonly OtherCell[]): Fault[] {
  const poolOf = new Map(others.map((cell) => [channelKey({ ...cell, channel: cell.channel || null }), cell.poolId]))
  return cells.flatMap((cell, index) => {
    const other = poolOf.get(channelKey(cell))
    return other === undefined
      ? []
      : [{ pointer: `#/cells/${index}`, detail: `pool ${other} has this place and channel` }]
  })
}

/** At the first cell of each place that this pool and others together claim more than all of. */
function sharesAboveOne({ cells, places }: Pool, others: readonly OtherCell[]): Fault[] {
  const own = new Map(places.map((place) => [placeKey(place), place.share]))
  const claimed = claimedShares(others)
  const seen = new Set<string>()
  return cells.flatMap((cell, index) => {
    const key = placeKey(cell)
    const shared = claimed.get(key)
    if (shared === undefined || seen.has(key)) return []
    seen.add(key)
    if (shared + (own.get(key) ?? 1) <= 1 + SHARE_TOLERANCE) return []
    return [
      { pointer: `#/cells/${index}`, detail: 'a place whose shares in all pools (places) are at most 1 together' },
    ]
  })
}

/** Per place, the sum over the other pools; each has one share of a place, however many channels. */
function claimedShares(others: readonly OtherCell[]): Map<string, number> {
  const claimed = new Map<string, number>()
  const counted = new Set<string>()
  for (const cell of others) {
    const key = placeKey(cell)
    if (counted.has(`${cell.poolId} ${key}`)) continue
    counted.add(`${cell.poolId} ${key}`)
    claimed.set(key, (claimed.get(key) ?? 0) + cell.share)
  }
  return claimed
}
