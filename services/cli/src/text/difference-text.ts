import type { components } from '@sluice/client'
import { changeOf, moneyOf } from '../money.ts'
import { table } from '../table.ts'

type Difference = components['schemas']['PlanDifference']

/** Who gained and who lost, the largest change first, and all of it in a sentence. */
export function differenceText(difference: Difference, currency: string, head: string): string {
  const money = moneyOf(currency)
  const change = changeOf(currency)
  const known = (minor: number | null) => (minor === null ? '' : money(minor))
  const rows = difference.cells.map((cell) => [
    cell.cellId,
    known(cell.beforeMinor),
    known(cell.afterMinor),
    change(cell.changeMinor),
    (cell.after ?? cell.before)?.reasons.join(' ') ?? '',
  ])
  const { before, after } = difference.reserveDailyMinor
  const reserve = ['reserve', money(before), money(after), change(difference.reserveDailyMinor.change), '']
  const right = ['BEFORE', 'AFTER', 'CHANGE']
  return [head, difference.sentence, '', table(['CELL', ...right, 'REASONS'], [...rows, reserve], right)].join('\n')
}
