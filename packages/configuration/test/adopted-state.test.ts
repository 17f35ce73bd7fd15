import { type Database, withOrganization } from '@sluice/database'
import { expect } from 'vitest'
import { putPool, putServiceLine } from '../src/index.ts'
import { actor, makeCell, makePool, makeServiceLine, test } from './fixture.ts'

interface Observed {
  eventId: string
  serviceLine: string
  receivedAt?: string
}

/** State that an event left before its place was configured. */
async function observe(
  db: Database,
  { eventId, serviceLine, receivedAt = '2026-11-22T08:00:01Z' }: Observed,
): Promise<void> {
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, (trx) =>
    trx
      .insertInto('place_state')
      .values({
        org_id: 'north',
        location_id: 'smyrna',
        service_line: serviceLine,
        figure: 'slots',
        source: '/ehr',
        value: '{}',
        observed_at: '2026-11-22T08:00:00Z',
        body_sha256: Buffer.alloc(32),
        event_id: eventId,
        received_at: receivedAt,
      })
      .execute(),
  )
}

const stampsOf = (admin: Database) =>
  admin.selectFrom('event_pools').select(['pool_id', 'revision', 'event_id']).orderBy('event_id').execute()

test('configuring a cell stamps what is known of its place with the revision that adopts it', async ({
  configured,
}) => {
  const { db, admin } = configured
  await observe(db, { eventId: 'line', serviceLine: 'ortho' })
  await observe(db, { eventId: 'whole', serviceLine: '*' })
  await observe(db, { eventId: 'other', serviceLine: 'hygiene' })
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur')] }), actor)
  expect(await stampsOf(admin)).toEqual([])
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur'), makeCell('smyrna')] }), actor)
  const adopted = [
    { pool_id: 'west', revision: 2, event_id: 'line' },
    { pool_id: 'west', revision: 2, event_id: 'whole' },
  ]
  expect(await stampsOf(admin)).toEqual(adopted)
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur')] }), actor)
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur'), makeCell('smyrna')] }), actor)
  expect(await stampsOf(admin), 'known to the pool before').toEqual(adopted)
})

test('what came while the pool had no cell there is stamped when it gets one, what it knew by another cell is not', async ({
  configured,
}) => {
  const { db, admin } = configured
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur'), makeCell('smyrna')] }), actor)
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur')] }), actor)
  await observe(db, { eventId: 'between', serviceLine: 'ortho', receivedAt: new Date().toISOString() })
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur'), makeCell('smyrna')] }), actor)
  expect(await stampsOf(admin)).toEqual([{ pool_id: 'west', revision: 3, event_id: 'between' }])
  // As ingestion leaves it, which stamps it itself.
  await observe(db, { eventId: 'whole', serviceLine: '*', receivedAt: new Date().toISOString() })
  await putServiceLine(db, 'north', 'hygiene', makeServiceLine({ name: 'Hygiene' }), actor)
  const hygiene = makeCell('smyrna', { id: 'hygiene', serviceLine: 'hygiene' })
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur'), makeCell('smyrna'), hygiene] }), actor)
  expect(await stampsOf(admin), 'the whole location is known by its first cell').toHaveLength(1)
})
