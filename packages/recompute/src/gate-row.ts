import type { CauseMemory, Figure, GateMemory, ReportOrder } from '@sluice/planning'

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
  const { source, observedAt, order } = figure
  const told = { source, observedAt, ...(order && { order: toOrder(order) }) }
  switch (figure.figure) {
    case 'slots': {
      const { horizonDays, total } = figure
      return 'booked' in figure
        ? { ...told, figure: 'slots', horizonDays, total: figure.total, booked: figure.booked }
        : { ...told, figure: 'slots', horizonDays, total, open: figure.open }
    }
    case 'follow_up_slots':
      return { ...told, figure: figure.figure, horizonDays: figure.horizonDays, open: figure.open }
    case 'waitlist':
      return { ...told, figure: figure.figure, size: figure.size }
    case 'wait':
      return { ...told, figure: figure.figure, kind: figure.kind, days: figure.days }
    case 'accepting': {
      const { accepting, reasonCode, wholeLocation } = figure
      return { ...told, figure: figure.figure, accepting, reasonCode, wholeLocation }
    }
  }
}

function toOrder({ recordedAt, sequence, bodySha256 }: ReportOrder): ReportOrder {
  return { recordedAt, sequence, bodySha256 }
}
