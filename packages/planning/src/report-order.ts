import type { ReportOrder } from './input.ts'
import { compareInstants } from './instant.ts'

/** A figure, or a message: what was observed when, and what else decides where others say the same moment. */
export interface Reported {
  observedAt: string
  order?: ReportOrder
}

/**
 * Which of two reports came later [S9]: negative when `b` did, positive when `a` did. The later observed; then the
 * later recorded; then the greater sequence, then the greater hash, both as text of ASCII. 0: nothing decides, as in
 * inputs stored before rules 9, which have only the moment.
 */
export function compareReports(a: Reported, b: Reported): number {
  const difference = compareInstants(a.observedAt, b.observedAt)
  if (difference !== 0 || (a.order === undefined && b.order === undefined)) return difference
  const [x, y] = [orderOf(a), orderOf(b)]
  return (
    compareInstants(x.recordedAt, y.recordedAt) ||
    compareText(x.sequence, y.sequence) ||
    compareText(x.bodySha256, y.bodySha256)
  )
}

function orderOf({ observedAt, order }: Reported): ReportOrder {
  return order ?? { recordedAt: observedAt, sequence: '', bodySha256: '' }
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
