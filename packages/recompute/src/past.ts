import {
  type CellResults,
  type CellWithPlace,
  type DatabaseTransaction,
  heldDayPrefix,
  listBudgetsBefore,
  listCellsReportedBetween,
  type PastTables,
  type PlaceClock,
  type PoolKey,
  type PoolSettings,
  readAppliedRevision,
  sumResultsOfPool,
} from '@sluice/database'
import type { Cell, PoolAmountInput, Reference } from '@sluice/planning'
import { addDays, type LocalDay, localDayAt } from './calendar.ts'
import { inParts } from './in-parts.ts'
import { loadPoolAmount, type PoolSpending } from './pool-amount-input.ts'

/** Days whose results teach the response; today is not complete and does not count. */
const learningDays = 90

/**
 * The days of the cells' locations at an instant, by `dayKeyOf`: there are as many as zones, and one more for each
 * whose day is held.
 */
export function localDays(cells: readonly PlaceClock[], asOf: string): Map<string, LocalDay> {
  const clocks = new Map(cells.map((cell) => [dayKeyOf(cell, asOf), cell]))
  return new Map([...clocks].map(([key, clock]) => [key, dayOf(clock, asOf)]))
}

/** By what the day of a location is found: its zone, or itself while a change of its zone holds the day that was under way. */
export function dayKeyOf(clock: PlaceClock, asOf: string): string {
  return heldDayOf(clock, asOf) === null ? clock.timeZone : `${heldDayPrefix}${clock.locationId}`
}

function dayOf(clock: PlaceClock, asOf: string): LocalDay {
  return { ...localDayAt(asOf, clock.timeZone), ...heldDayOf(clock, asOf) }
}

/** From when to when it lasts; null: the location's day is that of its zone. */
function heldDayOf(
  { zoneChangedAt, dayHeldFrom, dayHeldUntil }: PlaceClock,
  asOf: string,
): Pick<LocalDay, 'startsAt' | 'endsAt'> | null {
  if (zoneChangedAt === null || dayHeldFrom === null || dayHeldUntil === null) return null
  const atMs = Date.parse(asOf)
  if (atMs < zoneChangedAt.getTime() || atMs >= dayHeldUntil.getTime()) return null
  return { startsAt: dayHeldFrom.toISOString(), endsAt: dayHeldUntil.toISOString() }
}

/**
 * What complete days left behind: references, results, money spent. It changes at a midnight, with configuration and
 * with reports of results, and with nothing else; reading it takes longer than all the rest, so it is remembered
 * between loads. Of a report only the cells that have or had its place are read again.
 */
export interface Past {
  amount: PoolAmountInput
  references: ReadonlyMap<string, Reference>
  learned: ReadonlyMap<string, Cell['learned']>
}

export interface KnownPast {
  /** Names the days and versions of the reading. */
  key: string
  /** The pool's local date, and the newest revision that brought reports of what was applied: parts of the key. */
  today: string
  appliedRevision: number
  /** Every report of results up to this revision is in it. */
  through: number
  /** Cells of which later reports may be in it already: they are read again. */
  alsoReported?: readonly string[]
  past: Past
  spending: PoolSpending
}

export interface PastSettings {
  settings: PoolSettings
  /** Removed ones too. */
  cells: readonly CellWithPlace[]
  days: ReadonlyMap<string, LocalDay>
  asOf: string
  /** The pool's local date. */
  today: string
  /** The revision that is loaded. */
  revision: number
}

/** The past, as it is known or read again. */
export async function loadPast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: PastSettings,
  known: KnownPast | undefined,
): Promise<KnownPast> {
  const { settings, days, today, revision } = of
  const appliedRevision = await readAppliedRevision(trx, pool)
  const { configVersion, policyVersion } = settings
  const key = JSON.stringify([configVersion, policyVersion, today, [...days].sort(), appliedRevision])
  if (known?.key !== key || known.through > revision) return readPast(trx, pool, of, { key, today, appliedRevision })
  const { alsoReported = [], ...read } = known
  const reported = await listCellsReportedBetween(trx, pool, { after: known.through, through: revision })
  const cellIds = [...new Set([...reported, ...alsoReported])]
  const carried = { ...read, through: revision }
  return cellIds.length === 0 ? carried : withReports(trx, pool, of, carried, cellIds)
}

async function readPast(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: PastSettings,
  standing: Pick<KnownPast, 'key' | 'today' | 'appliedRevision'>,
): Promise<KnownPast> {
  const { settings, cells, today, revision } = of
  const { amount, spending } = await loadPoolAmount(trx, pool, { settings, cells, today })
  const references = await readReferences(trx, pool, of)
  const learned = await readLearned(trx, pool, { cellIds: cells.map(({ id }) => id), today })
  return { ...standing, through: revision, past: { amount, references, learned }, spending }
}

/** What is known, with the days of these cells read again. */
async function withReports(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { settings, cells, today }: PastSettings,
  known: KnownPast,
  cellIds: readonly string[],
): Promise<KnownPast> {
  const news = { known: known.spending, cellIds }
  const { amount, spending } = await loadPoolAmount(trx, pool, { settings, cells, today }, news)
  const learned = new Map(known.past.learned)
  for (const cellId of cellIds) learned.delete(cellId)
  for (const [cellId, results] of await readLearned(trx, pool, { cellIds, today })) learned.set(cellId, results)
  return { ...known, past: { ...known.past, amount, learned }, spending }
}

async function readReferences(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { days, asOf }: Pick<PastSettings, 'days' | 'asOf'>,
  tables?: PastTables,
): Promise<Past['references']> {
  const begun = [...days].map(([key, { startsAt }]) => ({ key, firstInstant: startsAt }))
  const budgets = await listBudgetsBefore(trx, pool, { asOf, days: begun }, tables)
  return new Map(
    budgets.map(({ cellId, dailyBudgetMinor, isApplied, inForceMinor }) => [
      cellId,
      {
        dailyBudgetMinor,
        basis: isApplied ? 'applied' : 'published',
        ...(inForceMinor === null ? {} : { inForceMinor }),
      },
    ]),
  )
}

async function readLearned(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { cellIds, today }: { cellIds: readonly string[]; today: string },
): Promise<Past['learned']> {
  const learned = new Map<string, Cell['learned']>()
  for (const part of inParts(cellIds)) {
    for (const one of await sumResultsOfPool(trx, pool, learningSpan(today), { cellIds: part }))
      learned.set(...entry(one))
  }
  return learned
}

function learningSpan(today: string) {
  return { from: addDays(today, -learningDays), before: today }
}

function entry({ cellId, bookings, spendMinor, days }: CellResults): [string, Cell['learned']] {
  return [cellId, { bookings, spendMinor, days }]
}

/** References and results of the pool's cells as these tables have them. */
export async function readPastOfCells(
  trx: DatabaseTransaction,
  pool: PoolKey,
  of: Pick<PastSettings, 'days' | 'asOf' | 'today'>,
  tables: PastTables,
): Promise<Omit<Past, 'amount'>> {
  const results = await sumResultsOfPool(trx, pool, learningSpan(of.today), { tables })
  return { references: await readReferences(trx, pool, of, tables), learned: new Map(results.map(entry)) }
}

/**
 * Reference and results of a cell. The reference is the newer of what a tool reported as applied and what was in force
 * before the first instant of the location's local date; else the baseline (docs/planning.md, section 6).
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
