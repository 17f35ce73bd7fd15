import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'

type Item = components['schemas']['AppliedReport']['items'][number]
/** What of a plan is needed to read an amount. */
type Lines = Pick<components['schemas']['Plan'], 'currency' | 'recommendations'>

/**
 * An amount so many times less or more than what is in force was probably given in the wrong unit: a factor of 100, or
 * of 1,000 in dinars. A full clinic has a tenth of its baseline.
 */
const FAR = 20

/** What was reported, as people read money. */
export function appliedLines(items: readonly Item[], plan: Lines | undefined): string[] {
  return items.map(({ cellId, dailyBudgetMinor }) => `${cellId}: ${amountText(dailyBudgetMinor, plan)}`)
}

/** What looks like an amount in the wrong unit, and how to put it right. */
export function appliedWarnings(items: readonly Item[], plan: Lines | undefined): string[] {
  if (plan === undefined) return []
  const planned = new Map(plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
  return items.flatMap(({ cellId, dailyBudgetMinor, appliedAt }) => {
    const inForce = planned.get(cellId) ?? 0
    const isFar = dailyBudgetMinor * FAR <= inForce || dailyBudgetMinor >= inForce * FAR
    if (dailyBudgetMinor === 0 || inForce === 0 || !isFar) return []
    const side = dailyBudgetMinor < inForce ? 'below' : 'above'
    return [
      `${cellId}: that is far ${side} the ${amountText(inForce, plan)} in force. ` +
        `If that is wrong, report the right amount with --corrects --at ${appliedAt}.`,
    ]
  })
}

function amountText(minor: number, plan: Lines | undefined): string {
  if (minor === 0) return 'paused'
  return plan === undefined ? `${minor} minor units a day` : `${moneyOf(plan.currency)(minor)} ${plan.currency} a day`
}
