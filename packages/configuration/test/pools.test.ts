import { cell } from '@sluice/contracts'
import { type ActualsRow, type Database, upsertActuals, withOrganization } from '@sluice/database'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { deletePool, getPool, listPools, putCell, putLocation, putPool, putServiceLine } from '../src/index.ts'
import { actor, configVersionOf, makeCell, makeLocation, makePool, makeServiceLine, stateOf, test } from './fixture.ts'

describe('putPool', () => {
  test('stores a pool whole, gives it back as it was put, and asks for its first plan', async ({ configured }) => {
    const { db, admin } = configured
    const body = makePool({
      groups: [
        { id: 'all', name: 'All', maxDailyBudgetMinor: 90_000 },
        { id: 'below', name: 'Below', parentId: 'all' },
      ],
      cells: [
        makeCell('decatur', { groupId: 'below', minDailyBudgetMinor: 100, maxDailyBudgetMinor: 60_000 }),
        makeCell('smyrna', {
          channel: 'search',
          lock: { kind: 'fixed', dailyBudgetMinor: 1, author: 'a', reason: 'b' },
        }),
      ],
      places: [{ locationId: 'smyrna', serviceLine: 'ortho', organicBookings: 6.5, share: 0.5 }],
      policy: { horizonDays: 21, platform: { unitMinor: 100 } },
    })
    const saved = await putPool(db, 'north', 'west', body, actor)
    expect(saved).toMatchObject({ version: 1, created: true, changed: true, bumped: [{ poolId: 'west', revision: 1 }] })
    const got = await getPool(db, 'north', 'west')
    expect(got?.pool).toEqual(body)
    expect(got).toMatchObject({ version: 1, policyVersion: 1, configVersion: saved.configVersion })
    expect(got?.state).toEqual({ requestedRevision: 1, computedRevision: 0, status: 'pending' })
    expect((await stateOf(admin, 'north', 'west')).dirty_since).toBeInstanceOf(Date)
  })

  test('the same again, in another order, changes nothing: no version, no revision, no note', async ({
    configured,
  }) => {
    const { db, admin } = configured
    const body = makePool({ cells: [makeCell('smyrna'), makeCell('decatur')], policy: { horizonDays: 21 } })
    const first = await putPool(db, 'north', 'west', body, actor)
    const again = await putPool(db, 'north', 'west', { ...body, cells: [...body.cells].reverse() }, actor)
    expect(again).toEqual({ ...first, created: false, changed: false, bumped: [] })
    expect((await stateOf(admin, 'north', 'west')).requested_revision).toBe(1)
    const notes = await admin.selectFrom('audit_log').selectAll().where('object', '=', 'west').execute()
    expect(notes).toMatchObject([{ org_id: 'north', actor: 'key-1', action: 'pool.put' }])
  })

  test('a change of one cell writes that cell alone, and bumps the pool with its failures forgotten', async ({
    configured,
  }) => {
    const { db, admin } = configured
    await putPool(db, 'north', 'west', makePool({ cells: [makeCell('smyrna'), makeCell('decatur')] }), actor)
    const failed = { attempts: 4, next_attempt_at: new Date('2040-01-01') }
    await admin.updateTable('pool_state').set(failed).where('pool_id', '=', 'west').execute()
    const cells = [makeCell('smyrna', { baselineDailyBudgetMinor: 1 }), makeCell('decatur')]
    const saved = await putPool(db, 'north', 'west', makePool({ cells }), actor)
    expect(saved).toMatchObject({ version: 2, created: false, bumped: [{ poolId: 'west', revision: 2 }] })
    const rows = await admin.selectFrom('cells').select(['id', 'version']).orderBy('id').execute()
    expect(rows).toEqual([
      { id: 'decatur', version: 1 },
      { id: 'smyrna', version: 2 },
    ])
    expect(await stateOf(admin, 'north', 'west')).toMatchObject({ attempts: 0, next_attempt_at: null })
  })

  test('a new name is stored and computes nothing', async ({ configured }) => {
    const { db } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    const saved = await putPool(db, 'north', 'west', makePool({ name: 'West' }), actor)
    expect(saved).toMatchObject({ version: 2, changed: true, bumped: [] })
  })

  test('a policy gets a new version only when it changes; the old one stays', async ({ configured }) => {
    const { db, admin } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    await putPool(db, 'north', 'west', makePool({ name: 'West' }), actor)
    await putPool(db, 'north', 'west', makePool({ policy: { floorShare: 0.2 } }), actor)
    const bodies = await admin.selectFrom('policies').select(['version', 'body']).orderBy('version').execute()
    expect(bodies.map(({ version, body }) => [version, body.floorShare])).toEqual([
      [1, 0.1],
      [2, 0.2],
    ])
    expect((await getPool(db, 'north', 'west'))?.policyVersion).toBe(2)
  })

  test('a cell left out is kept as removed; put again it is in force', async ({ configured }) => {
    const { db, admin } = configured
    const both = makePool({
      cells: [makeCell('smyrna', { groupId: 'g' }), makeCell('decatur')],
      groups: [{ id: 'g', name: 'G' }],
    })
    await putPool(db, 'north', 'west', both, actor)
    await putPool(db, 'north', 'west', makePool({ cells: [makeCell('decatur')] }), actor)
    const removed = await admin.selectFrom('cells').selectAll().where('id', '=', 'smyrna').executeTakeFirstOrThrow()
    expect(removed).toMatchObject({ removed_at: expect.any(Date), group_id: null })
    await putPool(db, 'north', 'west', both, actor)
    expect((await getPool(db, 'north', 'west'))?.pool).toEqual({ ...both, cells: [...both.cells].reverse() })
  })

  test('two cells of a pool change places with each other', async ({ configured }) => {
    const { db } = configured
    const cells = (a: string, b: string) => [makeCell(a, { id: 'a' }), makeCell(b, { id: 'b' })]
    await putPool(db, 'north', 'west', makePool({ cells: cells('smyrna', 'decatur') }), actor)
    await putPool(db, 'north', 'west', makePool({ cells: cells('decatur', 'smyrna') }), actor)
    const got = await getPool(db, 'north', 'west')
    expect(got?.pool.cells.map(({ id, locationId }) => [id, locationId])).toEqual([
      ['a', 'decatur'],
      ['b', 'smyrna'],
    ])
  })

  test('unknown locations, service lines and shares above 1 are refused together, each at its place', async ({
    configured,
  }) => {
    const { db } = configured
    const half = { locationId: 'smyrna', serviceLine: 'ortho', share: 0.6 }
    await putPool(db, 'north', 'west', makePool({ places: [half] }), actor)
    const cells = [
      makeCell('nowhere'),
      makeCell('decatur', { serviceLine: 'nothing' }),
      makeCell('smyrna', { channel: 'search' }),
    ]
    const refused = putPool(db, 'north', 'east', makePool({ cells, places: [half] }), actor)
    await expect(refused).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '#/cells/0/locationId' }, { pointer: '#/cells/1/serviceLine' }, { pointer: '#/cells/2' }],
    })
    expect(await getPool(db, 'north', 'east')).toBeUndefined()
  })

  test('shares of a place that add up to 1 are accepted', async ({ configured }) => {
    const { db } = configured
    for (const [poolId, share] of [
      ['a', 0.7],
      ['b', 0.2],
      ['c', 0.1],
    ] as const) {
      const places = [{ locationId: 'smyrna', serviceLine: 'ortho', share }]
      await putPool(db, 'north', poolId, makePool({ cells: [makeCell('smyrna', { channel: poolId })], places }), actor)
    }
    expect(await listPools(db, 'north', { after: '', limit: 10 })).toHaveLength(3)
  })

  test('a place × channel of another pool is a conflict, until that pool gives it up', async ({ configured }) => {
    const { db } = configured
    const share = [{ locationId: 'smyrna', serviceLine: 'ortho', share: 0.5 }]
    await putPool(db, 'north', 'west', makePool({ places: share }), actor)
    const refused = putPool(db, 'north', 'east', makePool({ places: share }), actor)
    await expect(refused).rejects.toMatchObject({
      code: 'conflict',
      faults: [{ pointer: '#/cells/0', detail: 'pool west has this place and channel' }],
    })
    await deletePool(db, 'north', 'west', actor)
    expect(await putPool(db, 'north', 'east', makePool({ places: share }), actor)).toMatchObject({ created: true })
  })

  test('a pool with plans keeps its currency', async ({ configured }) => {
    const { db, admin } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    await putPool(db, 'north', 'west', makePool({ currency: 'CAD' }), actor)
    await admin.updateTable('pool_state').set({ plan_number: 1 }).where('pool_id', '=', 'west').execute()
    await expect(putPool(db, 'north', 'west', makePool(), actor)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a refused precondition changes nothing', async ({ configured }) => {
    const { db } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    const stale = { ...actor, precondition: (version: number | null) => version === 7 }
    const refused = putPool(db, 'north', 'west', makePool({ name: 'West' }), stale)
    await expect(refused).rejects.toMatchObject({ code: 'precondition-failed' })
    expect((await getPool(db, 'north', 'west'))?.pool.name).toBe('South')
  })
})

