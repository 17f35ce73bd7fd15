import { type components, items } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, allOf, apiCommand, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type Price = components['schemas']['Price']

/** `sluice plan prices` */
export function pricesCommand(context: Context): Command {
  return apiCommand('prices', {
    summary: 'what more of anything would be worth',
    description: 'Lists what binds the plan in force, and what one step of each would be worth a week, most first.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'plan prices georgia',
  })
    .argument('<pool>', 'id of the pool')
    .action(async (poolId: string, options: ApiCommandOptions) => {
      const prices = await withApi(context, options, (api) =>
        allOf(items(api, '/v1/pools/{poolId}/plan/prices', { path: { poolId }, query: {} })),
      )
      context.out(options.json ? JSON.stringify(prices) : pricesText(prices))
    })
}

function pricesText(prices: readonly Price[]): string {
  if (prices.length === 0) return 'Nothing binds it: more of anything would be worth nothing.'
  const rows = prices.map(({ kind, groupId, cellId, currency, weeklyValueMinor, sentence }) => [
    kind,
    groupId ?? cellId ?? '',
    moneyOf(currency)(weeklyValueMinor),
    sentence,
  ])
  return table(['WHAT', 'OF', 'WORTH A WEEK', ''], rows, ['WORTH A WEEK'])
}
