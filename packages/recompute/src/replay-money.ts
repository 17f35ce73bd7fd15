import { periodOn } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  listCellsAsOf,
  type PastTables,
  type PoolKey,
  type PoolSettings,
  pastTablesAsOf,
  readFirstBudgetAt,
  readLogStart,
  readPoolSettings,
} from '@sluice/database'
import type { PlanningInput } from '@sluice/planning'
import { type JsonDifference, jsonDifferences } from './json-differences.ts'
import { localDays, pastOfCell, readPastOfCells } from './past.ts'
import { periodsAt } from './period-history.ts'
import { loadSpent } from './pool-amount-input.ts'

/** What complete days left behind in a plan's inputs, made again of the logs. */
export interface ReplayMoney {
  /** incomplete: it differs, but something it rests on is no longer kept, so that this proves nothing. */
  verdict: 'same' | 'different' | 'incomplete'
  /** Whether the configuration is the one of then: time zones, which move days, are read as they are now. */
  isConfigurationOfThen: boolean
  /** Made of the logs alone; JSON pointers into the inputs. */
  rebuilt: string[]
  differences: JsonDifference[]
}

const mostDifferences = 100
const rebuilt = ['/amount/spentOnCompleteDaysMinor', '/cells/*/reference', '/cells/*/learned']
/** As long changes of what was in force are kept (`deleteOldBudgets`). */
const DAYS_OF_BUDGETS = 400

/**
 * Makes references, results and the money spent on complete days again: from the log of events (what was reported as spent and
 * booked), the log of reports of what was applied, and the history of what was in force.
 */
export async function replayMoney(trx: DatabaseTransaction, pool: PoolKey, input: PlanningInput): Promise<ReplayMoney> {
  const settings = await readPoolSettings(trx, pool)
  if (settings === undefined) throw new Error('no such pool')
  const { since, isWhole } = await readLogStart(trx, pool.orgId)
  const cells = input.cells.map(({ id, locationId, serviceLine, channel }) => ({
    ...{ id, locationId, serviceLine },
    channel: channel ?? '',
  }))
  const state = { revision: input.inputRevision, asOf: input.asOf }
  const tables = pastTablesAsOf(pool, { ...state, cells, logSince: isWhole ? null : since })
  const differences = [
    ...(await spentDifferences(trx, pool, { input, settings, tables })),
    ...(await cellDifferences(trx, pool, { input, tables })),
  ]
  const isKept = isWhole && !isBeforeHistory(input)
  return {
    verdict: differences.length === 0 ? 'same' : isKept ? 'different' : 'incomplete',
    isConfigurationOfThen: settings.configVersion === input.configVersion,
    rebuilt,
    differences: differences.slice(0, mostDifferences),
  }
}

function isBeforeHistory({ amount }: PlanningInput): boolean {
  return Date.parse(amount.periodStart) < Date.now() - DAYS_OF_BUDGETS * 86_400_000
}

interface Replayed {
  input: PlanningInput
  tables: PastTables
}

async function spentDifferences(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { input, settings, tables }: Replayed & { settings: PoolSettings },
): Promise<JsonDifference[]> {
  const { periodStart, periodEnd, spentOnCompleteDaysMinor } = input.amount
  const { today } = input.day
  const baselines = new Map(input.cells.map((cell) => [cell.id, cell.baselineDailyBudgetMinor]))
  const cells = await listCellsAsOf(trx, pool, input)
  const firstPlanAt = await readFirstBudgetAt(trx, pool)
  const remade = await loadSpent(trx, pool, {
    settings,
    cells: cells.map((cell) => ({
      ...cell,
      baselineDailyBudgetMinor: baselines.get(cell.id) ?? cell.baselineDailyBudgetMinor,
    })),
    period: { start: periodStart, spentBeforeMinor: statedBefore(input, settings) },
    before: [today, periodEnd].sort()[0] ?? today,
    firstPlanAtMs: firstPlanAt === null || firstPlanAt.toISOString() >= input.asOf ? null : firstPlanAt.getTime(),
    tables,
  })
  return jsonDifferences(
    { amount: { spentOnCompleteDaysMinor } },
    { amount: { spentOnCompleteDaysMinor: remade } },
    mostDifferences,
  )
}

/** Whether money spent before the set-up was stated is in no input, only how much: of 0 the configuration of then says it. */
function statedBefore({ amount, asOf }: PlanningInput, { periodHistory }: PoolSettings): number | null {
  if (amount.spentBeforeMinor > 0) return amount.spentBeforeMinor
  const periods = periodsAt(periodHistory, asOf)
  const then = periods && periodOn(periods, amount.periodStart)
  return then?.start === amount.periodStart && then.spentBeforeMinor === 0 ? 0 : null
}

async function cellDifferences(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { input, tables }: Replayed,
): Promise<JsonDifference[]> {
  const days = localDays(await listCellsAsOf(trx, pool, input), input.asOf)
  const past = await readPastOfCells(trx, pool, { days, asOf: input.asOf, today: input.day.today }, tables)
  return input.cells.flatMap((cell, index) => {
    const remade = pastOfCell(cell, past)
    const stored = { reference: cell.reference, learned: cell.learned }
    const found = jsonDifferences(
      stored,
      { ...remade, learned: asStored(cell.learned, remade.learned) },
      mostDifferences,
    )
    return found.map((one) => ({ ...one, pointer: `/cells/${index}${one.pointer}` }))
  })
}

/** Inputs of earlier versions do not say on how many days there was spend. */
function asStored<Learned extends { days?: number | undefined }>(stored: Learned, remade: Learned): Learned {
  if (stored.days !== undefined) return remade
  const { days, ...rest } = remade
  return rest as Learned
}
