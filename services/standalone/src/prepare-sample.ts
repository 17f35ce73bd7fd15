import { join } from 'node:path'
import { createOrganization, textToToken } from '@sluice/auth'
import { putLocation, putPool, putServiceLine } from '@sluice/configuration'
import { type Event, event, MAX_BATCH_EVENTS, organizationFile } from '@sluice/contracts'
import { connect, type Database } from '@sluice/database'
import { countDelivered, type DeliveredEvent, type StoredEvent, storeEvents } from '@sluice/ingestion'
import { readOrCreate, writePrivately } from '@sluice/local-postgres'
import { sampleEvents } from '../sample/events.ts'
import { organization } from '../sample/invented.ts'
import { sampleOrganization } from '../sample/organization.ts'
import { type Keys, readKeys } from './keys.ts'

/** When the sample was loaded, and whether all of it was. */
export interface SampleRecord {
  /** The moment that its observations are said to be from. */
  loadedAt: string
  complete: boolean
}

export interface PrepareOptions {
  folder: string
  /** The login that migrates: only it makes organizations and keys. */
  adminUrl: string
  /** Connected with the services' login. */
  db: Database
}

/** The sample organization and its keys: made at the first start, found at later ones. */
export async function prepareSample(options: PrepareOptions): Promise<{ sample: SampleRecord; keys: Keys }> {
  const admin = connect({
    url: options.adminUrl,
    applicationName: 'sluice-setup',
    maxConnections: 1,
    onError: () => undefined,
  })
  try {
    await createOrganization(admin, organization)
    const keys = await readKeys(options.folder, admin, organization.id)
    return { keys, sample: await loadSample(options, keys) }
  } finally {
    await admin.destroy()
  }
}

/**
 * Loads it through the same functions that the configuration API and ingestion use. Broken off half-way, the next start
 * does the rest: what is written again is the same as before, its times included.
 */
async function loadSample({ folder, db }: PrepareOptions, { ingest }: Keys): Promise<SampleRecord> {
  const file = join(folder, 'sample.json')
  const record = await readOrCreate<SampleRecord>(file, () => ({ loadedAt: new Date().toISOString(), complete: false }))
  if (record.complete) return record
  await configure(db, new Date(record.loadedAt))
  await postReadings(db, record.loadedAt, ingest)
  const complete = { ...record, complete: true }
  await writePrivately(file, complete)
  return complete
}

async function configure(db: Database, loadedAt: Date): Promise<void> {
  const { locations, serviceLines, pools } = organizationFile.parse(sampleOrganization(loadedAt))
  const options = { actor: 'sample' }
  for (const { id, ...location } of locations) await putLocation(db, organization.id, id, location, options)
  for (const { id, ...line } of serviceLines) await putServiceLine(db, organization.id, id, line, options)
  for (const { id, ...pool } of pools) await putPool(db, organization.id, id, pool, options)
}

/** As the sample's own sender: its sources are known by what they delivered, as anybody's. */
async function postReadings(db: Database, observedAt: string, token: string): Promise<void> {
  const keyId = textToToken(token)?.keyId ?? 'unknown'
  const events = sampleEvents(observedAt).map((reading) => event.parse(reading))
  for (let from = 0; from < events.length; from += MAX_BATCH_EVENTS) {
    const batch = events.slice(from, from + MAX_BATCH_EVENTS)
    const stored = await storeEvents(db, organization.id, batch)
    const delivered = batch.map((one, i) => toDelivered(one, stored[i]))
    await countDelivered(db, 'sluice_ingest', {
      ...{ orgId: organization.id, keyId, mode: 'batch', requestId: 'sample', source: null, events: delivered },
    })
  }
}

function toDelivered({ source, time: observedAt }: Event, stored: StoredEvent | undefined): DeliveredEvent {
  if (stored?.outcome === 'accepted')
    return { outcome: 'accepted', source, observedAt, isMatched: stored.pools.length > 0 }
  if (stored?.outcome === 'duplicate') return { outcome: 'duplicate', source }
  throw new Error(`an event of the sample was not stored: ${stored?.outcome}`)
}
