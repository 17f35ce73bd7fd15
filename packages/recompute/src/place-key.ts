/** A place: a location's service line. */
export interface PlaceId {
  locationId: string
  serviceLine: string
}

/** As a key of a map; `/` is in no id. */
export function placeKey({ locationId, serviceLine }: PlaceId): string {
  return `${locationId}/${serviceLine}`
}
