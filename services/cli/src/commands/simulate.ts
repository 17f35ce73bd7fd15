import type { components } from '@sluice/client'
import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { parseJson } from '../parse-json.ts'
import { differenceText } from '../text/difference-text.ts'
import { waitingText } from '../text/waiting-text.ts'

interface SimulateOptions extends ApiCommandOptions {
  file: string
}

/** `sluice simulate` */
export function simulateCommand(context: Context): Command {
  return apiCommand('simulate', {
    summary: 'what a pool’s plan would be if',
    description:
      'Reads what is assumed to be different from a JSON file (the body of POST /v1/pools/{poolId}/simulations: budget, policy, capacity, bounds…) and prints who would gain and who would lose. Nothing is stored.',
    scope: 'plans:read',
    json: 'print the whole answer: plan, difference, prices',
    example: 'simulate georgia -f what-if.json',
  })
    .argument('<pool>', 'id of the pool')
    .requiredOption('-f, --file <file>', 'the assumptions; - is standard input')
    .action((poolId: string, options: SimulateOptions) => simulate(context, poolId, options))
}

async function simulate(context: Context, poolId: string, options: SimulateOptions): Promise<void> {
  const body = parseJson(options.file, await context.read(options.file))
  const answer = await withApi(context, options, (api) =>
    dataOf(
      api.POST('/v1/pools/{poolId}/simulations', {
        params: { path: { poolId }, query: { lines: options.json ? ('all' as const) : ('none' as const) } },
        // The service checks it and says what is wrong where.
        body: body as components['schemas']['WhatIf'],
      }),
    ),
  )
  if (options.json) return context.out(JSON.stringify(answer))
  const { plan, difference, comparedWith, waiting } = answer
  if (!difference) return context.out('The pool has no plan yet to compare with.')
  context.out(differenceText(difference, plan.currency, `Against plan ${comparedWith} of ${poolId}:`))
  if (waiting.cells > 0) context.out(`\n${waitingText(waiting, plan.currency)}`)
}
