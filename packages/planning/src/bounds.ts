import { decisionsOf } from './default-policy.ts'
import { amountNow, type InForceAmounts } from './first-amount.ts'
import { throttleFactor } from './gate-thresholds.ts'
import type { Cell, Lock, PlanningInput, Policy } from './input.ts'
import { toMs } from './instant.ts'
import { downToUnit, upToUnit } from './money.ts'
import type { PlaceFacts } from './place-facts.ts'
import { rampOf } from './ramp.ts'
import { heldWhenRemoved } from './removed.ts'

/** What a bound comes from; also the reason a recommendation names when it stands at it. */
export type BoundCause =
  | 'none'
  | 'throttled'
  | 'ramp_up'
  | 'ramp_down'
  | 'ageing'
  | 'stale_hold'
  | 'no_data'
  | 'minimum'
  | 'maximum'
  | 'locked'
  | 'paused'
  | 'message_not_approved'
  | 'removed'
  | 'not_accepting'
  | 'no_headroom'
  | 'wait_gate'

export interface Bound {
  minor: number
  cause: BoundCause
}

/** Steps in which a cell's minimum gives way when there is not enough money, in order [X2]. */
export const cellSteps = ['ramp_down', 'stale_hold', 'cell_minimum', 'lock', 'floor'] as const
export type CellStep = (typeof cellSteps)[number]

/** What a cell may get today, minor units, whole platform units; `min` is never above `max`. */
export interface Bounds {
  min: Bound
  max: Bound
  /** What is left of `min` once a step, and all before it, has given way. */
  minAfter: Record<CellStep, number>
  floorMinor: number
}

export interface BoundsInput extends Pick<PlanningInput, 'policy' | 'currencyExponent' | 'asOf'> {
  inForce: InForceAmounts
}

/** The bounds of a cell, each with its cause [B1–B15]. */
export function boundsOf(cell: Cell, facts: PlaceFacts, input: BoundsInput): Bounds {
  const floorMinor = floorOf(cell, input.policy)
  const layers = cell.status === 'removed' ? [removedLayer(cell, input)] : layersOf(cell, facts, input, floorMinor)
  for (const layer of layers) bringToUnits(layer, input.policy.platform.unitMinor)
  const { min, max } = narrow(layers)
  const steps = layers.map(({ step }) => (step === null ? Infinity : cellSteps.indexOf(step)))
  const after = (step: CellStep) => Math.min(min.minor, minWithout(layers, steps, cellSteps.indexOf(step)))
  const minAfter = {
    ramp_down: after('ramp_down'),
    stale_hold: after('stale_hold'),
    cell_minimum: after('cell_minimum'),
    lock: after('lock'),
    floor: after('floor'),
  }
  return { min, max, minAfter, floorMinor }
}

/**
 * The least an active cell keeps [B3]: a share of its baseline, at least what the platform accepts, never 0 (a pause is an
 * approved status of its own); but no more than the cell's maximum.
 */
export function floorOf(cell: Cell, policy: Policy): number {
  const { unitMinor, minimumMinor } = policy.platform
  const floor = upToUnit(Math.max(policy.floorShare * cell.baselineDailyBudgetMinor, minimumMinor, 1), unitMinor)
  return Math.min(floor, downToUnit(maximumOf(cell, policy), unitMinor))
}

/** The lock in force at `asOf`; an expired one does not count [B5]. */
export function lockOf(cell: Cell, asOf: string): Lock | null {
  if (cell.lock === null) return null
  return cell.lock.expiresAt === null || toMs(asOf) < toMs(cell.lock.expiresAt) ? cell.lock : null
}

/** One rule's interval. Rules are applied from the weakest to the strongest; a stronger one moves what is outside it. */
interface Layer {
  min: number
  max: number
  cause: BoundCause
  /** Where the rule has two names, that of its upper end. */
  maxCause?: BoundCause
  /** The relaxation that takes its minimum away; null: it has none, or keeps it. */
  step: CellStep | null
}

