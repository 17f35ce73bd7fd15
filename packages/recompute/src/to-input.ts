import type { PeriodSettings } from '@sluice/contracts'
import type { CellWithPlace, PlaceFigure, PoolGroupRow, PoolServiceLine } from '@sluice/database'
import {
  type Cell,
  type CountingPolicy,
  defaultPolicy,
  type Figure,
  type Group,
  heardLast,
  type Lock,
  orderedWhereTied,
  type Policy,
  type ServiceLine,
} from '@sluice/planning'
import { compareFigures, toFigure } from './figures.ts'
import { type PlaceId, placeKey } from './place-key.ts'

/** The policy in force; settings that came after it was stored have their defaults. */
export function toPolicy(stored: Record<string, unknown>): Policy {
  // Configuration stores only what contracts/policy.ts made complete.
  const policy = { ...defaultPolicy, ...(stored as Partial<Policy>) }
  return {
    ...policy,
    gate: { ...defaultPolicy.gate, ...policy.gate },
    decisions: { ...defaultPolicy.decisions, ...policy.decisions },
  }
}

/** @throws for one that is not complete: a figure that is made up would be worth money, or none. */
export function toServiceLine({ id, name, body }: PoolServiceLine): ServiceLine {
  // Configuration stores only what contracts/service-line.ts made complete.
  const line = body as Partial<ServiceLine>
  return {
    id,
    name,
    typicalWaitDays: required(line.typicalWaitDays),
    typicalWaitKind: required(line.typicalWaitKind),
    lifetimeValueMinor: required(line.lifetimeValueMinor),
    marginShare: required(line.marginShare),
    upsellRate: required(line.upsellRate),
    upsellValueMinor: required(line.upsellValueMinor),
    weight: required(line.weight),
    followUpVisitsPerCase: required(line.followUpVisitsPerCase),
    priorCostPerBookingMinor: required(line.priorCostPerBookingMinor),
    priorKappa: required(line.priorKappa),
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a stored service line is not complete')
  return value
}

/** The periods of a pool's money. */
export function toPeriods(stored: Record<string, unknown>): PeriodSettings {
  // Configuration stores only what contracts/pool-period.ts accepted.
  return stored as unknown as PeriodSettings
}

export function toGroup(row: PoolGroupRow): Group {
  return {
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    minDailyBudgetMinor: row.min_daily_budget_minor,
    maxDailyBudgetMinor: row.max_daily_budget_minor,
  }
}

/** A removed cell is a line until another one has its place, or it was said to be paused or to have spent nothing since. */
export function isLine(cell: CellWithPlace): boolean {
  const { removedAt, takenOverAt, spendSinceRemovalMinor, appliedSinceRemovalMinor } = cell
  return removedAt === null || (takenOverAt === null && spendSinceRemovalMinor !== 0 && appliedSinceRemovalMinor !== 0)
}

/** The cell but for what is known from its past. `word`: an override in force, which goes before the configured lock. */
export function toCell(row: CellWithPlace, word: Lock | null): Omit<Cell, 'reference' | 'learned'> {
  return {
    id: row.id,
    locationId: row.locationId,
    serviceLine: row.serviceLine,
    channel: row.channel === '' ? null : row.channel,
    groupId: row.groupId,
    baselineDailyBudgetMinor: row.baselineDailyBudgetMinor,
    minDailyBudgetMinor: row.minDailyBudgetMinor,
    maxDailyBudgetMinor: row.maxDailyBudgetMinor,
    lock: word ?? (row.lock === null ? null : toLock(row.lock)),
    status: row.removedAt === null ? 'active' : 'removed',
  }
}

function toLock(stored: Record<string, unknown>): Lock {
  // Configuration stores only what contracts/pool-cell.ts accepted.
  const { kind, dailyBudgetMinor, author, reason, expiresAt } = stored as unknown as Lock
  return { kind, dailyBudgetMinor, author, reason, expiresAt: expiresAt ?? null }
}

/** The figures of a place that count [S6, S8, S9], in a fixed order: its own, and those that speak of its whole location. */
export function figuresByPlace(rows: readonly PlaceFigure[]): (place: PlaceId, policy: CountingPolicy) => Figure[] {
  const byPlace = Map.groupBy(rows, placeKey)
  return ({ locationId, serviceLine }, policy) => {
    const own = byPlace.get(placeKey({ locationId, serviceLine })) ?? []
    const whole = byPlace.get(placeKey({ locationId, serviceLine: '*' })) ?? []
    const figures = withOrderBesideOthers([...own, ...whole]).map(toFigure)
    return orderedWhereTied(heardLast(figures, policy)).sort(compareFigures)
  }
}

/**
 * The rows with their order only where another message is of the same moment: mostly nothing has to be taken away
 * again. Each row is looked at twice, not compared with each other: a sender that names each message a source makes any
 * number of them.
 */
function withOrderBesideOthers(rows: readonly PlaceFigure[]): PlaceFigure[] {
  const shared = momentsOfSeveral(rows)
  return rows.map((row) => {
    const { locationId, serviceLine, figure, source, value, observedAt } = row
    return shared.has(observedAt) ? row : { locationId, serviceLine, figure, source, value, observedAt }
  })
}

/** Moments of which more than one message spoke. */
function momentsOfSeveral(rows: readonly PlaceFigure[]): ReadonlySet<string> {
  const first = new Map<string, PlaceFigure>()
  const shared = new Set<string>()
  for (const row of rows) {
    const { observedAt, order } = row
    const before = first.get(observedAt)
    if (before === undefined) first.set(observedAt, row)
    else if (before.order?.bodySha256 !== order?.bodySha256) shared.add(observedAt)
  }
  return shared
}