describe('deletePool', () => {
  test('frees its cells and leaves nothing due; put again, versions go on and a plan is asked for', async ({
    configured,
  }) => {
    const { db, admin } = configured
    await putPool(db, 'north', 'west', makePool({ groups: [{ id: 'g', name: 'G' }] }), actor)
    await deletePool(db, 'north', 'west', actor)
    expect(await getPool(db, 'north', 'west')).toBeUndefined()
    expect(await stateOf(admin, 'north', 'west')).toMatchObject({ requested_revision: 1, computed_revision: 1 })
    const saved = await putPool(db, 'north', 'west', makePool(), actor)
    expect(saved).toMatchObject({ created: true, version: 3, bumped: [{ poolId: 'west', revision: 2 }] })
    expect((await getPool(db, 'north', 'west'))?.pool).toEqual(makePool())
  })
})

describe('what makes a plan change', () => {
  test('a name or zone of a location, anything of a service line, bumps the pools that use it', async ({
    configured,
  }) => {
    const { db, admin } = configured
    await putPool(db, 'north', 'west', makePool(), actor)
    await putPool(db, 'north', 'other', makePool({ cells: [makeCell('decatur')] }), actor)
    const renamed = await putLocation(db, 'north', 'smyrna', makeLocation({ name: 'Old Smyrna' }), actor)
    expect(renamed.bumped).toEqual([{ poolId: 'west', revision: 2 }])
    const moved = { name: 'Old Smyrna', region: 'Georgia' }
    expect((await putLocation(db, 'north', 'smyrna', makeLocation(moved), actor)).bumped).toEqual([])
    const dearer = await putServiceLine(db, 'north', 'ortho', makeServiceLine({ marginShare: 0.5 }), actor)
    expect(dearer.bumped).toEqual([
      { poolId: 'other', revision: 2 },
      { poolId: 'west', revision: 3 },
    ])
    expect(await configVersionOf(admin, 'north')).toBe(dearer.configVersion)
  })
})

