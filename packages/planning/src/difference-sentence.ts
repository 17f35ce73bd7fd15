import { formatMoney } from './money.ts'
import type { CellDifference, PlanDifference } from './plan-difference.ts'

/**
 * `$420 a day moved: Smyrna lost $378, Decatur gained $300. The reserve grew by $78.` At most the largest of each side are
 * named [C5].
 */
export function differenceSentence(difference: PlanDifference, currency: string, exponent: number): string {
  const { poolDailyBudgetMinor: pool, reserveDailyMinor: reserve, gainedMinor, lostMinor, cells } = difference
  const money = (minor: number) => formatMoney(Math.abs(minor), currency, exponent)
  const sentences: string[] = []
  if (pool.change !== 0)
    sentences.push(`The pool has ${money(pool.change)} a day ${pool.change > 0 ? 'more' : 'less'}.`)
  const named = [
    largestOf(cells, -1, (label, minor) => `${label} lost ${money(minor)}`),
    largestOf(cells, 1, (label, minor) => `${label} gained ${money(minor)}`),
  ].filter((part) => part !== null)
  if (named.length > 0)
    sentences.push(`Cells gained ${money(gainedMinor)} and lost ${money(lostMinor)} a day: ${named.join(', ')}.`)
  if (reserve.change !== 0)
    sentences.push(`The reserve ${reserve.change > 0 ? 'grew' : 'shrank'} by ${money(reserve.change)} a day.`)
  const gates = cells.filter(({ before, after }) => before !== null && after !== null && before.gate !== after.gate)
  if (gates.length > 0) sentences.push(`${gates.length} ${gates.length === 1 ? 'gate' : 'gates'} moved.`)
  return sentences.length > 0 ? sentences.join(' ') : 'No amount is different.'
}

function largestOf(
  cells: readonly CellDifference[],
  sign: 1 | -1,
  say: (label: string, minor: number) => string,
): string | null {
  const moved = cells.filter(({ changeMinor }) => changeMinor * sign > 0)
  const [largest] = moved
  if (largest === undefined) return null
  const others = moved.length - 1
  return say(largest.label, largest.changeMinor) + (others > 0 ? ` (and ${others} more)` : '')
}
