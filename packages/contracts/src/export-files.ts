import { z } from 'zod'
import { exportSummary } from './export-summary.ts'
import { recommendation } from './recommendation.ts'

const line = recommendation.shape
const path = (description: string, example: string) => z.string().meta({ description, examples: [example] })
const post = z.literal('POST').meta({ description: 'Always POST.', examples: ['POST'] })

const googleAdsOperation = z
  .strictObject({
    updateMask: z
      .enum(['amountMicros', 'status'])
      .meta({ description: 'The one field that changes.', examples: ['amountMicros'] }),
    update: z
      .strictObject({
        resourceName: path('What changes.', 'customers/1234567890/campaignBudgets/555'),
        amountMicros: path('Daily budget in millionths of the currency.', '46500000').optional(),
        status: z
          .enum(['PAUSED', 'ENABLED'])
          .optional()
          .meta({ description: 'Of a campaign that pauses, or that an earlier file paused.', examples: ['PAUSED'] }),
      })
      .meta({ description: 'The budget or campaign with its new value.' }),
  })
  .meta({ id: 'GoogleAdsOperation', description: 'One operation of `campaignBudgets:mutate` or `campaigns:mutate`.' })

export const googleAdsFile = z
  .strictObject({
    requests: z
      .array(
        z
          .strictObject({
            method: post,
            path: path('Below the API’s version: `/v25/`.', 'customers/1234567890/campaignBudgets:mutate'),
            body: z
              .strictObject({
                operations: z.array(googleAdsOperation).meta({ description: 'At most 1,000.' }),
                partialFailure: z
                  .boolean()
                  .meta({ description: 'One that fails leaves the others.', examples: [true] }),
                validateOnly: z.boolean().meta({ description: 'Checked, not made.', examples: [false] }),
              })
              .meta({ description: 'Send it as it is.' }),
          })
          .meta({ id: 'GoogleAdsRequest', description: 'A request to the Google Ads API.' }),
      )
      .meta({ description: 'In order.' }),
    summary: exportSummary,
  })
  .meta({ id: 'GoogleAdsFile', description: 'A plan as requests to the Google Ads API.' })

export const metaFile = z
  .strictObject({
    requests: z
      .array(
        z
          .strictObject({
            entityId: path('The platform entity of the pool.', 'smyrna-social'),
            method: post,
            path: path('Id of the ad set or campaign; below the API’s version: `/v26.0/`.', '238500000001'),
            body: z
              .strictObject({
                daily_budget: z
                  .int()
                  .min(1)
                  .optional()
                  .meta({
                    description:
                      'In what Meta counts the ad account’s currency in: USD in cents, JPY and TWD in whole units.',
                    examples: [4_650],
                  }),
                status: z
                  .enum(['ACTIVE', 'PAUSED'])
                  .optional()
                  .meta({ description: 'Where it pauses, or an earlier file paused it.', examples: ['PAUSED'] }),
                execution_options: z
                  .array(
                    z.literal('validate_only').meta({ description: 'Checked, not made.', examples: ['validate_only'] }),
                  )
                  .optional()
                  .meta({ description: 'With `validateOnly`.', examples: [['validate_only']] }),
              })
              .meta({ description: 'Send it as it is.' }),
          })
          .meta({ id: 'MetaRequest', description: 'A request to Meta’s Marketing API.' }),
      )
      .meta({ description: 'In order.' }),
    summary: exportSummary,
  })
  .meta({ id: 'MetaFile', description: 'A plan as requests to Meta’s Marketing API.' })

const hidden = 'Null where it could tell a waiting list of 1 to 10 people.'

export const plainFile = z
  .strictObject({
    lines: z
      .array(
        z
          .strictObject({
            cellId: line.cellId,
            label: line.label,
            locationId: line.locationId,
            serviceLine: line.serviceLine,
            channel: line.channel,
            status: line.status,
            gate: line.gate,
            dailyBudgetMinor: z
              .int()
              .min(1)
              .nullable()
              .meta({
                description: 'What to spend; null: nothing, and `status` says why.',
                'x-unit': 'minor units of currency a day',
                examples: [4_200],
              }),
            monthlyExposureMinor: z
              .int()
              .min(1)
              .nullable()
              .meta({
                description: '30.4 times the daily budget: the most Google Ads charges for it in a month.',
                'x-unit': 'minor units of currency a month',
                examples: [127_680],
              }),
            referenceDailyBudgetMinor: line.referenceDailyBudgetMinor,
            headroom: line.headroom,
            waitDays: line.waitDays,
            waitKind: line.waitKind,
            waitlistSize: line.waitlistSize,
            freshness: line.freshness,
            expectedBookingsPerDay: z
              .number()
              .min(0)
              .nullable()
              .meta({
                description: `Booked first visits to expect of this budget. ${hidden}`,
                'x-unit': 'bookings a day',
                examples: [0.4],
              }),
            nextDollarValueMinor: z
              .number()
              .nullable()
              .meta({
                description: `Value of one more currency unit a day here. ${hidden}`,
                'x-unit': 'minor units of currency a day',
                examples: [0],
              }),
            nextSlotValueMinor: z
              .number()
              .nullable()
              .meta({
                description: `Value of one more opening here. ${hidden}`,
                'x-unit': 'minor units of currency',
                examples: [31_200],
              }),
            reasons: line.reasons,
            sentence: line.sentence,
            isSmallCountHidden: z.boolean().meta({
              description: 'The waiting list has 1 to 10 people; what could tell how many is left out.',
              examples: [false],
            }),
          })
          .meta({ id: 'ExportedLine', description: 'One cell’s line of an exported plan.' }),
      )
      .meta({ description: 'One for each cell, in the order of their ids.' }),
    summary: exportSummary,
  })
  .meta({ id: 'PlainFile', description: 'A plan for your own tools.' })
