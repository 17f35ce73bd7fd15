import type { ActualsRow, PlaceStateRow } from '@sluice/database'
import type { ArrivedReport } from './arrival.ts'

/** The state rows an event would write, were it the newest. */
export function reportToStateRows(report: ArrivedReport): PlaceStateRow[] {
  const { locationId, serviceLine, source, eventId, observedAt, recordedAt, sequence, bodySha256, receivedAt } = report
  const common = { locationId, serviceLine, source, eventId, observedAt, recordedAt, sequence, bodySha256, receivedAt }
  return report.figures.map(({ figure, value }) => ({ ...common, figure, value }))
}

/** The day an actuals event reports; nothing for the other types. */
export function reportToActuals(report: ArrivedReport): ActualsRow[] {
  const { event, locationId, source, observedAt, recordedAt, sequence, bodySha256 } = report
  if (event.type !== 'sluice.actuals.observed.v1') return []
  const { serviceLine, channel, date, currency, spendMinor, leads, bookings, keptVisits } = event.data
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
