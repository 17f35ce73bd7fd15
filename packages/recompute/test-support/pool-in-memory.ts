import type { CellWithPlace, PlaceClock } from '@sluice/database'
import {
  type Cell,
  emptyGateMemory,
  type FigureValue,
  foldGate,
  type GateMemory,
  heardLast,
  type Lock,
  type Observation,
  type Place,
  type PlanningInput,
  type Policy,
  planPool,
  type Recommendation,
  type Reference,
  rulesVersion,
  type ServiceLine,
} from '@sluice/planning'
import { type LocalDay, localDayAt } from '../src/calendar.ts'
import { amountsInForce, type InForce, movedSince, type NumberedPlan, toPrevious, toProposed } from '../src/in-force.ts'
import { leftAtPlace } from '../src/left-at-place.ts'
import { dayKeyOf, localDays } from '../src/past.ts'
import { planCells } from '../src/planned-cells.ts'
import { toPublish } from '../src/prepare-plan.ts'
import { isSamePlace } from '../src/same-place.ts'
import { takeEffect } from '../src/take-effect.ts'
import { isLine } from '../src/to-input.ts'

/** A cell as a marketer configures it. */
export interface ConfiguredCell {
  id: string
  locationId: string
  /** '': all of the place. */
  channel: string
  baselineDailyBudgetMinor: number
  minDailyBudgetMinor: number | null
  maxDailyBudgetMinor: number | null
  lock: Lock | null
}

interface Row extends ConfiguredCell {
  removedMs: number | null
}

/** A stretch in which a cell had a place × channel, as the table cell_places has it. */
interface Stay {
  cellId: string
  locationId: string
  channel: string
  fromMs: number
  untilMs: number | null
}

interface Amount {
  cellId: string
  atMs: number
  dailyBudgetMinor: number
}

export interface Begin {
  startMs: number
  currency: { code: string; exponent: number }
  policy: Policy
  serviceLine: ServiceLine
  zones: Readonly<Record<string, string>>
  cells: readonly ConfiguredCell[]
}

/**
 * A pool whose tables are lists. What load.ts reads from the database is answered by the same rules in plain code;
 * planning, and what takes effect of it, is the real thing. So thousands of sequences are tried in the time that
 * PostgreSQL takes for one.
 */
export class PoolInMemory {
  nowMs: number
  policy: Policy
  dailyMinor: number
  readonly #clocks: Map<string, PlaceClock>
  readonly words = new Map<string, Lock>()
  readonly messages = new Set<string>()
  inForce: InForce | null = null
  latest: NumberedPlan | null = null
  /** What the latest plan was computed from. */
  input: PlanningInput | null = null
  readonly #begin: Begin
  readonly #rows = new Map<string, Row>()
  readonly #stays: Stay[] = []
  readonly #budgets: Amount[] = []
  readonly #applied: Amount[] = []
  readonly #heard = new Map<string, Observation[]>()
  readonly #gates = new Map<string, GateMemory>()

  constructor(begin: Begin) {
    this.#begin = begin
    this.nowMs = begin.startMs
    this.policy = begin.policy
    this.dailyMinor = 1e12
    this.#clocks = new Map(Object.entries(begin.zones).map(([id, timeZone]) => [id, clockOf(id, timeZone)]))
    this.#put(begin.cells)
  }

