/** Counts of people that could point at one of them; 0 points at nobody. */
const MOST_SMALL = 10

/** Whether so few wait that who is told of it could know one of them. */
export function isSmallCount(count: number | null): boolean {
  return count !== null && count >= 1 && count <= MOST_SMALL
}

/** Said where room is what binds a budget, or only where it is not: a line that had one of the last three and lost it would tell the first. */
const turnOnRoom = new Set(['capacity_ceiling', 'no_headroom', 'marginal_parity', 'reserve_hurdle', 'dead_band'])

/**
 * Reasons without those that tell whether a budget is what fills the room there is. Whoever knows that it is, and the open
 * visits, works out how many wait: room is the one less a share of the other.
 */
export function reasonsBesideRoom(reasons: readonly string[]): string[] {
  return reasons.filter((reason) => !turnOnRoom.has(reason))
}
