import { type CountedAhead, isCountedAhead, isHorizonUsable } from './horizon.ts'
import type { Figure, Policy } from './input.ts'
import { compareInstants } from './instant.ts'
import { compareReports, compareText } from './report-order.ts'

/**
 * For each figure so many sources count besides those that the policy gives a priority [S8]. A clinic has a few
 * systems; one with more names each message or device a source, and a plan must not cost the more the longer that goes
 * on.
 */
export const sourcesThatCount = 32

/** What counting needs to know of a policy. */
export type CountingPolicy = Pick<Policy, 'sources' | 'horizonDays'>

/** What says the same kind of thing of a place: waits apart by kind, accepting apart by how far it reaches. */
export function figureKind(figure: Figure): string {
  const variant = figure.figure === 'wait' ? figure.kind : figure.figure === 'accepting' ? figure.wholeLocation : ''
  return `${figure.figure}/${variant}`
}

/**
 * The figures that count for a place, in the given order: of each kind those of sources with a priority, and of the
 * others the ones heard last [S9]. Figures that the policy can use and those it cannot, for its horizon, are two kinds,
 * and of each a source has its newest [S6]. Which these are does not depend on when older ones were left out.
 */
export function heardLast(figures: readonly Figure[], policy: CountingPolicy): readonly Figure[] {
  const newest = newestOfSources(figures, policy)
  if (newest.length <= sourcesThatCount) return newest
  const preferred = new Set(policy.sources.filter(({ priority }) => priority !== 0).map(({ source }) => source))
  const others = Map.groupBy(
    newest.filter(({ source }) => !preferred.has(source)),
    (figure) => `${figureKind(figure)}/${isHorizonUsable(figure, policy)}`,
  )
  const surplus = new Set([...others.values()].flatMap((alike) => alike.toSorted(byHeard).slice(sourcesThatCount)))
  return surplus.size === 0 ? newest : newest.filter((figure) => !surplus.has(figure))
}

/**
 * The figures without the order where no other of their kind shares their moment: it decides nothing there, and inputs
 * stay small. Waits of all kinds are one kind here, and so are reports of a location and of a line: the policy may
 * choose between them.
 */
export function orderedWhereTied(figures: readonly Figure[]): Figure[] {
  const isTied = (figure: Figure) =>
    figures.some(
      (other) =>
        other !== figure &&
        other.figure === figure.figure &&
        compareInstants(other.observedAt, figure.observedAt) === 0,
    )
  return figures.map((figure) => (figure.order === undefined || isTied(figure) ? figure : withoutOrder(figure)))
}

/** A figure as if nothing shared its moment. */
export function withoutOrder({ order: _, ...figure }: Figure): Figure {
  return figure
}

/** Without what a source said, over another horizon, before its newest that is usable alike. */
function newestOfSources(figures: readonly Figure[], policy: CountingPolicy): readonly Figure[] {
  const ahead = figures.filter(isCountedAhead)
  if (ahead.length < 2) return figures
  const alike = Map.groupBy(ahead, (figure) => `${figure.figure}/${isHorizonUsable(figure, policy)}/${figure.source}`)
  const older = new Set<Figure>()
  for (const some of alike.values()) {
    if (some.length < 2) continue
    for (const figure of some.toSorted((a, b) => byHorizon(a, b, policy)).slice(1)) older.add(figure)
  }
  return older.size === 0 ? figures : figures.filter((figure) => !older.has(figure))
}

/**
 * Of what one source counted ahead, the report that came later; where nothing decides, in inputs of older rules, the
 * one whose horizon is nearer to the policy's, then the shorter.
 */
function byHorizon(a: CountedAhead, b: CountedAhead, { horizonDays }: CountingPolicy): number {
  const distance = (figure: CountedAhead) => Math.abs(figure.horizonDays - horizonDays)
  return compareReports(b, a) || distance(a) - distance(b) || a.horizonDays - b.horizonDays
}

function byHeard(a: Figure, b: Figure): number {
  return compareReports(b, a) || compareText(a.source, b.source)
}
