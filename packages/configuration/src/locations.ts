import type { Location } from '@sluice/contracts'
import { isUsedByCells, listPoolsWith } from '@sluice/database'
import { type Configured, type ConfiguredKind, configuring } from './configured.ts'

const kind: ConfiguredKind<'locations', Location> = {
  table: 'locations',
  name: 'location',
  noun: 'location',
  notFound: 'location-not-found',
  read: ({ name, region, time_zone }) => ({ name, region, timeZone: time_zone }),
  write: ({ name, region, timeZone }) => ({ name, region, time_zone: timeZone }),
  kept: {
    by: (trx, orgId, id) => isUsedByCells(trx, orgId, 'location_id', id),
    because: 'Cells use this location; remove them from their pools first.',
  },
  poolsMoved: async ({ trx, orgId }, id, before, after) =>
    movesPlans(before, after) ? listPoolsWith(trx, orgId, 'location_id', id) : [],
}

/** A plan's sentences carry the name, its days end at local midnight; the region is for reports alone. */
function movesPlans(before: Location | undefined, after: Location): boolean {
  return before === undefined || before.name !== after.name || before.timeZone !== after.timeZone
}

export type ConfiguredLocation = Configured<Location>

/** Locations, one by one; deleteLocation is refused (conflict) while a cell uses it. */
export const { put: putLocation, delete: deleteLocation, get: getLocation, list: listLocations } = configuring(kind)
