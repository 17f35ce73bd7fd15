import type { components } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { ofOption } from '../option-readers.ts'
import { exportSummaryText } from '../text/export-summary-text.ts'

interface ExportOptions extends ApiCommandOptions {
  plan?: number
  all?: boolean
  account?: string
  preview?: boolean
  validateOnly?: boolean
  summary?: boolean
}

type Format = components['schemas']['ExportSummary']['format']

/** `sluice export` */
export function exportCommand(context: Context): Command {
  return apiCommand('export', {
    summary: 'a plan as a file for an advertising platform',
    description:
      'Prints the file to standard output: what changed since the last one. It is noted as what the platform is told, and the next one is compared with it. --preview, --validate-only and --summary note nothing: plans:read is enough for them. Budgets that need a person are counted on standard error. Formats: google-ads-editor, google-ads-api, meta, microsoft-ads, csv, json, ndjson.',
    scope: 'plans:read, and exports:write (plans:decide for a plan that is not in force)',
    json: 'with --summary: print it as JSON',
    example: 'export georgia google-ads-editor > georgia.csv',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<format>', 'one of the formats')
    .option('--plan <number>', 'a plan of the history (unset: the one in force)', ofOption('--plan', planNumber))
    .option('--all', 'every row, not only what changed')
    .option('--account <id>', 'only this account of the platform')
    .option('--preview', 'only look: nothing is noted')
    .option('--validate-only', 'requests make the platform check the changes and make none; nothing is noted')
    .option('--summary', 'instead of the file, how it comes out of the plan')
    .action((poolId: string, format: string, options: ExportOptions) =>
      options.summary ? showSummary(context, poolId, format, options) : showFile(context, poolId, format, options),
    )
}

/** The service says which formats there are. */
function questionOf(poolId: string, format: string, { plan, all, account }: ExportOptions) {
  const number = plan ?? ('current' as const)
  return {
    path: { poolId, number, format: format as Format },
    query: {
      rows: all ? ('all' as const) : ('changed' as const),
      ...(account === undefined ? {} : { accountId: account }),
    },
  }
}

async function showFile(context: Context, poolId: string, format: string, options: ExportOptions): Promise<void> {
  const { path, query } = questionOf(poolId, format, options)
  const address = '/v1/pools/{poolId}/plans/{number}/exports/{format}' as const
  const trial = options.validateOnly ? { validateOnly: 'true' as const } : {}
  const { text, byHand } = await withApi(context, options, async (api) => {
    const answer =
      options.preview || options.validateOnly
        ? api.GET(address, { params: { path, query: { ...query, ...trial } }, parseAs: 'text' })
        : api.POST(address, { params: { path, query }, parseAs: 'text' })
    const { headers } = (await answer).response
    return { text: await dataOf<string>(answer), byHand: Number(headers.get('sluice-export-by-hand') ?? 0) }
  })
  // The line's own end is put back by `out`: the file comes out byte for byte.
  context.out(text.replace(/\n$/, ''))
  if (byHand > 0) context.err(byHandText(byHand))
}

/** A file does not mention what it leaves out: the person who sends it has to know that. */
function byHandText(count: number): string {
  const which = count === 1 ? '1 budget is' : `${count} budgets are`
  return `${which} not in this file and not as the plan says: --summary names each, and what it goes on spending.`
}

async function showSummary(context: Context, poolId: string, format: string, options: ExportOptions): Promise<void> {
  const params = questionOf(poolId, format, options)
  const summary = await withApi(context, options, (api) =>
    dataOf(api.GET('/v1/pools/{poolId}/plans/{number}/exports/{format}/summary', { params })),
  )
  context.out(options.json ? JSON.stringify(summary) : exportSummaryText(summary))
}
