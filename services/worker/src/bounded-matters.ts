import type { Matter } from '@sluice/database'

/** Alerts of one kind that are open at a time: as many as somebody reads. */
export const mostOfKind = 50

type Open = Pick<Matter, 'kind' | 'object'>

/**
 * The matters that have an alert of their own, and for each kind with more than so many one that counts the rest:
 * thousands of sources with one fault are one thing to look at. Those that are open stay until they are over. While
 * some are only counted no others take their places: otherwise every look would report new ones.
 */
export function boundMatters(matters: readonly Matter[], open: readonly Open[], most = mostOfKind): Matter[] {
  const isOpen = new Set(open.map(nameOf))
  return [...Map.groupBy(matters, ({ kind }) => kind)].flatMap(([kind, all]) => {
    if (all.length <= most) return all
    const known = all.filter((matter) => isOpen.has(nameOf(matter)))
    const others = all.filter((matter) => !isOpen.has(nameOf(matter)))
    const isCounted = isOpen.has(nameOf({ kind: 'more_alerts', object: kind }))
    const named = [...known, ...others.slice(0, isCounted ? 0 : Math.max(0, most - known.length))]
    return [...named, { kind: 'more_alerts', object: kind, details: { others: all.length - named.length } }]
  })
}

function nameOf({ kind, object }: Open): string {
  return JSON.stringify([kind, object])
}
