import type { CellRow } from '@sluice/database'
import type { Recommendation } from '@sluice/planning'

type Place = Pick<Recommendation, 'locationId' | 'serviceLine' | 'channel'>

/** Whether two lines are of one place and channel. */
export function isSamePlace(line: Place, other: Place | undefined): boolean {
  return (
    other !== undefined &&
    line.locationId === other.locationId &&
    line.serviceLine === other.serviceLine &&
    line.channel === other.channel
  )
}

/** Whether a cell, as it is configured now, has the place and channel a plan's line speaks of. */
export function isAtPlaceOf(line: Place, cell: CellRow | undefined): boolean {
  if (cell === undefined) return false
  const { location_id: locationId, service_line: serviceLine, channel } = cell
  return isSamePlace(line, { locationId, serviceLine, channel: channel === '' ? null : channel })
}
