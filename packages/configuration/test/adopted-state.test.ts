import { type Database, withOrganization } from '@sluice/database'
import { expect } from 'vitest'
import { putPool } from '../src/index.ts'
import { actor, makeCell, makePool, test } from './fixture.ts'

/** State that an event left before its place was configured. */
async function observe(
  db: Database,
  { eventId, serviceLine }: { eventId: string; serviceLine: string },
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
        received_at: '2026-11-22T08:00:01Z',
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
