import { digitsOf } from '../account.ts'
import { type EntityChange, isResumed, needsCampaign } from '../changes.ts'
import { microsText } from '../money-text.ts'
import type { PlatformFormat, WriteOptions } from './platform-format.ts'

/** One request to the Google Ads API; `path` follows the version of the API in use. */
export interface GoogleAdsRequest {
  method: 'POST'
  path: string
  body: {
    operations: GoogleAdsOperation[]
    partialFailure: boolean
    validateOnly: boolean
  }
}

export interface GoogleAdsOperation {
  updateMask: 'amountMicros' | 'status'
  update: { resourceName: string; amountMicros?: string; status?: 'PAUSED' | 'ENABLED' }
}

/** So many operations a request, that an answer with partial failures stays readable. */
const OPERATIONS_A_REQUEST = 1_000

/**
 * Bodies of `campaignBudgets:mutate`, one or more for each customer, and of `campaigns:mutate` where campaigns are
 * paused or run again: all that spend a budget. A budget is named by its own id: changing it moves every campaign that
 * shares it. Amounts are millionths in text, because int64 is text in its JSON.
 */
export const googleAdsApi: PlatformFormat<GoogleAdsRequest[]> = {
  platform: 'google_ads',
  isOneAccount: false,
  stepMinor: () => 1,
  refuse: (change) => (needsCampaign(change) && change.entity.campaignIds.length === 0 ? 'pause_by_hand' : null),
  write: (changes, options) =>
    [...Map.groupBy(changes, ({ entity }) => digitsOf(entity.accountId))].flatMap(([customer, own]) => [
      ...requests(`customers/${customer}/campaignBudgets:mutate`, own.flatMap(budgetOperation(options)), options),
      ...requests(`customers/${customer}/campaigns:mutate`, own.flatMap(statusOperation), options),
    ]),
}

function budgetOperation({ exponent }: WriteOptions): (change: EntityChange) => GoogleAdsOperation[] {
  return ({ entity, dailyBudgetMinor }) => {
    if (dailyBudgetMinor === 0) return []
    const resourceName = `customers/${digitsOf(entity.accountId)}/campaignBudgets/${entity.externalId}`
    const amountMicros = microsText(dailyBudgetMinor, exponent)
    return [{ updateMask: 'amountMicros', update: { resourceName, amountMicros } }]
  }
}

function statusOperation(change: EntityChange): GoogleAdsOperation[] {
  const { entity, dailyBudgetMinor } = change
  const isPaused = dailyBudgetMinor === 0
  if (!(isPaused || isResumed(change))) return []
  return entity.campaignIds.map((id) => {
    const resourceName = `customers/${digitsOf(entity.accountId)}/campaigns/${id}`
    return { updateMask: 'status', update: { resourceName, status: isPaused ? 'PAUSED' : 'ENABLED' } }
  })
}

function requests(path: string, operations: GoogleAdsOperation[], { validateOnly }: WriteOptions): GoogleAdsRequest[] {
  return Array.from({ length: Math.ceil(operations.length / OPERATIONS_A_REQUEST) }, (_, part) => ({
    method: 'POST',
    path,
    body: {
      operations: operations.slice(part * OPERATIONS_A_REQUEST, (part + 1) * OPERATIONS_A_REQUEST),
      partialFailure: true,
      validateOnly,
    },
  }))
}
