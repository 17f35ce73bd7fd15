import { deleteSurplusSources, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
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
    expect(await deleteSurplusSources(db, orgId, 2)).toBeGreaterThan(0)
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
    await deleteSurplusSources(db, orgId, 3)
    const kept = [15, 61, ...Array.from({ length: 8 }, (_, n) => 308 + n)]
    expect(await horizonsOf('slots')).toEqual(kept)
    expect(await horizonsOf('follow_up_slots')).toEqual(kept)
    expect(await deleteSurplusSources(db, orgId)).toBe(0)
    await db.destroy()
  },
)
