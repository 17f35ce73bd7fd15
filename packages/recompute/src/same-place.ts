import type { Recommendation } from '@sluice/planning'

type Place = Pick<Recommendation, 'locationId' | 'serviceLine' | 'channel'>

/** Whether a line, a cell or anything else with a place has the same place and channel. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.locationId === other.locationId && one.serviceLine === other.serviceLine && one.channel === other.channel
}
