import { type Pool, type PoolCell, periodBefore, periodOn, placeKey } from '@sluice/contracts'
import {
  type DaysToWeigh,
  type ImplausibleDay,
  listImplausibleDays,
  listPlacesReportedSince,
  readClockIn,
} from '@sluice/database'
import type { Change } from './change.ts'
import type { PoolDifference } from './pool-difference.ts'
import type { PoolRows } from './pool-rows.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

/** A pool whose cells are written, before the commit. */
interface Written {
  poolId: string
  rows: PoolRows | undefined
  /** As it was configured; of an archived one without cells. Undefined: it is new. */
  before: Pool | undefined
  pool: Pool
  difference: PoolDifference
}

/** Cells, and which days of their places come to count. */
interface Coming extends Pick<DaysToWeigh, 'from' | 'until'> {
  cells: readonly PoolCell[]
}

/**
 * Spend is weighed as it is reported, against the baselines of its place. At a place that no pool in force has it is
 * taken as it comes. So it is weighed here when those days come to count in the pool, because a cell comes to the place
 * or other periods reach further back: one amount in the wrong unit would take the money of all of its clinics. Weighed
 * is what nobody confirmed, in the pool's present period and the one before. Reading all days of 10,000 places takes
 * seconds, so it is done while events come in, and `requirePlausibleNews` weighs what came meanwhile. After a lower
 * baseline nothing is weighed: the days were weighed by the one before and count already, and who lowers it may not be
 * who can confirm them.
 * @returns when it was begun @throws ConfigurationRefusal actuals-implausible: names places and days
 */
export async function requirePlausibleSpend(change: Change, written: Written): Promise<Date> {
  const { now, today } = await readClockIn(change.trx, written.pool.timeZone)
  await weigh(change, written, daysThatCome(written, today))
  return now
}

/**
 * The same of what was reported since it was begun; to be called when events are kept out.
 * @throws ConfigurationRefusal actuals-implausible
 */
export async function requirePlausibleNews(change: Change, written: Written, begun: Date): Promise<void> {
  const { today } = await readClockIn(change.trx, written.pool.timeZone)
  const coming = daysThatCome(written, today)
  if (coming.every(({ cells }) => cells.length === 0)) return
  const reported = new Set((await listPlacesReportedSince(change.trx, change.orgId, begun)).map(placeKey))
  const isReported = (cell: PoolCell) => reported.has(placeKey(cell))
  await weigh(
    change,
    written,
    coming.map((some) => ({ ...some, cells: some.cells.filter(isReported) })),
  )
}

/** All days of cells that came, and of the others those that the periods of before did not reach. */
function daysThatCome(written: Written, today: string): Coming[] {
  const { before, pool } = written
  const came = cellsThatCame(written)
  const from = firstDayOfMoney(pool.period, today)
  const fromBefore = before ? firstDayOfMoney(before.period, today) : from
  const ofCame = { cells: came, from, until: null }
  if (from >= fromBefore) return [ofCame]
  const isNew = new Set(came)
  return [ofCame, { cells: pool.cells.filter((cell) => !isNew.has(cell)), from, until: fromBefore }]
}

function cellsThatCame({ rows, pool, difference }: Written): readonly PoolCell[] {
  if (rows !== undefined && rows.row.currency !== pool.currency) return pool.cells
  const came = new Set([...difference.cells.arrived, ...difference.cells.moved])
  return pool.cells.filter(({ id }) => came.has(id))
}

async function weigh(
  { trx, orgId }: Change,
  { poolId, rows, pool }: Written,
  coming: readonly Coming[],
): Promise<void> {
  const archivedAt = rows?.row.archived_at ?? null
  const days: ImplausibleDay[] = []
  for (const { cells, ...span } of coming) {
    const cellIds = cells.map(({ id }) => id)
    days.push(...(await listImplausibleDays(trx, { orgId, poolId }, { cellIds, ...span, archivedAt })))
  }
  if (days.length === 0) return
  const message =
    'At places of these cells more is reported as spent on a day than can be (wrong unit?); it would take the money of the whole pool. Send those days again rightly or, where that much was spent, with spendConfirmed; then this again.'
  throw new ConfigurationRefusal('actuals-implausible', message, faultsOf(pool, days))
}

function firstDayOfMoney(period: Pool['period'], today: string): string {
  const running = periodOn(period, today)
  return (periodBefore(period, running) ?? running).start
}

/** At the first cell of each place. */
function faultsOf({ cells }: Pool, days: readonly ImplausibleDay[]): Fault[] {
  const indexOf = new Map([...cells.entries()].reverse().map(([index, cell]) => [placeKey(cell), index]))
  return days.map((day) => ({
    pointer: `#/cells/${indexOf.get(placeKey(day))}`,
    detail: `${day.locationId}, ${day.serviceLine}, ${day.date}: ${day.spendMinor} minor units are reported, unconfirmed; at most ${day.mostMinor} are believed`,
  }))
}
