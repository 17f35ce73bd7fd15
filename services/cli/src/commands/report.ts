import type { SluiceClient } from '@sluice/client'
import { Command, Option } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { capacityText, performanceText, reactionText, stabilityText } from '../text/report-text.ts'

const groups = ['none', 'location', 'service_line', 'place'] as const
const intervals = ['total', 'day', 'week', 'month'] as const

interface ReportOptions extends ApiCommandOptions {
  from?: string
  to?: string
  location?: string
  serviceLine?: string
  by?: (typeof groups)[number]
  interval?: (typeof intervals)[number]
  csv?: boolean
}

/** `sluice report performance|capacity|reaction|stability` */
export function reportCommand(context: Context): Command {
  return new Command('report')
    .summary('what money brought, how full clinics were, how fast and how calmly plans moved')
    .description('Reports of days that are over; docs/reports.md has the formulas.')
    .addCommand(
      grouped('performance', 'ROI, cost per lead, booking and kept visit')
        .argument('[pool]', 'id of a pool: only days on which one of its cells had the place')
        .action((poolId: string | undefined, options: ReportOptions) => {
          const query = { ...questionOf(options), ...(poolId === undefined ? {} : { poolId }) }
          return print(context, options, '/v1/reports/performance', query, performanceText)
        }),
    )
    .addCommand(
      grouped('capacity', 'fill rate, spend while full, and where its money went')
        .argument('<pool>', 'id of the pool')
        .action((poolId: string, options: ReportOptions) =>
          print(context, options, '/v1/reports/capacity', { ...questionOf(options), poolId }, capacityText),
        ),
    )
    .addCommand(
      spanned('reaction', 'from observation to plan to applied')
        .argument('<pool>', 'id of the pool')
        .action((poolId: string, options: ReportOptions) =>
          print(context, options, '/v1/reports/reaction', { ...questionOf(options), poolId }, reactionText),
        ),
    )
    .addCommand(
      placed('stability', 'changes of budgets and gates per cell in 30 days')
        .argument('<pool>', 'id of the pool')
        .action((poolId: string, options: ReportOptions) =>
          print(context, options, '/v1/reports/stability', { ...questionOf(options), poolId }, stabilityText),
        ),
    )
}

function spanned(name: string, summary: string): Command {
  return apiCommand(name, {
    summary,
    description: `Prints ${summary}, as a table.`,
    scope: 'plans:read',
    json: 'print the report as the API gives it',
    example: `report ${name}${name === 'performance' ? '' : ' georgia'} --from 2026-11-01`,
  })
    .option('--from <date>', 'first day (unset: 28 days up to the last)')
    .option('--to <date>', 'last day, included (unset: yesterday)')
    .option('--csv', 'print it as a spreadsheet takes it')
}

function placed(name: string, summary: string): Command {
  return spanned(name, summary)
    .option('--location <id>', 'only this clinic')
    .option('--service-line <id>', 'only this kind of care')
}

function grouped(name: string, summary: string): Command {
  return placed(name, summary)
    .addOption(
      new Option('--by <group>', 'a row per location, service line or place (unset: one for all)').choices(groups),
    )
    .addOption(
      new Option('--interval <span>', 'a row per day, week or month (unset: one for all days)').choices(intervals),
    )
}

function questionOf({ from, to, location, serviceLine, by, interval }: ReportOptions) {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(location === undefined ? {} : { locationId: location }),
    ...(serviceLine === undefined ? {} : { serviceLine }),
    ...(by === undefined ? {} : { by }),
    ...(interval === undefined ? {} : { interval }),
  }
}

type ReportPath = '/v1/reports/performance' | '/v1/reports/capacity' | '/v1/reports/reaction' | '/v1/reports/stability'

async function print<Report>(
  context: Context,
  options: ReportOptions,
  path: ReportPath,
  query: Record<string, string>,
  toText: (report: Report) => string,
): Promise<void> {
  const { json, csv } = options
  const text = await withApi(context, options, (api) => read(api, path, { ...query, format: csv ? 'csv' : 'json' }))
  if (csv) return context.out(text.trimEnd())
  context.out(json ? text : toText(JSON.parse(text)))
}

/** The four reports differ in what they may be asked; the service says what it does not take. */
function read(api: SluiceClient, path: ReportPath, query: Record<string, string>): Promise<string> {
  return dataOf(api.GET(path, { params: { query: query as never }, parseAs: 'text' }))
}
