import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'
import { counted } from './counted.ts'

type Summary = components['schemas']['ExportSummary']

/** How a file comes out of its plan, as an addition; then what is not in it. */
export function exportSummaryText(summary: Summary): string {
  const money = moneyOf(summary.currency)
  const head = `Plan ${summary.planNumber} of ${summary.poolId} as ${summary.format}: ${counted(summary.rowCount, 'change')}`
  const lines = [
    ['in the file', money(summary.fileDailyMinor)],
    ['so already', money(summary.unchangedDailyMinor)],
    ['held back', money(summary.heldBackDailyMinor)],
    ['elsewhere', money(summary.elsewhereDailyMinor)],
    ['unmapped', money(summary.unmappedDailyMinor)],
    ['kept for removed cells', money(summary.removedDailyMinor)],
    ['rounded down', money(summary.roundedDownDailyMinor)],
    ['the plan', money(summary.planDailyMinor)],
    ['reserve', money(summary.reserveDailyMinor)],
    ['the pool', money(summary.poolDailyBudgetMinor)],
  ]
  const above = summary.abovePlanDailyMinor
  const notes = [
    ...(above > 0 ? [`above the plan, until somebody changes it by hand: ${money(above)} a day`] : []),
    ...summary.paused.map((id) => `paused: ${id}`),
    ...summary.pausedByHand.map(
      (id) => `paused by a person: ${id} has money and spends none until it is run again there`,
    ),
    ...summary.heldBack.map((held) => heldText(held, money)),
    ...summary.roundedDown.map((rounded) => roundedText(rounded, money)),
    ...summary.unmapped.map(({ cellId, dailyBudgetMinor }) => `unmapped: ${cellId} with ${money(dailyBudgetMinor)}`),
    ...summary.leftBehind.map(
      ({ entityId, accountId, externalId, dailyBudgetMinor, reason }) =>
        `left behind: ${externalId} of account ${accountId} (${entityId}) with ${money(dailyBudgetMinor)} (${reason})`,
    ),
  ]
  return [head, '', table(['', 'A DAY'], lines, ['A DAY']), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

function roundedText(rounded: Summary['roundedDown'][number], money: (minor: number) => string): string {
  const { entityId, byMinor, minimumDailyBudgetMinor: least } = rounded
  if (least === null) return `rounded down: ${entityId} by ${money(byMinor)}`
  return `rounded down: ${entityId} from ${money(byMinor)} to a pause (its platform takes ${money(least)} or more)`
}

/** What it should get, why it does not, and what it goes on spending. */
function heldText(held: Summary['heldBack'][number], money: (minor: number) => string): string {
  const {
    entityId,
    reason,
    dailyBudgetMinor,
    minimumDailyBudgetMinor: least,
    knownDailyBudgetMinor: known,
    until,
  } = held
  const why = `${reason}${least === null ? '' : ` of ${money(least)}`}${until === null ? '' : ` until ${until}`}`
  const goesOn = known === null ? '' : `, goes on spending ${money(known)}`
  return `held back: ${entityId} at ${money(dailyBudgetMinor)} (${why})${goesOn}`
}
