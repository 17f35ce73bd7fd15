import {
  type CellWithPlace,
  type DatabaseTransaction,
  listBudgetsBefore,
  type PoolKey,
  sumResultsOfPool,
} from '@sluice/database'
import type { Cell, Reference } from '@sluice/planning'
import { addDays, type LocalDay, localDayAt } from './calendar.ts'

/** Days whose results teach the response; today is not complete and does not count. */
const learningDays = 90

/** The local days of the cells' zones at an instant, by zone. */
export function localDays(cells: readonly CellWithPlace[], asOf: string): Map<string, LocalDay> {
  const zones = new Set(cells.map(({ timeZone }) => timeZone))
  return new Map([...zones].map((timeZone) => [timeZone, localDayAt(asOf, timeZone)]))
}

/** What a cell is known by from its past. */
export type CellPast = Pick<Cell, 'reference' | 'learned'>

/**
 * Reference [design 4.6] and results of each cell. The reference is what was last published before the first instant of
 * the location's local date, else the baseline; reports of what was applied will go before both.
 */
export async function loadPasts(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { days, today }: { days: ReadonlyMap<string, LocalDay>; today: string },
): Promise<(cell: CellWithPlace) => CellPast> {
  const midnights = [...days].map(([timeZone, { startsAt }]) => ({ timeZone, firstInstant: startsAt }))
  const published = await listBudgetsBefore(trx, pool, midnights)
  const budgets = new Map(published.map(({ cellId, dailyBudgetMinor }) => [cellId, dailyBudgetMinor]))
  const results = await sumResultsOfPool(trx, pool, { from: addDays(today, -learningDays), before: today })
  const learned = new Map(
    results.map(({ cellId, bookings, spendMinor, days }) => [cellId, { bookings, spendMinor, days }]),
  )
  return (cell) => ({
    reference: toReference(budgets.get(cell.id), cell),
    learned: learned.get(cell.id) ?? { bookings: 0, spendMinor: 0, days: 0 },
  })
}

function toReference(publishedMinor: number | undefined, cell: CellWithPlace): Reference {
  if (publishedMinor !== undefined) return { dailyBudgetMinor: publishedMinor, basis: 'published' }
  return { dailyBudgetMinor: cell.baselineDailyBudgetMinor, basis: 'baseline' }
}
