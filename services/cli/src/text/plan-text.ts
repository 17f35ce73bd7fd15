import type { Plan } from '@sluice/contracts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type ShownLine = Pick<
  Plan['recommendations'][number],
  'cellId' | 'gate' | 'previousDailyBudgetMinor' | 'recommendedDailyBudgetMinor' | 'headroom' | 'reasons'
>
type ShownPlan = Pick<
  Plan,
  'number' | 'poolId' | 'computedAt' | 'currency' | 'poolDailyBudgetMinor' | 'reserveDailyMinor'
> & { recommendations: readonly ShownLine[] }

/** The plan as a table: a line per cell and the reserve, amounts a day. `?`: the room is not known. */
export function planText(plan: ShownPlan): string {
  const money = moneyOf(plan.currency)
  const head = `Plan ${plan.number} of ${plan.poolId}, ${plan.computedAt}: ${money(plan.poolDailyBudgetMinor)} ${plan.currency} a day`
  const rows = plan.recommendations.map((line) => [
    line.cellId,
    line.gate,
    money(line.previousDailyBudgetMinor),
    money(line.recommendedDailyBudgetMinor),
    line.headroom === null ? '?' : String(Math.floor(line.headroom)),
    line.reasons.join(' '),
  ])
  const reserve = ['reserve', '', '', money(plan.reserveDailyMinor), '', '']
  const heads = ['CELL', 'GATE', 'BEFORE', 'A DAY', 'ROOM', 'REASONS']
  return [head, '', table(heads, [...rows, reserve], ['BEFORE', 'A DAY', 'ROOM'])].join('\n')
}
