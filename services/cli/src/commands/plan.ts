import { items } from '@sluice/client'
import { plan as planSchema } from '@sluice/contracts'
import { Command, Option } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { ofOption, wholeNumber } from '../option-readers.ts'
import { type ListedPlan, planListText } from '../text/plan-list-text.ts'
import { planSentences, planText } from '../text/plan-text.ts'
import { sentences } from '../text/sentences-text.ts'
import { certificateCommand } from './plan-certificate.ts'
import { followCommand } from './plan-follow.ts'
import { pricesCommand } from './plan-prices.ts'

/** `sluice plan show|list|follow|prices|certificate` */
export function planCommand(context: Context): Command {
  return new Command('plan')
    .summary('look at plans')
    .description('What each cell of a pool should spend a day, and why.')
    .addCommand(showCommand(context))
    .addCommand(listCommand(context))
    .addCommand(followCommand(context))
    .addCommand(pricesCommand(context))
    .addCommand(certificateCommand(context))
}

interface ShowOptions extends ApiCommandOptions {
  plan?: number
  proposed?: boolean
  sentences?: boolean
}

function showCommand(context: Context): Command {
  return apiCommand('show', {
    summary: 'the plan in force of a pool, as a table',
    description:
      'Prints a plan: a line per cell, its gate, its budget before and now, and the reasons; then what somebody should look at.',
    scope: 'plans:read',
    json: 'print the plan as the API gives it',
    example: 'plan show georgia',
  })
    .argument('<pool>', 'id of the pool')
    .option('--plan <number>', 'one of the history instead, as it was computed', ofOption('--plan', planNumber))
    .addOption(new Option('--proposed', 'the latest computed, where a person approves').conflicts('plan'))
    .addOption(sentences())
    .action(async (poolId: string, options: ShowOptions) => {
      const plan = await withApi(context, options, (api) => dataOf(readPlan(api, poolId, options)))
      const toText = options.sentences ? planSentences : planText
      context.out(options.json ? JSON.stringify(plan) : toText(planSchema.parse(plan)))
    })
}

function readPlan(api: Parameters<Parameters<typeof withApi>[2]>[0], poolId: string, { plan, proposed }: ShowOptions) {
  if (plan !== undefined)
    return api.GET('/v1/pools/{poolId}/plans/{number}', {
      params: { path: { poolId, number: plan } },
    })
  const query = proposed ? { status: 'proposed' as const } : {}
  return api.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId }, query } })
}

interface ListOptions extends ApiCommandOptions {
  limit: number
}

function listCommand(context: Context): Command {
  return apiCommand('list', {
    summary: 'the history of a pool’s plans',
    description: 'Lists a pool’s plans, newest first.',
    scope: 'plans:read',
    json: 'print them as a JSON list',
    example: 'plan list georgia --limit 50',
  })
    .argument('<pool>', 'id of the pool')
    .option('--limit <count>', 'how many', wholeNumber('--limit', { least: 1 }), 20)
    .action(async (poolId: string, options: ListOptions) => {
      const plans = await withApi(context, options, async (api) => {
        const found: ListedPlan[] = []
        for await (const plan of items(api, '/v1/pools/{poolId}/plans', { path: { poolId } })) {
          found.push(plan)
          if (found.length >= options.limit) break
        }
        return found
      })
      context.out(options.json ? JSON.stringify(plans) : planListText(plans))
    })
}