function layersOf(cell: Cell, facts: PlaceFacts, input: BoundsInput, floorMinor: number): Layer[] {
  const ramp = rampOf(cell, input.policy, input.currencyExponent)
  const soft: Layer[] = [
    ...throttleLayer(cell, facts, floorMinor),
    { min: ramp.low, max: ramp.high, cause: 'ramp_down', maxCause: 'ramp_up', step: 'ramp_down' },
  ]
  const mostHeld = isHeldAtMost(cell, facts, input.policy) ? heldMost(cell, input) : Infinity
  const mostUnapproved = mostWithoutMessage(cell, input.policy, { mostHeld, floorMinor })
  return [
    ...soft,
    ...(facts.freshness === 'fresh'
      ? []
      : freshnessLayer(cell, facts, input.policy, { allowed: narrow(soft), mostHeld, floorMinor })),
    { min: cell.minDailyBudgetMinor ?? 0, max: Infinity, cause: 'minimum', step: 'cell_minimum' },
    ...lockLayer(lockOf(cell, input.asOf)),
    { min: floorMinor, max: Infinity, cause: 'minimum', step: 'floor' },
    ...messageLayer(mostUnapproved),
    { min: 0, max: maximumOf(cell, input.policy), cause: 'maximum', step: null },
    // A floor that configuration raised lifts nobody whose message is not approved, gated or not.
    ...gateLayer(facts, Math.min(floorMinor, mostUnapproved)),
    ...pauseLayer(lockOf(cell, input.asOf)),
  ]
}

function throttleLayer(cell: Cell, { gate, chosen, thresholds }: PlaceFacts, floorMinor: number): Layer[] {
  if (gate.state !== 'throttled') return []
  const baseline = cell.baselineDailyBudgetMinor
  const floorShare = baseline > 0 ? Math.min(1, floorMinor / baseline) : 1
  const factor = throttleFactor(chosen.wait?.readDays ?? thresholds.throttleFrom, thresholds, floorShare)
  return [{ min: 0, max: Math.max(floorMinor, factor * baseline), cause: 'throttled', step: null }]
}

/**
 * The most of a cell that may not rise [B8–B10, B14]: its reference, and no more than it has in force now. Neither a
 * tool that set more than it was given, nor a baseline, nor an earlier hour of the day raises it.
 */
function heldMost(cell: Cell, { inForce, policy }: BoundsInput): number {
  return Math.min(cell.reference.dailyBudgetMinor, amountNow(cell, inForce, policy))
}

/** Whether what a cell may get depends on what it has in force: of others it need not be asked. */
export function isHeldAtMost(cell: Cell, { freshness }: PlaceFacts, policy: Policy): boolean {
  if (cell.status === 'removed' || (freshness !== 'fresh' && freshness !== 'never')) return true
  return decisionsOf(policy).requireApprovedMessage && cell.hasApprovedMessage !== true
}

interface Held {
  /** What throttle and ramp allow: a held cell is never above it, because the wait that throttled it is the last thing known. */
  allowed: { min: Bound; max: Bound }
  mostHeld: number
  floorMinor: number
}

/** What old data allows [B8–B10]. */
function freshnessLayer(
  cell: Cell,
  { freshness }: PlaceFacts,
  policy: Policy,
  { allowed, mostHeld, floorMinor }: Held,
): Layer[] {
  const held = Math.min(mostHeld, allowed.max.minor)
  const fixed = (minor: number, cause: BoundCause): Layer[] => [{ min: minor, max: minor, cause, step: 'stale_hold' }]
  if (freshness === 'ageing') {
    return [{ min: 0, max: mostHeld, cause: 'ageing', step: null }]
  }
  if (freshness === 'stale') return fixed(held, 'stale_hold')
  if (freshness === 'dead') {
    return fixed(
      policy.deadPolicy === 'floor' ? floorMinor : Math.min(held, cell.baselineDailyBudgetMinor),
      'stale_hold',
    )
  }
  if (freshness === 'never') {
    return fixed(clamp(cell.baselineDailyBudgetMinor, allowed.min.minor, allowed.max.minor), 'no_data')
  }
  return []
}

