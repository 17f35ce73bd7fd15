import { formatMoney, minorPerCurrencyUnit, toSix } from './money.ts'
import type { GroupPrices, Plan, Recommendation } from './plan.types.ts'

const daysOfWeek = 7

/** One thing that could be changed by one step, and what that would be worth. */
export interface Price {
  /** `cell_slots`: one opening more every week. All others: one currency unit a day. */
  kind: 'pool_budget' | 'group_maximum' | 'group_minimum' | 'cell_budget' | 'cell_slots'
  groupId: string | null
  cellId: string | null
  /** Worth a week of that step, minor units: what the list is sorted by. */
  weeklyValueMinor: number
  /**
   * For a currency unit a day: worth a day, minor units; for a budget without its own cost taken off. Null: for slots.
   */
  dailyValueMinor: number | null
  /** Worth of the very next opening, minor units; null: of money. */
  nextSlotValueMinor: number | null
  /** What people call the pool, group or cell. */
  name: string
}

/** All prices of a plan that are above 0, most worth first; of equal worth by kind and id [E14]. */
export function priceListOf({ prices, recommendations }: Pick<Plan, 'prices' | 'recommendations'>): Price[] {
  const pool = money('pool_budget', { groupId: null, cellId: null, name: 'the pool' }, prices.nextDollarValueMinor)
  // Where nobody may spend more it would only lie in the reserve.
  const all = [
    ...(recommendations.some(maySpendMore) ? [pool] : []),
    ...prices.groups.flatMap(pricesOfGroup),
    ...recommendations.flatMap(pricesOfCell),
  ]
  return all.filter(({ weeklyValueMinor }) => weeklyValueMinor > 0).sort(byWorth)
}

/** `Open one slot a week at Decatur: worth $312 a week.` */
export function priceSentence(price: Price, currency: string, exponent: number): string {
  const step = formatMoney(minorPerCurrencyUnit(exponent), currency, exponent)
  const worth = (minor: number) =>
    minor < 0.5 ? `less than ${formatMoney(1, currency, exponent)}` : formatMoney(Math.round(minor), currency, exponent)
  const change = changes[price.kind](price.name, step)
  if (price.dailyValueMinor === null) return `${change}: worth ${worth(price.weeklyValueMinor)} a week.`
  return `${change}: worth ${worth(price.dailyValueMinor)} a day.`
}

const changes: Record<Price['kind'], (name: string, step: string) => string> = {
  pool_budget: (name, step) => `One more ${step} a day for ${name}`,
  group_maximum: (name, step) => `Raise the maximum of ${name} by ${step} a day`,
  group_minimum: (name, step) => `Lower the minimum of ${name} by ${step} a day`,
  cell_budget: (name, step) => `One more ${step} a day for ${name}`,
  cell_slots: (name) => `Open one slot a week at ${name}`,
}

type Where = Pick<Price, 'groupId' | 'cellId' | 'name'>

function money(kind: Price['kind'], where: Where, dailyValueMinor: number): Price {
  const weeklyValueMinor = toSix(daysOfWeek * dailyValueMinor)
  return { kind, ...where, weeklyValueMinor, dailyValueMinor, nextSlotValueMinor: null }
}

function pricesOfGroup({ groupId, name, raiseMaximumValueMinor, lowerMinimumValueMinor }: GroupPrices): Price[] {
  const where = { groupId, cellId: null, name }
  return [money('group_maximum', where, raiseMaximumValueMinor), money('group_minimum', where, lowerMinimumValueMinor)]
}

function pricesOfCell(line: Recommendation): Price[] {
  const where = { groupId: null, cellId: line.cellId, name: line.label }
  const found: Price[] = []
  if (maySpendMore(line)) found.push(money('cell_budget', where, line.nextDollarValueMinor))
  // Where nobody is taken, an opening is not what is missing.
  if (line.status === 'active' && !line.reasons.includes('not_accepting')) found.push(slots(where, line))
  return found
}

/** A gated, paused or removed cell may not, whatever it would bring. */
function maySpendMore({ status, gate }: Recommendation): boolean {
  return status === 'active' && gate !== 'gated'
}

function slots(where: Where, { slotAWeekValueMinor, nextSlotValueMinor }: Recommendation): Price {
  return {
    kind: 'cell_slots',
    ...where,
    weeklyValueMinor: slotAWeekValueMinor,
    dailyValueMinor: null,
    nextSlotValueMinor,
  }
}

function byWorth(a: Price, b: Price): number {
  return b.weeklyValueMinor - a.weeklyValueMinor || byText(a.kind, b.kind) || byText(idOf(a), idOf(b))
}

function idOf({ groupId, cellId }: Price): string {
  return cellId ?? groupId ?? ''
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
