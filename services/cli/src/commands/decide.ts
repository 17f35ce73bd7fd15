import type { components, SluiceClient } from '@sluice/client'
import { type Command, Option } from 'commander'
import { type ApiCommandOptions, apiCommand, dataOf, planNumber, withApi } from '../api-command.ts'
import type { Context } from '../context.ts'
import { exitCodes, Failure } from '../failure.ts'
import { ofOption, wholeNumber } from '../option-readers.ts'
import { counted } from '../text/counted.ts'
import { missingText } from '../text/next-text.ts'

type Decision = components['schemas']['Decision']
type Reason = NonNullable<Decision['reason']>

interface DecideOptions extends ApiCommandOptions {
  plan?: number
  latest?: boolean
  cells?: string[]
  reason?: string
  by?: string
}

/** `sluice approve` */
export function approveCommand(context: Context): Command {
  return decisionCommand(context, 'approve', {
    summary: 'bring a plan, or a part of it, into force',
    description:
      'Approves the amounts of a plan, as `plan show georgia --proposed` prints it, that are not in force. It fails where one of them has changed since.',
    example: 'approve georgia --plan 17 --cells smyrna-orthodontics decatur-orthodontics',
  })
}

/** `sluice reject` */
export function rejectCommand(context: Context): Command {
  return decisionCommand(context, 'reject', {
    summary: 'keep a plan, or a part of it, out of force',
    description:
      'Rejects the amounts of a plan, as `plan show georgia --proposed` prints it, that are not in force; the same amounts do not wait for approval again.',
    example: 'reject georgia --plan 17 --reason too_large',
  })
}

function decisionCommand(
  context: Context,
  decision: Decision['decision'],
  text: { summary: string; description: string; example: string },
): Command {
  return apiCommand(decision, { ...text, scope: 'plans:decide and plans:read', json: 'print what the API answers' })
    .argument('<pool>', 'id of the pool')
    .option('--plan <number>', 'the plan as it was read', ofOption('--plan', planNumber))
    .addOption(new Option('--latest', 'whichever plan is the latest now, unread').conflicts('plan'))
    .option('--cells <ids...>', 'only these cells')
    .option('--reason <code>', 'why; docs/deciding.md lists the codes')
    .option('--by <name>', 'the person behind the key, for the history')
    .action(async (poolId: string, options: DecideOptions) => {
      requireWhich(poolId, options)
      const { number, answer } = await withApi(context, options, (api) => decide(api, poolId, decision, options))
      if (options.json) return context.out(JSON.stringify(answer))
      const done =
        answer.decisionId === null ? 'It was so already' : { approve: 'Approved', reject: 'Rejected' }[decision]
      context.out(
        `${done}: plan ${number} of ${poolId}; ${counted(answer.waitingCells, 'cell waits', 'cells wait')} for a decision.`,
      )
      const left = answer.leftRejectedCellIds
      if (left.length > 0) context.out(`Rejected before and left out; --cells approves them: ${left.join(' ')}`)
      const kept = answer.alreadyInForceCellIds
      if (kept.length > 0) context.out(`In force already and left so; undo or override them: ${kept.join(' ')}`)
    })
}

/** Amounts are decided on as they were read: what was computed since is reported, not approved unread. */
function requireWhich(poolId: string, { plan, latest }: DecideOptions): void {
  if (plan !== undefined || latest === true) return
  throw new Failure(
    `Which plan? Either --plan <number>, as \`plan show ${poolId} --proposed\` prints it, or --latest for whatever it says by now.`,
    { code: exitCodes.badInput },
  )
}

async function decide(api: SluiceClient, poolId: string, decision: Decision['decision'], options: DecideOptions) {
  const number = options.plan ?? (await latestOf(api, poolId))
  const { cells, reason, by } = options
  const body = {
    decision,
    ...(cells ? { cellIds: cells } : {}),
    // The service says which reasons there are.
    ...(reason ? { reason: reason as Reason } : {}),
    ...(by ? { decidedBy: by } : {}),
  }
  const params = { path: { poolId, number } }
  return { number, answer: await dataOf(api.POST('/v1/pools/{poolId}/plans/{number}/decisions', { params, body })) }
}

