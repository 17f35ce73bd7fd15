import { currencyExponent } from '@sluice/contracts/currencies'
import { unpackJson } from '@sluice/database'
import { type Plan, type Price, priceListOf, priceSentence } from '@sluice/planning'

export interface PriceQuery {
  /** Only prices of this kind; absent: all. */
  kind?: Price['kind'] | undefined
  /** Prices to pass over, the ones worth most first. */
  offset: number
  limit: number
}

/** A price with its currency and a sentence. */
export type WordedPrice = Omit<Price, 'name'> & { currency: string; sentence: string }

/** A part of a stored plan's prices, most worth first, and how many there are. */
export async function pricesOfPlan(
  packedPlan: Buffer,
  { kind, offset, limit }: PriceQuery,
): Promise<{ items: WordedPrice[]; total: number }> {
  return wordedPrices(await unpackJson<Plan>(packedPlan), { kind, offset, limit })
}

/** The same of a plan in hand. */
export function wordedPrices(plan: Plan, { kind, offset, limit }: PriceQuery): { items: WordedPrice[]; total: number } {
  const all = priceListOf(plan).filter((price) => kind === undefined || price.kind === kind)
  const exponent = currencyExponent(plan.currency)
  const items = all.slice(offset, offset + limit).map(({ name, ...price }) => ({
    currency: plan.currency,
    ...price,
    sentence: priceSentence({ name, ...price }, plan.currency, exponent),
  }))
  return { items, total: all.length }
}
