import { type components, items } from '@sluice/client'
import { Command } from 'commander'
import { type AmountOptions, amountReader, inMinorUnits } from '../amount.ts'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { ofOption } from '../option-readers.ts'
import { table } from '../table.ts'
import { missingText, nextText } from '../text/next-text.ts'

type Override = components['schemas']['Override']
type CellBudget = components['schemas']['CellBudget']

interface PutOptions extends ApiCommandOptions, AmountOptions {
  amount?: string
  until?: string
  reason: string
  by?: string
}

/** `sluice override list|put|remove` */
export function overrideCommand(context: Context): Command {
  return new Command('override')
    .summary('fix, bound or pause the budget of a cell')
    .description('A person’s word about one cell’s budget, which goes before its configured lock.')
    .addCommand(listCommand(context))
    .addCommand(putCommand(context))
    .addCommand(removeCommand(context))
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'the overrides of a pool',
    description: 'Lists the overrides that hold, the pins of an undo included.',
    scope: 'plans:read',
    json: 'print the cells as a JSON list',
    example: 'override list georgia',
  })
    .argument('<pool>', 'id of the pool')
    .action(async (poolId: string, options: ApiCommandOptions) => {
      const cells = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/budgets', { path: { poolId }, query: {} })),
      )
      const overridden = cells.filter(({ override }) => override !== null)
      context.out(options.json ? JSON.stringify(overridden) : overridesText(overridden))
    })
}

function overridesText(cells: readonly CellBudget[]): string {
  if (cells.length === 0) return 'Nothing is overridden.'
  const rows = cells.flatMap(({ cellId, currency, override }) => {
    if (override === null) return []
    const { kind, dailyBudgetMinor, isUndo, reason, decidedBy, authorName, author, expiresAt } = override
    const amount = kind === 'pause' ? '' : moneyOf(currency)(dailyBudgetMinor)
    const by = decidedBy ?? authorName ?? author
    return [[cellId, kind, amount, isUndo ? 'undo' : reason, by, expiresAt ?? 'taken back']]
  })
  return table(['CELL', 'KIND', 'A DAY', 'REASON', 'BY', 'UNTIL'], rows, ['A DAY'])
}

function putCommand(context: Context): Command {
  return apiCommand('put', {
    summary: 'override a cell’s budget',
    description: 'The next plan has it, without further approval. A full clinic stays at its floor, and maximums hold.',
    scope: 'plans:decide, and plans:read unless --minor is given',
    json: 'print what the API answers',
    example: 'override put georgia smyrna-orthodontics fixed --amount 300 --reason opening_campaign',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<cell>', 'id of the cell')
    .argument('<kind>', 'fixed, minimum, maximum or pause')
    .option('--amount <amount>', 'a day, in the pool’s currency: 300 or 300.00; not of a pause')
    .addOption(inMinorUnits())
    .option('--until <moment>', 'how long, as in 2026-12-24T00:00:00Z (unset: until it is taken back)')
    .option('--reason <code>', 'why; docs/deciding.md lists the codes', 'other')
    .option('--by <name>', 'the person behind the key, for the history')
    .action(async (poolId: string, cellId: string, kind: string, options: PutOptions) => {
      const params = { path: { poolId, cellId } }
      const { body, answer } = await withApi(context, options, async (api) => {
        const minor =
          options.amount === undefined
            ? undefined
            : ofOption('--amount', await amountReader(api, poolId, options))(options.amount)
        const body = toOverride(kind, minor, options)
        return { body, answer: await dataOf(api.PUT('/v1/pools/{poolId}/cells/{cellId}/override', { params, body })) }
      })
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(answer.decisionId === null ? 'It was so already.' : 'Noted; the next plan has it.')
      context.out(answer.next === null ? missingText(answer.nextMissing) : nextText(body, answer.next))
    })
}

function toOverride(kind: string, dailyBudgetMinor: number | undefined, { until, reason, by }: PutOptions): Override {
  return {
    // The service says which kinds and reasons there are.
    kind: kind as Override['kind'],
    reason: reason as Override['reason'],
    ...(dailyBudgetMinor === undefined ? {} : { dailyBudgetMinor }),
    ...(until === undefined ? {} : { expiresAt: until }),
    ...(by === undefined ? {} : { decidedBy: by }),
  }
}

function removeCommand(context: Context): Command {
  return apiCommand('remove', {
    summary: 'take an override back',
    description: 'The next plan decides about the cell again. Where there was none, nothing changes.',
    scope: 'plans:decide',
    json: 'print what the API answers',
    example: 'override remove georgia smyrna-orthodontics',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<cell>', 'id of the cell')
    .action(async (poolId: string, cellId: string, options: ApiCommandOptions) => {
      const params = { path: { poolId, cellId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.DELETE('/v1/pools/{poolId}/cells/{cellId}/override', { params })),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(
        answer.decisionId === null ? 'There was no override to take back.' : 'Taken back; the next plan decides.',
      )
    })
}
