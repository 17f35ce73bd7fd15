import { type components, items, ProblemError, type SluiceClient } from '@sluice/client'
import type { Command } from 'commander'
import { type AmountOptions, currencyOf, inMinorUnits } from '../amount.ts'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { minorOf, minorUnits, moneyOf } from '../money.ts'
import { ofOption } from '../option-readers.ts'
import { table } from '../table.ts'
import { appliedLines, appliedWarnings } from '../text/applied-text.ts'
import { counted } from '../text/counted.ts'

type AppliedReport = components['schemas']['AppliedReport']
type NotedApplied = components['schemas']['NotedApplied']

interface AppliedOptions extends ApiCommandOptions, AmountOptions {
  plan?: number
  at?: string
  corrects?: boolean
}

/** `sluice applied` */
export function appliedCommand(context: Context): Command {
  return apiCommand('applied', {
    summary: 'report what was really set, or list what was reported',
    description:
      'Ramps count from it, and the next file for a platform compares with it. Without cells it lists what was reported, the newest first, with what each report corrected.',
    scope:
      'exports:write, plans:decide or events:write, and plans:read unless --plan and --minor are given; plans:read to list',
    json: 'print what the API answers',
    example: 'applied georgia smyrna-orthodontics=42 decatur-orthodontics=380',
  })
    .argument('<pool>', 'id of the pool')
    .argument('[cells...]', 'cell=amount: what was set a day, in the pool’s currency: 42 or 42.00; 0: it is paused')
    .addOption(inMinorUnits())
    .option('--plan <number>', 'the plan it was set by (unset: the one in force)', ofOption('--plan', planNumber))
    .option('--at <moment>', 'when it was set, as in 2026-11-28T05:00:00Z (unset: now)')
    .option('--corrects', 'where the same moment was reported before, this amount replaces that one')
    .action(async (poolId: string, cells: string[], options: AppliedOptions) => {
      if (cells.length === 0) return list(context, poolId, options)
      const given = cells.map(cellAndAmount)
      const { number, plan, set, answer } = await withApi(context, options, (api) =>
        report(api, poolId, given, options),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(
        `Plan ${number} of ${poolId}: ${answer.accepted} of ${counted(set.length, 'report was', 'reports were')} new.`,
      )
      for (const line of appliedLines(set, plan)) context.out(line)
      for (const warning of appliedWarnings(set, plan)) context.err(warning)
    })
}

async function list(context: Context, poolId: string, options: AppliedOptions): Promise<void> {
  const reports = await withApi(context, options, (api) =>
    allOf(items(api, '/v1/pools/{poolId}/applied', { path: { poolId }, query: {} })),
  )
  context.out(options.json ? JSON.stringify(reports) : reportsText(reports))
}

function reportsText(reports: readonly NotedApplied[]): string {
  if (reports.length === 0) return 'Nothing was reported.'
  const rows = reports.map((one) => {
    const money = moneyOf(one.currency)
    return [
      one.cellId,
      one.appliedAt,
      money(one.dailyBudgetMinor),
      one.currency,
      String(one.planNumber),
      one.author,
      one.replaced.map(({ dailyBudgetMinor }) => money(dailyBudgetMinor)).join(' '),
    ]
  })
  return table(['CELL', 'SET AT', 'A DAY', '', 'PLAN', 'BY', 'INSTEAD OF'], rows, ['A DAY', 'PLAN'])
}

interface Given {
  cellId: string
  amount: string
}

function cellAndAmount(text: string): Given {
  const [, cellId, amount] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (cellId !== undefined && amount !== undefined) return { cellId, amount }
  throw new Failure('A cell is given with its amount: smyrna-orthodontics=42.', { code: exitCodes.badInput })
}

async function report(api: SluiceClient, poolId: string, given: readonly Given[], options: AppliedOptions) {
  const { number, plan } = await readPlan(api, poolId, options.plan)
  const appliedAt = options.at ?? new Date().toISOString()
  const minor = options.minor ? minorUnits : minorOf(plan?.currency ?? (await currencyOf(api, poolId)))
  const set = given.map(({ cellId, amount }) => ({ cellId, dailyBudgetMinor: minor(amount), appliedAt }))
  const body: AppliedReport = { items: set, corrects: options.corrects === true }
  const params = { path: { poolId, number } }
  const answer = await dataOf(api.POST('/v1/pools/{poolId}/plans/{number}/applied', { params, body }))
  return { number, plan, set, answer }
}

/** The plan reported on; without its lines where the key may report and not read. */
async function readPlan(api: SluiceClient, poolId: string, number: number | undefined) {
  if (number === undefined) {
    const plan = await dataOf(api.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId } } }))
    return { number: plan.number, plan }
  }
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
