import { plan as planSchema } from '@sluice/contracts'
import { Command } from 'commander'
import { connectApi, refusalAsFailure } from '../api.ts'
import type { Context } from '../context.ts'
import { planText } from '../plan-text.ts'

interface ShowOptions {
  url?: string
  key?: string
  json?: boolean
}

/** `sluice plan show` */
export function planCommand(context: Context): Command {
  return new Command('plan')
    .summary('look at plans')
    .description('What each cell of a pool should spend a day, and why.')
    .addCommand(
      new Command('show')
        .summary('the plan in force of a pool, as a table')
        .description('Prints the plan in force: a line per cell, its gate, its budget before and now, and the reasons.')
        .argument('<pool>', 'id of the pool')
        .option('--url <url>', 'where Sluice is reached (unset: where `npm start` runs, else http://localhost:8080)')
        .option('--key <key>', 'key with plans:read (better: SLUICE_KEY, which others on this machine do not see)')
        .option('--json', 'print the plan as the API gives it')
        .addHelpText('after', '\nExample:\n  npm run sluice -- plan show georgia')
        .action((poolId: string, options: ShowOptions) => show(context, poolId, options)),
    )
}

async function show(context: Context, poolId: string, options: ShowOptions): Promise<void> {
  const api = await connectApi(context, options)
  const { data } = await api.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId } } }).catch((error) => {
    throw refusalAsFailure(error)
  })
  context.out(options.json ? JSON.stringify(data) : planText(planSchema.parse(data)))
}
