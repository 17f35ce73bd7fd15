/** Shares of the budget between which a projected end is no alarm. */
export interface PaceLimits {
  lowShare: number
  highShare: number
}

export type PaceState = 'ok' | 'under' | 'over'

const atStart: PaceLimits = { lowShare: 0.75, highShare: 1.25 }
const atEnd: PaceLimits = { lowShare: 0.99, highShare: 1.01 }

/** The limits when this share of the period's days is over, 0 to 1: wide at first, narrow at the end, in a line between [P1]. */
export function paceLimits(elapsedShare: number): PaceLimits {
  const between = (start: number, end: number) => start + (end - start) * elapsedShare
  return {
    lowShare: between(atStart.lowShare, atEnd.lowShare),
    highShare: between(atStart.highShare, atEnd.highShare),
  }
}

/** Whether a projected end is within the limits, themselves included [P2]. */
export function paceState(share: number, { lowShare, highShare }: PaceLimits): PaceState {
  if (share < lowShare) return 'under'
  return share > highShare ? 'over' : 'ok'
}
