import type { Event } from '@sluice/contracts'
import type { Database, PlaceKey } from '@sluice/database'
import { beliefsAbout } from './beliefs.ts'
import { placeOf } from './place-map.ts'

/** Where one part would have more than this share of all, they are divided evenly instead. */
const LARGEST_SHARE = 0.75

/**
 * Divides events over so many transactions that run at once. A transaction holds its pools until it has committed, so
 * events of one pool go together, and no part waits for another. Where nearly all are of one pool they are divided
 * evenly all the same: keys and log, the larger part of the work, are written before pools are locked. It relies on
 * what was last read of places; where that has changed, a part waits for another and nothing else.
 * @returns the numbers of each part's events, ascending; every event in one part, no part empty
 */
export function divideEvents(
  db: Database,
  orgId: string,
  events: readonly Event[],
  count: number,
  { places } = beliefsAbout(db),
): number[][] {
  const known = places.find(orgId)?.places
  return dividedByPools(events, count, (place) => known?.poolsAt(place) ?? [])
}

export function dividedByPools(
  events: readonly Event[],
  count: number,
  poolsAt: (place: PlaceKey) => readonly string[],
): number[][] {
  const groups = [...groupsOf(events, poolsAt)].sort((a, b) => b.length - a.length)
  const parts = Array.from({ length: count }, (): number[] => [])
  for (const group of groups) smallest(parts)?.push(...group)
  const largest = Math.max(...parts.map(({ length }) => length))
  const chosen = largest > events.length * LARGEST_SHARE ? slices(events.length, count) : parts
  return chosen.filter(({ length }) => length > 0).map((part) => part.sort((a, b) => a - b))
}

/**
 * The numbers of events that have a pool in common, directly or by way of others. A place without pools is a group of
 * its own.
 */
function groupsOf(events: readonly Event[], poolsAt: (place: PlaceKey) => readonly string[]): Iterable<number[]> {
  const joined = new Joined()
  const places = Map.groupBy(events.keys(), (number) => placeName(events[number]))
  for (const [place, [first]] of places) {
    const event = events[first ?? 0]
    // Ids hold no spaces, so none is named like a place.
    for (const pool of event === undefined ? [] : poolsAt(placeOf(event))) joined.join(place, pool)
  }
  const groups = new Map<string, number[]>()
  for (const [place, numbers] of places) {
    const name = joined.nameOf(place)
    const group = groups.get(name) ?? []
    groups.set(name, group)
    group.push(...numbers)
  }
  return groups.values()
}

/** Names that belong together, each known by one of them. */
class Joined {
  readonly #above = new Map<string, string>()

  nameOf(name: string): string {
    const above = this.#above.get(name)
    if (above === undefined) return name
    const top = this.nameOf(above)
    this.#above.set(name, top)
    return top
  }

  join(one: string, other: string): void {
    const [first, second] = [this.nameOf(one), this.nameOf(other)]
    if (first !== second) this.#above.set(first, second)
  }
}

function placeName(event: Event | undefined): string {
  return event === undefined ? '' : `${event.data.locationId} ${event.data.serviceLine ?? '*'}`
}

function smallest(parts: readonly number[][]): number[] | undefined {
  return parts.reduce<number[] | undefined>(
    (best, part) => (best && best.length <= part.length ? best : part),
    undefined,
  )
}

function slices(length: number, count: number): number[][] {
  const size = Math.ceil(length / count)
  return Array.from({ length: count }, (_, part) =>
    Array.from({ length: Math.max(0, Math.min(size, length - part * size)) }, (_, n) => part * size + n),
  )
}
