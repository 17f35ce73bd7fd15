/** Money taken from a gated cell by one plan, over the time a report is about. */
export interface Reclaimed {
  planNumber: number
  minor: number
}

/** What a plan gave a place more (above 0) or took from it. */
export interface Step {
  planNumber: number
  placeId: string
  changeMinor: number
}

/** Where reclaimed money went; null: to the reserve, or to a smaller amount for the day. */
export interface Destination {
  placeId: string | null
  minor: number
}

/**
 * Where the money of gated cells went. A plan does not say whose cent went where: what it took from some is shared out among
 * those it gave more to, by how much more; what nobody got is the reserve's. Most first; the sum is that of `reclaimed`.
 */
export function destinationsOf(reclaimed: readonly Reclaimed[], steps: readonly Step[]): Destination[] {
  const stepsOf = Map.groupBy(steps, ({ planNumber }) => planNumber)
  const went = new Map<string | null, number>()
  for (const { planNumber, minor } of reclaimed) {
    for (const [placeId, share] of sharesOf(stepsOf.get(planNumber) ?? [])) {
      if (share > 0) went.set(placeId, (went.get(placeId) ?? 0) + minor * share)
    }
  }
  return [...went]
    .map(([placeId, minor]) => ({ placeId, minor }))
    .sort((a, b) => b.minor - a.minor || byPlace(a.placeId, b.placeId))
}

function sharesOf(steps: readonly Step[]): [string | null, number][] {
  const given = steps.filter(({ changeMinor }) => changeMinor > 0)
  const givenMinor = given.reduce((sum, { changeMinor }) => sum + changeMinor, 0)
  const takenMinor = steps.reduce((sum, { changeMinor }) => sum + Math.max(0, -changeMinor), 0)
  // A plan may give more than it took: out of the reserve, or of a larger amount for the day.
  const movedMinor = Math.max(givenMinor, takenMinor)
  if (movedMinor === 0) return [[null, 1]]
  const shares = given.map(({ placeId, changeMinor }): [string, number] => [placeId, changeMinor / movedMinor])
  return [...shares, [null, (movedMinor - givenMinor) / movedMinor]]
}

/** The reserve last. */
function byPlace(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}
