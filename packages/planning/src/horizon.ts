import type { Figure, Policy } from './input.ts'

export type CountedAhead = Extract<Figure, { horizonDays: number }>

/** Whether a figure was counted some days ahead: openings for new patients and for follow-up visits. */
export function isCountedAhead(figure: Figure): figure is CountedAhead {
  return figure.figure === 'slots' || figure.figure === 'follow_up_slots'
}

/**
 * Whether the policy can use it: half to twice the policy's horizon, both included [S6]. Figures without a horizon can
 * always be used.
 */
export function isHorizonUsable(figure: Figure, { horizonDays }: Pick<Policy, 'horizonDays'>): boolean {
  if (!isCountedAhead(figure)) return true
  return figure.horizonDays >= horizonDays / 2 && figure.horizonDays <= horizonDays * 2
}