  /** Cells that are configured. */
  get cells(): ConfiguredCell[] {
    return [...this.#rows.values()].filter(({ removedMs }) => removedMs === null)
  }

  /** As by a key that configures and does not decide: what such a key is refused changes nothing. */
  configure(cells: readonly ConfiguredCell[]): boolean {
    const isMoved = (cell: ConfiguredCell) => {
      const row = this.#rows.get(cell.id)
      return row !== undefined && !isSamePlaceOf(row, cell)
    }
    const isAsking = this.policy.decisions?.mode === 'approval'
    const kept = new Set(cells.filter((cell) => !isMoved(cell)).map(({ id }) => id))
    const leaving = this.cells.filter(({ id }) => !kept.has(id))
    if (leaving.some(({ id }) => this.words.has(id))) return false
    if (isAsking && cells.some((cell) => isMoved(cell) && this.#newestOf(cell.id) > 0)) return false
    this.#put(cells)
    return true
  }

  /** The zone a location goes by. */
  zoneOf(locationId: string): string {
    return this.#clockAt(locationId).timeZone
  }

  get locationIds(): string[] {
    return [...this.#clocks.keys()]
  }

  /** Configures another zone of a location: its day lasts as the trigger of migrations/0064 has it. */
  moveZone(locationId: string, timeZone: string): void {
    const [old, at] = [this.#clockAt(locationId), this.#instant()]
    if (old.timeZone === timeZone) return
    const isHeld = old.dayHeldUntil !== null && old.dayHeldUntil.getTime() > Date.parse(at)
    const [before, after] = [localDayAt(at, old.timeZone), localDayAt(at, timeZone)]
    const ends = [before.endsAt, after.endsAt, isHeld && old.dayHeldUntil ? old.dayHeldUntil.toISOString() : '']
    this.#clocks.set(locationId, {
      ...{ locationId, timeZone, dayHeldUntil: new Date(ends.sort().at(-1) ?? '') },
      zoneChangedAt: isHeld ? old.zoneChangedAt : new Date(at),
      dayHeldFrom: isHeld ? old.dayHeldFrom : new Date(before.startsAt),
    })
  }

  /** A place says its openings, and how many wait: now, or so long ago. After a late report its gate is folded anew. */
  hear(
    locationId: string,
    open: number,
    { hoursAgo = 0, waiting }: { hoursAgo?: number; waiting?: number } = {},
  ): void {
    const { serviceLine } = this.#begin
    const figures: FigureValue[] = [{ figure: 'slots', horizonDays: 14, total: 40, booked: 40 - open }]
    if (waiting !== undefined) figures.push({ figure: 'waitlist', size: waiting })
    const observedAt = new Date(Date.parse(this.#instant()) - hoursAgo * 3_600_000).toISOString()
    const heard = { observedAt, source: '/pms', figures }
    const known = this.#heard.get(locationId) ?? []
    this.#heard.set(locationId, [...known, heard])
    const isLate = known.some((one) => one.observedAt >= observedAt)
    const before = (isLate ? undefined : this.#gates.get(locationId)) ?? emptyGateMemory()
    const told = isLate ? [...known, heard] : [heard]
    const settings = { policy: this.policy, serviceLine, place: { organicBookings: 0 } }
    this.#gates.set(locationId, foldGate(before, told, settings))
  }

  /** A tool says that it set this. */
  report(cellId: string, dailyBudgetMinor: number): void {
    if (this.#rows.has(cellId)) this.#applied.push({ cellId, atMs: this.#next(), dailyBudgetMinor })
  }

  /** Somebody who may decide approves or rejects the latest plan's amount of a cell. */
  decide(cellId: string, decision: 'approve' | 'reject'): boolean {
    const { latest, inForce: before } = this
    const line = latest?.plan.recommendations.find((one) => one.cellId === cellId)
    const row = this.#rows.get(cellId)
    if (latest === null || this.input === null || before === null || line === undefined || row === undefined)
      return false
    const amount = amountsInForce(before).get(cellId)
    if (amount === line.recommendedDailyBudgetMinor || !isSamePlaceOf(row, toPlace(line))) return false
    const said = decision === 'approve' ? { approved: new Set([cellId]) } : { rejected: new Set([cellId]) }
    const effective = takeEffect({ input: this.input, plan: latest.plan, before, ...said })
    if (decision === 'approve' && effective.kept.some((kept) => kept.cellId === cellId)) return false
    this.#bringIntoForce({
      number: before.number + 1,
      planNumber: latest.number,
      status: 'published',
      plan: latest.plan,
      effective,
    })
    return true
  }

  /** Computes the next plan; what of it needs nobody is in force. @throws where what is in force would be wrong */
  recompute(): void {
    const input = this.#load()
    const { plan, change } = toPublish({ input, previous: this.latest, inForce: this.inForce }, planPool(input).plan)
    if (plan !== this.latest) this.input = input
    this.latest = plan
    if (change) this.#bringIntoForce({ ...change, number: (this.inForce?.number ?? 0) + 1 })
  }

  #bringIntoForce(next: InForce): void {
    const [old, now] = [amountsInForce(this.inForce), amountsInForce(next)]
    const atMs = this.#next()
    for (const [cellId, minor] of now) {
      if (old.get(cellId) !== minor) this.#budgets.push({ cellId, atMs, dailyBudgetMinor: minor })
    }
    for (const cellId of old.keys()) {
      if (!now.has(cellId)) this.#budgets.push({ cellId, atMs, dailyBudgetMinor: 0 })
    }
    this.inForce = next
  }

  #put(cells: readonly ConfiguredCell[]): void {
    const next = new Map(cells.map((cell) => [cell.id, cell]))
    const leaving = this.cells.filter((row) => {
      const cell = next.get(row.id)
      return cell === undefined || !isSamePlaceOf(row, cell)
    })
    for (const { id } of leaving) {
      const row = this.#rows.get(id)
      if (row) row.removedMs = this.#next()
      for (const stay of this.#stays) if (stay.cellId === id) stay.untilMs ??= this.#next()
      this.messages.delete(id)
    }
    for (const cell of cells) {
      const isNew = this.#rows.get(cell.id)?.removedMs !== null
      this.#rows.set(cell.id, { ...cell, removedMs: null })
      if (!isNew) continue
      const { id: cellId, locationId, channel } = cell
      this.messages.delete(cellId)
      this.#stays.push({ cellId, locationId, channel, fromMs: this.#next(), untilMs: null })
    }
  }

  #load(): PlanningInput {
    const asOf = this.#instant()
    const rows = [...this.#rows.values()].map((row) => this.#toRow(row)).filter(isLine)
    rows.sort((a, b) => (a.id < b.id ? -1 : 1))
    const days = localDays(rows, asOf)
    const { currency, serviceLine } = this.#begin
    const past = { amount: this.#amount(asOf), references: this.#references(days, asOf), learned: new Map() }
    const words = new Map(this.words)
    const messages = (cellId: string) =>
      this.policy.decisions?.requireApprovedMessage === true ? { hasApprovedMessage: this.messages.has(cellId) } : {}
    const planned = planCells({ rows, words, messages, past }, undefined)
    const cells = this.#withLeft(planned.cells, days, asOf)
    const { inForce, latest } = this
    const ends = [...days.values()].map(({ endsAt }) => endsAt).sort()
    const today = localDayAt(asOf, 'America/New_York')
    return {
      ...{ poolId: 'pool', asOf, inputRevision: 1, policyVersion: 1, configVersion: 1, rulesVersion },
      ...{ currency: currency.code, currencyExponent: currency.exponent },
      day: { today: today.date, endsAt: today.endsAt, nextCellMidnightAt: ends[0] ?? today.endsAt },
      ...{ amount: past.amount, policy: this.policy, serviceLines: [serviceLine], groups: [], cells },
      places: this.#places(rows),
      previous: inForce && toPrevious(inForce),
      ...(inForce && latest ? toProposed(inForce, latest) : {}),
    }
  }

  #toRow(row: Row): CellWithPlace {
    const { removedMs, lock, ...cell } = row
    const applied = this.#applied
      .filter(({ cellId, atMs }) => cellId === row.id && atMs > (removedMs ?? Infinity))
      .at(-1)
    return {
      ...cell,
      lock: lock && { ...lock },
      ...{ locationName: row.locationId, serviceLine: this.#begin.serviceLine.id, groupId: null },
      ...this.#clockAt(row.locationId),
      ...{ firstBaselineMinor: null, tookOverAt: null, spendSinceRemovalMinor: null, organicBookings: 0, share: 1 },
      removedAt: removedMs === null ? null : new Date(removedMs),
      takenOverAt: removedMs === null ? null : this.#takenOverAt(row, removedMs),
      appliedSinceRemovalMinor: applied?.dailyBudgetMinor ?? null,
    }
  }

  /** When another cell had the place, all of it or by channel, after this one was removed. */
  #takenOverAt(row: Row, removedMs: number): Date | null {
    const others = this.#stays
      .filter((stay) => stay.cellId !== row.id && stay.locationId === row.locationId)
      .filter(({ channel }) => channel === row.channel || channel === '' || row.channel === '')
      .filter(({ fromMs, untilMs }) => untilMs === null || fromMs > removedMs)
    return others.length === 0 ? null : new Date(Math.min(...others.map(({ fromMs }) => Math.max(fromMs, removedMs))))
  }

  /** As listBudgetsBefore has them: the newest before the day began of those that had the place × channel, one after another. */
  #references(days: ReadonlyMap<string, LocalDay>, asOf: string): Map<string, Reference> {
    const found = new Map<string, Reference>()
    for (const row of this.#rows.values()) {
      const dayMs = this.#dayStartMs(row.locationId, days, asOf)
      const known = this.#holdings(row).flatMap(({ cellId, fromMs, untilMs, backMs }) => {
        const isCounted = (each: Amount) =>
          each.cellId === cellId && each.atMs < dayMs && each.atMs >= fromMs && each.atMs < untilMs
        const isOwn = cellId === row.id
        const budget = this.#budgets
          .filter(isCounted)
          .map((each) => ({ ...each, isApplied: false, isOwn }))
          .at(-1)
        const applied = this.#applied
          .filter((each) => isCounted(each) && (backMs === null || backMs >= dayMs))
          .map((each) => ({ ...each, isApplied: true, isOwn }))
          .at(-1)
        return [budget, applied].filter((each) => each !== undefined)
      })
      const newest = known.toSorted((a, b) => b.atMs - a.atMs)[0]
      const budget = known.filter(({ isApplied }) => !isApplied).toSorted((a, b) => b.atMs - a.atMs)[0]
      if (newest === undefined || !(newest.isOwn || newest.dailyBudgetMinor > 0)) continue
      const { dailyBudgetMinor, isApplied } = newest
      const inForceMinor = isApplied ? budget?.dailyBudgetMinor : undefined
      found.set(row.id, {
        ...{ dailyBudgetMinor, basis: isApplied ? 'applied' : 'published' },
        ...(inForceMinor === undefined ? {} : { inForceMinor }),
      })
    }
    return found
  }

  /** Who had the place × channel of a cell, and from when to when it counts, as holdingsAround has it. */
  #holdings({ locationId, channel }: Row) {
    const stays = this.#stays.filter((stay) => stay.locationId === locationId && stay.channel === channel)
    return stays.map(({ cellId, fromMs }, i) => {
      const next = stays[i + 1]
      const backMs = next?.cellId === cellId ? next.fromMs : null
      return { cellId, fromMs: i === 0 ? -Infinity : fromMs, untilMs: next?.fromMs ?? Infinity, backMs }
    })
  }

