/** Where a budget is set. */
export type Platform = 'google_ads' | 'meta' | 'microsoft_ads'

/** What carries the budget there. */
export type EntityLevel = 'campaign' | 'ad_set' | 'shared_budget'

/** One budget of a platform, and the cells whose money it is. */
export interface Entity {
  id: string
  platform: Platform
  /** Customer, ad account or account, as the platform writes it. */
  accountId: string
  level: EntityLevel
  /** Id of the budget (Google Ads, a Microsoft shared budget), the campaign (Microsoft, Meta) or the ad set (Meta). */
  externalId: string
  /**
   * Every campaign that spends the budget, where `externalId` is not its id: a pause stops them all. None: pauses are
   * left to a person.
   */
  campaignIds: readonly string[]
  /** Since when these are its campaigns, in milliseconds since 1970. */
  campaignsMs: number
  /** What its account bills in; null: taken to be the plan's. */
  currency: string | null
  /** As the platform shows it. */
  name: string
  /** Names the budget, whichever entity stands for it; what files told is kept by it. */
  budgetKey: string
  /** Since when the entity sets this budget by these cells, in milliseconds since 1970. */
  mappedMs: number
  /** Least daily budget the platform takes for it; null: the platform's own for the currency. */
  minimumDailyBudgetMinor: number | null
  /** `share` of each cell's money; the shares of one cell add up to 1 over all entities. None: it should be paused. */
  cells: readonly { cellId: string; share: number }[]
}

/** A line of a plan, as far as exports carry it. */
export interface Line {
  cellId: string
  label: string
  locationId: string
  serviceLine: string
  channel: string | null
  status: 'active' | 'pause_proposed' | 'paused' | 'removed'
  gate: 'open' | 'throttled' | 'gated'
  recommendedDailyBudgetMinor: number
  referenceDailyBudgetMinor: number
  headroom: number | null
  waitDays: number | null
  waitKind: string | null
  waitlistSize: number | null
  freshness: string
  expectedBookingsPerDay: number | null
  nextDollarValueMinor: number | null
  nextSlotValueMinor: number | null
  reasons: readonly string[]
  sentence: string
}

/** The plan to export, and how its currency and its platform count. */
export interface PlanToExport {
  poolId: string
  number: number
  currency: string
  /** Decimals of the currency: USD 2, JPY 0, KWD 3. */
  exponent: number
  /** Smallest step of a budget; the policy's `platform.unitMinor`. */
  unitMinor: number
  /** So far from 1 the shares of a cell add up to the whole of it, as where they were accepted. */
  shareTolerance: number
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  lines: readonly Line[]
}

export type PlatformFormatName = 'google-ads-editor' | 'google-ads-api' | 'meta' | 'microsoft-ads'
export type PlainFormatName = 'csv' | 'json' | 'ndjson'
export type FormatName = PlatformFormatName | PlainFormatName

/** Which rows a file has: those that differ from what was applied or exported before, or every one. */
export type Rows = 'changed' | 'all'
