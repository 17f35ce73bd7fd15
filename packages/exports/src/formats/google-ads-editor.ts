import { isResumed } from '../changes.ts'
import { csvText, isHarmless } from '../csv.ts'
import { decimalText } from '../money-text.ts'
import type { PlatformFormat } from './platform-format.ts'

/**
 * CSV for Google Ads Editor's "Import from file": campaigns by their name, budgets in units of the account's currency. Blank is
 * "leave as it is"; a budget of 0 is refused there, so a pause is a status. Shared budgets are not campaigns' own, and a name
 * that a spreadsheet would run cannot be marked without naming another campaign: both are held back.
 */
export const googleAdsEditor: PlatformFormat<string> = {
  platform: 'google_ads',
  isOneAccount: true,
  stepMinor: () => 1,
  refuse: ({ entity }) => {
    if (entity.level === 'shared_budget') return 'shared_budget'
    return isHarmless(entity.name) ? null : 'unsafe_name'
  },
  write: (changes, { exponent }) =>
    csvText(
      ['Campaign', 'Budget', 'Budget type', 'Campaign status'],
      changes.map((change) =>
        change.dailyBudgetMinor === 0
          ? [change.entity.name, '', '', 'Paused']
          : [
              change.entity.name,
              decimalText(change.dailyBudgetMinor, exponent),
              'Daily',
              isResumed(change) ? 'Enabled' : '',
            ],
      ),
    ),
}
