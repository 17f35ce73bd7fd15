import { freshnessOf, limitsOf } from './freshness.ts'
import { figureKind } from './heard-last.ts'
import type { Figure, Policy, ServiceLine } from './input.ts'
import { compareInstants, toMs } from './instant.ts'

type Of<K extends Figure['figure']> = Extract<Figure, { figure: K }>
export type Slots = Of<'slots'>
export type FollowUpSlots = Of<'follow_up_slots'>
export type Waitlist = Of<'waitlist'>
export type Wait = Of<'wait'>
export type Accepting = Of<'accepting'>

/** The one figure of each kind that counts for a place at a moment, and what was set aside. */
export interface ChosenFigures {
  slots: Slots | null
  followUpSlots: FollowUpSlots | null
  waitlist: Waitlist | null
  /** A wait that can be read as the service line's kind, and the days it reads as. */
  wait: (Wait & { readDays: number }) | null
  /** A wait of a kind nobody maps: shown, never used. */
  otherWait: Wait | null
  accepting: Accepting | null
  flags: string[]
}

/** What choosing needs to know; the service line says which kind of wait counts. */
export interface StateSettings {
  policy: Policy
  serviceLine: ServiceLine
}

/**
 * Chooses what counts out of everything known of a place [S1–S6]. Independent of the order of `figures`.
 * `atMs` matters only for what is dead by then.
 */
export function chooseFigures(figures: readonly Figure[], atMs: number, settings: StateSettings): ChosenFigures {
  const { policy } = settings
  const slots = figures.filter(isSlots)
  const usable = slots.filter((figure) => isHorizonUsable(figure.horizonDays, policy))
  const followUps = figures.filter(isFollowUp)
  const usableFollowUps = followUps.filter((figure) => isHorizonUsable(figure.horizonDays, policy))
  const wait = choose(
    figures.filter(isWait).filter((figure) => readWaitDays(figure, settings) !== null),
    policy,
    atMs,
  )
  const otherWait = wait === null ? choose(figures.filter(isWait), policy, atMs) : null
  return {
    slots: choose(usable, policy, atMs),
    followUpSlots: choose(usableFollowUps, policy, atMs),
    // Neither goes dead: an old waitlist keeps counting, and "closed" stays true until someone says otherwise.
    waitlist: choose(figures.filter(isWaitlist), policy, null),
    accepting: choose(figures.filter(isAccepting), policy, null),
    wait: wait === null ? null : { ...wait, readDays: readWaitDays(wait, settings) ?? 0 },
    otherWait,
    flags: flagsOf(usable.length < slots.length || usableFollowUps.length < followUps.length, otherWait !== null),
  }
}

/** Days of a wait as the service line's own kind [S5]; null: not comparable, so not used. */
export function readWaitDays(wait: Extract<Figure, { figure: 'wait' }>, settings: StateSettings): number | null {
  const { typicalWaitKind } = settings.serviceLine
  if (wait.kind === typicalWaitKind) return wait.days
  const factors = settings.policy.gate.waitKindFactors
  const mapped = factors.find((entry) => entry.kind === wait.kind && entry.readAs === typicalWaitKind)
  return mapped === undefined ? null : wait.days * mapped.factor
}

/** One slot per figure and source: waits apart by kind, accepting apart by how far it reaches. */
export function figureKey(figure: Figure): string {
  return `${figureKind(figure)}/${figure.source}`
}

function choose<F extends Figure>(figures: readonly F[], policy: Policy, atMs: number | null): F | null {
  let best: F | null = null
  for (const figure of figures) {
    if (best === null || compare(figure, best, policy, atMs) < 0) best = figure
  }
  return best
}

/** Negative when `a` counts before `b`: alive, then priority, then newest, then more specific, then by text. */
function compare(a: Figure, b: Figure, policy: Policy, atMs: number | null): number {
  return (
    (atMs === null ? 0 : deadness(a, policy, atMs) - deadness(b, policy, atMs)) ||
    priorityOf(b.source, policy) - priorityOf(a.source, policy) ||
    compareInstants(b.observedAt, a.observedAt) ||
    reach(a) - reach(b) ||
    compareText(figureKey(a), figureKey(b)) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}

function deadness(figure: Figure, policy: Policy, atMs: number): number {
  const age = atMs - toMs(figure.observedAt)
  return freshnessOf(age, limitsOf(figure.source, policy)) === 'dead' ? 1 : 0
}

function priorityOf(source: string, policy: Policy): number {
  return policy.sources.find((entry) => entry.source === source)?.priority ?? 0
}

function reach(figure: Figure): number {
  return figure.figure === 'accepting' && figure.wholeLocation ? 1 : 0
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Half to twice the policy's horizon, both included [S6]. */
function isHorizonUsable(horizonDays: number, policy: Policy): boolean {
  return horizonDays >= policy.horizonDays / 2 && horizonDays <= policy.horizonDays * 2
}

function flagsOf(hasMismatch: boolean, hasOtherWait: boolean): string[] {
  return [...(hasMismatch ? ['horizon_mismatch'] : []), ...(hasOtherWait ? ['wait_kind_not_used'] : [])]
}

const isSlots = (figure: Figure): figure is Slots => figure.figure === 'slots'
const isFollowUp = (figure: Figure): figure is FollowUpSlots => figure.figure === 'follow_up_slots'
const isWaitlist = (figure: Figure): figure is Waitlist => figure.figure === 'waitlist'
const isWait = (figure: Figure): figure is Wait => figure.figure === 'wait'
const isAccepting = (figure: Figure): figure is Accepting => figure.figure === 'accepting'
