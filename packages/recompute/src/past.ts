import {
  type CellWithPlace,
  type DatabaseTransaction,
  hasActualsBetween,
  listBudgetsBefore,
  type PoolKey,
  type PoolSettings,
  sumResultsOfPool,
} from '@sluice/database'
import type { Cell, PoolAmountInput, Reference } from '@sluice/planning'
import { addDays, type LocalDay, localDayAt } from './calendar.ts'
import { loadPoolAmount } from './pool-amount-input.ts'

/** Days whose results teach the response; today is not complete and does not count. */
const learningDays = 90

/** The local days of the cells' zones at an instant, by zone. */
export function localDays(cells: readonly CellWithPlace[], asOf: string): Map<string, LocalDay> {
  const zones = new Set(cells.map(({ timeZone }) => timeZone))
  return new Map([...zones].map((timeZone) => [timeZone, localDayAt(asOf, timeZone)]))
}

/**
 * What complete days left behind: references, results, money spent. It changes at a midnight, with configuration and with
 * reports of results, and with nothing else; reading it takes longer than all the rest, so it is remembered between loads.
 */
export interface Past {
  amount: PoolAmountInput
  publishedMinor: ReadonlyMap<string, number>
  learned: ReadonlyMap<string, Cell['learned']>
}

export interface KnownPast {
  /** Days and versions it is of. */
  key: string
  /** Every report of results up to this revision is in it. */
  through: number
  past: Past
}

export interface PastSettings {
  settings: PoolSettings
  /** Removed ones too. */
  cells: readonly CellWithPlace[]
  days: ReadonlyMap<string, LocalDay>
  /** The pool's local date. */
  today: string
  /** The revision that is loaded. */
  revision: number
}

/** The past, as it is known or read anew. */
export async function loadPast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: PastSettings,
  known: KnownPast | undefined,
): Promise<KnownPast> {
  const { settings, days, today, revision } = of
  const key = JSON.stringify([settings.configVersion, settings.policyVersion, today, [...days].sort()])
  const isKnown = known?.key === key && known.through <= revision
  if (isKnown && !(await hasActualsBetween(trx, pool, { after: known.through, through: revision }))) {
    return { ...known, through: revision }
  }
  return { key, through: revision, past: await readPast(trx, pool, of) }
}

async function readPast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, cells, days, today }: PastSettings,
): Promise<Past> {
  const midnights = [...days].map(([timeZone, { startsAt }]) => ({ timeZone, firstInstant: startsAt }))
  const published = await listBudgetsBefore(trx, pool, midnights)
  const results = await sumResultsOfPool(trx, pool, { from: addDays(today, -learningDays), before: today })
  return {
    amount: await loadPoolAmount(trx, pool, { settings, cells, today }),
    publishedMinor: new Map(published.map(({ cellId, dailyBudgetMinor }) => [cellId, dailyBudgetMinor])),
    learned: new Map(results.map(({ cellId, bookings, spendMinor, days }) => [cellId, { bookings, spendMinor, days }])),
  }
}

/**
 * Reference [design 4.6] and results of a cell. The reference is what was last published before the first instant of the
 * location's local date, else the baseline; reports of what was applied will go before both.
 */
export function pastOfCell(cell: CellWithPlace, past: Past): Pick<Cell, 'reference' | 'learned'> {
  return {
    reference: toReference(past.publishedMinor.get(cell.id), cell),
    learned: past.learned.get(cell.id) ?? { bookings: 0, spendMinor: 0, days: 0 },
  }
}

function toReference(publishedMinor: number | undefined, cell: CellWithPlace): Reference {
  if (publishedMinor !== undefined) return { dailyBudgetMinor: publishedMinor, basis: 'published' }
  return { dailyBudgetMinor: cell.baselineDailyBudgetMinor, basis: 'baseline' }
}
