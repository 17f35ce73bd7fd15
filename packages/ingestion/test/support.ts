import { connect, type Database } from '@sluice/database'
import { test as base, type MadeCell, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { ExpectedRepeats } from '../src/expected-repeats.ts'
import { KnownPlaces } from '../src/known-places.ts'

export const cells: MadeCell[] = [
  { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'orthodontics' },
  { poolId: 'georgia', locationId: 'decatur', serviceLine: 'orthodontics' },
  { poolId: 'general', locationId: 'smyrna', serviceLine: 'primary-care' },
  { poolId: 'brand', locationId: 'macon', serviceLine: 'orthodontics', channel: 'search' },
  { poolId: 'social', locationId: 'macon', serviceLine: 'orthodontics', channel: 'social' },
]

/** Of a test's own pool; one for each that is stored at once. */
export const CONNECTIONS = 16

/** Two organizations with the same cells; `admin` sees both. */
export const test = base
  .extend('admin', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
    const admin = open(database.adminUrl, 2)
    onCleanup(() => admin.destroy())
    await makeOrganization(database.adminUrl, 'north', cells)
    await makeOrganization(database.adminUrl, 'south', cells)
    return admin
  })
  .extend('db', async ({ database, admin: _after }: { database: TestDatabase; admin: Database }, { onCleanup }) => {
    const db = open(database.url, CONNECTIONS)
    onCleanup(() => db.destroy())
    return db
  })

function open(url: string, maxConnections: number): Database {
  return connect({ url, applicationName: 'test', maxConnections, onError: () => undefined })
}

/** Of a process that has just begun. */
export function makeBeliefs() {
  return { places: new KnownPlaces(), repeats: new ExpectedRepeats() }
}

/** Requested revision of each pool of an organization. */
export async function revisionsOf(admin: Database, orgId = 'north'): Promise<Record<string, number>> {
  const rows = await admin.selectFrom('pool_state').selectAll().where('org_id', '=', orgId).execute()
  return Object.fromEntries(rows.map((row) => [row.pool_id, row.requested_revision]))
}

export interface StateLine {
  place: string
  figure: string
  source: string
  value: unknown
  eventId: string
}

/** The newest state of an organization's places, sorted. */
export async function stateOf(admin: Database, orgId = 'north'): Promise<StateLine[]> {
  const { rows } = await sql<StateLine>`
    select location_id || ' ' || service_line as place, figure, source, value, event_id as "eventId"
      from place_state where org_id = ${orgId} order by 1, 2, 3`.execute(admin)
  return rows
}

export async function countOf(admin: Database, table: 'events' | 'event_key' | 'event_pools'): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(admin)
  return rows[0]?.count ?? 0
}
