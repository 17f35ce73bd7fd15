import { isResumed } from '../changes.ts'
import { metaOffset } from './meta-currencies.ts'
import type { PlatformFormat } from './platform-format.ts'

/** One request to the Marketing API; `path` follows the version of the API in use. */
export interface MetaRequest {
  entityId: string
  method: 'POST'
  path: string
  body: { daily_budget?: number; status?: 'ACTIVE' | 'PAUSED'; execution_options?: ['validate_only'] }
}

/**
 * A request for each ad set or campaign. `daily_budget` is in what Meta counts the ad account's currency in (cents; yen
 * and Taiwan dollars as they are: see metaOffset), and belongs to the level that carries the budget. A budget is
 * changed at most 4 times an hour: see entityChanges.
 */
export const meta: PlatformFormat<MetaRequest[]> = {
  platform: 'meta',
  isOneAccount: false,
  stepMinor: ({ currency, exponent }) => {
    const offset = metaOffset(currency)
    return offset === undefined ? undefined : 10 ** exponent / offset
  },
  refuse: () => null,
  write: (changes, { validateOnly, stepMinor }) =>
    changes.map((change) => ({
      entityId: change.entity.id,
      method: 'POST',
      path: change.entity.externalId,
      body: {
        ...(change.dailyBudgetMinor === 0
          ? { status: 'PAUSED' }
          : { daily_budget: change.dailyBudgetMinor / stepMinor }),
        ...(isResumed(change) ? { status: 'ACTIVE' } : {}),
        ...(validateOnly ? { execution_options: ['validate_only'] } : {}),
      },
    })),
}
