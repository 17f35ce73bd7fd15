import { bumpPools, createPool, type Database, sharePlaceMap, withOrganization } from '@sluice/database'
import { eventually } from '@sluice/test-kit'
import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely'
import { expect } from 'vitest'
import { getLocation, getPool, putLocation, putPool } from '../src/index.ts'
import { actor, makeCell, makeLocation, makePool, test } from './fixture.ts'

async function oneWaits(admin: Database): Promise<void> {
  const waiting = sql<{ n: number }>`select count(*) as n from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  await eventually(
    () => waiting.execute(admin),
    ({ rows }) => rows[0]?.n === 1,
  )
}

test('a change waits for events that are being mapped to pools, and only for those of its organization', async ({
  configured,
}) => {
  const { db, admin } = configured
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    await putLocation(db, 'south', 'new', makeLocation(), actor)
    change = putLocation(db, 'north', 'new', makeLocation(), actor)
    await oneWaits(admin)
    expect(await getLocation(db, 'north', 'new')).toBeUndefined()
  })
  expect(await change).toMatchObject({ created: true })
})

test('a pool is weighed and its cells are written while events come in; what they left by then is adopted', async ({
  configured,
}) => {
  const { db, admin } = configured
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    const refused = putPool(db, 'north', 'west', makePool({ cells: [makeCell('nowhere')] }), actor)
    await expect(refused, 'without waiting for events').rejects.toMatchObject({ code: 'invalid' })
    change = putPool(db, 'north', 'west', makePool(), actor)
    await oneWaits(admin)
    expect(await getPool(db, 'north', 'west')).toBeUndefined()
    // The event was mapped when the place had no cell; the pool's transaction began before it.
    await sql`
      insert into place_state (org_id, location_id, service_line, figure, source, value, observed_at, body_sha256, event_id, received_at)
      values ('north', 'smyrna', 'ortho', 'slots', '/ehr', '{}', now(), decode(repeat('00', 32), 'hex'), 'between', now())`.execute(
      trx,
    )
  })
  expect(await change).toMatchObject({ created: true })
  const stamps = await admin.selectFrom('event_pools').select(['pool_id', 'event_id', 'revision']).execute()
  expect(stamps).toEqual([{ pool_id: 'west', event_id: 'between', revision: 1 }])
})

test('spend that is reported while a pool is weighed is weighed before it is committed', async ({
  configured: { db, admin },
}) => {
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    change = putPool(db, 'north', 'west', makePool(), actor)
    change.catch(() => undefined)
    await oneWaits(admin)
    const hash = sql`decode(repeat('00', 32), 'hex')`
    await sql`insert into events values ('north', '/ads', 'late', 'sluice.actuals.observed.v1', 'smyrna', 'ortho', now(), null, null,
                                         ${hash}, now(), '{}')`.execute(trx)
    await sql`insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, observed_at, body_sha256)
              values ('north', 'smyrna', 'ortho', current_date - 1, '/ads', 'USD', 420001, now(), ${hash})`.execute(trx)
  })
  await expect(change).rejects.toMatchObject({ code: 'actuals-implausible' })
  expect(await getPool(db, 'north', 'west')).toBeUndefined()
})

test('all of a new pool’s cells is written before events are kept waiting for it', async ({ configured, database }) => {
  const statements: string[] = []
  const pool = createPool({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const dialect = new PostgresDialect({ pool })
  const log = ({ query }: LogEvent) => void statements.push(query.sql)
  const db = new Kysely<never>({ dialect, log }) as unknown as Database
  await putPool(db, 'north', 'west', makePool({ cells: [makeCell('smyrna'), makeCell('decatur')] }), actor)
  await db.destroy()
  const closing = statements.findIndex((statement) => statement.includes('sluice:config:'))
  expect(closing).toBeGreaterThan(0)
  expect(statements.slice(closing).filter((statement) => /\b(?:update|into) cells\b/.test(statement))).toEqual([])
  const cells = await configured.admin.selectFrom('cells').select('adopted_revision').execute()
  expect(cells).toEqual([{ adopted_revision: 1 }, { adopted_revision: 1 }])
})

test('where an event of the pool comes first, its new places are adopted by the revision after it', async ({
  configured: { db, admin },
}) => {
  await putPool(db, 'north', 'west', makePool(), actor)
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    change = putPool(db, 'north', 'west', makePool({ cells: [makeCell('smyrna'), makeCell('decatur')] }), actor)
    await oneWaits(admin)
    await bumpPools(trx, 'north', ['west'])
  })
  expect(await change).toMatchObject({ bumped: [{ poolId: 'west', revision: 3 }] })
  const cells = await admin.selectFrom('cells').select(['id', 'adopted_revision']).orderBy('id').execute()
  expect(cells).toEqual([
    { id: 'decatur', adopted_revision: 3 },
    { id: 'smyrna', adopted_revision: 1 },
  ])
})

test('the same pool again keeps no event waiting', async ({ configured: { db } }) => {
  await putPool(db, 'north', 'west', makePool(), actor)
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    expect(await putPool(db, 'north', 'west', makePool(), actor)).toMatchObject({ changed: false })
  })
})

test('two changes at once of one organization are made one after the other', async ({ configured: { db } }) => {
  const cells = (baselineDailyBudgetMinor: number) => ({ cells: [makeCell('smyrna', { baselineDailyBudgetMinor })] })
  const made = [1, 2, 3].map((budget) => putPool(db, 'north', 'west', makePool(cells(budget)), actor))
  const versions = (await Promise.all([...made, putLocation(db, 'north', 'new', makeLocation(), actor)])).map(
    ({ configVersion }) => configVersion,
  )
  expect(new Set(versions).size).toBe(4)
  expect((await getPool(db, 'north', 'west'))?.version).toBe(3)
})

test('what a process of the version before changed since the pool was weighed makes it a conflict', async ({
  configured: { db, admin },
}) => {
  let change: Promise<unknown> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    change = putPool(db, 'north', 'west', makePool(), actor)
    change.catch(() => undefined)
    await oneWaits(admin)
    await sql`update organizations set config_version = config_version + 1 where id = 'north'`.execute(admin)
  })
  await expect(change).rejects.toMatchObject({ code: 'conflict' })
  expect(await getPool(db, 'north', 'west')).toBeUndefined()
})
