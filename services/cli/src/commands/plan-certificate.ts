import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'

/** `sluice plan certificate` */
export function certificateCommand(context: Context): Command {
  return apiCommand('certificate', {
    summary: 'what proves a plan optimal',
    description:
      'Prints the problem, the optimum and its certificate as JSON; `verify` checks them without the service.',
    scope: 'plans:read',
    json: 'the same: it is JSON',
    example: 'plan certificate georgia 17 > certificate.json',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<plan>', 'number of the plan')
    .action(async (poolId: string, plan: string, options: ApiCommandOptions) => {
      const params = { path: { poolId, number: planNumber(plan) } }
      const text = await withApi(context, options, (api) =>
        dataOf<string>(api.GET('/v1/pools/{poolId}/plans/{number}/certificate', { params, parseAs: 'text' })),
      )
      context.out(text)
    })
}
