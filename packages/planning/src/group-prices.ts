import { type Optimal, type Problem, prices } from '@sluice/allocation'
import type { PlanningInput } from './input.ts'
import { minorPerCurrencyUnit, toSix } from './money.ts'
import type { PlanPrices } from './plan.types.ts'

/** What the pool's money and its groups' bounds are worth, per currency unit a day [E13]. */
export function planPricesOf(
  { groups, currencyExponent }: Pick<PlanningInput, 'groups' | 'currencyExponent'>,
  problem: Problem,
  optimal: Optimal,
): PlanPrices {
  // Without the cells: each says its own in its line, by the amount that is published.
  const known = prices({ ...problem, cells: [] }, optimal)
  const perDollar = (perMinor: number) => toSix(perMinor * minorPerCurrencyUnit(currencyExponent))
  const priced = groups.map(({ id, name }) => ({
    groupId: id,
    name,
    nextDollarValueMinor: perDollar(known.groups[id]?.lambda ?? 0),
    raiseMaximumValueMinor: perDollar(known.groups[id]?.raiseMaximum ?? 0),
    lowerMinimumValueMinor: perDollar(known.groups[id]?.lowerMinimum ?? 0),
  }))
  return {
    nextDollarValueMinor: perDollar(known.pool),
    groups: priced.sort((a, b) => (a.groupId < b.groupId ? -1 : 1)),
  }
}
