import { freshnessOf, limitsOf, worstFreshness } from './freshness.ts'
import { isHorizonUsable } from './horizon.ts'
import type { Figure, Policy, ServiceLine } from './input.ts'
import { toMs } from './instant.ts'
import type { Freshness } from './plan.types.ts'
import { type ChosenFigures, chooseFigures, readWaitDays, type StateSettings } from './state.ts'

/** How fresh one figure is at `atMs`, by the limits of its source [F1, F2]. */
export function freshnessAt(
  { source, observedAt }: Pick<Figure, 'source' | 'observedAt'>,
  atMs: number,
  policy: Policy,
): Freshness {
  return freshnessOf(atMs - toMs(observedAt), limitsOf(source, policy))
}

/**
 * Whether a plan could use a figure [S5, S6]: its horizon fits, and it is not a wait of a kind that the policy does not
 * read.
 */
export function isUsable(figure: Figure, settings: StateSettings): boolean {
  if (figure.figure === 'wait') return readWaitDays(figure, settings) !== null
  return isHorizonUsable(figure, settings.policy)
}

/** How fresh a place is at `atMs`: as a plan made then would say of its cells [F3]. */
export function placeFreshness(figures: readonly Figure[], atMs: number, settings: StateSettings): Freshness {
  return restingFreshness(chooseFigures(figures, atMs, settings), atMs, settings)
}

/** The worst of the figures a plan rests on; `never` when there is none [F3]. */
export function restingFreshness(
  chosen: ChosenFigures,
  atMs: number,
  { policy, serviceLine }: StateSettings,
): Freshness {
  return worstFreshness(restingFigures(chosen, serviceLine).map((figure) => freshnessAt(figure, atMs, policy)))
}

/**
 * The figures a plan rests on [F3]: slots, follow-up slots where they count, the wait. A waitlist keeps counting
 * however old it is, and "accepting" is reported once and holds.
 */
export function restingFigures(chosen: ChosenFigures, line: ServiceLine): Figure[] {
  const followUps = line.followUpVisitsPerCase !== null && chosen.slots !== null ? chosen.followUpSlots : null
  return [chosen.slots, followUps, chosen.wait].filter((figure) => figure !== null)
}
