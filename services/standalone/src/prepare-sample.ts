import { join } from 'node:path'
import { createOrganization } from '@sluice/auth'
import { putLocation, putPool, putServiceLine } from '@sluice/configuration'
import { event, MAX_BATCH_EVENTS, organizationFile } from '@sluice/contracts'
import { connect, type Database } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
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
    const sample = await loadSample(admin, options)
    return { sample, keys: await readKeys(options.folder, admin, organization.id) }
  } finally {
    await admin.destroy()
  }
}

/**
 * Loads it through the same functions that the configuration API and ingestion use. Broken off half-way, the next start
 * does the rest: what is written again is the same as before, its times included.
 */
async function loadSample(admin: Database, { folder, db }: PrepareOptions): Promise<SampleRecord> {
  const file = join(folder, 'sample.json')
  const record = await readOrCreate<SampleRecord>(file, () => ({ loadedAt: new Date().toISOString(), complete: false }))
  if (record.complete) return record
  await createOrganization(admin, organization)
  await configure(db, new Date(record.loadedAt))
  await postReadings(db, record.loadedAt)
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

async function postReadings(db: Database, observedAt: string): Promise<void> {
  const events = sampleEvents(observedAt).map((reading) => event.parse(reading))
  for (let from = 0; from < events.length; from += MAX_BATCH_EVENTS) {
    const stored = await storeEvents(db, organization.id, events.slice(from, from + MAX_BATCH_EVENTS))
    const wrong = stored.find(({ outcome }) => outcome !== 'accepted' && outcome !== 'duplicate')
    if (wrong) throw new Error(`an event of the sample was not stored: ${wrong.outcome}`)
  }
}
