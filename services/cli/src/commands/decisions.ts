import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { ofOption } from '../option-readers.ts'
import { table } from '../table.ts'

type NotedDecision = components['schemas']['NotedDecision']

/** Cells that are named in a line; the rest are counted. */
const MOST_NAMED = 3

/** `sluice decisions` */
export function decisionsCommand(context: Context): Command {
  return apiCommand('decisions', {
    summary: 'who decided what',
    description:
      'Lists approvals, refusals, overrides, undos and approved messages of a pool, newest first. Nothing is ever removed.',
    scope: 'plans:read',
    json: 'print them as a JSON list, every cell with its amount before and after',
    example: 'decisions georgia --plan 17',
  })
    .argument('<pool>', 'id of the pool')
    .option('--plan <number>', 'only decisions on this plan', ofOption('--plan', planNumber))
    .action(async (poolId: string, options: ApiCommandOptions & { plan?: number }) => {
      const query = options.plan === undefined ? {} : { planNumber: options.plan }
      const decisions = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/decisions', { path: { poolId }, query })),
      )
      context.out(options.json ? JSON.stringify(decisions) : decisionsText(decisions))
    })
}

function decisionsText(decisions: readonly NotedDecision[]): string {
  if (decisions.length === 0) return 'Nothing was decided.'
  const rows = decisions.map((one) => [
    String(one.id),
    one.decidedAt,
    one.kind,
    one.planNumber === null ? '' : String(one.planNumber),
    one.reason ?? '',
    one.decidedBy ?? one.authorName ?? one.author,
    cellsText(one.cells),
  ])
  return table(['DECISION', 'WHEN', 'WHAT', 'PLAN', 'REASON', 'BY', 'CELLS'], rows, ['DECISION', 'PLAN'])
}

function cellsText(cells: NotedDecision['cells']): string {
  const named = cells.slice(0, MOST_NAMED).map(({ cellId }) => cellId)
  const more = cells.length - named.length
  return more > 0 ? `${named.join(' ')} and ${more} more` : named.join(' ')
}
