import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { ofOption } from '../option-readers.ts'
import { differenceText } from '../text/difference-text.ts'

interface DiffOptions extends ApiCommandOptions {
  against?: number
}

/** `sluice diff` */
export function diffCommand(context: Context): Command {
  return apiCommand('diff', {
    summary: 'who gained and who lost between two plans',
    description: 'Compares two plans of a pool, the largest change first, with the reasons of the later one.',
    scope: 'plans:read',
    json: 'print the difference as the API gives it',
    example: 'diff georgia 17 --against 12',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<plan>', 'number of the later plan')
    .option(
      '--against <number>',
      'number of the earlier one (unset: the newest kept one before it)',
      ofOption('--against', planNumber),
    )
    .action(async (poolId: string, plan: string, options: DiffOptions) => {
      const query = options.against === undefined ? {} : { against: options.against }
      const answer = await withApi(context, options, (api) =>
        dataOf(
          api.GET('/v1/pools/{poolId}/plans/{number}/diff', {
            params: { path: { poolId, number: planNumber(plan) }, query },
          }),
        ),
      )
      if (options.json) return context.out(JSON.stringify(answer))
      const head = `Plan ${answer.number} of ${poolId} against plan ${answer.against}:`
      context.out(differenceText(answer.difference, answer.currency, head))
    })
}
