import {
  type CellWithPlace,
  type DatabaseTransaction,
  hasActualsBetween,
  listBudgetsBefore,
  type PastTables,
  type PoolKey,
  type PoolSettings,
  readAppliedRevision,
  sumResultsOfPool,
} from '@sluice/database'
import type { Cell, PoolAmountInput, Reference } from '@sluice/planning'
import { addDays, type LocalDay, localDayAt } from './calendar.ts'
import { loadPoolAmount } from './pool-amount-input.ts'

/** Days whose results teach the response; today is not complete and does not count. */
const learningDays = 90

/** The local days of the cells' zones at an instant, by zone. */
export function localDays(cells: readonly Pick<CellWithPlace, 'timeZone'>[], asOf: string): Map<string, LocalDay> {
  const zones = new Set(cells.map(({ timeZone }) => timeZone))
  return new Map([...zones].map((timeZone) => [timeZone, localDayAt(asOf, timeZone)]))
}

/**
 * What complete days left behind: references, results, money spent. It changes at a midnight, with configuration and with
 * reports of results, and with nothing else; reading it takes longer than all the rest, so it is remembered between loads.
 */
export interface Past {
  amount: PoolAmountInput
  references: ReadonlyMap<string, Reference>
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
  const applied = await readAppliedRevision(trx, pool)
  const key = JSON.stringify([settings.configVersion, settings.policyVersion, today, [...days].sort(), applied])
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
  return {
    amount: await loadPoolAmount(trx, pool, { settings, cells, today }),
    ...(await readPastOfCells(trx, pool, { days, today })),
  }
}

/** References and results of the pool's cells; from the tables as they are, unless others are given. */
export async function readPastOfCells(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { days, today }: Pick<PastSettings, 'days' | 'today'>,
  tables?: PastTables,
): Promise<Omit<Past, 'amount'>> {
  const midnights = [...days].map(([timeZone, { startsAt }]) => ({ timeZone, firstInstant: startsAt }))
  const budgets = await listBudgetsBefore(trx, pool, midnights, tables)
  const results = await sumResultsOfPool(trx, pool, { from: addDays(today, -learningDays), before: today }, tables)
  return {
    references: new Map(
      budgets.map(({ cellId, dailyBudgetMinor, isApplied, inForceMinor }) => [
        cellId,
        {
          dailyBudgetMinor,
          basis: isApplied ? 'applied' : 'published',
          ...(inForceMinor === null ? {} : { inForceMinor }),
        },
      ]),
    ),
    learned: new Map(results.map(({ cellId, bookings, spendMinor, days }) => [cellId, { bookings, spendMinor, days }])),
  }
}

/**
 * Reference [design 4.6] and results of a cell. The reference is what was newest before the first instant of the location's
 * local date, of what a tool reported as applied and what was in force; else the baseline.
 */
export function pastOfCell(
  cell: Pick<CellWithPlace, 'id' | 'baselineDailyBudgetMinor'>,
  past: Omit<Past, 'amount'>,
): Pick<Cell, 'reference' | 'learned'> {
  return {
    reference: past.references.get(cell.id) ?? { dailyBudgetMinor: cell.baselineDailyBudgetMinor, basis: 'baseline' },
    learned: past.learned.get(cell.id) ?? { bookings: 0, spendMinor: 0, days: 0 },
  }
}
