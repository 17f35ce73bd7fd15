import { type ConnectionChange, type components, events, ProblemError } from '@sluice/client'
import type { Command } from 'commander'
import { findApi, refusalAsFailure } from '../api.ts'
import { type ApiCommandOptions, apiCommand } from '../api-command.ts'
import type { Context } from '../context.ts'
import { changeOf, moneyOf } from '../money.ts'
import { wholeNumber } from '../option-readers.ts'

type News = components['schemas']['PlanNews']

interface FollowOptions extends ApiCommandOptions {
  after?: number
  count?: number
}

/** `sluice plan follow` */
export function followCommand(context: Context): Command {
  return apiCommand('follow', {
    summary: 'tell whenever something else is in force',
    description:
      'Prints what is in force, then every change of it as it comes, until you stop it (Ctrl-C). Breaks are reported on stderr and outlasted, and nothing that is in force is missed.',
    scope: 'plans:read',
    json: 'print a line of JSON for each',
    example: 'plan follow georgia',
  })
    .argument('<pool>', 'id of the pool')
    .option(
      '--after <revision>',
      'what you know already: the first line says what changed since',
      wholeNumber('--after'),
    )
    .option('--count <lines>', 'end after so many', wholeNumber('--count', { least: 1 }))
    .action((poolId: string, options: FollowOptions) => follow(context, poolId, options))
}

async function follow(context: Context, poolId: string, options: FollowOptions): Promise<void> {
  const address = await findApi(context, options, 'config')
  const most = options.count ?? Infinity
  const lastEventId = options.after === undefined ? {} : { lastEventId: String(options.after) }
  try {
    let told = 0
    const stream = events(address, '/v1/pools/{poolId}/plan/stream', {
      path: { poolId },
      ...lastEventId,
      onConnection: connectionTeller(context, address.url),
    })
    for await (const { data } of stream) {
      context.out(options.json ? JSON.stringify(data) : newsText(data))
      told += 1
      if (told >= most) return
    }
  } catch (error) {
    throw refusalAsFailure(error, options)
  }
}

/** Says once that a connection is lost, and once that there is one again. One that the service ends is soon back. */
function connectionTeller({ err }: Context, url: string): (change: ConnectionChange) => void {
  let isSaid = false
  return (change) => {
    if (change.state === 'open') {
      if (isSaid) err('Connected again.')
      isSaid = false
    } else if (!isSaid && change.why !== 'ended') {
      err(`${lostText(change.error, url)}; trying again until it can be followed (Ctrl-C ends it).`)
      isSaid = true
    }
  }
}

function lostText(error: unknown, url: string): string {
  if (!(error instanceof ProblemError)) return `${url} does not answer`
  return `${url} answers ${error.status} (${error.code})`
}

function newsText(news: News): string {
  const money = moneyOf(news.currency)
  const change = changeOf(news.currency)
  const pool = `${money(news.poolDailyBudgetMinor)} ${news.currency} a day, ${money(news.reserveDailyMinor)} of it kept`
  const head = `${news.computedAt} revision ${news.effectiveRevision}, plan ${news.planNumber}: ${pool}`
  if (news.changedCells === null) return `${head}; \`plan show\` has all of it`
  const lines = news.changedCells.map((cell) => {
    const now = money(cell.recommendedDailyBudgetMinor)
    const by = change(cell.recommendedDailyBudgetMinor - (cell.previousDailyBudgetMinor ?? 0))
    return `  ${cell.cellId} ${now} (${by}) ${cell.reasons.join(' ')}`
  })
  return [head, ...lines].join('\n')
}
