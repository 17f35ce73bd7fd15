import { createOrganization } from '@sluice/auth'
import { type Location, location, type Pool, pool, type ServiceLine, serviceLine } from '@sluice/contracts'
import { connect, type Database } from '@sluice/database'
import { test as base, type TestDatabase } from '@sluice/test-kit'
import { type ChangeOptions, putLocation, putServiceLine } from '../src/index.ts'

export const actor: ChangeOptions = { actor: 'key-1' }

/** Two organizations, each with two locations and a service line; `db` is what services have, `admin` sees everything. */
export interface Configured {
  db: Database
  admin: Database
}

export const test = base.extend('configured', async ({ database }, { onCleanup }): Promise<Configured> => {
  const db = open(database.url)
  const admin = open(database.adminUrl)
  onCleanup(async () => {
    await Promise.all([db.destroy(), admin.destroy()])
  })
  for (const id of ['north', 'south']) {
    await createOrganization(admin, { id, name: id, timeZone: 'America/New_York' })
    await putLocation(db, id, 'smyrna', makeLocation(), actor)
    await putLocation(db, id, 'decatur', makeLocation({ name: 'Decatur' }), actor)
    await putServiceLine(db, id, 'ortho', makeServiceLine(), actor)
  }
  return { db, admin }
})

function open(url: TestDatabase['url']): Database {
  return connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })
}

export function makeLocation(changes: Partial<Location> = {}): Location {
  return location.parse({ name: 'Smyrna', timeZone: 'America/New_York', ...changes })
}

export function makeServiceLine(changes: Partial<ServiceLine> = {}): ServiceLine {
  return serviceLine.parse({
    name: 'Orthodontics',
    typicalWaitDays: 18,
    typicalWaitKind: 'third_next_available',
    lifetimeValueMinor: 480_000,
    marginShare: 0.42,
    priorCostPerBookingMinor: 9_500,
    priorKappa: 1.5,
    ...changes,
  })
}

/** One cell at smyrna unless said. */
export function makePool(changes: Record<string, unknown> = {}): Pool {
  return pool.parse({
    name: 'South',
    currency: 'USD',
    timeZone: 'America/New_York',
    period: { kind: 'month', budgetMinor: 15_000_000 },
    cells: [makeCell('smyrna')],
    ...changes,
  })
}

/** A cell at the location of that name. */
export function makeCell(locationId: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: locationId, locationId, serviceLine: 'ortho', baselineDailyBudgetMinor: 42_000, ...changes }
}

export async function stateOf(admin: Database, orgId: string, poolId: string) {
  return admin
    .selectFrom('pool_state')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .executeTakeFirstOrThrow()
}

export async function configVersionOf(admin: Database, orgId: string): Promise<number> {
  const row = await admin
    .selectFrom('organizations')
    .select('config_version')
    .where('id', '=', orgId)
    .executeTakeFirstOrThrow()
  return row.config_version
}
