import { freshnessOf, limitsOf } from './freshness.ts'
import { figureKind } from './heard-last.ts'
import { type CountedAhead, isCountedAhead, isHorizonUsable } from './horizon.ts'
import type { Figure, Policy, ServiceLine } from './input.ts'
import { toMs } from './instant.ts'
import { policyOfSource } from './policy-of-source.ts'
import { compareReports, compareText } from './report-order.ts'

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
 * Chooses what counts out of everything known of a place [S1–S6, S9]. Independent of the order of `figures`.
 * `atMs` matters only for what is dead by then.
 */
export function chooseFigures(figures: readonly Figure[], atMs: number, settings: StateSettings): ChosenFigures {
  const { policy } = settings
  const counted = figures.filter(isCountedAhead)
  const usable = counted.filter((figure) => isHorizonUsable(figure, policy))
  const wait = choose(
    figures.filter(isWait).filter((figure) => readWaitDays(figure, settings) !== null),
    policy,
    atMs,
  )
  const otherWait = wait === null ? choose(figures.filter(isWait), policy, atMs) : null
  return {
    slots: choose(usable.filter(isSlots), policy, atMs),
    followUpSlots: choose(usable.filter(isFollowUp), policy, atMs),
    waitlist: choose(figures.filter(isWaitlist), policy, atMs),
    accepting: chooseAccepting(figures.filter(isAccepting), policy, atMs),
    wait: wait === null ? null : { ...wait, readDays: readWaitDays(wait, settings) ?? 0 },
    otherWait,
    flags: flagsOf(hasMismatch(counted, policy), otherWait !== null),
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

/**
 * One slot per figure, source and horizon: waits apart by kind, accepting apart by how far it reaches. Sources hold no
 * spaces.
 */
export function figureKey(figure: Figure): string {
  const name = `${figureKind(figure)}/${figure.source}`
  return isCountedAhead(figure) ? `${name} ${figure.horizonDays}` : name
}

function choose<F extends Figure>(figures: readonly F[], policy: Policy, atMs: number): F | null {
  let best: F | null = null
  for (const figure of figures) {
    if (best === null || compare(figure, best, policy, atMs) < 0) best = figure
  }
  return best
}

/**
 * Whether new patients are accepted [S4]. From the lowest rank up, the newest report of each rank replaces those below
 * it, except a closure that came after it: a clinic that closes knows what a preferred system has not heard yet.
 */
function chooseAccepting(words: readonly Accepting[], policy: Policy, atMs: number): Accepting | null {
  const byRank = [...Map.groupBy(words, (word) => rankOf(word, policy, atMs))].sort(([a], [b]) => (a < b ? -1 : 1))
  let standing: Accepting | null = null
  for (const [, alike] of byRank) {
    const newest: Accepting | null = choose(alike, policy, atMs)
    if (standing === null || newest === null || !isLaterClosure(standing, newest)) standing = newest
  }
  return standing
}

function isLaterClosure(word: Accepting, than: Accepting): boolean {
  return !word.accepting && compareReports(word, than) > 0
}

/**
 * Negative when `a` counts before `b`: by rank, then the one that came later. Where that does not decide, in inputs of
 * older rules, the more specific, then by text.
 */
function compare(a: Figure, b: Figure, policy: Policy, atMs: number): number {
  const [x, y] = [rankOf(a, policy, atMs), rankOf(b, policy, atMs)]
  if (x !== y) return y - x
  return (
    compareReports(b, a) ||
    reach(a) - reach(b) ||
    compareText(figureKey(a), figureKey(b)) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  )
}

/** The priority of its source; what is dead has none and comes after all that is not [S3]. */
function rankOf({ source, observedAt }: Figure, policy: Policy, atMs: number): number {
  const isDead = freshnessOf(atMs - toMs(observedAt), limitsOf(source, policy)) === 'dead'
  return isDead ? -Infinity : (policyOfSource(source, policy.sources)?.priority ?? 0)
}

function reach(figure: Figure): number {
  return figure.figure === 'accepting' && figure.wholeLocation ? 1 : 0
}

/** Whether a source last counted over a horizon that the policy cannot use [S6]. */
function hasMismatch(counted: readonly CountedAhead[], policy: Policy): boolean {
  const isSuperseded = (figure: CountedAhead) =>
    counted.some(
      (other) =>
        other.figure === figure.figure &&
        other.source === figure.source &&
        isHorizonUsable(other, policy) &&
        compareReports(other, figure) >= 0,
    )
  return counted.some((figure) => !isHorizonUsable(figure, policy) && !isSuperseded(figure))
}

function flagsOf(hasMismatch: boolean, hasOtherWait: boolean): string[] {
  return [...(hasMismatch ? ['horizon_mismatch'] : []), ...(hasOtherWait ? ['wait_kind_not_used'] : [])]
}

const isSlots = (figure: Figure): figure is Slots => figure.figure === 'slots'
const isFollowUp = (figure: Figure): figure is FollowUpSlots => figure.figure === 'follow_up_slots'
const isWaitlist = (figure: Figure): figure is Waitlist => figure.figure === 'waitlist'
const isWait = (figure: Figure): figure is Wait => figure.figure === 'wait'
const isAccepting = (figure: Figure): figure is Accepting => figure.figure === 'accepting'
