import {
  type BudgetStanding,
  type CellMessageRow,
  type CellOverrideRow,
  type DatabaseTransaction,
  listBudgetStandings,
  listMessages,
  listOverrides,
  listSpendOfPool,
  type PoolKey,
  readPoolSettings,
} from '@sluice/database'
import { addDays, localDayAt } from './calendar.ts'
import { strongestInForce } from './overrides-in-force.ts'

/** What is known of a cell's budget beside its plan. */
export interface CellStanding extends Omit<BudgetStanding, 'cellId'> {
  /** Reported spend, minor units; null: nothing was reported. */
  spentYesterdayMinor: number | null
  spentMonthToDateMinor: number | null
  /** The override or pin of an undo that is in force; null: none. */
  override: CellOverrideRow | null
  /** The approved message; null: none. */
  message: CellMessageRow | null
}

export interface BudgetStandings {
  /** Dates in the pool's zone: yesterday, and the first of the month. */
  yesterday: string
  monthStart: string
  of: ReadonlyMap<string, CellStanding>
}

/** How these cells' budgets came about, what was applied and what was spent, at the moment `asOf`. */
export async function budgetStandings(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { cellIds, asOf }: { cellIds: readonly string[]; asOf: string },
): Promise<BudgetStandings> {
  const settings = await readPoolSettings(trx, pool)
  const { date: today } = localDayAt(asOf, settings?.timeZone ?? 'UTC')
  const yesterday = addDays(today, -1)
  const monthStart = `${today.slice(0, 7)}-01`
  // On the first, yesterday belongs to the previous month.
  const from = yesterday < monthStart ? yesterday : monthStart
  const spend = await listSpendOfPool(trx, pool, { from, before: addDays(today, 1) }, { cellIds })
  const reports = Map.groupBy(spend, ({ cellId }) => cellId)
  const overrides = strongestInForce(await listOverrides(trx, pool), asOf)
  const messages = new Map((await listMessages(trx, pool)).map((row) => [row.cell_id, row]))
  const of = new Map<string, CellStanding>()
  for (const { cellId, ...standing } of await listBudgetStandings(trx, pool, cellIds)) {
    const days = reports.get(cellId) ?? []
    const ofMonth = days.filter(({ date }) => date >= monthStart)
    of.set(cellId, {
      ...standing,
      spentYesterdayMinor: days.find(({ date }) => date === yesterday)?.spendMinor ?? null,
      spentMonthToDateMinor: ofMonth.length === 0 ? null : ofMonth.reduce((sum, day) => sum + day.spendMinor, 0),
      override: overrides.get(cellId) ?? null,
      message: messages.get(cellId) ?? null,
    })
  }
  return { yesterday, monthStart, of }
}
