/** Counted some days ahead: over two horizons they are two figures, or what one pool cannot use would hide what it can. */
export type CountedAhead = 'slots' | 'follow_up_slots'

/** The horizon of nearly everybody, whose figures are called by their kind alone, as those over any were before 2026-11-26. */
const usualHorizonDays = 14

/**
 * The name of a figure that was counted so many days ahead: `slots`, `slots.90`. Between two half days all horizons are
 * one figure (`slots.7+`), so that a source has at most 1,461 of a kind.
 */
export function figureOverHorizon(kind: CountedAhead, horizonDays: number): string {
  if (horizonDays === usualHorizonDays) return kind
  const halfDays = Math.floor(2 * horizonDays)
  return `${kind}.${halfDays / 2}${halfDays === 2 * horizonDays ? '' : '+'}`
}

/** The kind of a stored figure: its name without its horizon. */
export function kindOfFigure(figure: string): string {
  const [kind = figure] = figure.split('.', 1)
  return kind === 'slots' || kind === 'follow_up_slots' ? kind : figure
}
