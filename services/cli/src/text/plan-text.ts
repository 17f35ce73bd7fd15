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
  'number' | 'poolId' | 'computedAt' | 'currency' | 'poolDailyBudgetMinor' | 'reserveDailyMinor'
> & { recommendations: readonly ShownLine[] }

/** The plan as a table: a line per cell and the reserve, amounts a day. */
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
  return [headText(plan), '', table(heads, [...rows, reserve], ['BEFORE', 'A DAY', 'ROOM'])].join('\n')
}

/** The same plan in sentences, one a cell. */
export function planSentences(plan: ShownPlan): string {
  return `${headText(plan)}\n\n${sentencesText(plan.recommendations)}`
}

function headText({ number, poolId, computedAt, currency, poolDailyBudgetMinor }: ShownPlan): string {
  return `Plan ${number} of ${poolId}, ${computedAt}: ${moneyOf(currency)(poolDailyBudgetMinor)} ${currency} a day`
}
