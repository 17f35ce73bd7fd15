import { z } from 'zod'
import { instant, localDate } from './calendar.ts'
import { identifier } from './identifier.ts'
import { recommendation } from './recommendation.ts'

const minor = 'minor units of currency'
const daily = 'minor units of currency a day'
const money = (description: string, example: number, unit = minor) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': unit, examples: [example] })
const maybeMoney = (description: string, example: number | null) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description, 'x-unit': minor, examples: [example] })
const count = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, examples: [example] })
const share = (description: string, example: number) =>
  z
    .number()
    .min(0)
    .meta({ description, 'x-unit': 'share of the money there is', examples: [example] })

const basis = z
  .strictObject({
    actual: count('By its report.', 27),
    applied: count('Nobody reported the spend: by what a tool reported as really set.', 0),
    published: count('Nobody reported: by the amount in force, published or approved.', 2),
    baseline: count('Nobody reported, and there was no plan yet: by its baseline.', 0),
    stated: count('By the sum stated for the days before the pool was set up (`spentBefore`).', 0),
  })
  .meta({ description: 'Cells by what that day’s spend is known from.' })

const projection = z
  .strictObject({
    basis: z.enum(['trend', 'plan']).meta({
      description:
        'trend: spent so far + days left × mean of the last fully reported days, at most 14. plan: with what is in force, because fewer than 3 days are fully reported.',
      examples: ['trend'],
    }),
    dailyMinor: money('The day it goes on with.', 488_000, daily),
    endMinor: money('Spent by the end of the period.', 14_640_000),
    lowMinor: maybeMoney(
      '80 % of such periods end above the lower and below the upper end of the band; null: no band.',
      14_320_000,
    ),
    highMinor: maybeMoney('Upper end of the band.', 14_960_000),
    days: count('Fully reported days it rests on.', 14),
  })
  .meta({ description: 'Where the period will end if spending goes on like this.' })

const point = z.strictObject({
  date: localDate.meta({ description: 'A day of the period, in the pool’s zone.', examples: ['2026-11-12'] }),
  plannedMinor: money('What was in force that day; of days to come, what is.', 500_000),
  cumulativePlannedMinor: money('The same from the period’s start.', 6_000_000),
  spentMinor: maybeMoney(
    'What was reported; null: nobody reported, or the day is not over. Missing is not zero.',
    488_000,
  ),
  assumedMinor: maybeMoney('What the plan counts for cells that did not report; null: the day is not over.', 0),
  missingCells: z
    .int()
    .min(0)
    .nullable()
    .meta({ description: 'Cells with money and without a report; null: the day is not over.', examples: [0] }),
  basis: basis.nullable().meta({ description: 'What the day’s spend is known from; null: the day is not over.' }),
  cumulativeSpentMinor: maybeMoney(
    'Reported and assumed from the period’s start, `spentBefore` included; null: not over.',
    5_880_000,
  ),
  projectedMinor: maybeMoney('Where it goes if it goes on like this; null: the day is over.', null),
  expectedLowMinor: money('Lower end of where it should be: the even pace by the limits of that day.', 5_180_000),
  expectedHighMinor: money('Upper end of it.', 6_820_000),
})

/** How a pool's period goes. */
export const pacing = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    asOf: instant.meta({ description: 'The moment it speaks of.', examples: ['2026-11-22T09:00:00.120Z'] }),
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    periodStart: localDate.meta({ description: 'First day of the period.', examples: ['2026-11-01'] }),
    periodEnd: localDate.meta({ description: 'First day after it.', examples: ['2026-12-01'] }),
    today: localDate.meta({
      description: 'The pool’s local date; it is not over and counts as a day left.',
      examples: ['2026-11-22'],
    }),
    daysOver: z
      .int()
      .min(0)
      .meta({ description: 'Days that are over.', 'x-unit': 'days', examples: [21] }),
    daysLeft: z
      .int()
      .min(0)
      .meta({ description: 'Days left, today included.', 'x-unit': 'days', examples: [9] }),
    budgetMinor: money('Budget of the period.', 15_000_000),
    carriedOverMinor: money('Left over from the period before, of the budget it had when it ended.', 0),
    spentBeforeMinor: money('Stated as spent before the pool was set up.', 0),
    spentMinor: money('What counts as spent: stated, reported and assumed.', 10_290_000),
    reportedMinor: money('Reported of it.', 10_200_000),
    assumedMinor: money('Assumed of it, for cells and days nobody reported.', 90_000),
    evenMinor: money('An even pace would have spent this by now.', 10_500_000),
    plannedMinor: money('What was in force on the days that are over.', 10_500_000),
    leftMinor: money('Budget and carry-over less what is spent.', 4_710_000),
    dailyMinor: money('What is left, split over the days left: the next plan’s amount of the day.', 523_333, daily),
    inForceMinor: money('What cells have in force now.', 488_000, daily),
    projectedUnderspendMinor: money('What the daily cap no longer lets the period place.', 0),
    monthlyExposureMinor: money(
      'The most Google Ads may charge in a month at these daily budgets: 30.4 times what is in force; up to twice on one day.',
      14_835_200,
    ),
    projection,
    alarm: z
      .strictObject({
        state: z.enum(['ok', 'under', 'over']).meta({
          description:
            'Whether the projected end is outside the limits; where there is no money, whether any was spent. ok on days outside the period.',
          examples: ['ok'],
        }),
        projectedShare: z
          .number()
          .min(0)
          .nullable()
          .meta({
            description: 'Projected end ÷ (budget + carry-over); null: there is no money.',
            'x-unit': 'share of the money there is',
            examples: [0.976],
          }),
        lowShare: share('Below it: under. 0.75 on the first day, 0.99 at the end, in a line between.', 0.918),
        highShare: share('Above it: over. 1.25 on the first day, 1.01 at the end, in a line between.', 1.082),
      })
      .meta({ description: 'Whether somebody should look.' }),
    points: z.array(point).meta({ description: 'One a day of the period, for a plot.' }),
  })
  .meta({ id: 'Pacing', description: 'Pacing of a pool’s period: spent against plan, and where it will end.' })

/** How a cell goes. */
export const cellPacing = z
  .strictObject({
    ...recommendation.pick({ cellId: true, label: true, locationId: true, serviceLine: true, channel: true }).shape,
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    inForceMinor: money('What it has in force now.', 42_000, daily),
    monthlyExposureMinor: money('30.4 times that: the most Google Ads may charge in a month.', 1_276_800),
    plannedMinor: money('What was in force on the days of the period that are over.', 882_000),
    reportedMinor: maybeMoney('What was reported of them; null: nothing was. Missing is not zero.', 840_000),
    assumedMinor: money('What the plan counts for days nobody reported.', 42_000),
    reportedDays: z
      .int()
      .min(0)
      .meta({ description: 'Days of the period with a report.', 'x-unit': 'days', examples: [20] }),
    missingDays: z
      .int()
      .min(0)
      .meta({ description: 'Days of it with money and without a report.', 'x-unit': 'days', examples: [1] }),
    lastReportedOn: localDate
      .nullable()
      .meta({ description: 'The newest reported day; null: none of late.', examples: ['2026-11-20'] }),
    projection,
  })
  .meta({ id: 'CellPacing', description: 'Pacing of one cell.' })

export type Pacing = z.output<typeof pacing>
export type CellPacing = z.output<typeof cellPacing>
