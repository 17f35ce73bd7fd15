import { formatMoney } from './money.ts'
import type { Recommendation } from './plan.types.ts'

/** How a difference counts and what it is between. */
export interface DifferenceOf {
  /** Decimals of the plans' currency. */
  exponent: number
  /** Whether the later plan was made with the earlier one in force: then its own sentences speak of this very step. */
  isStep: boolean
}

/**
 * What became of a cell from one plan to another [C6]. A line's own sentence is about the step that led to its plan: it
 * is used only for that step. For two other plans the sentence says what differs between them.
 */
export function cellDifferenceWords(
  old: Recommendation | undefined,
  line: Recommendation,
  currency: string,
  { exponent, isStep }: DifferenceOf,
): string {
  const hadMinor = old?.recommendedDailyBudgetMinor ?? 0
  if (isStep && line.previousDailyBudgetMinor === hadMinor) return line.sentence
  const money = (minor: number) => formatMoney(minor, currency, exponent)
  const minor = line.recommendedDailyBudgetMinor
  const has = minor === 0 ? 'has no budget' : `has ${money(minor)} a day`
  if (old === undefined) return `${line.label} is new and ${has}.`
  const change = minor - hadMinor
  const than = change === 0 ? ' as before' : `, ${money(Math.abs(change))} ${change > 0 ? 'more' : 'less'} than before`
  const others = [
    ...moved('gate', old.gate, line.gate),
    ...moved('status', old.status, line.status),
    ...(old.cellId === line.cellId ? [] : ['it goes on under another id']),
  ]
  if (change === 0 && others.length === 0) return `${line.label} ${has}${than}, for other reasons.`
  return `${[`${line.label} ${has}${than}`, ...others].join('; ')}.`
}

function moved(what: string, from: string, to: string): string[] {
  const words = (name: string) => name.replaceAll('_', ' ')
  return from === to ? [] : [`its ${what} went from ${words(from)} to ${words(to)}`]
}
