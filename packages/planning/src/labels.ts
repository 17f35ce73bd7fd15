import type { CellFacts } from './cell-facts.ts'
import type { Cell } from './input.ts'

/** What cells are called, and what their names were made from. */
interface Named {
  facts: readonly CellFacts[]
  labels: ReadonlyMap<string, string>
}

/**
 * The newest labels, by the first cell of their pool: ten thousand names are made again only where one of them changes.
 */
const known = new WeakMap<Cell, Named>()

/**
 * What to call each cell: its location; with the service line where a location has several; with the channel where that
 * too is not enough.
 */
export function labelsOf(facts: readonly CellFacts[]): ReadonlyMap<string, string> {
  const first = facts[0]?.cell
  const before = first && known.get(first)
  if (before && areNamedAlike(before.facts, facts)) return before.labels
  const labels = workOut(facts)
  if (first) known.set(first, { facts, labels })
  return labels
}

function areNamedAlike(a: readonly CellFacts[], b: readonly CellFacts[]): boolean {
  return a.length === b.length && a.every((each, i) => isNamedAlike(each, b[i]))
}

function isNamedAlike(a: CellFacts, b: CellFacts | undefined): boolean {
  if (a === b) return true
  return (
    b !== undefined &&
    a.cell.id === b.cell.id &&
    a.cell.channel === b.cell.channel &&
    a.place.place.locationName === b.place.place.locationName &&
    a.place.line.name === b.place.line.name
  )
}

function workOut(facts: readonly CellFacts[]): Map<string, string> {
  const labels = new Map<string, string>()
  let unnamed = facts
  for (const nameOf of namings) {
    const groups = Map.groupBy(unnamed, nameOf)
    for (const [name, [first, second]] of groups) if (first && !second) labels.set(first.cell.id, name)
    unnamed = unnamed.filter(({ cell }) => !labels.has(cell.id))
  }
  for (const { cell } of unnamed) labels.set(cell.id, cell.id)
  return labels
}

const namings: readonly ((facts: CellFacts) => string)[] = [
  ({ place }) => place.place.locationName,
  ({ place }) => `${place.place.locationName} (${place.line.name})`,
  ({ place, cell }) => `${place.place.locationName} (${place.line.name}, ${cell.channel ?? 'no channel'})`,
]
