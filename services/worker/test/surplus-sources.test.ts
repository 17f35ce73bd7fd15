import { deleteSurplusSources, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { type Figure, heardLast } from '@sluice/planning'
import { clinicId, configurePool, makeCapacityEvent, makeOrganization, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { connectTo } from './setup.ts'

/**
 * When the nth of some reports was observed, and recorded: each later than the one before, or all of one moment and
 * recorded later.
 */
const ways = {
  'observed later': (n: number) => ({ time: new Date(begin + n * 60_000).toISOString() }),
  'of one moment, recorded later': (n: number) => ({
    time: new Date(begin).toISOString(),
    recordedtime: new Date(begin + n * 60_000).toISOString(),
  }),
}
const begin = Date.now() - 3 * 3_600_000

/** Reports of a place by sources 0, 1, 2 and so on. */
const reports = (count: number, when: (n: number) => { time: string }) =>
  Array.from({ length: count }, (_, n) => ({
    ...makeCapacityEvent({
      data: { locationId: clinicId(0), serviceLine: 'orthodontics' },
      ...when(n),
    }),
    source: `/message/${n}`,
  }))

test.for(Object.entries(ways))(
  'of a figure of a place the newest reports of 100 sources are kept, and of those with a priority: %s',
  async ([, when], { database }) => {
    const policy = { sources: [{ source: '/message/1', priority: 2, expectedIntervalHours: null }] }
    const { orgId } = await configurePool(database, { changes: { policy } })
    await makeOrganization(database.adminUrl, 'south')
    const db = connectTo(database.url)
    const sourcesOf = (org: string) =>
      withOrganization(db, { role: 'sluice_worker', orgId: org }, async (trx) => {
        const { rows } = await sql<{
          source: string
        }>`select distinct source from place_state where org_id = ${org}`.execute(trx)
        return rows.map(({ source }) => Number(source.split('/').at(-1))).sort((a, b) => a - b)
      })
    for (const org of [orgId, 'south']) await storeEvents(db, org, reports(104, when))
    expect(await deleteSurplusSources(db, orgId)).toBeGreaterThan(0)
    expect(await sourcesOf(orgId)).toEqual([1, ...Array.from({ length: 100 }, (_, n) => n + 4)])
    expect(await sourcesOf('south')).toHaveLength(104)
    expect(await deleteSurplusSources(db, orgId)).toBe(0)
    await db.destroy()
  },
)

test.for(Object.entries(ways))(
  'of a source the 8 horizons it counted over last are kept, and whatever a pool may plan with: %s',
  async ([, when], { database }) => {
    const { orgId } = await configurePool(database)
    await configurePool(database, {
      orgId,
      poolId: 'far',
      clinics: 1,
      changes: { policy: { horizonDays: 100 }, cells: [] },
    })
    const db = connectTo(database.url)
    // Each over another horizon: 14 days, 60, then what neither pool can use.
    const horizons = [14, 60, 15, 61, ...Array.from({ length: 16 }, (_, n) => 300 + n)]
    const events = horizons.map((horizonDays, n) => ({
      ...makeCapacityEvent({
        data: { locationId: clinicId(0), serviceLine: 'orthodontics', horizonDays, followUpSlotsOpen: 3 },
        ...when(n),
      }),
      source: '/ehr',
    }))
    await storeEvents(db, orgId, events)
    const horizonsOf = (kind: string) =>
      withOrganization(db, { role: 'sluice_worker', orgId }, async (trx) => {
        const { rows } = await sql<{ days: number }>`
        select (value->>'horizonDays')::float8 as days from place_state
         where org_id = ${orgId} and split_part(figure, '.', 1) = ${kind} order by 1`.execute(trx)
        return rows.map(({ days }) => days)
      })
    expect(await horizonsOf('slots')).toHaveLength(20)
    await deleteSurplusSources(db, orgId)
    const kept = [15, 61, ...Array.from({ length: 8 }, (_, n) => 308 + n)]
    expect(await horizonsOf('slots')).toEqual(kept)
    expect(await horizonsOf('follow_up_slots')).toEqual(kept)
    expect(await deleteSurplusSources(db, orgId)).toBe(0)
    await db.destroy()
  },
)

test('surplus goes part by part, of a place with more than a part in pieces, and what went stays so where a later part fails', async ({
  database,
}) => {
  const { orgId } = await configurePool(database)
  const db = connectTo(database.url)
  const admin = connectTo(database.adminUrl)
  await storeEvents(
    db,
    orgId,
    reports(350, (n) => ({ time: new Date(begin + n * 1_000).toISOString() })),
  )
  await sql`
    insert into place_state
    select org_id, 'zz', service_line, figure, source, '{"horizonDays": "unreadable"}', observed_at, recorded_at, sequence, body_sha256,
           event_id, received_at
      from place_state where figure like 'slots%' limit 1`.execute(admin)
  const sources = async () => {
    const { rows } = await sql<{ source: string }>`
      select distinct source from place_state where location_id = ${clinicId(0)}`.execute(admin)
    return rows.map(({ source }) => Number(source.split('/').at(-1))).sort((a, b) => a - b)
  }
  const atOnce = 250
  await expect(deleteSurplusSources(db, orgId, atOnce)).rejects.toThrow('unreadable')
  const left = (await sources()).length
  expect(left).toBeGreaterThanOrEqual(100)
  expect(left).toBeLessThan(350)
  await sql`delete from place_state where location_id = 'zz'`.execute(admin)
  await deleteSurplusSources(db, orgId, atOnce)
  expect(await sources()).toEqual(Array.from({ length: 100 }, (_, n) => n + 250))
  await Promise.all([db.destroy(), admin.destroy()])
})

test('whatever the parts, what counts for a pool before still counts', async ({ database }) => {
  const priority = [{ source: '/m/7', priority: 2, expectedIntervalHours: null }]
  const { orgId } = await configurePool(database, { changes: { policy: { sources: priority } } })
  await configurePool(database, {
    orgId,
    poolId: 'far',
    clinics: 1,
    changes: { policy: { horizonDays: 100 }, cells: [] },
  })
  const db = connectTo(database.url)
  const events = Array.from({ length: 900 }, (_, n) => ({
    ...makeCapacityEvent({
      data: {
        locationId: clinicId(0),
        serviceLine: 'orthodontics',
        horizonDays: [14, 15, 60, 300][((n * n) % 11) % 4] ?? 14,
      },
      time: new Date(begin + ((n * 13) % 900) * 1_000).toISOString(),
    }),
    source: `/m/${(n * 7) % 230}`,
  }))
  await storeEvents(db, orgId, events)
  const read = async () => {
    const { rows } = await withOrganization(db, { role: 'sluice_worker', orgId }, (trx) =>
      sql<{ source: string; observedAt: Date; horizonDays: number }>`
        select source, observed_at as "observedAt", (value->>'horizonDays')::float8 as "horizonDays" from place_state
         where org_id = ${orgId} and figure like 'slots%' order by figure, source`.execute(trx),
    )
    return rows.map(({ source, observedAt, horizonDays }): Figure => {
      return { figure: 'slots', source, observedAt: observedAt.toISOString(), horizonDays, total: null, open: 1 }
    })
  }
  const before = await read()
  expect(await deleteSurplusSources(db, orgId, 120)).toBeGreaterThan(0)
  expect(await deleteSurplusSources(db, orgId)).toBeGreaterThan(0)
  const after = await read()
  expect(heardLast(before, { horizonDays: 14, sources: priority }).length).toBeGreaterThan(64)
  for (const policy of [
    { horizonDays: 14, sources: priority },
    { horizonDays: 100, sources: [] },
  ])
    expect(heardLast(after, policy)).toEqual(heardLast(before, policy))
  await db.destroy()
})
