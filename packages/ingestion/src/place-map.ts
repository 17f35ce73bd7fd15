import type { Event } from '@sluice/contracts'
import type { PlaceKey, PlacePool } from '@sluice/database'
import type { Report } from './report.ts'

interface Place {
  cells: PlacePool[]
  /** Ids of the pools that take its capacity, sorted; made when first asked for. */
  poolIds?: readonly string[]
}

/** Which pools an event concerns, as configured at a moment; of the places it was made for. */
export class PlaceMap {
  readonly #byPlace = new Map<string, Place>()

  constructor(places: readonly PlaceKey[], cells: readonly PlacePool[]) {
    for (const place of places) this.#byPlace.set(placeText(place), { cells: [] })
    for (const cell of cells) this.#byPlace.get(placeText(cell))?.cells.push(cell)
  }

  /** Places. */
  get size(): number {
    return this.#byPlace.size
  }

  /** Takes up what another one knows of the same configuration. */
  add(other: PlaceMap): void {
    for (const [name, place] of other.#byPlace) this.#byPlace.set(name, place)
  }

  /** Ids of the pools that have a cell the event speaks of, each once, sorted. */
  poolsOf(report: Report): readonly string[] {
    const { event } = report
    if (event.type !== 'sluice.actuals.observed.v1') return this.poolsAt(report)
    // Removed cells, too: what was spent for one is its pool's, and it stays a line until that is 0.
    const { currency, channel } = event.data
    return poolIdsOf(this.#cellsOf(report).filter((cell) => cell.currency === currency && hasItsChannel(channel, cell)))
  }

  /** The same for events that are not of money. A removed cell takes no capacity. */
  poolsAt(place: PlaceKey): readonly string[] {
    return this.poolsAtKnown(place) ?? []
  }

  /** The same; undefined for a place that the map was not made for. */
  poolsAtKnown(key: PlaceKey): readonly string[] | undefined {
    const place = this.#byPlace.get(placeText(key))
    if (place === undefined) return undefined
    place.poolIds ??= poolIdsOf(place.cells.filter(({ lastDate }) => lastDate === null))
    return place.poolIds
  }

  /**
   * Whether a report of money says too little: the place is divided by channel, and already was on that day, so that
   * spend without one belongs to no cell.
   */
  lacksChannel(report: Report): boolean {
    const { event } = report
    if (event.type !== 'sluice.actuals.observed.v1' || event.data.channel !== undefined) return false
    const cells = this.#cellsOf(report)
    const wasWhole = cells.some(({ channel, lastDate }) => channel === '' && (lastDate ?? '9999') >= event.data.date)
    return !wasWhole && cells.some(({ channel, lastDate }) => channel !== '' && lastDate === null)
  }

  /** Whether a report of money is for a place with cells none of which has money in its currency. */
  isOtherCurrency(report: Report): boolean {
    const { event } = report
    if (event.type !== 'sluice.actuals.observed.v1') return false
    const cells = this.#cellsOf(report).filter((cell) => hasItsChannel(event.data.channel, cell))
    return cells.length > 0 && cells.every(({ currency }) => currency !== event.data.currency)
  }

  #cellsOf(place: PlaceKey): PlacePool[] {
    return this.#byPlace.get(placeText(place))?.cells ?? []
  }
}

/** The place that an event names. */
export function placeOf({ data }: Event): PlaceKey {
  return { locationId: data.locationId, serviceLine: data.serviceLine ?? '*' }
}

/** The places of these events, each once. */
export function placesOf(reports: readonly PlaceKey[]): PlaceKey[] {
  const places = new Map(
    reports.map(({ locationId, serviceLine }) => [placeText({ locationId, serviceLine }), { locationId, serviceLine }]),
  )
  return [...places.values()]
}

function poolIdsOf(cells: readonly PlacePool[]): readonly string[] {
  const ids = cells.map(({ poolId }) => poolId)
  return ids.length < 2 ? ids : [...new Set(ids)].sort()
}

function hasItsChannel(channel: string | undefined, cell: PlacePool): boolean {
  return cell.channel === '' || channel === undefined || cell.channel === channel
}

function placeText({ locationId, serviceLine }: PlaceKey): string {
  return `${locationId} ${serviceLine}`
}
