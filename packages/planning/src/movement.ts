import type { ServiceLine } from './input.ts'
import type { PlannedLeaf } from './pool-problem.ts'

/** Somebody who got more than in the plan before. `leaf` null: the reserve. */
export interface Receiver {
  leaf: PlannedLeaf | null
  minor: number
}

/** Where the money of this plan went, compared with the numbers in force. */
export interface Movement {
  /** Largest first; ties by id. */
  receivers: Receiver[]
  receivedMinor: number
  givenMinor: number
}

/** Sums up who got more and who got less. `reserveChangeMinor` counts like a cell. */
export function movementOf(
  changes: readonly { leaf: PlannedLeaf; changeMinor: number }[],
  reserveChangeMinor: number,
): Movement {
  const receivers: Receiver[] = changes
    .filter(({ changeMinor }) => changeMinor > 0)
    .map(({ leaf, changeMinor }) => ({ leaf, minor: changeMinor }))
  if (reserveChangeMinor > 0) receivers.push({ leaf: null, minor: reserveChangeMinor })
  receivers.sort((a, b) => b.minor - a.minor || ((a.leaf?.id ?? '') < (b.leaf?.id ?? '') ? -1 : 1))
  const receivedMinor = receivers.reduce((sum, { minor }) => sum + minor, 0)
  const net = changes.reduce((sum, { changeMinor }) => sum + changeMinor, reserveChangeMinor)
  return { receivers, receivedMinor, givenMinor: receivedMinor - net }
}

/**
 * What to call each cell: its location; with the service line where a location has several; with the channel where that
 * too is not enough.
 */
export function labelsOf(leaves: readonly PlannedLeaf[]): Map<string, string> {
  const names = leaves.map(({ facts: { cell, place } }) => {
    const location = place.place.locationName
    const line: ServiceLine = place.line
    return [
      location,
      `${location} (${line.name})`,
      `${location} (${line.name}, ${cell.channel ?? 'no channel'})`,
      cell.id,
    ]
  })
  const counts = new Map<string, number>()
  for (const name of names.flatMap((candidates) => [...new Set(candidates)])) {
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return new Map(leaves.map((leaf, i) => [leaf.id, names[i]?.find((name) => counts.get(name) === 1) ?? leaf.id]))
}
