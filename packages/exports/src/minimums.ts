import type { Entity, Platform } from './types.ts'

/**
 * Least daily budgets that a platform publishes for every campaign of a currency, in minor units, rounded up where a currency
 * has no hundredths. Microsoft Advertising: its table of currencies (learn.microsoft.com/advertising/guides/currencies).
 * Google Ads and Meta have none that holds for all campaigns: they depend on the kind of campaign (Google's Demand Gen: 5 USD)
 * or the ad account (Meta's `minimum_budgets`), so they are stated per entity.
 */
const published: Partial<Record<Platform, Readonly<Record<string, number>>>> = {
  microsoft_ads: {
    ...{ ARS: 5, AUD: 5, BRL: 10, CAD: 5, CHF: 5, CLP: 6, CNY: 3_000, COP: 1_805, DKK: 6, EUR: 5, GBP: 5, HKD: 100 },
    ...{ IDR: 48_000, INR: 82, MXN: 14, MYR: 15, NOK: 6, NZD: 5, PEN: 3, PHP: 200, PLN: 10, SEK: 7, SGD: 11 },
    ...{ THB: 200, TRY: 1_000, TWD: 10_000, USD: 5, ZAR: 10 },
  },
}

/**
 * Least daily budget of an entity: what is stated for it, else what the platform publishes; at least one minor unit.
 */
export function minimumOf({ platform, minimumDailyBudgetMinor }: Entity, currency: string): number {
  return Math.max(1, minimumDailyBudgetMinor ?? published[platform]?.[currency] ?? 1)
}
