import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'
import { counted } from '../text/counted.ts'

type Pacing = components['schemas']['Pacing']
type CellPacing = components['schemas']['CellPacing']

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
    .option('--cells', 'a line a cell instead')
    .action(async (poolId: string, options: ApiCommandOptions & { cells?: boolean }) => {
      if (options.cells) return showCells(context, poolId, options)
      const pacing = await withApi(context, options, (api) =>
        dataOf(api.GET('/v1/pools/{poolId}/pacing', { params: { path: { poolId } } })),
      )
      context.out(options.json ? JSON.stringify(pacing) : pacingText(pacing))
    })
}

async function showCells(context: Context, poolId: string, options: ApiCommandOptions): Promise<void> {
  const cells = await withApi(context, options, (api) =>
    allOf(items(api, '/v1/pools/{poolId}/pacing/cells', { path: { poolId }, query: {} })),
  )
  context.out(options.json ? JSON.stringify(cells) : cellsText(cells))
}

function cellsText(cells: readonly CellPacing[]): string {
  if (cells.length === 0) return 'No cell has money in this period.'
  const numbers = ['A DAY', 'PLANNED', 'REPORTED', 'ASSUMED', 'DAYS MISSING', 'ENDS AT', 'MOST A MONTH AT GOOGLE']
  const rows = cells.map((cell) => {
    const money = moneyOf(cell.currency)
    return [
      cell.cellId,
      money(cell.inForceMinor),
      money(cell.plannedMinor),
      cell.reportedMinor === null ? '-' : money(cell.reportedMinor),
      money(cell.assumedMinor),
      String(cell.missingDays),
      money(cell.projection.endMinor),
      money(cell.monthlyExposureMinor),
      cell.lastReportedOn ?? 'never',
    ]
  })
  return table(['CELL', ...numbers, 'LAST REPORTED'], rows, numbers)
}

/** What an alarm is about, and from where on there is one. */
function alarmText({ today, periodStart, periodEnd, alarm }: Pacing): string {
  const { state, projectedShare, lowShare, highShare } = alarm
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  const limits = `${percent(lowShare)} to ${percent(highShare)}`
  if (today < periodStart || today >= periodEnd) return 'Today is outside of the period: there is no pace to keep.'
  if (projectedShare === null)
    return state === 'over'
      ? 'ALARM, over: there is no money, and some was spent.'
      : 'There is no money to keep pace with.'
  const ends = `ends at ${percent(projectedShare)} of the money there is; today ${limits} is expected`
  return state === 'ok' ? `On pace: ${ends}.` : `ALARM, ${state}: ${ends}.`
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
  const head = `${pacing.poolId}: ${pacing.periodStart} to ${pacing.periodEnd}, ${counted(pacing.daysLeft, 'day')} left, ${pacing.currency}`
  const note = lowMinor === null ? ['No likely range: too few days are reported in full, so the end is by plan.'] : []
  return [head, table(['', 'AMOUNT'], rows, ['AMOUNT']), ...note, alarmText(pacing)].join('\n')
}
