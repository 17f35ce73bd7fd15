import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'

type Next = NonNullable<components['schemas']['Overridden']['next']>
type Missing = components['schemas']['Overridden']['nextMissing']
type Asked = Pick<components['schemas']['Override'], 'kind' | 'dailyBudgetMinor'>

/** Why what the next plan says is not in force with it. */
const waiting: Record<Exclude<Next['standing'], 'in_force'>, string> = {
  awaiting_approval: 'somebody has to approve it',
  awaiting_money: 'other cells still have the money: approve their cuts, or set less',
  rejected: 'this amount was rejected',
}

/** What a cell will have after an override, and why, where that is not what was asked for. */
export function nextText(asked: Asked, next: Next): string {
  const money = moneyOf(next.currency)
  const { standing, dailyBudgetMinor, proposedDailyBudgetMinor } = next
  const lines = [`The cell then has ${money(dailyBudgetMinor)} ${next.currency} a day.`]
  if (standing !== 'in_force')
    lines.push(`${money(proposedDailyBudgetMinor)} is proposed and waits (${standing}): ${waiting[standing]}.`)
  if (!isAsKept(asked, proposedDailyBudgetMinor)) lines.push(`Not ${askedText(asked, money)}: ${reasonsText(next)}.`)
  return lines.join('\n')
}

const whyMissing: Record<NonNullable<Missing>, string> = {
  not_in_time: 'could not be worked out in time',
  too_many_questions: 'was not worked out: too many questions wait',
  failed: 'was not worked out: something went wrong; the log of the service has it',
}

/** Why it is not known what comes of a decision, and where it will be seen. */
export function missingText(missing: Missing): string {
  return `What comes of it ${whyMissing[missing ?? 'not_in_time']}; \`budgets\` has it with the next plan.`
}

/** Whether an amount keeps what was asked for. */
function isAsKept({ kind, dailyBudgetMinor: asked = 0 }: Asked, minor: number): boolean {
  if (kind === 'minimum') return minor >= asked
  if (kind === 'maximum') return minor <= asked
  return minor === asked
}

function askedText({ kind, dailyBudgetMinor: asked = 0 }: Asked, money: (minor: number) => string): string {
  if (kind === 'pause') return 'paused'
  return { fixed: money(asked), minimum: `at least ${money(asked)}`, maximum: `at most ${money(asked)}` }[kind]
}

/** `locked` is the override itself, and `undo:…` says that it is the pin of one: neither is a reason against it. */
function reasonsText({ reasons }: Next): string {
  const against = reasons.filter((reason) => reason !== 'locked' && !reason.startsWith('undo:'))
  return against.length > 0 ? `${against.join(', ')} (docs/planning.md says what each means)` : 'other bounds hold'
}
