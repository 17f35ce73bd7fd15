import { type components, items, ProblemError, type SluiceClient } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { minorUnits } from '../money.ts'
import { table } from '../table.ts'
import { appliedLines, appliedWarnings } from '../text/applied-text.ts'

type AppliedReport = components['schemas']['AppliedReport']
type NotedApplied = components['schemas']['NotedApplied']

interface AppliedOptions extends ApiCommandOptions {
  plan?: string
  at?: string
  corrects?: boolean
}

/** `sluice applied` */
export function appliedCommand(context: Context): Command {
  return apiCommand('applied', {
    summary: 'report what was really set, or list what was reported',
    description:
      'Ramps count from it, and the next file for a platform compares with it. Without cells it lists what was reported, the newest first, with what each report corrected.',
    scope: 'exports:write, plans:decide or events:write, and plans:read unless --plan is given; plans:read to list',
    json: 'print what the API answers',
    example: 'applied georgia smyrna-orthodontics=4200 decatur-orthodontics=38000',
  })
    .argument('<pool>', 'id of the pool')
    .argument('[cells...]', 'cell=amount: what was set a day, in minor units of the pool’s currency; 0: it is paused')
    .option('--plan <number>', 'the plan it was set by (unset: the one in force)')
    .option('--at <moment>', 'when it was set, as in 2026-11-28T05:00:00Z (unset: now)')
    .option('--corrects', 'where the same moment was reported before, this amount replaces that one')
    .action(async (poolId: string, cells: string[], options: AppliedOptions) => {
      if (cells.length === 0) return list(context, poolId, options)
      const appliedAt = options.at ?? new Date().toISOString()
      const body: AppliedReport = {
        items: cells.map((text) => ({ ...readCell(text), appliedAt })),
        corrects: options.corrects === true,
      }
      const { number, plan, answer } = await withApi(context, options, (api) => report(api, poolId, body, options.plan))
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(`Plan ${number} of ${poolId}: ${answer.accepted} of ${body.items.length} reports were new.`)
      for (const line of appliedLines(body.items, plan)) context.out(line)
      for (const warning of appliedWarnings(body.items, plan)) context.err(warning)
    })
}

async function list(context: Context, poolId: string, options: AppliedOptions): Promise<void> {
  const reports = await withApi(context, options, (api) =>
    allOf(items(api, '/v1/pools/{poolId}/applied', { path: { poolId }, query: {} })),
  )
  context.out(options.json ? JSON.stringify(reports) : reportsText(reports))
}

/** Amounts in minor units, as they are reported: a line names no currency. */
function reportsText(reports: readonly NotedApplied[]): string {
  if (reports.length === 0) return 'Nothing was reported.'
  const rows = reports.map((one) => [
    one.cellId,
    one.appliedAt,
    String(one.dailyBudgetMinor),
    String(one.planNumber),
    one.author,
    one.replaced.map(({ dailyBudgetMinor }) => dailyBudgetMinor).join(' '),
  ])
  return table(['CELL', 'SET AT', 'A DAY MINOR', 'PLAN', 'BY', 'INSTEAD OF'], rows, ['A DAY MINOR', 'PLAN'])
}

function readCell(text: string): { cellId: string; dailyBudgetMinor: number } {
  const [, cellId, amount] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (cellId === undefined || amount === undefined)
    throw new Failure('A cell is given with its amount: smyrna-orthodontics=4200.', { code: exitCodes.badInput })
  return { cellId, dailyBudgetMinor: minorUnits(amount) }
}

async function report(api: SluiceClient, poolId: string, body: AppliedReport, asked: string | undefined) {
  const { number, plan } = await readPlan(api, poolId, asked)
  const params = { path: { poolId, number } }
  const answer = await dataOf(api.POST('/v1/pools/{poolId}/plans/{number}/applied', { params, body }))
  return { number, plan, answer }
}

/** The plan reported on; without its lines where the key may report and not read. */
async function readPlan(api: SluiceClient, poolId: string, asked: string | undefined) {
  if (asked === undefined) {
    const plan = await dataOf(api.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId } } }))
    return { number: plan.number, plan }
  }
  const number = planNumber(asked)
  const path = { poolId, number }
  const plan = await dataOf(api.GET('/v1/pools/{poolId}/plans/{number}', { params: { path } })).catch(
    nothingIfForbidden,
  )
  return { number, plan }
}

function nothingIfForbidden(error: unknown): undefined {
  if (error instanceof ProblemError && error.status === 403) return undefined
  throw error
}