describe('what was reported as spent before a cell came to its place', () => {
  const startedMs = Date.now()
  /** The clinics' day, so many days before the test began. */
  const daysAgo = (days: number) =>
    new Date(startedMs - days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'America/New_York' })
  const report = async (db: Database, changes: Partial<ActualsRow>) => {
    const row: ActualsRow = {
      ...{
        locationId: 'smyrna',
        serviceLine: 'ortho',
        channel: '',
        date: daysAgo(1),
        source: '/ads',
        currency: 'USD',
      },
      ...{
        spendMinor: 420_001,
        spendConfirmed: false,
        leads: null,
        bookings: null,
        keptVisits: null,
        revenueMinor: null,
      },
      ...{
        matchedRevenueMinor: null,
        incrementalRevenueMinor: null,
        observedAt: new Date().toISOString(),
        recordedAt: null,
      },
      ...{ sequence: null, bodySha256: '00'.repeat(32) },
      ...changes,
    }
    await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, (trx) => upsertActuals(trx, 'north', [row]))
  }
  const put = (db: Database, changes: Record<string, unknown> = {}) =>
    putPool(db, 'north', 'west', makePool(changes), actor)
  const both = { cells: [makeCell('decatur'), makeCell('smyrna')] }
  const refusal = (...faults: unknown[]) => ({ code: 'actuals-implausible', faults })

  test('is weighed like a report: more than ten times the baselines is refused, with place and day, and nothing is changed', async ({
    configured: { db, admin },
  }) => {
    await report(db, {})
    const version = await configVersionOf(admin, 'north')
    const detail = `smyrna, ortho, ${daysAgo(1)}: 420001 minor units are reported, unconfirmed; at most 420000 are believed`
    await expect(put(db, both)).rejects.toMatchObject(refusal({ pointer: '#/cells/1', detail }))
    expect(await getPool(db, 'north', 'west')).toBeUndefined()
    expect(await configVersionOf(admin, 'north')).toBe(version)
    await put(db, { cells: [makeCell('decatur')] })
    const { id: _, ...body } = makeCell('smyrna')
    const putting = () => putCell(db, { orgId: 'north', poolId: 'west' }, 'smyrna', cell.parse(body), actor)
    await expect(putting()).rejects.toMatchObject(refusal({ pointer: '#', detail }))
    await report(db, { spendMinor: 420_000, observedAt: new Date(Date.now() + 1_000).toISOString() })
    expect(await putting()).toMatchObject({ created: true })
  })

  test.for([
    { what: 'confirmed', changes: { spendConfirmed: true } },
    { what: 'of another currency', changes: { currency: 'EUR' } },
    { what: 'of another place', changes: { serviceLine: 'hygiene' } },
  ])('is taken where it is $what', async ({ changes }, { configured: { db } }) => {
    await report(db, changes)
    expect(await put(db)).toMatchObject({ created: true })
  })

  test('counts channels together, a total alone, and only from the period before on', async ({
    configured: { db },
  }) => {
    const [startsOn, before, next] = [daysAgo(9), daysAgo(20), daysAgo(-30)]
    const periods = [
      { startsOn: before, endsOn: startsOn, budgetMinor: 1 },
      { startsOn, endsOn: next, budgetMinor: 15_000_000 },
    ]
    const period = { kind: 'custom', periods }
    await report(db, { date: daysAgo(21) })
    await report(db, { channel: 'search', spendMinor: 300_000 })
    await put(db, { period })
    await put(db, { period, cells: [makeCell('decatur')] })
    const south = (cells: unknown[]) => putPool(db, 'north', 'south', makePool({ period, cells }), actor)
    await report(db, { serviceLine: 'hygiene', channel: 'search', spendMinor: 300_000 })
    await report(db, { serviceLine: 'hygiene', channel: 'social', spendMinor: 120_001 })
    await putServiceLine(db, 'north', 'hygiene', makeServiceLine(), actor)
    const hygiene = makeCell('smyrna', { id: 'h', serviceLine: 'hygiene' })
    await expect(south([hygiene])).rejects.toMatchObject(refusal(expect.objectContaining({ pointer: '#/cells/0' })))
    await report(db, { serviceLine: 'hygiene', spendMinor: 420_000 })
    expect(await south([hygiene])).toMatchObject({ created: true })
    await report(db, { locationId: 'decatur', serviceLine: 'hygiene', date: before })
    const adding = south([hygiene, makeCell('decatur', { id: 'i', serviceLine: 'hygiene' })])
    await expect(adding).rejects.toMatchObject(refusal(expect.objectContaining({ pointer: '#/cells/1' })))
  })

  test('is not weighed again: where the place had a cell the days are its own, and a lower baseline locks nobody out', async ({
    configured: { db },
  }) => {
    await put(db, both)
    await report(db, { spendMinor: 900_000 })
    const low = makeCell('smyrna', { baselineDailyBudgetMinor: 1_000 })
    expect(await put(db, { cells: [makeCell('decatur'), low] })).toMatchObject({ changed: true })
    await put(db, { cells: [makeCell('decatur')] })
    const cells = [makeCell('smyrna', { id: 'other', baselineDailyBudgetMinor: 1_000 })]
    expect(await putPool(db, 'north', 'south', makePool({ cells }), actor)).toMatchObject({ created: true })
  })

  test('is weighed when other periods bring its day in, month to quarter for one; a day that the cell had the place is not', async ({
    configured: { db, admin },
  }) => {
    const period = (...starts: string[]) => ({
      kind: 'custom' as const,
      periods: starts.map((startsOn, at) => ({ startsOn, endsOn: starts[at + 1] ?? daysAgo(-30), budgetMinor: 1_000 })),
    })
    const [long, recent] = [period(daysAgo(20), daysAgo(9)), period(daysAgo(9))]
    await report(db, { date: daysAgo(15) })
    await report(db, { date: daysAgo(21) })
    await report(db, { date: daysAgo(5), spendMinor: 420_000 })
    await put(db, { ...both, period: recent })
    // What counted before is not weighed again, by whatever baselines.
    const low = [makeCell('decatur'), makeCell('smyrna', { baselineDailyBudgetMinor: 1_000 })]
    expect(await put(db, { cells: low, period: period(daysAgo(14), daysAgo(9)) })).toMatchObject({ changed: true })
    const detail = `smyrna, ortho, ${daysAgo(15)}: 420001 minor units are reported, unconfirmed; at most 420000 are believed`
    await expect(put(db, { ...both, period: long })).rejects.toMatchObject(refusal({ pointer: '#/cells/1', detail }))
    // The first day of the quarter before, which is before the month before.
    const [year = '', month = ''] = daysAgo(0).split('-')
    const ofQuarter = new Date(Date.UTC(Number(year), 3 * Math.floor((Number(month) - 1) / 3) - 3, 1))
    const date = ofQuarter.toISOString().slice(0, 10)
    await report(db, { locationId: 'decatur', date })
    const recurring = (kind: 'month' | 'quarter') => ({ kind, budgetMinor: 1_000 })
    await report(db, { date: daysAgo(15), spendMinor: 1, observedAt: new Date(Date.now() + 1_000).toISOString() })
    await report(db, { date: daysAgo(21), spendMinor: 1, observedAt: new Date(Date.now() + 1_000).toISOString() })
    expect(await put(db, { ...both, period: recurring('month') })).toMatchObject({ changed: true })
    await expect(put(db, { ...both, period: recurring('quarter') })).rejects.toMatchObject(
      refusal(expect.objectContaining({ pointer: '#/cells/0', detail: expect.stringContaining(date) })),
    )
    // It was weighed then, by the baseline of then.
    await sql`update cell_places set held_from = ${date}::date - interval '1 day'`.execute(admin)
    expect(await put(db, { ...both, period: recurring('quarter') })).toMatchObject({ changed: true })
  })

  test('is weighed from the day on which the pool was archived, when it is put again', async ({
    configured: { db, admin },
  }) => {
    await put(db)
    await deletePool(db, 'north', 'west', actor)
    await sql`update pools set archived_at = archived_at - interval '3 days'`.execute(admin)
    await sql`update cell_places set held_from = held_from - interval '30 days', held_until = held_until - interval '3 days'`.execute(
      admin,
    )
    await report(db, { date: daysAgo(4) })
    await report(db, { date: daysAgo(3), spendMinor: 420_000 })
    await put(db)
    await deletePool(db, 'north', 'west', actor)
    await sql`update pools set archived_at = archived_at - interval '3 days'`.execute(admin)
    await report(db, { date: daysAgo(2), observedAt: new Date(Date.now() + 1_000).toISOString() })
    await expect(put(db)).rejects.toMatchObject({ code: 'actuals-implausible' })
  })
})
