import type { Event } from '@sluice/contracts'
import { type Database, type DatabaseTransaction, isRefusedValue, withOrganization } from '@sluice/database'
import { type Beliefs, beliefsAbout } from './beliefs.ts'
import { eventToReport } from './report.ts'
import { retryCollisions } from './retry-collisions.ts'
import { storeNew } from './store-new.ts'
import { storeReports } from './store-reports.ts'
import type { StoredEvent } from './stored-event.ts'

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
  beliefs = beliefsAbout(db),
): Promise<StoredEvent[]> {
  return storeApart({ db, orgId, beliefs }, events)
}

/**
 * The same, in transactions each of which stores only where `guard` does not throw in it first.
 * @throws what the guard throws; nothing of that transaction was stored then
 */
export async function storeEventsGuarded(
  db: Database,
  orgId: string,
  events: readonly Event[],
  guard: Guard,
): Promise<StoredEvent[]> {
  return storeApart({ db, orgId, beliefs: beliefsAbout(db), guard }, events)
}

/** Asked in the transaction that stores, before anything is. */
type Guard = (trx: DatabaseTransaction) => Promise<void>

interface Store {
  db: Database
  orgId: string
  beliefs: Beliefs
  guard?: Guard
}

/**
 * A value PostgreSQL refuses spoils its whole transaction. The border lets none through; should one come nevertheless,
 * halves are stored apart until it is alone, so that it costs nobody else's events.
 */
async function storeApart(store: Store, events: readonly Event[]): Promise<StoredEvent[]> {
  if (events.length === 0) return []
  try {
    return await storeTogether(store, events)
  } catch (error) {
    if (!isRefusedValue(error)) throw error
    if (events.length === 1) return [{ outcome: 'refused', code: 'not-storable', pointer: '' }]
    const half = Math.ceil(events.length / 2)
    const first = await storeApart(store, events.slice(0, half))
    return [...first, ...(await storeApart(store, events.slice(half)))]
  }
}

/** In one statement, where that is enough and nothing has to be checked before; else step by step. */
async function storeTogether(store: Store, events: readonly Event[]): Promise<StoredEvent[]> {
  const { db, orgId, beliefs, guard } = store
  const storeAtOnce = async () => (guard ? null : storeNew(db, orgId, events, beliefs))
  return retryCollisions(async () => (await storeAtOnce()) ?? storeWeighed(store, events))
}

async function storeWeighed({ db, orgId, beliefs, guard }: Store, events: readonly Event[]): Promise<StoredEvent[]> {
  // Before the transaction, which holds locks.
  const reports = events.map(eventToReport)
  return withOrganization(db, { role: 'sluice_ingest', orgId }, async (trx) => {
    await guard?.(trx)
    return storeReports(trx, orgId, reports, beliefs.places)
  })
}
