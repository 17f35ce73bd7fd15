import type { Location } from '@sluice/contracts'
import { type Database, isUsedByCells, listPoolsWith, type Page } from '@sluice/database'
import { type ChangeOptions, changeConfiguration, type Saved } from './change.ts'
import {
  archive,
  type Configured,
  type ConfiguredKind,
  type Found,
  getConfigured,
  listConfigured,
  save,
} from './configured.ts'

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

/**
 * Configures a location, whole; the same again changes nothing.
 * @throws ConfigurationRefusal precondition-failed
 */
export async function putLocation(
  db: Database,
  orgId: string,
  id: string,
  location: Location,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, (change) => save(change, kind, id, location))
}

/**
 * Takes a location out of force.
 * @throws ConfigurationRefusal location-not-found, precondition-failed; conflict while a cell uses it
 */
export async function deleteLocation(db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> {
  return changeConfiguration(db, orgId, options, (change) => archive(change, kind, id))
}

/** A location in force; undefined: no such. */
export async function getLocation(db: Database, orgId: string, id: string): Promise<Found<Location> | undefined> {
  return getConfigured(db, orgId, kind, id)
}

/** A page of the locations in force. */
export async function listLocations(db: Database, orgId: string, page: Page): Promise<ConfiguredLocation[]> {
  return listConfigured(db, orgId, kind, page)
}
