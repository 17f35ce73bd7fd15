import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type CellInputs = components['schemas']['PlanCellInputs']
type Cell = CellInputs['cell']
type Place = NonNullable<CellInputs['place']>
type Figure = Place['figures'][number]

/** The stored inputs, as far as they are shown. */
interface PlanInputs
  extends Pick<
    CellInputs,
    'poolId' | 'asOf' | 'inputRevision' | 'policyVersion' | 'configVersion' | 'currency' | 'amount'
  > {
  cells: Cell[]
  places: Place[]
}

/** What a plan was computed from: its money, and a line for each cell. */
export function planInputsText(number: number, inputs: PlanInputs): string {
  const money = moneyOf(inputs.currency)
  const places = new Map(inputs.places.map((place) => [placeKey(place), place]))
  const rows = inputs.cells.map((cell) => {
    const place = places.get(placeKey(cell))
    return [
      cell.id,
      cell.status,
      money(cell.baselineDailyBudgetMinor),
      money(cell.reference.dailyBudgetMinor),
      cell.reference.basis,
      cell.lock === null ? '' : lockText(cell.lock, money),
      place === undefined ? '' : gateText(place),
      place === undefined ? '' : place.figures.map(figureText).join(', '),
    ]
  })
  const heads = ['CELL', 'STATUS', 'BASELINE', 'RAMP FROM', 'BASIS', 'LOCK', 'GATED BY', 'REPORTED']
  const head = `Inputs of plan ${number} of ${inputs.poolId}: ${versionsText(inputs)}`
  return [head, amountText(inputs), '', table(heads, rows, ['BASELINE', 'RAMP FROM'])].join('\n')
}

/** What one line of a plan was worked out from. */
export function cellInputsText(inputs: CellInputs): string {
  const { cell, place, recommendation } = inputs
  const money = moneyOf(inputs.currency)
  const rows: [string, string][] = [
    ['baseline', money(cell.baselineDailyBudgetMinor)],
    ['bounds', boundsText(cell, money)],
    ['ramp counts from', `${money(cell.reference.dailyBudgetMinor)} (${cell.reference.basis})`],
    ['lock', cell.lock === null ? 'none' : lockText(cell.lock, money)],
    ['learned from', `${cell.learned.bookings} bookings for ${money(cell.learned.spendMinor)} in 90 days`],
    ['groups', inputs.groups.map(({ id }) => id).join(' in ') || 'none'],
    ['in force before', inputs.previous === null ? 'nothing' : money(inputs.previous.dailyBudgetMinor)],
    ...reportedRows(place),
    ['gated by', place === null ? 'nothing' : gateText(place) || 'nothing'],
    ['came out', `${money(recommendation.recommendedDailyBudgetMinor)}: ${recommendation.reasons.join(' ')}`],
  ]
  const head = `${cell.id} in plan ${inputs.planNumber} of ${inputs.poolId}: ${versionsText(inputs)}`
  return [head, amountText(inputs), '', table(['', 'INPUT'], rows), '', recommendation.sentence].join('\n')
}

function reportedRows(place: Place | null): [string, string][] {
  if (place === null || place.figures.length === 0) return [['reported', 'nothing']]
  return place.figures.map((figure) => ['reported', `${figureText(figure)} (${figure.source}, ${figure.observedAt})`])
}

function versionsText(inputs: Pick<CellInputs, 'asOf' | 'inputRevision' | 'policyVersion' | 'configVersion'>): string {
  const { asOf, inputRevision, policyVersion, configVersion } = inputs
  return `as of ${asOf}, revision ${inputRevision}, policy ${policyVersion}, configuration ${configVersion}`
}

function amountText({ amount, currency }: Pick<CellInputs, 'amount' | 'currency'>): string {
  const money = moneyOf(currency)
  const spent = amount.spentBeforeMinor + amount.spentOnCompleteDaysMinor
  const period = `${amount.periodStart} to ${amount.periodEnd}`
  return `${period}: ${money(amount.budgetMinor + amount.carriedOverMinor)} ${currency}, ${money(spent)} of it spent`
}

function boundsText({ minDailyBudgetMinor, maxDailyBudgetMinor }: Cell, money: (minor: number) => string): string {
  if (minDailyBudgetMinor === null && maxDailyBudgetMinor === null) return 'none'
  const [least, most] = [minDailyBudgetMinor, maxDailyBudgetMinor].map((minor) => (minor === null ? '-' : money(minor)))
  return `${least} to ${most}`
}

function lockText(lock: NonNullable<Cell['lock']>, money: (minor: number) => string): string {
  const amount = lock.kind === 'pause' ? '' : ` ${money(lock.dailyBudgetMinor)}`
  return `${lock.kind}${amount}${lock.isDecision ? ' (decided)' : ''}`
}

/** The causes that hold it back. */
function gateText({ gate }: Place): string {
  const causes = (['wait', 'headroom', 'accepting'] as const).filter((cause) => gate[cause].state !== 'open')
  return causes.map((cause) => `${cause} (${gate[cause].state})`).join(' ')
}

function figureText(figure: Figure): string {
  switch (figure.figure) {
    case 'slots':
      return 'open' in figure ? `${figure.open} open` : `${figure.booked} of ${figure.total} booked`
    case 'follow_up_slots':
      return `${figure.open} follow-ups open`
    case 'waitlist':
      return `${figure.size} waiting`
    case 'wait':
      return `${figure.days} d ${figure.kind}`
    case 'accepting':
      return figure.accepting
        ? 'accepting'
        : `not accepting${figure.reasonCode === null ? '' : `: ${figure.reasonCode}`}`
  }
}

/** As a key of a map; `/` is in no id. */
function placeKey({ locationId, serviceLine }: { locationId: string; serviceLine: string }): string {
  return `${locationId}/${serviceLine}`
}
