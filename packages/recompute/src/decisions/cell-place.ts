import type { CellRow } from '@sluice/database'
import type { Recommendation } from '@sluice/planning'
import { isSamePlace } from '../same-place.ts'

/** Whether a cell, as it is configured now, has the place and channel a plan's line speaks of. */
export function isAtPlaceOf(line: Recommendation, cell: CellRow | undefined): boolean {
  if (cell === undefined) return false
  const { location_id: locationId, service_line: serviceLine, channel } = cell
  return isSamePlace(line, { locationId, serviceLine, channel: channel === '' ? null : channel })
}
