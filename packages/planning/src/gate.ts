import { freshnessOf, limitsOf } from './freshness.ts'
import { headroomBack, isWaitBack, stateOfWait, waitThresholds } from './gate-thresholds.ts'
import { headroomOf } from './headroom.ts'
import { heardLast, orderedWhereTied } from './heard-last.ts'
import type { CauseMemory, Figure, GateMemory, GateState, Observation, Place, Policy, ServiceLine } from './input.ts'
import { compareInstants, hoursToMs, toInstant, toMs } from './instant.ts'
import { compareReports } from './report-order.ts'
import { type ChosenFigures, chooseFigures, figureKey } from './state.ts'

/** What the gate is moved by; the same for a fold and for asking where it stands. */
export interface GateSettings {
  policy: Policy
  serviceLine: ServiceLine
  /** `share` is not used: a place is full or not, however many pools count on it. */
  place: Pick<Place, 'organicBookings'> & Partial<Pick<Place, 'share'>>
}

export type GateCause = 'accepting' | 'headroom' | 'wait'

/** Where the gate of a place stands at a moment, and why. */
export interface GateStanding {
  state: GateState
  /** Every cause in that state, the most telling first; empty when open. */
  causes: GateCause[]
  cause: GateCause | null
  /** The memory with every return that was due carried out. */
  memory: GateMemory
}

const severity: Record<GateState, number> = { open: 0, throttled: 1, gated: 2 }
const never: CauseMemory = { state: 'open', since: null, returning: 0, returningAt: null }
// Headroom is worked out in floating point: 0.85 · 20 − 17 must count as 0.
const nearlyNothing = 1e-9

/** The memory of a place nothing is known of: open. */
export function emptyGateMemory(): GateMemory {
  return { throughObservedAt: null, figures: [], wait: { ...never }, headroom: { ...never }, accepting: { ...never } }
}

/**
 * Folds observations into the memory [G1–G9]. They are in observed order, all later than `throughObservedAt`; what shares
 * an instant is one step, so that neither the order of arrival nor the number of calls changes the outcome.
 */
export function foldGate(memory: GateMemory, observations: readonly Observation[], settings: GateSettings): GateMemory {
  return toInstants(observations).reduce((folded, instant) => step(folded, instant, settings), memory)
}

/** Where the gate stands at a moment: returns that came due since the last observation are carried out [G5]. */
export function gateAt(memory: GateMemory, atMs: number, settings: GateSettings): GateStanding {
  const settled = advance(memory, atMs, settings)
  const causes = (['accepting', 'headroom', 'wait'] as const).toSorted(
    (a, b) => severity[settled[b].state] - severity[settled[a].state],
  )
  const state = settled[causes[0] ?? 'wait'].state
  const holding = state === 'open' ? [] : causes.filter((cause) => settled[cause].state === state)
  return { state, causes: holding, cause: holding[0] ?? null, memory: settled }
}

/**
 * When a wait gate's return that is due by dwell alone will happen, in milliseconds; null: none is pending, or its snapshot
 * will have aged by then. Nothing but a new observation changes this. The other causes never wait [G6, G7].
 */
export function pendingReturnMs(memory: GateMemory, settings: GateSettings): number | null {
  const { state, since, returning, returningAt } = memory.wait
  const { returnSnapshots, dwellHours } = settings.policy.gate
  if (state === 'open' || returningAt === null || returning < returnSnapshots) return null
  const dueMs = Math.max(toMs(since ?? returningAt) + hoursToMs(dwellHours), toMs(returningAt))
  const { wait } = chooseFigures(memory.figures, dueMs, settings)
  return areFresh([wait], dueMs, settings) ? dueMs : null
}

interface Instant {
  observedAt: string
  figures: Figure[]
}

/** Groups by observed instant; within one, the value of a figure, source and horizon that came last wins [S9, G8]. */
function toInstants(observations: readonly Observation[]): Instant[] {
  const instants: { observedAt: string; told: Observation[] }[] = []
  for (const observation of observations.toSorted(compareReports)) {
    const { observedAt } = observation
    const last = instants.at(-1)
    if (last !== undefined && compareInstants(last.observedAt, observedAt) === 0) last.told.push(observation)
    else instants.push({ observedAt, told: [observation] })
  }
  return instants.map(({ observedAt, told }) => ({
    observedAt,
    // One message brings each figure once: alone at its moment it competes with nothing.
    figures: told.flatMap((one) => toFigures(one, told.length > 1)),
  }))
}

function toFigures({ source, observedAt, order, figures }: Observation, isBesideOthers: boolean): Figure[] {
  const told = isBesideOthers && order ? { source, observedAt, order } : { source, observedAt }
  return figures.map((value): Figure => ({ ...told, ...value }))
}

