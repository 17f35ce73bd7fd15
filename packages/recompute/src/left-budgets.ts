import {
  type CellWithPlace,
  type DatabaseTransaction,
  listAmountsSince,
  listBudgetsLeft,
  listStays,
  type PoolKey,
} from '@sluice/database'
import { type Cell, decisionsOf, type PlanningInput } from '@sluice/planning'
import type { LocalDay } from './calendar.ts'
import { amountsInForce, type InForce, movedSince } from './in-force.ts'
import { leftAtPlace } from './left-at-place.ts'
import { dayKeyOf } from './past.ts'
import { placeKey } from './place-key.ts'

/** Longer than it takes any pool to be computed after a cell of it lost its place. */
const lookBackMs = 2 * 86_400_000

export interface OfInput extends Pick<PlanningInput, 'cells' | 'policy' | 'currency'> {
  /** For the cells, in their order. */
  rows: readonly CellWithPlace[]
  /** The days of the cells' locations. */
  days: ReadonlyMap<string, LocalDay>
  asOf: string
}

/** The cells of an input; those without an amount in force know what the last cells left at their place. */
export async function withLeftBudgets(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: OfInput,
  inForce: InForce | null,
): Promise<readonly Cell[]> {
  const { cells } = of
  const amounts = amountsInForce(inForce)
  const isAsking = decisionsOf(of.policy).mode === 'approval'
  // In an approval pool only somebody who may decide moves a cell with its amount.
  const moved = isAsking ? new Set<string>() : movedSince(inForce, cells)
  const newcomers = cells.filter(({ id, status }) => status === 'active' && (!amounts.has(id) || moved.has(id)))
  if (newcomers.length === 0) return cells
  const left = isAsking ? await leftByLast(trx, pool, newcomers) : await leftAtPlaces(trx, pool, newcomers, of)
  if (left.size === 0) return cells
  return cells.map((cell) => {
    const leftAtMinor = left.get(cell.id)
    return leftAtMinor === undefined ? cell : { ...cell, leftAtMinor }
  })
}

/** In an approval pool: what was approved for just this place and channel. */
async function leftByLast(trx: DatabaseTransaction, pool: PoolKey, newcomers: readonly Cell[]) {
  const ids = newcomers.map(({ id }) => id)
  return new Map((await listBudgetsLeft(trx, pool, ids)).map((row) => [row.cellId, row.dailyBudgetMinor]))
}

async function leftAtPlaces(
  trx: DatabaseTransaction,
  pool: PoolKey,
  newcomers: readonly Cell[],
  { rows, days, asOf, currency }: OfInput,
): Promise<Map<string, number>> {
  const byPlace = Map.groupBy(newcomers, placeKey)
  const places = [...byPlace.values()].flatMap(([first]) => first ?? [])
  const stays = await listStays(trx, pool.orgId, places)
  const isNewcomer = new Set(newcomers.map(({ id }) => id))
  const known = stays.filter(
    ({ poolId, cellId, untilMs }) => poolId !== pool.poolId || untilMs !== null || !isNewcomer.has(cellId),
  )
  // Mostly a pool is new, and so are its places.
  if (known.length === 0) return new Map()
  const dayKeys = new Map(rows.map((row) => [placeKey(row), dayKeyOf(row, asOf)]))
  const dayStartMs = (key: string) => Date.parse(days.get(dayKeys.get(key) ?? '')?.startsAt ?? '')
  const since = Math.min(...[...byPlace.keys()].map(dayStartMs)) - lookBackMs
  const cellIds = [
    ...new Map(known.map(({ poolId, cellId }) => [JSON.stringify([poolId, cellId]), { poolId, cellId }])).values(),
  ]
  const amounts = Map.groupBy(await listAmountsSince(trx, pool.orgId, cellIds, since), cellKey)
  const staysOf = Map.groupBy(stays, placeKey)
  const left = new Map<string, number>()
  for (const [key, cells] of byPlace) {
    const ofPlace = staysOf.get(key) ?? []
    const past = {
      poolId: pool.poolId,
      dayStartMs: dayStartMs(key),
      stays: ofPlace.map((stay) => ({ ...stay, isComparable: stay.currency === currency })),
      amounts: [...new Set(ofPlace.map(cellKey))].flatMap((each) => amounts.get(each) ?? []),
    }
    const coming = cells.map(({ id, channel, baselineDailyBudgetMinor }) => ({
      cellId: id,
      channel: channel ?? '',
      baselineDailyBudgetMinor,
    }))
    for (const [cellId, minor] of leftAtPlace(coming, past)) left.set(cellId, minor)
  }
  return left
}

function cellKey({ poolId, cellId }: { poolId: string; cellId: string }): string {
  return JSON.stringify([poolId, cellId])
}
