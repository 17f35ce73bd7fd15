import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import { sluice } from '../command-line.ts'
import type { Context } from '../context.ts'
import { table } from '../table.ts'

type ListedPool = components['schemas']['ListedPool']

/** `sluice pools` */
export function poolsCommand(context: Context): Command {
  return apiCommand('pools', {
    summary: 'which pools there are, and whether their plans are up to date',
    description: 'Lists the pools of the key’s organization; other commands name a pool by its id.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'pools',
  }).action(async (options: ApiCommandOptions) => {
    const pools = await withApi(context, options, (api) => allOf(items(api, '/v1/pools', {})))
    context.out(options.json ? JSON.stringify(pools) : poolsText(pools))
  })
}

function poolsText(pools: readonly ListedPool[]): string {
  if (pools.length === 0) return `No pools yet. Configure one with: ${sluice} apply -f organization.yaml`
  const rows = pools.map(({ id, name, currency, timeZone, state }) => [id, name, currency, timeZone, state.status])
  return table(['POOL', 'NAME', 'CURRENCY', 'TIME ZONE', 'PLAN'], rows)
}