/** The first few, and how many more. */
function cellNames(cells: readonly { cellId: string }[]): string {
  const [named, rest] = [cells.slice(0, 10), cells.length - 10]
  const names = named.map(({ cellId }) => cellId).join(', ')
  return rest > 0 ? `${names} and ${rest} more` : names
}

async function latestOf(api: SluiceClient, poolId: string): Promise<number> {
  const params = { path: { poolId }, query: { status: 'proposed' as const } }
  const { number } = await dataOf(api.GET('/v1/pools/{poolId}/plan', { params }))
  return number
}

interface UndoOptions extends ApiCommandOptions {
  end?: boolean
  revision?: number
  until?: string
  reason: string
  by?: string
}

/** `sluice undo` */
export function undoCommand(context: Context): Command {
  return apiCommand('undo', {
    summary: 'go back to what was in force',
    description:
      'Pins every cell to what it had under an earlier plan, or before an approval, as a new plan that the next event does not revert; by default until the end of the next local day.',
    scope: 'plans:decide',
    json: 'print what the API answers',
    example: 'undo georgia 16 --reason wrong_data',
  })
    .argument('<pool>', 'id of the pool')
    .argument('[plan]', 'number of the plan to go back to')
    .option(
      '--revision <number>',
      'instead what was in force under this number (`effectiveRevision`): an approval is undone by the one before it',
      wholeNumber('--revision', { least: 1 }),
    )
    .option('--end', 'instead end the last undo before its time: its pins go, the next plan decides')
    .option('--until <moment>', 'how long, as in 2026-11-28T05:00:00Z')
    .option('--reason <code>', 'why; docs/deciding.md lists the codes', 'other')
    .option('--by <name>', 'the person behind the key, for the history')
    .action((poolId: string, plan: string | undefined, options: UndoOptions) => {
      const targets = [plan, options.revision, options.end].filter((target) => target !== undefined)
      if (targets.length !== 1)
        throw new Failure('Either the number of a plan to go back to, or --revision, or --end.', {
          code: exitCodes.badInput,
        })
      return options.end ? endUndo(context, poolId, options) : undoTo(context, poolId, plan, options)
    })
}

async function undoTo(context: Context, poolId: string, plan: string | undefined, options: UndoOptions) {
  const { until, reason, by, revision } = options
  const to = plan === undefined ? { effectiveRevision: revision ?? 0 } : { planNumber: planNumber(plan) }
  const body = {
    ...to,
    reason: reason as Reason,
    ...(until ? { until } : {}),
    ...(by ? { decidedBy: by } : {}),
  }
  const params = { path: { poolId } }
  const answer = await withApi(context, options, (api) => dataOf(api.POST('/v1/pools/{poolId}/undo', { params, body })))
  if (options.json) return context.out(JSON.stringify(answer))
  const named = plan === undefined ? `revision ${revision}` : `plan ${plan}`
  context.out(`Back to ${named} of ${poolId}: ${counted(answer.cells, 'cell')} pinned until ${answer.until}.`)
  if (answer.changedCells === 0) context.out('No amount changes: that is in force already.')
  if (answer.next === null) return context.out(missingText(answer.nextMissing))
  const other = answer.next.filter((cell) => cell.dailyBudgetMinor !== cell.pinnedDailyBudgetMinor)
  if (other.length > 0) context.out(`The next plan cannot give ${cellNames(other)} what they had then.`)
}

async function endUndo(context: Context, poolId: string, options: UndoOptions) {
  const params = { path: { poolId } }
  const answer = await withApi(context, options, (api) => dataOf(api.DELETE('/v1/pools/{poolId}/undo', { params })))
  if (options.json) return context.out(JSON.stringify(answer))
  context.out(answer.decisionId === null ? 'There was no undo to end.' : 'Its pins are gone; the next plan decides.')
}
