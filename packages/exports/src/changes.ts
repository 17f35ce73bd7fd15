import type { EntityBudgets } from './entity-budgets.ts'
import { minimumOf } from './minimums.ts'
import type { Entity, PlanToExport, Rows } from './types.ts'

/** What is known of an entity from before this file. */
export interface EntityBefore {
  /**
   * What a file last said it spends a day; 0: to pause. As applied where that was reported, else as exported. Null:
   * nothing is known.
   */
  dailyBudgetMinor: number | null
  /**
   * When files gave it another amount within the last hour, oldest first, in milliseconds since 1970; a pause does not
   * count.
   */
  changedMs: readonly number[]
  /** Whether only a report says that it is paused: no file paused it. */
  isPausedByHand?: boolean
  /** Whether it has other campaigns since the last file: not all of these were told to pause. */
  hasOtherCampaigns?: boolean
  /**
   * What a file of this very state told it since. The same amount again is the same file again; another amount is a
   * change.
   */
  again?: { dailyBudgetMinor: number; toldMs: number } | undefined
}

/** Why an entity of the platform is in no row although its amount changed. */
export type HeldReason =
  | 'other_currency'
  | 'below_minimum'
  | 'hourly_limit'
  | 'shared_budget'
  | 'unsafe_name'
  | 'pause_by_hand'

/** What becomes of one entity. `dailyBudgetMinor` 0: it is paused; no row ever says 0, nor more than the plan gives. */
export interface EntityChange {
  entity: Entity
  dailyBudgetMinor: number
  /** What of the plan it does not get, because the platform takes nothing between two of its steps, or nothing as small. */
  roundedDownByMinor: number
  /** Null: no file named it before. */
  beforeMinor: number | null
  isPausedByHand: boolean
  outcome: 'written' | 'unchanged' | HeldReason
  /** With `hourly_limit`: when the platform takes the next change. */
  untilMs: number | null
  /** Where the plan gives it less than the platform takes: the least it takes. */
  minimumMinor: number | null
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
      // None of its cells is in the plan: the plan does not mention it, least of all that it should pause.
      return planned === undefined ? [] : [changeOf(entity, planned, plan, options)]
    })
}

function changeOf(entity: Entity, plannedMinor: number, plan: PlanToExport, options: ChangesOptions): EntityChange {
  const leastMinor = Math.ceil(minimumOf(entity, plan.currency) / options.stepMinor) * options.stepMinor
  const isBelow = plannedMinor > 0 && plannedMinor < leastMinor
  const known = options.before.get(entity.id)
  const isHeld = isBelow && spendsAtMost(plannedMinor, known)
  const dailyBudgetMinor = isHeld ? plannedMinor : isBelow ? 0 : stepBelow(plannedMinor, options.stepMinor)
  const before = beforeOf(known, dailyBudgetMinor)
  const change: EntityChange = {
    entity,
    dailyBudgetMinor,
    roundedDownByMinor: plannedMinor - dailyBudgetMinor,
    beforeMinor: before?.dailyBudgetMinor ?? null,
    isPausedByHand: before?.isPausedByHand ?? false,
    outcome: 'written',
    untilMs: null,
    minimumMinor: isBelow ? leastMinor : null,
  }
  if (entity.currency !== null && entity.currency !== plan.currency) return { ...change, outcome: 'other_currency' }
  const isKnown = change.beforeMinor === dailyBudgetMinor && !(dailyBudgetMinor === 0 && known?.hasOtherCampaigns)
  if (isKnown && options.rows === 'changed') return { ...change, outcome: 'unchanged' }
  if (isHeld) return { ...change, outcome: 'below_minimum' }
  const refused = options.refuse(change)
  if (refused) return { ...change, outcome: refused }
  const untilMs = blockedUntil(change, before, options.nowMs)
  return untilMs === null ? change : { ...change, outcome: 'hourly_limit', untilMs }
}

/**
 * Whether a budget is known to run on no more than this. Then a platform that takes no amount as small may leave it as
 * it is. Else the nearest amount it takes that is no more is a pause, or a clinic that became full would go on buying
 * patients.
 */
function spendsAtMost(plannedMinor: number, known: EntityBefore | undefined): boolean {
  const { dailyBudgetMinor } = known?.again ?? known ?? { dailyBudgetMinor: null }
  return dailyBudgetMinor !== null && dailyBudgetMinor > 0 && dailyBudgetMinor <= plannedMinor
}

function stepBelow(minor: number, stepMinor: number): number {
  return Math.floor(minor / stepMinor) * stepMinor
}

/** A file that is made again says what it said: it is compared with what was before it. */
function beforeOf(known: EntityBefore | undefined, dailyBudgetMinor: number): EntityBefore | undefined {
  const again = known?.again
  if (!again || again.dailyBudgetMinor === dailyBudgetMinor) return known
  const isChange = again.dailyBudgetMinor !== 0 && again.dailyBudgetMinor !== known.dailyBudgetMinor
  return {
    dailyBudgetMinor: again.dailyBudgetMinor,
    changedMs: isChange ? [...known.changedMs, again.toldMs] : known.changedMs,
  }
}

/**
 * When the oldest of the last four changes is an hour old; null: it is taken now. A pause is a status, which no limit
 * holds up.
 */
function blockedUntil(
  { entity, beforeMinor, dailyBudgetMinor }: EntityChange,
  before: EntityBefore | undefined,
  nowMs: number,
): number | null {
  if (entity.platform !== 'meta' || dailyBudgetMinor === 0 || beforeMinor === dailyBudgetMinor) return null
  const recent = (before?.changedMs ?? []).filter((ms) => ms > nowMs - HOUR_MS)
  const oldest = recent.at(-META_CHANGES_AN_HOUR)
  return oldest === undefined ? null : oldest + HOUR_MS
}

/** Whether an earlier file paused the entity and it should run again. One that a person paused is left alone. */
export function isResumed({ beforeMinor, dailyBudgetMinor, isPausedByHand }: EntityChange): boolean {
  return beforeMinor === 0 && dailyBudgetMinor > 0 && !isPausedByHand
}

/** Whether the entity gets an amount it does not spend, until the person who paused it runs it again. */
export function staysPaused({ beforeMinor, dailyBudgetMinor, isPausedByHand }: EntityChange): boolean {
  return isPausedByHand && beforeMinor === 0 && dailyBudgetMinor > 0
}

/** Whether somebody has to pause the entity's campaign or to run it again: the file, or a person where it names none. */
export function needsCampaign({ beforeMinor, dailyBudgetMinor }: EntityChange): boolean {
  return dailyBudgetMinor === 0 || beforeMinor === 0
}
