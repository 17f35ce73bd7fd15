import type { CauseMemory, Figure, GateMemory } from '@sluice/planning'

/**
 * A memory as it was stored, its fields in the order planning makes them: PostgreSQL keeps them in an order of its own,
 * and the same memory must give the same canonical bytes whether it was stored or just folded.
 */
export function toGateMemory(stored: Record<string, unknown>): GateMemory {
  // Written by publish.ts and by nothing else.
  const { throughObservedAt, figures, wait, headroom, accepting } = stored as unknown as GateMemory
  return {
    throughObservedAt,
    figures: figures.map(inOrder),
    wait: toCause(wait),
    headroom: toCause(headroom),
    accepting: toCause(accepting),
  }
}

function toCause({ state, since, returning, returningAt }: CauseMemory): CauseMemory {
  return { state, since, returning, returningAt }
}

function inOrder(figure: Figure): Figure {
  const { source, observedAt } = figure
  switch (figure.figure) {
    case 'slots':
      return 'booked' in figure
        ? {
            source,
            observedAt,
            figure: 'slots',
            horizonDays: figure.horizonDays,
            total: figure.total,
            booked: figure.booked,
          }
        : {
            source,
            observedAt,
            figure: 'slots',
            horizonDays: figure.horizonDays,
            total: figure.total,
            open: figure.open,
          }
    case 'follow_up_slots':
      return { source, observedAt, figure: figure.figure, horizonDays: figure.horizonDays, open: figure.open }
    case 'waitlist':
      return { source, observedAt, figure: figure.figure, size: figure.size }
    case 'wait':
      return { source, observedAt, figure: figure.figure, kind: figure.kind, days: figure.days }
    case 'accepting': {
      const { accepting, reasonCode, wholeLocation } = figure
      return { source, observedAt, figure: figure.figure, accepting, reasonCode, wholeLocation }
    }
  }
}
