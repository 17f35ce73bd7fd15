import type { PlannedLeaf } from './pool-problem.ts'

/** Somebody who got more than in the plan before. `leaf` null: the reserve. */
export interface Receiver {
  leaf: PlannedLeaf | null
  minor: number
}

/** Where the money of this plan went, compared with the numbers in force. */
export interface Movement {
  /** Whom a sentence may name, largest first; ties by id. Not a gated clinic that gets its floor back. */
  named: Receiver[]
  /** How many of them are clinics, not the reserve. */
  clinics: number
  /** By all, named or not. */
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
  const named = receivers.filter(({ leaf }) => leaf?.facts.place.gate.state !== 'gated')
  const clinics = named.filter(({ leaf }) => leaf !== null).length
  return { named, clinics, receivedMinor, givenMinor: receivedMinor - net }
}

/**
 * What to call each cell: its location; with the service line where a location has several; with the channel where that
 * too is not enough.
 */
export function labelsOf(leaves: readonly PlannedLeaf[]): Map<string, string> {
  const labels = new Map<string, string>()
  let unnamed = leaves
  for (const nameOf of namings) {
    const groups = Map.groupBy(unnamed, nameOf)
    for (const [name, named] of groups) if (named.length === 1 && named[0] !== undefined) labels.set(named[0].id, name)
    unnamed = unnamed.filter(({ id }) => !labels.has(id))
  }
  for (const { id } of unnamed) labels.set(id, id)
  return labels
}

const namings: readonly ((leaf: PlannedLeaf) => string)[] = [
  ({ facts }) => facts.place.place.locationName,
  ({ facts: { place } }) => `${place.place.locationName} (${place.line.name})`,
  ({ facts: { place, cell } }) => `${place.place.locationName} (${place.line.name}, ${cell.channel ?? 'no channel'})`,
]
