import type { Certificate, Problem } from '@sluice/allocation'
import { type BoundCause, cellSteps, lockOf } from './bounds.ts'
import type { HeldNumbers } from './hold.ts'
import type { PlannedLeaf } from './pool-problem.ts'
import { bookingsAt, slopeAt } from './response.ts'

/** What explaining a line needs to know of the whole plan. */
export interface PlanContext {
  problem: Problem
  certificate: Certificate
  numbers: HeldNumbers
  hurdleMinor: number
  unplaceableMinor: number
  /** Groups of each group, itself first, up to the pool. */
  pathOf: (groupId: string | null) => string[]
}

/** What bound a cell, the strongest first [E1, E2]. Never empty. */
export function reasonsOf(leaf: PlannedLeaf, context: PlanContext): string[] {
  const { cell, place } = leaf.facts
  // One list, pushed to: lists spread into each other took as long as all that is asked here.
  const said: string[] = []
  if (cell.status === 'removed') said.push('removed')
  if (leaf.isPaused) said.push(pauseReason(leaf))
  if (leaf.facts.bounds.max.cause === 'paused') said.push('paused')
  if (place.gate.state === 'gated') for (const cause of place.gate.causes) said.push(gateReasons[cause])
  if (said.length > 0) return said
  const amount = context.numbers.amounts[leaf.id] ?? 0
  const reasons = context.numbers.heldIds.has(leaf.id) ? ['dead_band'] : []
  const gaveWay = relaxedReason(leaf, amount)
  if (gaveWay !== null) reasons.unshift(gaveWay)
  reasons.push(...boundReasons(leaf, amount), ...groupReasons(leaf, amount, context))
  if (isAtCeiling(leaf, amount, context.problem.unitMinor)) reasons.push('capacity_ceiling')
  if (isFull(leaf, amount) && context.unplaceableMinor >= context.problem.unitMinor) reasons.push('unplaceable')
  if (isBelowHurdle(leaf, amount, context)) reasons.push('reserve_hurdle')
  if (reasons.length === 0) return ['marginal_parity']
  return reasons.length === 1 ? reasons : [...new Set(reasons)]
}

const lockReasons = new Set(['locked', 'paused', 'relaxed:lock'])

/** With the undo that a lock or a pause comes from, for those who read reasons and no sentence [E17]. */
export function withUndo(reasons: string[], { facts }: PlannedLeaf, asOf: string): string[] {
  const undoTo = lockOf(facts.cell, asOf)?.undoTo
  const isOfLock = undoTo !== undefined && reasons.some((reason) => lockReasons.has(reason))
  return isOfLock ? [...reasons, `undo:${undoTo}`] : reasons
}

/** Whose money does not pay its floor: a group's, by its maximum, or the pool's. */
function pauseReason({ pausedIn }: PlannedLeaf): string {
  return pausedIn === null ? 'pool_exhausted' : `group_maximum:${pausedIn}`
}

const gateReasons = { accepting: 'not_accepting', headroom: 'no_headroom', wait: 'wait_gate' } as const

/** The rule that would have kept the cell higher, and gave way [E16]; with it all that X2 names before it. */
function relaxedReason({ facts: { bounds } }: PlannedLeaf, amount: number): string | null {
  if (amount >= bounds.min.minor) return null
  const step = cellSteps.find((each) => bounds.minAfter[each] <= amount)
  return step === undefined ? null : `relaxed:${step}`
}

/** At the top of what it may take; a fixed amount never was a place for more. */
function isFull({ min, max }: PlannedLeaf, amount: number): boolean {
  return amount === max && min < max
}

/** Whether the next unit here would bring nothing, because the place is full by then. */
export function isAtCeiling({ facts }: Pick<PlannedLeaf, 'facts'>, amount: number, unitMinor: number): boolean {
  const cap = facts.headroomPerDay
  return cap !== null && bookingsAt(facts.response, Math.max(0, amount + unitMinor)) > cap
}

/** Value of the next minor unit at this amount: 0 where the place is full. */
export function nextMinorValue({ facts }: Pick<PlannedLeaf, 'facts'>, amount: number): number {
  const cap = facts.headroomPerDay
  if (cap !== null && bookingsAt(facts.response, amount) >= cap) return 0
  return facts.place.valueMinor * slopeAt(facts.response, amount)
}

/** What money is worth in the pool and below each group, per minor unit. */
export interface MoneyPrices {
  lambda: number
  groups: Readonly<Record<string, { lambda: number } | undefined>>
}

/** Price of money where the cell hangs, per minor unit. */
export function priceOf(groupId: string | null, certificate: MoneyPrices): number {
  return groupId === null ? certificate.lambda : (certificate.groups[groupId]?.lambda ?? certificate.lambda)
}

function boundReasons({ min, max, facts }: PlannedLeaf, amount: number): BoundCause[] {
  const causes: BoundCause[] = []
  if (amount === max) causes.push(facts.bounds.max.cause)
  // A minimum that gave way binds no longer, wherever it came to lie.
  if (amount === min && min === facts.bounds.min.minor && facts.bounds.min.cause !== 'none')
    causes.push(facts.bounds.min.cause)
  return causes.filter((cause) => cause !== 'none')
}

/** A group counts where its price moved this cell: down by a maximum, up by a minimum. */
function groupReasons({ facts, min, max }: PlannedLeaf, amount: number, context: PlanContext): string[] {
  return context.pathOf(facts.cell.groupId).flatMap((id) => {
    const price = context.certificate.groups[id]
    if (price === undefined) return []
    if (price.muPlus > 0 && (amount < max || min === max)) return [`group_maximum:${id}`]
    return price.muMinus > 0 && (amount > min || min === max) ? [`group_minimum:${id}`] : []
  })
}

/** Whether the next unit is worth less here than in the reserve; the mean over the unit, which is what is compared. */
function isBelowHurdle(leaf: PlannedLeaf, amount: number, { hurdleMinor, problem }: PlanContext): boolean {
  if (hurdleMinor <= 0 || amount >= leaf.max || nextMinorValue(leaf, amount) === 0) return false
  const { ceiling, halfSpendMinor: half } = leaf.facts.response
  const step = (ceiling * half) / ((amount + half) * (amount + problem.unitMinor + half))
  return leaf.facts.place.valueMinor * step <= problem.reserve.hurdle
}
