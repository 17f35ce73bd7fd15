import type { ActualsRow } from '@sluice/database'
import type { Report } from './report.ts'

/** The day an actuals event reports; nothing for the other types. */
export function reportToActuals(report: Report): ActualsRow[] {
  const { event, locationId, source, observedAt, recordedAt, sequence, bodySha256 } = report
  if (event.type !== 'sluice.actuals.observed.v1') return []
  const { serviceLine, channel, date, currency, spendMinor, spendConfirmed, leads, bookings, keptVisits } = event.data
  const { revenueMinor, matchedRevenueMinor, incrementalRevenueMinor } = event.data
  return [
    {
      locationId,
      serviceLine,
      channel: channel ?? '',
      date,
      source,
      currency,
      spendMinor,
      spendConfirmed: spendConfirmed === true,
      leads: leads ?? null,
      bookings: bookings ?? null,
      keptVisits: keptVisits ?? null,
      revenueMinor: revenueMinor ?? null,
      matchedRevenueMinor: matchedRevenueMinor ?? null,
      incrementalRevenueMinor: incrementalRevenueMinor ?? null,
      observedAt,
      recordedAt,
      sequence,
      bodySha256,
    },
  ]
}
