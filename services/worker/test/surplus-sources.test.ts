import { deleteSurplusSources, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, makeCapacityEvent, makeOrganization, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { connectTo } from './setup.ts'

/** Reports of a place by sources 0, 1, 2 and so on, each later than the one before. */
const reports = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...makeCapacityEvent({
      data: { locationId: clinicId(0), serviceLine: 'orthodontics' },
      time: new Date(Date.now() - 3_600_000 + n).toISOString(),
    }),
    source: `/message/${n}`,
  }))

test('of a figure of a place the newest reports of 100 sources are kept, and of those with a priority', async ({
  database,
}) => {
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
  for (const org of [orgId, 'south']) await storeEvents(db, org, reports(104))
  expect(await deleteSurplusSources(db, orgId, 2)).toBeGreaterThan(0)
  expect(await sourcesOf(orgId)).toEqual([1, ...Array.from({ length: 100 }, (_, n) => n + 4)])
  expect(await sourcesOf('south')).toHaveLength(104)
  expect(await deleteSurplusSources(db, orgId)).toBe(0)
  await db.destroy()
})
