import type { components } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type Pacing = components['schemas']['Pacing']

/** `sluice pacing` */
export function pacingCommand(context: Context): Command {
  return apiCommand('pacing', {
    summary: 'how the period of a pool goes',
    description: 'Spent so far against plan, and where the period will end.',
    scope: 'plans:read',
    json: 'print it as the API gives it, with a point a day for a plot',
    example: 'pacing georgia',
  })
    .argument('<pool>', 'id of the pool')
    .action(async (poolId: string, options: ApiCommandOptions) => {
      const pacing = await withApi(context, options, (api) =>
        dataOf(api.GET('/v1/pools/{poolId}/pacing', { params: { path: { poolId } } })),
      )
      context.out(options.json ? JSON.stringify(pacing) : pacingText(pacing))
    })
}

function pacingText(pacing: Pacing): string {
  const money = moneyOf(pacing.currency)
  const { lowMinor, highMinor, endMinor } = pacing.projection
  const rows = [
    ['budget', money(pacing.budgetMinor + pacing.carriedOverMinor)],
    ['spent so far', money(pacing.spentMinor)],
    ['  of it reported', money(pacing.reportedMinor)],
    ['even pace by now', money(pacing.evenMinor)],
    ['left', money(pacing.leftMinor)],
    ['a day from now on', money(pacing.dailyMinor)],
    ['ends at', money(endMinor)],
    ...(lowMinor === null || highMinor === null
      ? []
      : [['  likely between', `${money(lowMinor)} and ${money(highMinor)}`]]),
    ['a month at Google, at most', money(pacing.monthlyExposureMinor)],
  ]
  const head = `${pacing.poolId}: ${pacing.periodStart} to ${pacing.periodEnd}, ${pacing.daysLeft} days left, ${pacing.currency}`
  const note = lowMinor === null ? ['No likely range: too few days are reported in full, so the end is by plan.'] : []
  return [head, table(['', 'AMOUNT'], rows, ['AMOUNT']), ...note].join('\n')
}
