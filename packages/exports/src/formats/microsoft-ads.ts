import { type EntityChange, isResumed, needsCampaign } from '../changes.ts'
import { csvText, defuseText } from '../csv.ts'
import { decimalText } from '../money-text.ts'
import type { PlatformFormat } from './platform-format.ts'

const header = ['Type', 'Status', 'Id', 'Parent Id', 'Client Id', 'Budget', 'Budget Type', 'Name']

/**
 * Bulk file, Format Version 6.0, that number being in the column Name of the first row. Everything is named by its id, so
 * that no name has to be marked against spreadsheets. A campaign that uses a shared budget takes no budget of its own: the
 * shared budget is a row of its own, which has no pause. Blank is "leave as it is".
 */
export const microsoftAds: PlatformFormat<string> = {
  platform: 'microsoft_ads',
  isOneAccount: true,
  stepMinor: () => 1,
  refuse: (change) => {
    const { level, campaignIds } = change.entity
    return level === 'shared_budget' && campaignIds.length === 0 && needsCampaign(change) ? 'pause_by_hand' : null
  },
  write: (changes, { exponent }) =>
    csvText(header, [['Format Version', '', '', '', '', '', '', '6.0'], ...changes.flatMap(rowsOf(exponent))]),
}

function rowsOf(exponent: number): (change: EntityChange) => string[][] {
  return (change) =>
    change.entity.level === 'shared_budget' ? sharedRows(change, exponent) : [campaignRow(change, exponent)]
}

function campaignRow(change: EntityChange, exponent: number): string[] {
  const { entity, dailyBudgetMinor } = change
  const budget = dailyBudgetMinor === 0 ? '' : decimalText(dailyBudgetMinor, exponent)
  return ['Campaign', statusOf(change), entity.externalId, entity.accountId, defuseText(entity.id), budget, '', '']
}

/** The budget, and where it pauses or runs again all campaigns that spend it. */
function sharedRows(change: EntityChange, exponent: number): string[][] {
  const { entity, dailyBudgetMinor } = change
  const budget =
    dailyBudgetMinor === 0
      ? []
      : [
          [
            'Budget',
            '',
            entity.externalId,
            entity.accountId,
            defuseText(entity.id),
            decimalText(dailyBudgetMinor, exponent),
            'DailyBudgetStandard',
            '',
          ],
        ]
  const status = statusOf(change)
  if (status === '') return budget
  const campaigns = entity.campaignIds.map((id) => {
    return ['Campaign', status, id, entity.accountId, defuseText(entity.id), '', '', '']
  })
  return [...budget, ...campaigns]
}

function statusOf(change: EntityChange): '' | 'Paused' | 'Active' {
  if (change.dailyBudgetMinor === 0) return 'Paused'
  return isResumed(change) ? 'Active' : ''
}
