import type { Command } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { cellInputsText, planInputsText } from '../text/inputs-text.ts'

interface InputsOptions extends ApiCommandOptions {
  cell?: string
}

/** `sluice inputs` */
export function inputsCommand(context: Context): Command {
  return apiCommand('inputs', {
    summary: 'what a plan was computed from',
    description:
      'Prints the state and settings behind a plan: its money, and of every cell what its ramp counted from and what its place had reported. With --cell everything that one line was worked out from.',
    scope: 'plans:read',
    json: 'print them as they are stored, byte for byte; with --cell as the API gives them',
    example: 'inputs georgia 17 --cell smyrna-orthodontics',
  })
    .argument('<pool>', 'id of the pool')
    .argument('<plan>', 'number of the plan')
    .option('--cell <id>', 'only this cell, in full')
    .action((poolId: string, plan: string, options: InputsOptions) =>
      options.cell === undefined
        ? showPlan(context, { poolId, number: planNumber(plan) }, options)
        : showCell(context, { poolId, number: planNumber(plan), cellId: options.cell }, options),
    )
}

async function showPlan(context: Context, path: { poolId: string; number: number }, options: ApiCommandOptions) {
  const text = await withApi(context, options, (api) =>
    dataOf<string>(api.GET('/v1/pools/{poolId}/plans/{number}/inputs', { params: { path }, parseAs: 'text' })),
  )
  context.out(options.json ? text : planInputsText(path.number, JSON.parse(text)))
}

async function showCell(
  context: Context,
  path: { poolId: string; number: number; cellId: string },
  options: ApiCommandOptions,
) {
  const inputs = await withApi(context, options, (api) =>
    dataOf(api.GET('/v1/pools/{poolId}/plans/{number}/inputs/{cellId}', { params: { path } })),
  )
  context.out(options.json ? JSON.stringify(inputs) : cellInputsText(inputs))
}
