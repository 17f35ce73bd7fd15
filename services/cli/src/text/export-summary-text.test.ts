import { expect, test } from 'vitest'
import { exportSummaryText } from './export-summary-text.ts'

test('the addition of a file, and the budgets nobody speaks of any more', () => {
  const text = exportSummaryText({
    poolId: 'georgia',
    planNumber: 17,
    format: 'google-ads-api',
    rows: 'changed',
    currency: 'USD',
    poolDailyBudgetMinor: 46_000,
    reserveDailyMinor: 1_000,
    planDailyMinor: 45_000,
    fileDailyMinor: 10_000,
    unchangedDailyMinor: 5_000,
    heldBackDailyMinor: 0,
    elsewhereDailyMinor: 0,
    unmappedDailyMinor: 0,
    removedDailyMinor: 30_000,
    raisedDailyMinor: 0,
    rowCount: 2,
    paused: ['smyrna-search'],
    raised: [],
    heldBack: [],
    unmapped: [],
    leftBehind: [
      { entityId: 'old', accountId: '123', externalId: '555', dailyBudgetMinor: 7_050, reason: 'not_mapped' },
    ],
  })
  expect(text).toMatch(/^Plan 17 of georgia as google-ads-api: 2 changes\n/)
  expect(text).toMatch(/\nkept for removed cells +300\.00\n/)
  expect(text).toMatch(/\npaused: smyrna-search\nleft behind: 555 of account 123 \(old\) with 70\.50 \(not_mapped\)$/)
})