function step(memory: GateMemory, instant: Instant, settings: GateSettings): GateMemory {
  const atMs = toMs(instant.observedAt)
  const before = advance(memory, atMs, settings)
  const figures = orderedWhereTied(heardLast(mergeFigures(before.figures, instant.figures), settings.policy))
  const chosen = chooseFigures(figures, atMs, settings)
  const isNew = (figure: Figure | null) =>
    figure !== null && compareInstants(figure.observedAt, instant.observedAt) === 0
  const brought = { ...before, throughObservedAt: instant.observedAt, figures }
  return {
    ...brought,
    wait: isNew(chosen.wait) ? afterWait(before.wait, chosen, instant.observedAt, settings) : before.wait,
    headroom: headroomFigures(chosen, settings).some(isNew)
      ? afterHeadroom(before.headroom, chosen, instant.observedAt, settings)
      : before.headroom,
    // Any word: one that takes back a closure may leave an older one of somebody else in force.
    accepting: instant.figures.some(({ figure }) => figure === 'accepting')
      ? afterAccepting(before.accepting, chosen, instant.observedAt)
      : before.accepting,
  }
}

/** Newest value of each figure, source and horizon, in a stable order. */
function mergeFigures(known: readonly Figure[], brought: readonly Figure[]): Figure[] {
  const byKey = new Map(known.map((figure) => [figureKey(figure), figure]))
  for (const figure of brought) byKey.set(figureKey(figure), figure)
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, figure]) => figure)
}

/** Carries out the wait gate's return if it is due by `atMs`. */
function advance(memory: GateMemory, atMs: number, settings: GateSettings): GateMemory {
  const dueMs = pendingReturnMs(memory, settings)
  if (dueMs === null || dueMs > atMs) return memory
  const state = waitStateOf(chooseFigures(memory.figures, dueMs, settings), settings)
  return { ...memory, wait: { state, since: toInstant(dueMs), returning: 0, returningAt: null } }
}

function waitStateOf(chosen: ChosenFigures, { policy, serviceLine }: GateSettings): GateState {
  return chosen.wait === null ? 'open' : stateOfWait(chosen.wait.readDays, waitThresholds(policy, serviceLine))
}

function afterWait(cause: CauseMemory, chosen: ChosenFigures, observedAt: string, settings: GateSettings): CauseMemory {
  const days = chosen.wait?.readDays ?? 0
  const thresholds = waitThresholds(settings.policy, settings.serviceLine)
  const isBack = isWaitBack(days, cause.state, thresholds)
  return moved(cause, stateOfWait(days, thresholds), isBack, observedAt, settings)
}

/** Full at once, and back at once when there is room again: a full clinic costs nothing but the room it has not [G6]. */
function afterHeadroom(
  cause: CauseMemory,
  chosen: ChosenFigures,
  observedAt: string,
  settings: GateSettings,
): CauseMemory {
  const headroom = headroomOf(chosen, settings.place.organicBookings, settings)
  if (headroom === null) return cause
  if (headroom.people <= nearlyNothing) return switched(cause, 'gated', observedAt)
  const isBack =
    headroom.people >= headroomBack(settings.policy, headroom.capacity) - nearlyNothing &&
    areFresh(headroomFigures(chosen, settings), toMs(observedAt), settings)
  return isBack ? switched(cause, 'open', observedAt) : cause
}

/** A wait. Worse: at once. On the way back: counted. Neither: the way back starts again. */
function moved(
  cause: CauseMemory,
  target: GateState,
  isBack: boolean,
  observedAt: string,
  settings: GateSettings,
): CauseMemory {
  if (severity[target] > severity[cause.state])
    return { state: target, since: observedAt, returning: 0, returningAt: null }
  if (cause.state === 'open') return cause
  if (!isBack) return { ...cause, returning: 0, returningAt: null }
  // Counting stops at what is asked for, so that a memory does not grow with its history.
  const returning = Math.min(cause.returning + 1, settings.policy.gate.returnSnapshots)
  return { ...cause, returning, returningAt: observedAt }
}

function afterAccepting(cause: CauseMemory, chosen: ChosenFigures, observedAt: string): CauseMemory {
  return switched(cause, chosen.accepting?.accepting === false ? 'gated' : 'open', observedAt)
}

function switched(cause: CauseMemory, state: GateState, observedAt: string): CauseMemory {
  return state === cause.state ? cause : { state, since: observedAt, returning: 0, returningAt: null }
}

/** The figures a headroom is made of; without slots there is no headroom, whatever else is known. */
function headroomFigures(chosen: ChosenFigures, { serviceLine }: GateSettings): Figure[] {
  if (chosen.slots === null) return []
  const followUps = serviceLine.followUpVisitsPerCase === null ? null : chosen.followUpSlots
  return [chosen.slots, followUps, chosen.waitlist].filter((figure) => figure !== null)
}

/** Whether all of these figures are fresh, and there are any; a waitlist does not age. */
function areFresh(figures: readonly (Figure | null)[], atMs: number, settings: GateSettings): boolean {
  const ageing = figures.filter((figure) => figure !== null && figure.figure !== 'waitlist')
  return ageing.length > 0 && ageing.every((figure) => figure !== null && isFreshFigure(figure, atMs, settings.policy))
}

function isFreshFigure(figure: Figure, atMs: number, policy: Policy): boolean {
  return freshnessOf(atMs - toMs(figure.observedAt), limitsOf(figure.source, policy)) === 'fresh'
}
