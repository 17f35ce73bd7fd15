import { sharePlaceMap, withOrganization } from '@sluice/database'
import { eventually } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { getLocation, putLocation } from '../src/index.ts'
import { actor, makeLocation, test } from './fixture.ts'

test('a change waits for events that are being mapped to pools, and only for those of its organization', async ({
  configured,
}) => {
  const { db, admin } = configured
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    await putLocation(db, 'south', 'new', makeLocation(), actor)
    change = putLocation(db, 'north', 'new', makeLocation(), actor)
    const waiting = sql<{ n: number }>`select count(*) as n from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`
    await eventually(
      () => waiting.execute(admin),
      ({ rows }) => rows[0]?.n === 1,
    )
    expect(await getLocation(db, 'north', 'new')).toBeUndefined()
  })
  expect(await change).toMatchObject({ created: true })
})
