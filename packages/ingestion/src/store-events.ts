import type { Event } from '@sluice/contracts'
import { type Database, isRefusedValue, isTakenKey, withOrganization } from '@sluice/database'
import { ExpectedRepeats } from './expected-repeats.ts'
import { eventToReport, type Report } from './report.ts'
import { retryCollisions } from './retry-collisions.ts'
import { type KeyClaim, storeReports } from './store-reports.ts'
import type { StoredEvent } from './stored-event.ts'

/** Of fewer events neither way of claiming their keys is noticeably cheaper. */
const MANY = 50
const repeatsToEveryone = new ExpectedRepeats()

/**
 * Stores events of one organization in one transaction: the log, the newest state of each place, and the pools they
 * concern marked as due. Answers per event, in the order given; resolves only after the commit.
 *
 * Repeating is safe: the same event again is a `duplicate` and changes nothing.
 * @throws when the database does not answer, or whether it committed is unknown. Then repeat.
 */
export async function storeEvents(
  db: Database,
  orgId: string,
  events: readonly Event[],
  repeats = repeatsToEveryone,
): Promise<StoredEvent[]> {
  return storeApart({ db, orgId, repeats }, events.map(eventToReport))
}

interface Store {
  db: Database
  orgId: string
  repeats: ExpectedRepeats
}

/**
 * A value PostgreSQL refuses spoils its whole transaction. The border lets none through; should one come nevertheless,
 * halves are stored apart until it is alone, so that it costs nobody else's events.
 */
async function storeApart(store: Store, reports: readonly Report[]): Promise<StoredEvent[]> {
  if (reports.length === 0) return []
  try {
    return await storeTogether(store, reports)
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    if (reports.length === 1) return [{ outcome: 'refused', code: 'not-storable', pointer: '' }]
    const half = Math.ceil(reports.length / 2)
    const first = await storeApart(store, reports.slice(0, half))
    return [...first, ...(await storeApart(store, reports.slice(half)))]
  }
}

/**
 * Claiming keys as if all were free takes PostgreSQL half of what claiming those that are takes: it looks each up once. Where one
 * is taken after all, the whole transaction is run again the other way, as are those of the next minute.
 */
async function storeTogether({ db, orgId, repeats }: Store, reports: readonly Report[]): Promise<StoredEvent[]> {
  const run = (claim: KeyClaim) =>
    retryCollisions(() =>
      withOrganization(db, { role: 'sluice_ingest', orgId }, (trx) => storeReports(trx, orgId, reports, claim)),
    )
  if (reports.length < MANY || repeats.has(orgId)) return run('those that are free')
  try {
    return await run('all')
  } catch (error) {
    if (!isTakenKey(error)) throw error
    repeats.note(orgId)
    return run('those that are free')
  }
}
