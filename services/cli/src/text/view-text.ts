import type { components } from '@sluice/client'
import { changeOf, moneyOf } from '../money.ts'
import { table } from '../table.ts'
import { reasonsText } from './reason-text.ts'

type OperationsLine = components['schemas']['OperationsLine']
type MarketingLine = components['schemas']['MarketingLine']

/** A line a clinic: its room and waits, and what advertising does because of them. */
export function operationsText(lines: readonly OperationsLine[]): string {
  if (lines.length === 0) return nothing
  const numbers = ['OPENINGS', 'WAIT', 'PEOPLE WAITING', 'BUDGET MOVED', 'VALUE OF ONE MORE OPENING']
  const rows = lines.map((line) => [
    line.label,
    line.advertised,
    orUnknown(line.openings, (openings) => openings.toFixed(0)),
    orUnknown(line.waitDays, (days) => `${days} d`),
    orUnknown(line.waitlistSize, String),
    changeOf(line.currency)(line.adBudgetChangeMinor),
    moneyOf(line.currency)(Math.round(line.oneMoreOpeningMinor)),
    reasonsText(line.because),
  ])
  return table(['CLINIC', 'ADVERTISED', ...numbers, 'BECAUSE'], rows, numbers)
}

/** A line a cell: its budget, what that should bring, and what limits it. */
export function marketingText(lines: readonly MarketingLine[]): string {
  if (lines.length === 0) return nothing
  const numbers = ['BEFORE', 'NOW', 'PROPOSED', 'BOOKINGS A DAY', 'COST PER BOOKING']
  const rows = lines.map((line) => {
    const money = moneyOf(line.currency)
    const { expectedCostPerBookingMinor: cost, proposedMinor } = line
    return [
      line.label,
      money(line.budgetBeforeMinor),
      money(line.budgetNowMinor),
      proposedMinor === null ? '' : money(proposedMinor),
      line.expectedBookingsPerDay.toFixed(2),
      cost === null ? '-' : money(cost),
      reasonsText(line.limitedBy),
    ]
  })
  return table(['CLINIC', ...numbers, 'LIMITED BY'], rows, numbers)
}

const nothing = 'No such clinic in a plan in force.'

function orUnknown(value: number | null, toText: (value: number) => string): string {
  return value === null ? 'unknown' : toText(value)
}
