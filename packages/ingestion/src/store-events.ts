import type { Event } from '@sluice/contracts'
import { type Database, isRefusedValue, withOrganization } from '@sluice/database'
import { eventToReport, type Report } from './report.ts'
import { retryCollisions } from './retry-collisions.ts'
import { storeReports } from './store-reports.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * Stores events of one organization in one transaction: the log, the newest state of each place, and the pools they
 * concern marked as due. Answers per event, in the order given; resolves only after the commit.
 *
 * Repeating is safe: the same event again is a `duplicate` and changes nothing.
 * @throws when the database does not answer, or whether it committed is unknown. Then repeat.
 */
export async function storeEvents(db: Database, orgId: string, events: readonly Event[]): Promise<StoredEvent[]> {
  return storeApart(db, orgId, events.map(eventToReport))
}

/**
 * A value PostgreSQL refuses spoils its whole transaction. The border lets none through; should one come nevertheless,
 * halves are stored apart until it is alone, so that it costs nobody else's events.
 */
async function storeApart(db: Database, orgId: string, reports: readonly Report[]): Promise<StoredEvent[]> {
  if (reports.length === 0) return []
  try {
    const tenant = { role: 'sluice_ingest', orgId } as const
    return await retryCollisions(() => withOrganization(db, tenant, (trx) => storeReports(trx, orgId, reports)))
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    if (reports.length === 1) return [{ outcome: 'refused', code: 'not-storable', pointer: '' }]
    const half = Math.ceil(reports.length / 2)
    const first = await storeApart(db, orgId, reports.slice(0, half))
    return [...first, ...(await storeApart(db, orgId, reports.slice(half)))]
  }
}
