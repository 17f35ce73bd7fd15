import type { Figure, Policy } from './input.ts'
import { compareInstants } from './instant.ts'

/**
 * Of each figure so many sources count besides those that the policy gives a priority [S8]. A clinic has a few systems; who has
 * more names each message or device a source, and a plan must not cost the more the longer that goes on.
 */
export const sourcesThatCount = 32

/** What says the same kind of thing of a place: waits apart by kind, accepting apart by how far it reaches. */
export function figureKind(figure: Figure): string {
  const variant = figure.figure === 'wait' ? figure.kind : figure.figure === 'accepting' ? figure.wholeLocation : ''
  return `${figure.figure}/${variant}`
}

/**
 * The figures that count for a place, in the given order: of each kind those of sources with a priority, and of the others the
 * ones heard last; of one moment, the first by name. Which these are does not depend on when older ones were left out.
 */
export function heardLast(figures: readonly Figure[], { sources }: Pick<Policy, 'sources'>): readonly Figure[] {
  if (figures.length <= sourcesThatCount) return figures
  const preferred = new Set(sources.filter(({ priority }) => priority !== 0).map(({ source }) => source))
  const others = Map.groupBy(
    figures.filter(({ source }) => !preferred.has(source)),
    figureKind,
  )
  const surplus = new Set([...others.values()].flatMap((alike) => alike.toSorted(byHeard).slice(sourcesThatCount)))
  return surplus.size === 0 ? figures : figures.filter((figure) => !surplus.has(figure))
}

function byHeard(a: Figure, b: Figure): number {
  return compareInstants(b.observedAt, a.observedAt) || (a.source < b.source ? -1 : 1)
}
