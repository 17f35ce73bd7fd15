import type { Optimal } from '@sluice/allocation'
import type { CellFacts } from './cell-facts.ts'
import { amountNow, amountsBefore } from './first-amount.ts'
import type { HeldNumbers } from './hold.ts'
import type { Group, PlanningInput } from './input.ts'
import { toMs } from './instant.ts'
import { labelsOf } from './labels.ts'
import { minorPerCurrencyUnit, toSix } from './money.ts'
import { movementsOf } from './movement.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import type { PlannedLeaf, PoolProblem } from './pool-problem.ts'
import { nextMinorValue, type PlanContext, reasonsOf, withUndo } from './reasons.ts'
import { bookingsAt } from './response.ts'
import { type Line, sentenceOf, type Wording } from './sentence.ts'
import { slotValueOf } from './slot-value.ts'

/** One line per cell, by id, each with its reasons and its sentence [E1–E17]. */
export function recommendationsOf(
  input: PlanningInput,
  pool: PoolProblem,
  optimal: Optimal,
  numbers: HeldNumbers,
  { hurdleMinor, unplaceableMinor }: Plan['reserveParts'],
): Recommendation[] {
  const { problem } = pool
  const pathOf = pathsOf(input.groups)
  const context = { problem, certificate: optimal.certificate, numbers, hurdleMinor, unplaceableMinor, pathOf }
  const lines = linesOf(input, pool, optimal, context)
  const changes = new Map(lines.map(({ leaf, amountMinor, previousMinor }) => [leaf.id, amountMinor - previousMinor]))
  const reserveChange = numbers.reserveMinor - (input.previous?.reserveDailyMinor ?? 0)
  const wording = {
    input,
    atMs: toMs(input.asOf),
    labels: labelsOf(pool.leaves.map(({ facts }) => facts)),
    movementOf: movementsOf(pool.tree, changes, reserveChange),
    hurdleMinor,
    poolMinor: problem.totalMinor,
    gatedBefore: new Set(input.previous?.cells.filter(({ gate }) => gate === 'gated').map(({ cellId }) => cellId)),
    relaxedGroups: new Set(pool.relaxed.filter(({ kind }) => kind === 'group_minimum').map(({ at }) => at)),
    movableCells: pool.leaves.filter(({ min, max }) => min < max).length,
  }
  return lines.map((line) => toRecommendation(line, context, wording))
}

function linesOf(
  input: PlanningInput,
  { leaves }: PoolProblem,
  optimal: Optimal,
  context: PlanContext,
): Line<PlannedLeaf>[] {
  const inForce = amountsBefore(input)
  return leaves.map((leaf) => ({
    leaf,
    amountMinor: context.numbers.amounts[leaf.id] ?? 0,
    previousMinor: amountNow(leaf.facts.cell, inForce, input.policy),
    optimumMinor: optimal.allocation[leaf.id] ?? 0,
    reasons: withUndo(reasonsOf(leaf, context), leaf, input.asOf),
  }))
}

function toRecommendation(line: Line<PlannedLeaf>, context: PlanContext, wording: Wording): Recommendation {
  const { leaf, amountMinor } = line
  const { cell, headroomPerDay } = leaf.facts
  const { input } = wording
  const slot = slotValueOf(leaf, amountMinor, context)
  const known = knownOf(leaf.facts, wording.atMs)
  const status = statusOf(leaf, amountMinor)
  // Written out, member by member: spreading objects into each other takes as long as all the rest of a line.
  const recommendation: Recommendation = {
    cellId: cell.id,
    label: wording.labels.get(cell.id) ?? cell.id,
    locationId: cell.locationId,
    serviceLine: cell.serviceLine,
    channel: cell.channel,
    status,
    previousDailyBudgetMinor: line.previousMinor,
    referenceDailyBudgetMinor: cell.reference.dailyBudgetMinor,
    recommendedDailyBudgetMinor: amountMinor,
    minDailyBudgetMinor: leaf.min,
    maxDailyBudgetMinor: Math.min(leaf.max, context.problem.totalMinor),
    gate: known.gate,
    headroom: known.headroom,
    headroomPerDay: known.headroomPerDay,
    waitDays: known.waitDays,
    waitKind: known.waitKind,
    waitlistSize: known.waitlistSize,
    freshness: known.freshness,
    dataAgeSeconds: known.dataAgeSeconds,
    figures: known.figures,
    flags: known.flags,
    expectedBookingsPerDay: toSix(Math.min(bookingsAt(leaf.facts.response, amountMinor), headroomPerDay ?? Infinity)),
    nextDollarValueMinor: toSix(nextMinorValue(leaf, amountMinor) * minorPerCurrencyUnit(input.currencyExponent)),
    nextSlotValueMinor: toSix(slot.nextMinor),
    slotAWeekValueMinor: toSix(slot.aWeekMinor),
    reasons: [...line.reasons],
    sentence: sentenceOf(line, wording),
  }
  return status === 'paused' ? withPlatformBudget(recommendation, leaf.facts.bounds.floorMinor) : recommendation
}

/**
 * The amount for a platform, which takes no 0, of a paused cell; in its place among the members, since plans are
 * compared as text.
 */
function withPlatformBudget(line: Recommendation, platformDailyBudgetMinor: number): Recommendation {
  const { cellId, label, locationId, serviceLine, channel, status, ...amounts } = line
  const { previousDailyBudgetMinor, referenceDailyBudgetMinor, recommendedDailyBudgetMinor, ...others } = amounts
  return {
    ...{ cellId, label, locationId, serviceLine, channel, status },
    ...{ previousDailyBudgetMinor, referenceDailyBudgetMinor, recommendedDailyBudgetMinor, platformDailyBudgetMinor },
    ...others,
  }
}

/** Nobody is active on nothing: where a maximum leaves not one unit, that is a pause as well. */
function statusOf({ facts, isPaused }: PlannedLeaf, amountMinor: number): Recommendation['status'] {
  if (facts.cell.status === 'removed') return 'removed'
  if (facts.bounds.max.cause === 'paused') return 'paused'
  return isPaused || amountMinor === 0 ? 'pause_proposed' : 'active'
}

function knownOf({ place, headroom, headroomPerDay }: CellFacts, atMs: number) {
  const wait = place.chosen.wait ?? place.chosen.otherWait
  return {
    gate: place.gate.state,
    headroom,
    headroomPerDay: headroomPerDay === null ? null : toSix(headroomPerDay),
    waitDays: wait?.days ?? null,
    waitKind: wait?.kind ?? null,
    waitlistSize: place.chosen.waitlist?.size ?? null,
    freshness: place.freshness,
    dataAgeSeconds: place.newestAtMs === null ? null : Math.floor(Math.max(0, atMs - place.newestAtMs) / 1000),
    figures: place.figuresInUse,
    flags: place.flags,
  }
}

/** The groups above a cell, nearest first; looked up once per group, not per cell. */
function pathsOf(groups: readonly Group[]): (groupId: string | null) => string[] {
  const parents = new Map(groups.map((group) => [group.id, group.parentId]))
  const known = new Map<string | null, string[]>()
  return (groupId) => {
    const path = known.get(groupId) ?? climb(groupId, parents)
    known.set(groupId, path)
    return path
  }
}

function climb(from: string | null, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = []
  for (let id = from; id !== null && parents.has(id); id = parents.get(id) ?? null) path.push(id)
  return path
}
