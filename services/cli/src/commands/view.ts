import { type components, items } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { changeOf, moneyOf } from '../money.ts'
import { table } from '../table.ts'

interface ViewOptions extends ApiCommandOptions {
  pool?: string
  location?: string
  moved?: boolean
}

type OperationsLine = components['schemas']['OperationsLine']
type MarketingLine = components['schemas']['MarketingLine']

/** `sluice view operations|marketing` */
export function viewCommand(context: Context): Command {
  return new Command('view')
    .summary('the plan in force in the words of those who read it')
    .description('For those who run clinics, and for those who spend the money.')
    .addCommand(
      viewOf('operations', 'openings, waits, and what advertising does because of them').action(
        async (options: ViewOptions) => {
          const lines = await withApi(context, options, (api) =>
            allOf(items(api, '/v1/views/operations', { query: questionOf(options) })),
          )
          context.out(options.json ? JSON.stringify(lines) : operationsText(lines))
        },
      ),
    )
    .addCommand(
      viewOf('marketing', 'budgets, what they should bring, and what limits them').action(
        async (options: ViewOptions) => {
          const lines = await withApi(context, options, (api) =>
            allOf(items(api, '/v1/views/marketing', { query: questionOf(options) })),
          )
          context.out(options.json ? JSON.stringify(lines) : marketingText(lines))
        },
      ),
    )
}

function viewOf(name: string, summary: string): Command {
  return apiCommand(name, {
    summary,
    description: `Prints ${summary}.`,
    scope: 'plans:read',
    json: 'print the lines as a JSON list',
    example: `view ${name} --pool georgia --moved`,
  })
    .option('--pool <id>', 'only this pool')
    .option('--location <id>', 'only this clinic')
    .option('--moved', 'only what the plan in force moved')
}

function questionOf({ pool, location, moved }: ViewOptions) {
  return {
    moved: moved ? ('only' as const) : ('all' as const),
    ...(pool === undefined ? {} : { poolId: pool }),
    ...(location === undefined ? {} : { locationId: location }),
  }
}

function operationsText(lines: readonly OperationsLine[]): string {
  const numbers = ['OPENINGS', 'WAIT', 'WAITING', 'MOVED', 'AN OPENING MORE']
  const rows = lines.map((line) => [
    line.label,
    line.advertised,
    line.openings === null ? '?' : line.openings.toFixed(0),
    line.waitDays === null ? '?' : `${line.waitDays} d`,
    line.waitlistSize === null ? '?' : String(line.waitlistSize),
    changeOf(line.currency)(line.adBudgetChangeMinor),
    moneyOf(line.currency)(Math.round(line.oneMoreOpeningMinor)),
    line.because.map((reason) => reason.replace(/^undo:/, 'undo to plan ')).join(' '),
  ])
  return table(['CLINIC', 'ADVERTISED', ...numbers, 'BECAUSE'], rows, numbers)
}

function marketingText(lines: readonly MarketingLine[]): string {
  const numbers = ['BEFORE', 'NOW', 'PROPOSED', 'BOOKINGS A DAY', 'A BOOKING']
  const rows = lines.map((line) => {
    const money = moneyOf(line.currency)
    const { expectedCostPerBookingMinor: cost, proposedMinor } = line
    return [
      line.cellId,
      money(line.budgetBeforeMinor),
      money(line.budgetNowMinor),
      proposedMinor === null ? '' : money(proposedMinor),
      line.expectedBookingsPerDay.toFixed(2),
      cost === null ? '-' : money(cost),
      line.limitedBy.join(' '),
    ]
  })
  return table(['CELL', ...numbers, 'LIMITED BY'], rows, numbers)
}
