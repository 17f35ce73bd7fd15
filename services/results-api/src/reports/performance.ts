import type { PerformanceRow } from '@sluice/contracts'
import type { PerformanceSums } from '@sluice/database'
import { costPer, maturityOf, roiPercent, shareOf } from '@sluice/reporting'

/** One row of the performance report. `today`: the organization's date. */
export function toPerformanceRow(sums: PerformanceSums, today: string): PerformanceRow {
  const { period, locationId, serviceLine, currency, lastDate, daysReported, spendMinor } = sums
  return {
    period,
    locationId,
    serviceLine,
    currency,
    lastDay: lastDate,
    daysReported,
    spendMinor,
    leads: sums.leads,
    bookings: sums.bookings,
    keptVisits: sums.keptVisits,
    costPerLeadMinor: costPer(sums.spendWithLeadsMinor, sums.leads),
    costPerBookingMinor: costPer(sums.spendWithBookingsMinor, sums.bookings),
    costPerKeptVisitMinor: costPer(sums.spendWithKeptVisitsMinor, sums.keptVisits),
    conversionShare: shareOf(sums.bookingsWithLeads, sums.leadsWithBookings),
    leadQualityShare: shareOf(sums.keptVisitsWithLeads, sums.leadsWithKeptVisits),
    keptShare: shareOf(sums.keptVisitsWithBookings, sums.bookingsWithKeptVisits),
    reportedRevenueMinor: sums.revenueMinor,
    matchedRevenueMinor: sums.matchedRevenueMinor,
    incrementalRevenueMinor: sums.incrementalRevenueMinor,
    reportedInvestmentMinor: sums.spendWithRevenueMinor,
    matchedInvestmentMinor: sums.spendWithMatchedRevenueMinor,
    incrementalInvestmentMinor: sums.spendWithIncrementalRevenueMinor,
    reportedRoiPercent: roiPercent(sums.revenueMinor, sums.spendWithRevenueMinor),
    matchedRoiPercent: roiPercent(sums.matchedRevenueMinor, sums.spendWithMatchedRevenueMinor),
    incrementalRoiPercent: roiPercent(sums.incrementalRevenueMinor, sums.spendWithIncrementalRevenueMinor),
    maturity: maturityOf({ from: period, last: lastDate, firstReported: sums.firstReportedDate, today }),
  }
}

export const performanceColumns = [
  'period',
  'locationId',
  'serviceLine',
  'currency',
  'lastDay',
  'daysReported',
  'spendMinor',
  'leads',
  'bookings',
  'keptVisits',
  'costPerLeadMinor',
  'costPerBookingMinor',
  'costPerKeptVisitMinor',
  'conversionShare',
  'leadQualityShare',
  'keptShare',
  'reportedRevenueMinor',
  'matchedRevenueMinor',
  'incrementalRevenueMinor',
  'reportedInvestmentMinor',
  'matchedInvestmentMinor',
  'incrementalInvestmentMinor',
  'reportedRoiPercent',
  'matchedRoiPercent',
  'incrementalRoiPercent',
  'maturity',
] as const satisfies readonly (keyof PerformanceRow)[]
