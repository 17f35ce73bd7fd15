import { z } from 'zod'
import { localDate } from '../calendar.ts'
import { figure, groupColumns, known, money, reportCurrency, reportSpan } from './report.ts'

const revenue = (whose: string, example: number) =>
  known(`${whose} Null: none of these days reported it.`, example, money)
const roi = (whose: string, example: number) =>
  known(
    `(${whose} revenue − investment) / investment × 100; investment is the spend of the days that reported that revenue. Null: nothing was invested, or no revenue is known.`,
    example,
    'percent',
  )
const investment = (whose: string) =>
  figure(`Spend of the days that reported ${whose} revenue: what its return is worked out from.`, 1_005_000, money)
const cost = (what: string, example: number) =>
  known(`Spend of the days that reported ${what}, per one. Null: none, or not reported.`, example, money)

const performanceRow = z
  .strictObject({
    ...groupColumns,
    currency: reportCurrency,
    lastDay: localDate.meta({ description: 'Last day that was reported.', examples: ['2026-11-24'] }),
    daysReported: z
      .int()
      .min(1)
      .meta({
        description: 'Reports in the row: one for each place, channel and day.',
        'x-unit': 'reports',
        examples: [24],
      }),
    spendMinor: figure('All reported spend.', 1_005_000, money),
    leads: known('Enquiries.', 264),
    bookings: known('Booked first visits.', 96),
    keptVisits: known('Of those, kept.', 83),
    costPerLeadMinor: cost('leads', 3_806.82),
    costPerBookingMinor: cost('bookings', 10_468.75),
    costPerKeptVisitMinor: cost('kept visits', 12_108.43),
    conversionShare: known('Bookings per lead, of the days that reported both.', 0.3636),
    leadQualityShare: known('Kept visits per lead, of the days that reported both.', 0.3144),
    keptShare: known('Kept visits per booking, of the days that reported both.', 0.8646),
    reportedRevenueMinor: revenue('As ad platforms report it.', 2_880_000),
    matchedRevenueMinor: revenue('As the practice’s own books match it to the spend.', 2_304_000),
    incrementalRevenueMinor: revenue('What by an experiment would not have come without the spend.', 1_680_000),
    reportedInvestmentMinor: investment('reported'),
    matchedInvestmentMinor: investment('matched'),
    incrementalInvestmentMinor: investment('incremental'),
    reportedRoiPercent: roi('reported', 186.57),
    matchedRoiPercent: roi('matched', 129.25),
    incrementalRoiPercent: roi('incremental', 67.16),
    maturity: z.enum(['first_weeks', 'settling', 'mature']).meta({
      description:
        'first_weeks: days of the first 8 weeks ever reported are in it. settling: its last day is younger than 8 weeks, visits are still to come. Only mature rows should be compared.',
      examples: ['settling'],
    }),
  })
  .meta({ id: 'PerformanceRow', description: 'What the money of a clinic, kind of care or all of them brought.' })

export const performanceReport = z
  .strictObject({ ...reportSpan, items: z.array(performanceRow).meta({ description: 'By period and group.' }) })
  .meta({
    id: 'PerformanceReport',
    description: 'What was spent and what it brought, as reported. The three revenues are never added up.',
  })

export type PerformanceRow = z.output<typeof performanceRow>