/** Without an approved message no rise, whatever calls for one [B14]. */
function messageLayer(most: number): Layer[] {
  return most === Infinity ? [] : [{ min: 0, max: most, cause: 'message_not_approved', step: null }]
}

/** The most of a cell whose message is asked for and not approved: what it has; one that was paused gets its floor back. */
function mostWithoutMessage(
  { hasApprovedMessage }: Cell,
  policy: Policy,
  { mostHeld, floorMinor }: Pick<Held, 'mostHeld' | 'floorMinor'>,
): number {
  if (!decisionsOf(policy).requireApprovedMessage || hasApprovedMessage === true) return Infinity
  return mostHeld === 0 ? floorMinor : mostHeld
}

/** A pause that somebody decided [B15]: nothing, above every other rule. */
function pauseLayer(lock: Lock | null): Layer[] {
  return lock?.kind === 'pause' ? [{ min: 0, max: 0, cause: 'paused', step: null }] : []
}

function lockLayer(lock: Lock | null): Layer[] {
  if (lock === null || lock.kind === 'pause') return []
  const amount = lock.dailyBudgetMinor
  return [
    {
      min: lock.kind === 'maximum' ? 0 : amount,
      max: lock.kind === 'minimum' ? Infinity : amount,
      cause: 'locked',
      step: 'lock',
    },
  ]
}

const causeOfGate = { accepting: 'not_accepting', headroom: 'no_headroom', wait: 'wait_gate' } as const

function gateLayer({ gate }: PlaceFacts, minor: number): Layer[] {
  if (gate.state !== 'gated' || gate.cause === null) return []
  return [{ min: minor, max: minor, cause: causeOfGate[gate.cause], step: 'floor' }]
}

/** Its money is still being spent until someone says otherwise, so it counts, and is not handed out twice [B12]. */
function removedLayer(cell: Cell, { inForce }: BoundsInput): Layer {
  const held = heldWhenRemoved(cell, inForce)
  return { min: held, max: held, cause: 'removed', step: 'floor' }
}

function maximumOf(cell: Cell, policy: Policy): number {
  return Math.min(cell.maxDailyBudgetMinor ?? Infinity, policy.platform.maximumMinor ?? Infinity)
}

/** In place: a cell has up to a dozen layers of its own, and a plan ten thousand cells. */
function bringToUnits(layer: Layer, unitMinor: number): void {
  layer.max = layer.max === Infinity ? Infinity : downToUnit(layer.max, unitMinor)
  // A fixed amount between two units becomes the lower one: never above what was meant.
  layer.min = Math.min(upToUnit(layer.min, unitMinor), layer.max)
}

/**
 * The minimum that is left when the rules up to this step no longer count; `steps`: of each layer. Written without
 * objects: it runs 50,000 times.
 */
function minWithout(layers: readonly Layer[], steps: readonly number[], lastStep: number): number {
  let min = 0
  for (const [i, layer] of layers.entries()) {
    const isGiven = (steps[i] ?? Infinity) <= lastStep
    min = Math.min(Math.max(min, isGiven ? 0 : layer.min), layer.max)
  }
  return min
}

function narrow(layers: readonly Layer[]): { min: Bound; max: Bound } {
  let min: Bound = { minor: 0, cause: 'none' }
  let max: Bound = { minor: Infinity, cause: 'none' }
  for (const layer of layers) {
    min = moveInto(min, layer, layer.cause)
    max = moveInto(max, layer, layer.maxCause ?? layer.cause)
  }
  return { min, max }
}

/** A rule that fixes the amount names both ends, even one that already stood there. */
function moveInto(bound: Bound, layer: Layer, cause: BoundCause): Bound {
  if (bound.minor < layer.min) return { minor: layer.min, cause: layer.cause }
  if (bound.minor > layer.max) return { minor: layer.max, cause: layer.maxCause ?? layer.cause }
  return layer.min === layer.max ? { minor: layer.min, cause } : bound
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
