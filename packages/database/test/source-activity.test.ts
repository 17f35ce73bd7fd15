import { makeOrganization, type TestDatabase, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { addDeliveries, connect, countStoredEvents, listDeliveries, sourceId, withOrganization } from '../src/index.ts'

const counts = {
  requests: 1,
  accepted: 1,
  duplicate: 0,
  conflict: 0,
  unmatched: 0,
  leftOut: {},
  lags: {},
  refused: {},
  failedPolls: {},
}

test('of more sources than are remembered those silent longest are forgotten; a new one, and one that goes on, is there', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const come = (source: string, at: string, accepted = 1) =>
    withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, (trx) => {
      const of = { source, minute: at, keyId: 'k', mode: 'batch', lastAt: at, requestId: 'r', lastObservedAt: at }
      return addDeliveries(trx, 'north', [{ ...counts, ...of, accepted }], 3)
    })
  const seen = () =>
    withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
      const { rows } = await sql<{ source: string }>`select source from source_activity order by source`.execute(trx)
      return rows.map(({ source }) => source)
    })
  await come('/a', '2026-03-01T00:00:00Z')
  await come('/b', '2026-03-01T00:01:00Z')
  await come('/c', '2026-03-01T00:02:00Z')
  await come('/refused', '2026-03-01T00:02:30Z', 0)
  await come('/a', '2026-03-01T00:03:00Z')
  expect(await seen()).toEqual(['', '/a', '/b', '/c'])
  await come('/new', '2026-03-01T00:04:00Z')
  expect(await seen()).toEqual(['', '/a', '/c', '/new'])
  await come('/b', '2026-03-01T00:05:00Z')
  expect(await seen()).toEqual(['', '/a', '/b', '/new'])
  await db.destroy()
})

test('a duplicate or a conflict tells that an event was accepted, though another process has not written so yet', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const at = '2026-03-01T00:00:00Z'
  const of = { ...counts, minute: at, keyId: 'k', mode: 'batch', lastAt: at, requestId: 'r', lastObservedAt: null }
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await addDeliveries(trx, 'north', [
      { ...of, source: '/again', accepted: 0, duplicate: 1 },
      { ...of, source: '/other', accepted: 0, conflict: 1 },
      { ...of, source: '/none', accepted: 0, refused: { 'invalid-event #': 1 } },
    ])
    const { rows } = await sql`
      select source, duplicate::int, conflict::int, first_accepted_at from source_activity order by source`.execute(trx)
    const first_accepted_at = null
    expect(rows).toEqual([
      { source: '', duplicate: 0, conflict: 0, first_accepted_at },
      { source: '/again', duplicate: 1, conflict: 0, first_accepted_at },
      { source: '/other', duplicate: 0, conflict: 1, first_accepted_at },
    ])
  })
  await db.destroy()
})

test('what one transaction is given of many sources is added up by source and code', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const at = '2026-03-01T00:00:00Z'
  const given = Array.from({ length: 1_000 }, (_, n) => ({
    ...{
      ...counts,
      source: `/s/${n % 500}`,
      minute: at,
      keyId: n < 500 ? 'one' : 'two',
      mode: 'batch',
      lastAt: at,
    },
    ...{ requestId: 'r', lastObservedAt: at, refused: { 'invalid-event #/time': 1, [`invalid-event #/${n % 2}`]: 2 } },
  }))
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await addDeliveries(trx, 'north', given)
    const { rows } = await sql`
      select refused, accepted::int, count(*)::int as sources from source_activity group by 1, 2`.execute(trx)
    expect(rows).toEqual([{ refused: { 'invalid-event': 6 }, accepted: 2, sources: 500 }])
  })
  await db.destroy()
})

test('polls that failed are counted by the minute and why, make their source known, and are nothing that came of it', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const minute = '2026-03-01T00:00:00Z'
  const of = { source: '/feed', minute, keyId: 'west', mode: 'feed', requestId: 'r', lastObservedAt: null }
  const failed = (second: number, failedPolls: Record<string, number>, accepted = 0) => ({
    ...{ ...counts, ...of, accepted, failedPolls, lastAt: `2026-03-01T00:00:0${second}Z` },
    requests: 1 + accepted,
  })
  const seen = await withOrganization(db, { role: 'sluice_worker', orgId: 'north' }, async (trx) => {
    const lastDelivery = async () => {
      const { rows } = await sql<{ at: Date | null }>`
        select last_delivery_at as at from source_activity where last_key_id is null`.execute(trx)
      return rows.map(({ at }) => at?.toISOString() ?? null)
    }
    await addDeliveries(trx, 'north', [failed(1, { stalled: 1 })])
    const before = await lastDelivery()
    await addDeliveries(trx, 'north', [failed(2, { 'tls-failed': 1 }, 1)])
    await addDeliveries(trx, 'north', [failed(3, { stalled: 1 })])
    return {
      before,
      after: await lastDelivery(),
      rows: await listDeliveries(trx, 'north', { id: sourceId('/feed'), limit: 9 }),
    }
  })
  expect([seen.before, seen.after]).toEqual([[null], ['2026-03-01T00:00:02.000Z']])
  expect(seen.rows).toMatchObject([{ keyId: 'west', requests: 4, failedPolls: { stalled: 2, 'tls-failed': 1 } }])
  await db.destroy()
})

test('of a source the key is known that its newest accepted event was sent with', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const minute = '2026-03-01T00:00:00Z'
  const come = (keyId: string, second: number, changes = {}) => ({
    ...{ ...counts, source: '/ehr', minute, keyId, mode: 'batch', requestId: 'r', lastObservedAt: null },
    ...{ lastAt: `2026-03-01T00:00:0${second}Z`, ...changes },
  })
  const keys: unknown[] = []
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    for (const given of [
      [come('b', 3), come('a', 4), come('c', 2)],
      [come('late', 1)],
      [come('refused', 5, { accepted: 0, duplicate: 1 })],
      [come('d', 6)],
      [come('feed', 7, { mode: 'feed' })],
    ]) {
      await addDeliveries(trx, 'north', given)
      keys.push(
        ...(await sql<{ key: string | null }>`select last_key_id as key from source_activity`.execute(trx)).rows,
      )
    }
  })
  expect(keys).toEqual(['a', 'a', 'a', 'd', null].map((key) => ({ key })))
  await db.destroy()
})

test('stored events of a source are counted up to a number, and told whether there are more', async ({
  database,
}: {
  database: TestDatabase
}) => {
  await makeOrganization(database.adminUrl, 'north', [])
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const count = (source: string, atMost: number) =>
    withOrganization(db, { role: 'sluice_results', orgId: 'north' }, (trx) =>
      countStoredEvents(trx, 'north', source, atMost),
    )
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, (trx) =>
    sql`
      insert into event_key (org_id, source, event_id, body_sha256)
      select 'north', '/a', n::text, '' from generate_series(1, 5) as n`.execute(trx),
  )
  expect(await count('/a', 4)).toEqual({ count: 4, isCapped: true })
  expect(await count('/a', 5)).toEqual({ count: 5, isCapped: false })
  expect(await count('/b', 5)).toEqual({ count: 0, isCapped: false })
  await db.destroy()
})
