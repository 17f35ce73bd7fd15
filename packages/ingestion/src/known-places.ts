import type { PlaceMap } from './place-map.ts'

/** Places of all organizations together; some hundred bytes each. */
const MOST_PLACES = 100_000

/** What is known of an organization's places, and the version of its configuration that was so. */
export interface KnownMap {
  mapVersion: string
  places: PlaceMap
}

/**
 * Which pools places have, as last read: for organizations that sent something lately. Whoever uses it checks with
 * PostgreSQL that the configuration is still that version, in the transaction that stores by it.
 */
export class KnownPlaces {
  readonly #most: number
  readonly #maps = new Map<string, KnownMap>()
  #size = 0

  constructor(most = MOST_PLACES) {
    this.#most = most
  }

  find(orgId: string): KnownMap | undefined {
    return this.#maps.get(orgId)
  }

  /** Notes places as they were read; what is known of another version of the organization is forgotten. */
  note(orgId: string, mapVersion: string, places: PlaceMap): void {
    const known = this.#maps.get(orgId)
    this.forget(orgId)
    const map = known !== undefined && known.mapVersion === mapVersion ? known : { mapVersion, places }
    map.places.add(places)
    this.#maps.set(orgId, map)
    this.#size += map.places.size
    // Whose places were noted longest ago; at last all of its own.
    for (const oldest of this.#maps.keys()) {
      if (this.#size <= this.#most) break
      this.forget(oldest)
    }
  }

  forget(orgId: string): void {
    this.#size -= this.#maps.get(orgId)?.places.size ?? 0
    this.#maps.delete(orgId)
  }
}
