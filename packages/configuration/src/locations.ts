import type { Location } from '@sluice/contracts'
import {
  archiveRow,
  type Database,
  findConfigVersion,
  findLocation,
  isUsedByCells,
  type LocationRow,
  listPoolsWith,
  listLocations as listRows,
  type Page,
  upsertLocation,
  withOrganization,
} from '@sluice/database'
import {
  type Change,
  type ChangeOptions,
  changeConfiguration,
  finishChange,
  inForce,
  requirePrecondition,
  type Saved,
  unchanged,
} from './change.ts'
import { ConfigurationRefusal } from './refusal.ts'
import { isSame } from './same.ts'

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
  return changeConfiguration(db, orgId, options, (change) => saveLocation(change, id, location))
}

async function saveLocation(change: Change, id: string, location: Location): Promise<Saved> {
  const { trx, orgId } = change
  const row = await findLocation(trx, orgId, id)
  const before = inForce(row)
  requirePrecondition(change, before?.version ?? null)
  if (before && isSame(rowToLocation(before), location)) return unchanged(change, before.version)
  const version = (row?.version ?? 0) + 1
  const { name, region, timeZone } = location
  await upsertLocation(trx, { org_id: orgId, id, name, region, time_zone: timeZone, version })
  const pools = movesPlans(before, location) ? await listPoolsWith(trx, orgId, 'location_id', id) : []
  return finishChange(change, { action: 'location.put', object: id, version, created: !before, pools })
}

/** A plan's sentences carry the name, its days end at local midnight; the region is for reports alone. */
function movesPlans(before: LocationRow | undefined, after: Location): boolean {
  return before === undefined || before.name !== after.name || before.time_zone !== after.timeZone
}

/**
 * Takes a location out of force.
 * @throws ConfigurationRefusal location-not-found, precondition-failed; conflict while a cell uses it
 */
export async function deleteLocation(db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const { trx } = change
    const before = inForce(await findLocation(trx, orgId, id))
    if (!before) throw new ConfigurationRefusal('location-not-found', 'Your organization has no location with this id.')
    requirePrecondition(change, before.version)
    if (await isUsedByCells(trx, orgId, 'location_id', id))
      throw new ConfigurationRefusal('conflict', 'Cells use this location; remove them from their pools first.')
    await archiveRow(trx, 'locations', orgId, id)
    return finishChange(change, { action: 'location.archive', object: id, version: before.version + 1, pools: [] })
  })
}

export type ConfiguredLocation = Location & { id: string; version: number }

/** A location in force, and the organization's configuration count; undefined: no such. */
export async function getLocation(
  db: Database,
  orgId: string,
  id: string,
): Promise<{ location: ConfiguredLocation; configVersion: number } | undefined> {
  return withOrganization(
    db,
    { role: 'sluice_results', orgId },
    async (trx) => {
      const row = inForce(await findLocation(trx, orgId, id))
      return row && { location: rowToConfigured(row), configVersion: await findConfigVersion(trx, orgId) }
    },
    { isolation: 'repeatable read', readOnly: true },
  )
}

/** A page of the locations in force. */
export async function listLocations(db: Database, orgId: string, page: Page): Promise<ConfiguredLocation[]> {
  const rows = await withOrganization(db, { role: 'sluice_results', orgId }, (trx) => listRows(trx, orgId, page), {
    readOnly: true,
  })
  return rows.map(rowToConfigured)
}

function rowToConfigured(row: LocationRow): ConfiguredLocation {
  return { id: row.id, ...rowToLocation(row), version: row.version }
}

function rowToLocation({ name, region, time_zone }: LocationRow): Location {
  return { name, region, timeZone: time_zone }
}
