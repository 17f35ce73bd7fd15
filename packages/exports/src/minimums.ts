import type { Entity, Platform } from './types.ts'

/**
 * Least daily budgets that a platform publishes for every campaign of a currency, in minor units. Microsoft Advertising:
 * 0.05 (its table of currencies). Google Ads and Meta have none that holds for all campaigns: they depend on the kind of
 * campaign (Google's Demand Gen: 5 USD) or the ad account (Meta's `minimum_budgets`), so they are stated per entity.
 */
const published: Partial<Record<Platform, Readonly<Record<string, number>>>> = {
  microsoft_ads: { USD: 5, EUR: 5, CAD: 5, AUD: 5 },
}

/** Least daily budget of an entity: what was stated for it, else what the platform publishes; at least one minor unit. */
export function minimumOf({ platform, minimumDailyBudgetMinor }: Entity, currency: string): number {
  return Math.max(1, minimumDailyBudgetMinor ?? published[platform]?.[currency] ?? 1)
}
