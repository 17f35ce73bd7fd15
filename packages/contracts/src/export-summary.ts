import { z } from 'zod'
import { identifier } from './identifier.ts'

const daily = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'minor units of currency a day', examples: [example] })

const leastBudget = (description: string) =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description, 'x-unit': 'minor units of currency a day', examples: [9_000] })

export const exportFormat = z
  .enum(['google-ads-editor', 'google-ads-api', 'meta', 'microsoft-ads', 'csv', 'json', 'ndjson'])
  .meta({
    description:
      'google-ads-editor, microsoft-ads, csv: CSV. google-ads-api, meta, json: JSON. ndjson: a line a cell, then the summary.',
    examples: ['csv'],
  })

export const exportRows = z.enum(['changed', 'all']).meta({
  description: 'changed: only what differs from what was applied or exported before. all: everything.',
  examples: ['changed'],
})

const entityId = identifier.meta({ description: 'A platform entity of the pool.', examples: ['smyrna-search'] })

const leftBehindBudget = z
  .strictObject({
    entityId: identifier.meta({ description: 'The entity that sets or set it.', examples: ['smyrna-search'] }),
    accountId: z.string().meta({ description: 'Its account.', examples: ['1234567890'] }),
    externalId: z.string().meta({ description: 'Its id there.', examples: ['555'] }),
    dailyBudgetMinor: daily('What a file or a report last said it spends.', 30_000),
    reason: z.enum(['not_mapped', 'cells_not_in_plan']).meta({
      description: 'not_mapped: no entity sets it any more. cells_not_in_plan: none of its cells is in the plan.',
      examples: ['not_mapped'],
    }),
  })
  .meta({ id: 'LeftBehindBudget', description: 'A budget that no file names any more and that still has money.' })

/** How a file's total comes out of the plan's. Mirrors ExportSummary of the exports package. */
export const exportSummary = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan the file was made of.', examples: [17] }),
    format: exportFormat,
    rows: exportRows,
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    poolDailyBudgetMinor: daily('What the pool has for the day: the plan and the reserve.', 500_000),
    reserveDailyMinor: daily('What of it is kept.', 12_000),
    planDailyMinor: daily('All recommended budgets.', 488_000),
    fileDailyMinor: daily('All budgets of the file.', 46_500),
    unchangedDailyMinor: daily('Left out because it is set already.', 400_000),
    heldBackDailyMinor: daily('Left out because the format or the platform does not take it now; see `heldBack`.', 0),
    abovePlanDailyMinor: daily(
      'What budgets in `heldBack` and `leftBehind` go on spending above the plan, as far as is known: somebody has to stop it by hand.',
      0,
    ),
    elsewhereDailyMinor: daily('Set on other platforms or in other accounts.', 40_000),
    unmappedDailyMinor: daily('Money of cells that no entity carries; see `unmapped`.', 1_500),
    removedDailyMinor: daily(
      'What the plan keeps for removed cells until 0 is reported for them: files tell their budgets to pause.',
      0,
    ),
    roundedDownDailyMinor: daily(
      'What entities do not get because the platform’s steps are larger, or its least budget is; see `roundedDown`.',
      0,
    ),
    rowCount: z
      .int()
      .min(0)
      .meta({ description: 'Changes in the file.', examples: [3] }),
    paused: z
      .array(identifier.meta({ description: 'An entity or cell.', examples: ['smyrna-search'] }))
      .meta({ description: 'Paused by the file: no row ever says 0.', examples: [[]] }),
    pausedByHand: z.array(entityId).meta({
      description:
        'Budgets that a person paused, by a report, and that the plan gives money. No file runs them again: run them by hand, or the money is not spent.',
      examples: [['smyrna-search']],
    }),
    roundedDown: z
      .array(
        z
          .strictObject({
            entityId,
            byMinor: daily('By how much.', 50),
            minimumDailyBudgetMinor: leastBudget(
              'The least its platform takes, where the plan gives less: it pauses. Null: it is told the step below.',
            ),
          })
          .meta({
            id: 'RoundedDownEntity',
            description: 'Set to the nearest amount its platform takes that is no more than the plan’s.',
          }),
      )
      .meta({
        description:
          'Entities that get less than the plan gives them: the step below, or a pause where that is below the platform’s least budget.',
        examples: [[]],
      }),
    heldBack: z
      .array(
        z
          .strictObject({
            entityId,
            reason: z
              .enum([
                'other_currency',
                'below_minimum',
                'hourly_limit',
                'shared_budget',
                'unsafe_name',
                'pause_by_hand',
              ])
              .meta({
                description:
                  'other_currency: its account bills in another currency than the pool’s. below_minimum: the platform takes no budget as small, and its own is no more. hourly_limit: Meta takes 4 changes an hour. shared_budget: not in a file of campaigns. unsafe_name: a spreadsheet would run it. pause_by_hand: no campaign is named that could be paused or run again.',
                examples: ['hourly_limit'],
              }),
            dailyBudgetMinor: daily('What it should get; 0: it should pause.', 4_650),
            minimumDailyBudgetMinor: leastBudget(
              'The least the platform takes for it, where the plan gives less; otherwise null.',
            ),
            knownDailyBudgetMinor: z
              .int()
              .min(0)
              .nullable()
              .meta({
                description: 'What it goes on spending, as far as is known; null: nothing is known.',
                'x-unit': 'minor units of currency a day',
                examples: [30_000],
              }),
            until: z.iso
              .datetime()
              .nullable()
              .meta({
                description: 'When the platform takes the change; null: not by waiting.',
                examples: ['2026-11-25T12:01:00.000Z'],
              }),
          })
          .meta({ id: 'HeldBackEntity', description: 'A change that is in no file, to be made by hand or later.' }),
      )
      .meta({ description: 'Changes that are in no row.', examples: [[]] }),
    unmapped: z
      .array(
        z
          .strictObject({
            cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
            dailyBudgetMinor: daily('The part of its money that no entity carries.', 1_500),
          })
          .meta({ id: 'UnmappedCell', description: 'Money of the plan that is set nowhere.' }),
      )
      .meta({ description: 'Cells, or parts of them, that no entity carries.', examples: [[]] }),
    leftBehind: z.array(leftBehindBudget).meta({
      description:
        'Budgets of this platform that still have money, as far as is known, and that no file names any more. Pause them by hand, or map them without cells and the next file does.',
      examples: [[]],
    }),
  })
  .meta({
    id: 'ExportSummary',
    description:
      'How the file comes out of the plan, exactly: file + unchanged + heldBack + elsewhere + unmapped + removed + roundedDown = plan, and plan + reserve = the pool’s amount.',
  })
