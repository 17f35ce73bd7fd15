import { type components, items } from '@sluice/client'
import { type Command, Option } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type CellBudget = components['schemas']['CellBudget']

const standings = [
  'in_force',
  'awaiting_approval',
  'awaiting_money',
  'rejected',
] as const satisfies readonly CellBudget['standing'][]

interface BudgetsOptions extends ApiCommandOptions {
  location?: string
  standing?: CellBudget['standing']
}

/** `sluice budgets` */
export function budgetsCommand(context: Context): Command {
  return apiCommand('budgets', {
    summary: 'recommended, in force, applied and spent, cell by cell',
    description:
      'Lists the cells of a pool with what was recommended, what is in force, what was set and what was spent.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'budgets georgia --standing awaiting_approval',
  })
    .argument('<pool>', 'id of the pool')
    .option('--location <id>', 'only this clinic')
    .addOption(new Option('--standing <which>', 'only these').choices(standings))
    .action(async (poolId: string, options: BudgetsOptions) => {
      const query = {
        ...(options.location === undefined ? {} : { locationId: options.location }),
        ...(options.standing === undefined ? {} : { standing: options.standing }),
      }
      const cells = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/budgets', { path: { poolId }, query })),
      )
      context.out(options.json ? JSON.stringify(cells) : budgetsText(cells))
    })
}

function budgetsText(cells: readonly CellBudget[]): string {
  if (cells.length === 0) return 'No such cell in this pool.'
  const numbers = ['RECOMMENDED', 'IN FORCE', 'APPLIED', 'SPENT YESTERDAY', 'THIS MONTH']
  const rows = cells.map((cell) => {
    const money = moneyOf(cell.currency)
    const orNothing = (minor: number | null) => (minor === null ? '-' : money(minor))
    return [
      cell.cellId,
      cell.standing,
      money(cell.recommendedDailyBudgetMinor),
      money(cell.effectiveDailyBudgetMinor),
      orNothing(cell.appliedDailyBudgetMinor),
      orNothing(cell.spentYesterdayMinor),
      orNothing(cell.spentMonthToDateMinor),
    ]
  })
  return table(['CELL', 'STANDING', ...numbers], rows, numbers)
}
