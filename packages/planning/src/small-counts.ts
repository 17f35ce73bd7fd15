/** Counts of people that could point at one of them; 0 points at nobody. */
const MOST_SMALL = 10

/** Whether so few wait that somebody who learns the number could know one of them. */
export function isSmallCount(count: number | null): boolean {
  return count !== null && count >= 1 && count <= MOST_SMALL
}

/**
 * Reasons given where headroom is what binds a budget, or only where it is not: a line that had one of the last three
 * and lost it would reveal the first.
 */
const turnOnRoom = new Set(['capacity_ceiling', 'no_headroom', 'marginal_parity', 'reserve_hurdle', 'dead_band'])

/**
 * Reasons without those that reveal whether headroom is what binds a budget. Somebody who knows that it does, and the
 * open visits, can work out how many wait: headroom is the one less a share of the other.
 */
export function reasonsBesideRoom(reasons: readonly string[]): string[] {
  return reasons.filter((reason) => !turnOnRoom.has(reason))
}
