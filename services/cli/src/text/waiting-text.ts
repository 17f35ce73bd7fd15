import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type Waiting = components['schemas']['Simulation']['waiting']

const mostRows = 20

/** Which cells would not get their new amount at once, the largest steps first. */
export function waitingText({ cells, items }: Waiting, currency: string): string {
  const money = moneyOf(currency)
  const rows = items
    .slice(0, mostRows)
    .map((cell) => [cell.cellId, money(cell.dailyBudgetMinor), money(cell.proposedDailyBudgetMinor), cell.standing])
  const right = ['WOULD HAVE', 'PROPOSED']
  const others = cells > rows.length ? `\n… and ${cells - rows.length} more` : ''
  const head = `${cells === 1 ? 'One amount' : `${cells} amounts`} would not take effect at once:`
  return `${head}\n\n${table(['CELL', ...right, 'WAITS FOR'], rows, right)}${others}`
}
