import { expect, test } from 'vitest'
import { exportSummaryText } from './export-summary-text.ts'

test('the addition of a file, and the budgets nobody speaks of any more', () => {
  const text = exportSummaryText({
    poolId: 'georgia',
    planNumber: 17,
    format: 'google-ads-api',
    rows: 'changed',
    currency: 'USD',
    poolDailyBudgetMinor: 46_550,
    reserveDailyMinor: 1_000,
    planDailyMinor: 45_550,
    fileDailyMinor: 10_000,
    unchangedDailyMinor: 5_000,
    heldBackDailyMinor: 300,
    abovePlanDailyMinor: 7_050,
    elsewhereDailyMinor: 0,
    unmappedDailyMinor: 0,
    removedDailyMinor: 30_000,
    roundedDownDailyMinor: 250,
    rowCount: 2,
    paused: ['smyrna-search'],
    pausedByHand: ['macon-search'],
    roundedDown: [
      { entityId: 'tucker-search', byMinor: 50, minimumDailyBudgetMinor: null },
      { entityId: 'smyrna-search', byMinor: 200, minimumDailyBudgetMinor: 500 },
    ],
    heldBack: [
      {
        entityId: 'decatur-search',
        reason: 'below_minimum',
        dailyBudgetMinor: 300,
        minimumDailyBudgetMinor: 500,
        knownDailyBudgetMinor: 250,
        until: null,
      },
    ],
    unmapped: [],
    leftBehind: [
      { entityId: 'old', accountId: '123', externalId: '555', dailyBudgetMinor: 7_050, reason: 'not_mapped' },
    ],
  })
  expect(text).toMatch(/^Plan 17 of georgia as google-ads-api: 2 changes\n/)
  expect(text).toMatch(/\nkept for removed cells +300\.00\n/)
  expect(text).toMatch(
    /\nabove the plan, until somebody changes it by hand: 70\.50 a day\npaused: smyrna-search\npaused by a person: macon-search has money and spends none until it is run again there\nheld back: decatur-search at 3\.00 \(below_minimum of 5\.00\), goes on spending 2\.50\nrounded down: tucker-search by 0\.50\nrounded down: smyrna-search from 2\.00 to a pause \(its platform takes 5\.00 or more\)\nleft behind: 555 of account 123 \(old\) with 70\.50 \(not_mapped\)$/,
  )
})
