import type { EntityBudgets } from './entity-budgets.ts'
import { minimumOf } from './minimums.ts'
import type { Entity, PlanToExport, Rows } from './types.ts'

/** What is known of an entity from before this file. */
export interface EntityBefore {
  /** What it was last told to spend a day; 0: to pause. Applied where that was reported, else exported. Null: nothing is known. */
  dailyBudgetMinor: number | null
  /** When its budget was changed within the last hour, oldest first, in milliseconds since 1970. */
  changedMs: readonly number[]
  /** What a file of this very state told it since. The same amount again is the same file again; another one is a change of it. */
  again?: { dailyBudgetMinor: number; toldMs: number } | undefined
}

/** Why an entity of the platform is in no row although its amount changed. */
export type HeldReason = 'hourly_limit' | 'shared_budget' | 'unsafe_name' | 'pause_by_hand'

/** What becomes of one entity. `dailyBudgetMinor` 0: it is paused; no row ever says 0. */
export interface EntityChange {
  entity: Entity
  dailyBudgetMinor: number
  /** How much of it is above what the plan gives, because the platform takes no less, or nothing between two of its steps. */
  raisedByMinor: number
  /** Null: never told before. */
  beforeMinor: number | null
  outcome: 'written' | 'unchanged' | HeldReason
  /** With `hourly_limit`: when the platform takes the next change. */
  untilMs: number | null
}

export interface ChangesOptions {
  rows: Rows
  nowMs: number
  before: ReadonlyMap<string, EntityBefore>
  /** The platform's step. */
  stepMinor: number
  /** Why a format cannot say this; null: it can. */
  refuse: (change: EntityChange) => HeldReason | null
}

/** Meta blocks an ad set's budget for an hour after more changes than this in one hour. */
const META_CHANGES_AN_HOUR = 4
const HOUR_MS = 3_600_000

/** What to do with each of these entities so that the platform spends what the plan says. In order of their ids. */
export function entityChanges(
  plan: PlanToExport,
  amounts: EntityBudgets['amounts'],
  entities: readonly Entity[],
  options: ChangesOptions,
): EntityChange[] {
  return entities
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((entity) => {
      const planned = amounts.get(entity.id)
      // None of its cells is in the plan: the plan says nothing of it, least of all that it should pause.
      return planned === undefined ? [] : [changeOf(entity, planned, plan, options)]
    })
}

function changeOf(entity: Entity, plannedMinor: number, plan: PlanToExport, options: ChangesOptions): EntityChange {
  const least = roundUp(minimumOf(entity, plan.currency), plan.unitMinor)
  const dailyBudgetMinor = plannedMinor === 0 ? 0 : roundUp(Math.max(plannedMinor, least), options.stepMinor)
  const before = beforeOf(options.before.get(entity.id), dailyBudgetMinor)
  const change: EntityChange = {
    entity,
    dailyBudgetMinor,
    raisedByMinor: dailyBudgetMinor - plannedMinor,
    beforeMinor: before?.dailyBudgetMinor ?? null,
    outcome: 'written',
    untilMs: null,
  }
  if (change.beforeMinor === dailyBudgetMinor && options.rows === 'changed') return { ...change, outcome: 'unchanged' }
  const refused = options.refuse(change)
  if (refused) return { ...change, outcome: refused }
  const untilMs = blockedUntil(change, before, options.nowMs)
  return untilMs === null ? change : { ...change, outcome: 'hourly_limit', untilMs }
}

/** A file that is made again says what it said: it is compared with what was before it. */
function beforeOf(known: EntityBefore | undefined, dailyBudgetMinor: number): EntityBefore | undefined {
  const again = known?.again
  if (!again || again.dailyBudgetMinor === dailyBudgetMinor) return known
  const isChange = again.dailyBudgetMinor !== known.dailyBudgetMinor
  return {
    dailyBudgetMinor: again.dailyBudgetMinor,
    changedMs: isChange ? [...known.changedMs, again.toldMs] : known.changedMs,
  }
}

function roundUp(minor: number, unit: number): number {
  return Math.ceil(minor / unit) * unit
}

/** When the oldest of the last four changes is an hour old; null: the platform takes another one now. */
function blockedUntil(
  { entity, beforeMinor, dailyBudgetMinor }: EntityChange,
  before: EntityBefore | undefined,
  nowMs: number,
): number | null {
  if (entity.platform !== 'meta' || beforeMinor === dailyBudgetMinor) return null
  const recent = (before?.changedMs ?? []).filter((ms) => ms > nowMs - HOUR_MS)
  const oldest = recent.at(-META_CHANGES_AN_HOUR)
  return oldest === undefined ? null : oldest + HOUR_MS
}

/** Whether the entity was paused by an earlier file and is to run again. One that a person paused is left alone. */
export function isResumed({ beforeMinor, dailyBudgetMinor }: EntityChange): boolean {
  return beforeMinor === 0 && dailyBudgetMinor > 0
}
