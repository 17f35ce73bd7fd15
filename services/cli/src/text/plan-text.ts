import type { Plan } from '@sluice/contracts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'
import { sentencesText } from './sentences-text.ts'

type ShownLine = Pick<
  Plan['recommendations'][number],
  | 'cellId'
  | 'label'
  | 'sentence'
  | 'gate'
  | 'previousDailyBudgetMinor'
  | 'recommendedDailyBudgetMinor'
  | 'headroom'
  | 'reasons'
>
type ShownPlan = Pick<
  Plan,
  'number' | 'poolId' | 'computedAt' | 'currency' | 'poolDailyBudgetMinor' | 'reserveDailyMinor' | 'alerts'
> & { recommendations: readonly ShownLine[] }

/** The plan as a table: a line per cell and the reserve, amounts a day; then its alerts. */
export function planText(plan: ShownPlan): string {
  const money = moneyOf(plan.currency)
  const rows = plan.recommendations.map((line) => [
    line.cellId,
    line.gate,
    money(line.previousDailyBudgetMinor),
    money(line.recommendedDailyBudgetMinor),
    line.headroom === null ? 'unknown' : String(Math.floor(line.headroom)),
    line.reasons.join(' '),
  ])
  const reserve = ['reserve', '', '', money(plan.reserveDailyMinor), '', '']
  const heads = ['CELL', 'GATE', 'BEFORE', 'A DAY', 'ROOM', 'REASONS']
  const text = table(heads, [...rows, reserve], ['BEFORE', 'A DAY', 'ROOM'])
  return `${headText(plan)}\n\n${text}${alertsText(plan.alerts)}`
}

/** The same plan in sentences, one a cell. */
export function planSentences(plan: ShownPlan): string {
  return `${headText(plan)}\n\n${sentencesText(plan.recommendations)}${alertsText(plan.alerts)}`
}

function headText({ number, poolId, computedAt, currency, poolDailyBudgetMinor }: ShownPlan): string {
  return `Plan ${number} of ${poolId}, ${computedAt}: ${moneyOf(currency)(poolDailyBudgetMinor)} ${currency} a day`
}

type Alert = ShownPlan['alerts'][number]

const alertWords: Record<Alert['code'], string> = {
  stale_data: 'nothing new was heard for days',
  dead_data: 'what is known is too old to go by',
  infeasible_relaxed: 'not all bounds can be kept at once, so something gave way',
  pool_exhausted: 'the pool cannot pay these their floor',
  group_exhausted: 'a group’s maximum does not pay these their floor',
  removal_unconfirmed: 'removed, and their money is counted until 0 is reported for them',
  projected_underspend: 'the period cannot place all its money any more',
}

/** What somebody should look at, a line each, below the plan. */
function alertsText(alerts: readonly Alert[]): string {
  return alerts.length === 0 ? '' : `\n\n${alerts.map(alertText).join('\n')}`
}

/** Cells that are named; `--json` has all. */
const mostNamed = 5

function alertText({ code, cellIds }: Alert): string {
  const named = cellIds.slice(0, mostNamed).join(', ')
  const others = cellIds.length - mostNamed
  const where = cellIds.length === 0 ? '' : `: ${named}${others > 0 ? ` and ${others} more` : ''}`
  return `${code} (${alertWords[code]})${where}`
}