  #withLeft(cells: readonly Cell[], days: ReadonlyMap<string, LocalDay>, asOf: string): Cell[] {
    const amounts = amountsInForce(this.inForce)
    const isAsking = this.policy.decisions?.mode === 'approval'
    const moved = isAsking ? new Set<string>() : movedSince(this.inForce, cells)
    const newcomers = cells.filter(({ id, status }) => status === 'active' && (!amounts.has(id) || moved.has(id)))
    const left = isAsking ? this.#leftByLast(newcomers) : this.#leftAtPlaces(newcomers, days, asOf)
    return cells.map((cell) => (left.has(cell.id) ? { ...cell, leftAtMinor: left.get(cell.id) ?? 0 } : cell))
  }

  /** As listBudgetsLeft has it. */
  #leftByLast(newcomers: readonly Cell[]): Map<string, number> {
    return new Map(
      newcomers.flatMap(({ id, locationId, channel }) => {
        const row = this.#rows.get(id)
        const known = row ? this.#holdings(row) : []
        const left = this.#budgets
          .filter(({ cellId, atMs }) =>
            known.some((each) => each.cellId === cellId && atMs >= each.fromMs && atMs < each.untilMs),
          )
          .at(-1)
        const isHeld = this.#stays.some(
          (stay) => stay.cellId !== id && stay.locationId === locationId && isOverlapping(stay.channel, channel ?? ''),
        )
        return left || isHeld ? [[id, left?.dailyBudgetMinor ?? 0] as const] : []
      }),
    )
  }

  #leftAtPlaces(newcomers: readonly Cell[], days: ReadonlyMap<string, LocalDay>, asOf: string): Map<string, number> {
    const left = new Map<string, number>()
    const isNewcomer = new Set(newcomers.map(({ id }) => id))
    for (const [locationId, coming] of Map.groupBy(newcomers, (cell) => cell.locationId)) {
      const stays = this.#stays
        .filter((stay) => stay.locationId === locationId)
        .map((stay) => ({ ...stay, poolId: 'pool', isComparable: true, leftMs: this.#leftMs(stay) }))
      if (!stays.some(({ untilMs, cellId }) => untilMs !== null || !isNewcomer.has(cellId))) continue
      const cellIds = new Set(stays.map(({ cellId }) => cellId))
      const amounts = this.#budgets
        .filter(({ cellId }) => cellIds.has(cellId))
        .map((amount) => ({ ...amount, poolId: 'pool' }))
      const dayStartMs = this.#dayStartMs(locationId, days, asOf)
      const cells = coming.map(({ id, channel, baselineDailyBudgetMinor }) => ({
        ...{ cellId: id, channel: channel ?? '', baselineDailyBudgetMinor },
      }))
      for (const [cellId, minor] of leftAtPlace(cells, { poolId: 'pool', dayStartMs, stays, amounts }))
        left.set(cellId, minor)
    }
    return left
  }

  #leftMs({ cellId, fromMs }: Stay): number | null {
    return this.#stays.find((stay) => stay.cellId === cellId && stay.fromMs > fromMs)?.fromMs ?? null
  }

  #places(rows: readonly CellWithPlace[]): Place[] {
    const locationIds = [...new Set(rows.map(({ locationId }) => locationId))].sort()
    return locationIds.map((locationId) => {
      const gate = this.#gates.get(locationId) ?? emptyGateMemory()
      return {
        ...{ locationId, locationName: locationId, serviceLine: this.#begin.serviceLine.id },
        ...{ organicBookings: 0, share: 1, figures: [...heardLast(gate.figures, this.policy)], gate },
      }
    })
  }

  /** A period of thirty days, of which none is over: each has its thirtieth. */
  #amount(asOf: string): PlanningInput['amount'] {
    const { date } = localDayAt(asOf, 'America/New_York')
    const end = new Date(Date.parse(date) + 30 * 86_400_000).toISOString().slice(0, 10)
    const none = { carriedOverMinor: 0, spentBeforeMinor: 0, spentOnCompleteDaysMinor: 0 }
    return { periodStart: date, periodEnd: end, budgetMinor: 30 * this.dailyMinor, ...none }
  }

  #clockAt(locationId: string): PlaceClock {
    return this.#clocks.get(locationId) ?? clockOf(locationId, 'UTC')
  }

  #dayStartMs(locationId: string, days: ReadonlyMap<string, LocalDay>, asOf: string): number {
    return Date.parse(days.get(dayKeyOf(this.#clockAt(locationId), asOf))?.startsAt ?? '')
  }

  #newestOf(cellId: string): number {
    return this.#budgets.findLast((each) => each.cellId === cellId)?.dailyBudgetMinor ?? 0
  }

  /** Everything that is written has a later moment than what was written before. */
  #next(): number {
    this.nowMs += 1
    return this.nowMs
  }

  #instant(): string {
    return new Date(this.#next()).toISOString()
  }
}

function clockOf(locationId: string, timeZone: string): PlaceClock {
  return { locationId, timeZone, zoneChangedAt: null, dayHeldFrom: null, dayHeldUntil: null }
}

/** Where a line of a plan is. */
export function toPlace({ locationId, channel }: Pick<Recommendation, 'locationId' | 'channel'>) {
  return { locationId, channel: channel ?? '' }
}

function isSamePlaceOf(one: { locationId: string; channel: string }, other: { locationId: string; channel: string }) {
  return isSamePlace({ ...one, serviceLine: '' }, { ...other, serviceLine: '' })
}

function isOverlapping(channel: string, other: string): boolean {
  return channel === other || channel === '' || other === ''
}
