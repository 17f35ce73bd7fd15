import { type components, items } from '@sluice/client'
import { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { table } from '../table.ts'

type CellBudget = components['schemas']['CellBudget']

/** `sluice message list|approve|withdraw` */
export function messageCommand(context: Context): Command {
  return new Command('message')
    .summary('which message a cell’s campaign may run')
    .description(
      'Approved messages, by the ids your tools know them by. Where a pool’s policy requires one, only cells with one may rise.',
    )
    .addCommand(listCommand(context))
    .addCommand(approveCommand(context))
    .addCommand(withdrawCommand(context))
}

interface ListOptions extends ApiCommandOptions {
  without?: boolean
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'which cells have an approved message, by whom and since when',
    description: 'Lists the cells of a pool that have an approved message.',
    scope: 'plans:read',
    json: 'print { cellId, message } of each as a JSON list',
    example: 'message list georgia --without',
  })
    .argument('<pool>', 'id of the pool')
    .option('--without', 'instead the cells that have none')
    .action(async (poolId: string, options: ListOptions) => {
      const all = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/budgets', { path: { poolId }, query: {} })),
      )
      const cells = all.filter(({ message }) => (message === null) === (options.without === true))
      if (options.json) return context.out(JSON.stringify(cells.map(({ cellId, message }) => ({ cellId, message }))))
      context.out(options.without ? withoutText(cells) : messagesText(cells))
    })
}

function messagesText(cells: readonly CellBudget[]): string {
  if (cells.length === 0) return 'No cell has an approved message.'
  const rows = cells.map(({ cellId, message }) => [
    cellId,
    message?.messageId ?? '',
    message?.approvedBy ?? '',
    message?.approvedAt ?? '',
  ])
  return table(['CELL', 'MESSAGE', 'APPROVED BY', 'SINCE'], rows)
}

function withoutText(cells: readonly CellBudget[]): string {
  return cells.length === 0 ? 'Every cell has an approved message.' : cells.map(({ cellId }) => cellId).join('\n')
}

function approveCommand(context: Context): Command {
  return apiCommand('approve', {
    summary: 'approve the message of a cell’s campaign',
    description: 'It takes the place of the one approved before.',
    scope: 'plans:decide',
    json: 'print what the API answers',
    example: 'message approve georgia smyrna-orthodontics aligners-a --by ana',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<cell>', 'id of the cell')
    .argument('<message>', 'id of the message')
    .option('--by <name>', 'the person behind the key, for the history')
    .action(async (poolId: string, cellId: string, messageId: string, options: ApiCommandOptions & { by?: string }) => {
      const params = { path: { poolId, cellId } }
      const body = { messageId, ...(options.by === undefined ? {} : { decidedBy: options.by }) }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.PUT('/v1/pools/{poolId}/cells/{cellId}/message', { params, body })),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(answer.decisionId === null ? 'It was so already.' : `${cellId} may run ${messageId}.`)
    })
}

function withdrawCommand(context: Context): Command {
  return apiCommand('withdraw', {
    summary: 'take the approval of a message back',
    description: 'The cell keeps its budget, and does not rise where the policy requires an approved message.',
    scope: 'plans:decide',
    json: 'print what the API answers',
    example: 'message withdraw georgia smyrna-orthodontics',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<cell>', 'id of the cell')
    .action(async (poolId: string, cellId: string, options: ApiCommandOptions) => {
      const params = { path: { poolId, cellId } }
      const answer = await withApi(context, options, (api) =>
        dataOf(api.DELETE('/v1/pools/{poolId}/cells/{cellId}/message', { params })),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      context.out(
        answer.decisionId === null
          ? 'There was no approval to take back.'
          : `${cellId} has no approved message any more.`,
      )
    })
}
