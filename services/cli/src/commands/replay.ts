import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { CommandContext } from '../context.ts'
import { exitCodes } from '../failure.ts'
import { replayText } from '../text/replay-text.ts'

/** `sluice replay` */
export function replayCommand(context: CommandContext): Command {
  return apiCommand('replay', {
    summary: 'make a plan again, and compare to the byte',
    description:
      'Makes a plan again from its stored inputs, its state, spend and results from the log of events, what ramps count from out of what was applied and in force, and what was in force from the log of decisions, and says where anything differs. Exit code 1: something does. Nothing is stored.',
    scope: 'plans:read',
    json: 'print what came out as the API gives it',
    example: 'replay georgia 17',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<plan>', 'number of the plan')
    .action(async (poolId: string, plan: string, options: ApiCommandOptions) => {
      const replay = await withApi(context, options, (api) =>
        dataOf(
          api.POST('/v1/pools/{poolId}/plans/{number}/replay', {
            params: { path: { poolId, number: planNumber(plan) } },
          }),
        ),
      )
      context.out(options.json ? JSON.stringify(replay) : replayText(replay))
      const { plan: made, state, money, inForce } = replay
      if (!made.isSame || [state, money, inForce].some(({ verdict }) => verdict === 'different'))
        context.exitWith(exitCodes.failed)
    })
}
