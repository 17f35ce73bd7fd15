import type { PlaceKey, PlacePool } from '@sluice/database'
import type { Report } from './report.ts'

/** Which pools an event concerns, as configured at this moment. */
export class PlaceMap {
  readonly #byPlace = new Map<string, PlacePool[]>()

  constructor(cells: readonly PlacePool[]) {
    for (const cell of cells) {
      const known = this.#byPlace.get(placeText(cell))
      if (known) known.push(cell)
      else this.#byPlace.set(placeText(cell), [cell])
    }
  }

  /** Ids of the pools that have a cell the event speaks of, each once, sorted. */
  poolsOf(report: Report): string[] {
    const cells = this.#cellsOf(report).filter((cell) => concerns(report, cell))
    return [...new Set(cells.map((cell) => cell.poolId))].sort()
  }

  /** Whether money of this place is told apart by channel, so that spend without one cannot be told whose it is. */
  isDivided(report: Report): boolean {
    return this.#cellsOf(report).some((cell) => !cell.isRemoved && cell.channel !== '')
  }

  #cellsOf(place: PlaceKey): PlacePool[] {
    return this.#byPlace.get(placeText(place)) ?? []
  }
}

/** The places of these events, each once. */
export function placesOf(reports: readonly PlaceKey[]): PlaceKey[] {
  const places = new Map(
    reports.map(({ locationId, serviceLine }) => [placeText({ locationId, serviceLine }), { locationId, serviceLine }]),
  )
  return [...places.values()]
}

/** A removed cell takes no capacity, but stays a line of its pool until its spend is reported to be 0. */
function concerns({ event }: Report, cell: PlacePool): boolean {
  if (event.type !== 'sluice.actuals.observed.v1') return !cell.isRemoved
  return cell.channel === '' || event.data.channel === undefined || cell.channel === event.data.channel
}

function placeText({ locationId, serviceLine }: PlaceKey): string {
  return `${locationId} ${serviceLine}`
}
