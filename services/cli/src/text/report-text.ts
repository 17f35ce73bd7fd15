import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

type Schemas = components['schemas']

/** Unknown is a dash: a blank could be taken for nothing. */
const unknown = '-'
const group = ['FROM', 'LOCATION', 'SERVICE LINE']

function groupCells({
  period,
  locationId,
  serviceLine,
}: {
  period: string
  locationId: string | null
  serviceLine: string | null
}) {
  return [period, locationId ?? 'all', serviceLine ?? 'all']
}

function known<T>(value: T | null, toText: (value: T) => string): string {
  return value === null ? unknown : toText(value)
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const whole = (percents: number) => `${percents.toFixed(0)} %`

export function performanceText({ from, to, items }: Schemas['PerformanceReport']): string {
  if (items.length === 0) return `${from} to ${to}: nobody reported spend or results of these days.`
  const heads = [
    'SPEND',
    'LEADS',
    'BOOKINGS',
    'KEPT',
    'COST PER LEAD',
    'COST PER BOOKING',
    'COST PER VISIT',
    'ROI',
    'MATCHED',
    'INCREMENTAL',
  ]
  const rows = items.map((row) => {
    const money = moneyOf(row.currency)
    const costs = [row.costPerLeadMinor, row.costPerBookingMinor, row.costPerKeptVisitMinor]
    const returns = [row.reportedRoiPercent, row.matchedRoiPercent, row.incrementalRoiPercent]
    return [
      ...groupCells(row),
      `${money(row.spendMinor)} ${row.currency}`,
      ...[row.leads, row.bookings, row.keptVisits].map((count) => known(count, String)),
      ...costs.map((cost) => known(cost, money)),
      ...returns.map((roi) => known(roi, whole)),
      row.maturity,
    ]
  })
  return `${from} to ${to}\n${table([...group, ...heads, 'MATURITY'], rows, heads)}`
}

export function capacityText({ from, to, items, reclaimedWentTo }: Schemas['CapacityReport']): string {
  if (items.length === 0)
    return `${from} to ${to}: no plan saw the pool's clinics on these days, and nobody reported spend.`
  const heads = ['FILLED', 'IDLE OPENINGS A DAY', 'THEIR VALUE', 'SPEND', 'WASTED SPEND', 'WASTED SHARE', 'RECLAIMED']
  const rows = items.map((row) => {
    const money = moneyOf(row.currency)
    return [
      ...groupCells(row),
      known(row.fillShare, percent),
      known(row.idleOpeningsPerDay, (openings) => openings.toFixed(1)),
      known(row.idleCapacityValueMinor, money),
      `${money(row.spendMinor)} ${row.currency}`,
      money(row.wastedSpendMinor),
      known(row.wastedShare, percent),
      money(row.reclaimedSpendMinor),
    ]
  })
  const [first] = items
  const money = moneyOf(first?.currency ?? 'USD')
  const went = reclaimedWentTo.map(({ locationId, serviceLine, amountMinor }) => [
    locationId ?? 'the reserve',
    serviceLine ?? '',
    money(amountMinor),
  ])
  const destinations = went.length === 0 ? [] : ['', table(['RECLAIMED MONEY WENT TO', '', 'AMOUNT'], went, ['AMOUNT'])]
  return [`${from} to ${to}`, table([...group, ...heads], rows, heads), ...destinations].join('\n')
}

export function reactionText(report: Schemas['ReactionReport']): string {
  const steps = [
    ['observed to received', report.observedToReceived],
    ['received to recommended', report.receivedToRecommended],
    ['recommended to applied', report.recommendedToApplied],
    ['observed to applied', report.observedToApplied],
  ] as const
  const heads = ['PLANS', 'MEDIAN', '95 % WITHIN']
  const seconds = (value: number) => `${value} s`
  const rows = steps.map(([name, { plans, p50Seconds, p95Seconds }]) => [
    name,
    String(plans),
    known(p50Seconds, seconds),
    known(p95Seconds, seconds),
  ])
  return `${report.from} to ${report.to}\n${table(['STEP', ...heads], rows, heads)}`
}

export function stabilityText(report: Schemas['StabilityReport']): string {
  if (report.items.length === 0)
    return `${report.from} to ${report.to}: the pool had no plan in force for a whole one of these days.`
  const heads = ['DAYS', 'BUDGET CHANGES', 'GATE CHANGES', 'BUDGET CHANGES IN 30 DAYS', 'GATE CHANGES IN 30 DAYS']
  const rows = report.items.map((row) => [
    row.cellId,
    String(row.days),
    String(row.budgetChanges),
    String(row.gateFlips),
    known(row.budgetChangesPer30Days, String),
    known(row.gateFlipsPer30Days, String),
  ])
  const all = [
    'all',
    '',
    '',
    '',
    known(report.budgetChangesPerCellPer30Days, String),
    known(report.gateFlipsPerCellPer30Days, String),
  ]
  return `${report.from} to ${report.to}\n${table(['CELL', ...heads], [...rows, all], heads)}`
}
