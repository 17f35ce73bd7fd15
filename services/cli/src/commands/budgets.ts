import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type CellBudget = components['schemas']['CellBudget']

interface BudgetsOptions extends ApiCommandOptions {
  location?: string
  standing?: string
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
    .option('--standing <which>', 'only in_force, awaiting_approval, awaiting_money or rejected')
    .action(async (poolId: string, options: BudgetsOptions) => {
      const { location, standing } = options
      const query = {
        ...(location === undefined ? {} : { locationId: location }),
        // The service says which there are.
        ...(standing === undefined ? {} : { standing: standing as CellBudget['standing'] }),
      }
      const cells = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/budgets', { path: { poolId }, query })),
      )
      context.out(options.json ? JSON.stringify(cells) : budgetsText(cells))
    })
}

function budgetsText(cells: readonly CellBudget[]): string {
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
