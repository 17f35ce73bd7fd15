import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { describe, expect } from 'vitest'
import { cell, location, pool, serviceLine } from './configuration-fixture.ts'
import { test as base, type Sources } from './source-fixture.ts'

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString()
const waitlist = { locationId: 'smyrna', serviceLine: 'ortho', waitlistSize: 12 }
const open = { serviceLine: 'ortho', newPatientSlotsOpen: 4 }

/** Smyrna and macon are in `west`, smyrna’s check-ups in `east`, whose policy waits longer. */
const test = base.extend('places', async ({ sources: { api, first } }: { sources: Sources }) => {
  const marketer = api.as('north')
  const put = (url: string, body: object) => marketer({ method: 'PUT', url, body })
  await put('/v1/locations/macon', { ...location, name: 'Macon' })
  await put('/v1/service-lines/checkup', serviceLine)
  await put('/v1/pools/west', {
    ...pool,
    cells: [
      { id: 'smyrna-ortho', ...cell },
      { id: 'macon-ortho-search', ...cell, locationId: 'macon', channel: 'search' },
      { id: 'macon-ortho-social', ...cell, locationId: 'macon', channel: 'social' },
    ],
  })
  await put('/v1/pools/east', {
    ...pool,
    cells: [{ id: 'smyrna-checkup', ...cell, serviceLine: 'checkup' }],
    policy: { freshness: { freshHours: 40, ageingHours: 80, staleHours: 120 } },
  })
  const list = async (query = '', headers = {}) => {
    const answer = await api.as('north', 'viewer')({ method: 'GET', url: `/v1/freshness${query}`, headers })
    return { ...answer, items: (answer.body.items ?? []) as Place[], nextCursor: answer.body.nextCursor }
  }
  return { api, first, put, list }
})

interface Place {
  poolId: string
  locationId: string
  serviceLine: string
  freshness: string
  figures: {
    figure: string
    horizonDays: number | null
    isUsable: boolean
    source: string
    freshness: string
    ageSeconds: number
  }[]
}
const nameOf = ({ poolId, locationId, serviceLine, freshness }: Place) =>
  `${poolId} ${locationId} ${serviceLine} ${freshness}`

describe('GET /v1/freshness', () => {
  test('lists every configured place once a pool, never observed ones too', async ({ places: { list } }) => {
    const { items, nextCursor } = await list()
    expect(items.map(nameOf)).toEqual([
      'east smyrna checkup never',
      'west macon ortho never',
      'west smyrna ortho never',
    ])
    expect([items[0]?.figures, nextCursor]).toEqual([[], null])
  })

  test('reads an age as the policy of the pool and the word of the source say', async ({
    places: { first, put, list },
  }) => {
    await put('/v1/pools/west', { ...pool, policy: { freshness: { freshHours: 24, ageingHours: 48, staleHours: 72 } } })
    await first.post(makeCapacityEvent({ time: hoursAgo(30), data: open }))
    await first.post(makeCapacityEvent({ time: hoursAgo(30), data: { ...open, serviceLine: 'checkup' } }))
    expect((await list()).items.map(nameOf)).toEqual(['east smyrna checkup fresh', 'west smyrna ortho ageing'])
    const [east] = (await list('?poolId=east')).items
    expect(east?.figures[0]).toMatchObject({ figure: 'slots', source: '/ehr/smyrna', freshness: 'fresh' })
    expect(east?.figures[0]?.ageSeconds).toBeGreaterThanOrEqual(30 * 3_600)
    const policy = {
      freshness: { freshHours: 24, ageingHours: 48, staleHours: 72 },
      sources: [{ source: '/ehr/smyrna', expectedIntervalHours: 25 }],
    }
    await put('/v1/pools/west', { ...pool, policy })
    expect((await list('?poolId=west')).items.map(nameOf)).toEqual(['west smyrna ortho fresh'])
  })

  test('shows of each figure the newest report, whoever made it; a waiting list alone is no ground for a plan', async ({
    places: { first, list },
  }) => {
    await first.post(makeEvent('sluice.waitlist.observed.v1', waitlist, { time: hoursAgo(1) }))
    const [onlyWaitlist] = (await list('?locationId=smyrna&serviceLine=ortho')).items
    expect(onlyWaitlist).toMatchObject({ freshness: 'never', figures: [{ figure: 'waitlist', freshness: 'fresh' }] })
    await first.post(makeCapacityEvent({ time: hoursAgo(3), source: '/old', data: open }))
    await first.post(makeCapacityEvent({ time: hoursAgo(2), source: '/new', data: open }))
    const [place] = (await list('?locationId=smyrna&serviceLine=ortho')).items
    const slots = place?.figures.filter(({ figure }) => figure === 'slots')
    expect([place?.freshness, slots?.map(({ source }) => source)]).toEqual(['fresh', ['/new']])
    // Of one moment the later recorded.
    const time = hoursAgo(1)
    for (const [source, hours] of Object.entries({ '/a': 0.5, '/z': 0.4, '/b': 0.6 }))
      await first.post(makeCapacityEvent({ time, recordedtime: hoursAgo(hours), source, data: open }))
    const [then] = (await list('?locationId=smyrna&serviceLine=ortho')).items
    expect(then?.figures.filter(({ figure }) => figure === 'slots')).toMatchObject([{ source: '/z' }])
  })

  test('a count that no plan of the pool can use makes nothing unknown and is told apart', async ({
    places: { first, put, list },
  }) => {
    await put('/v1/pools/east', {
      ...pool,
      cells: [{ id: 'smyrna-checkup', ...cell, serviceLine: 'checkup' }],
      policy: { horizonDays: 90 },
    })
    for (const serviceLine of ['ortho', 'checkup'])
      for (const [horizonDays, hours] of [
        [14, 30],
        [90, 1],
      ] as const)
        await first.post(makeCapacityEvent({ time: hoursAgo(hours), data: { ...open, serviceLine, horizonDays } }))
    const told = async (poolId: string) => {
      const [place] = (await list(`?poolId=${poolId}&locationId=smyrna`)).items
      return [place?.freshness, ...(place?.figures ?? []).map((one) => [one.figure, one.horizonDays, one.isUsable])]
    }
    expect(await told('west')).toEqual(['ageing', ['slots', 14, true], ['slots', 90, false]])
    // What is older and not used is nobody's concern.
    expect(await told('east')).toEqual(['fresh', ['slots', 90, true]])
  })

  test('not_fresh leaves out what is fresh; pages hold what is wanted', async ({ places: { first, list } }) => {
    await first.post(makeCapacityEvent({ time: hoursAgo(1), data: open }))
    const one = await list('?state=not_fresh&limit=1')
    const two = await list(`?state=not_fresh&limit=1&cursor=${one.nextCursor}`)
    expect([...one.items, ...two.items].map(nameOf)).toEqual(['east smyrna checkup never', 'west macon ortho never'])
    expect(two.nextCursor).toBeNull()
    expect((await list(`?state=all&limit=1&cursor=${one.nextCursor}`)).body.code).toBe('bad-cursor')
  })

  test('answers 304 until something is observed; ages alone are no news', async ({ places: { first, list } }) => {
    await first.post(makeCapacityEvent({ time: hoursAgo(1), data: open }))
    const { etag } = (await list()).headers
    const headers = { 'if-none-match': String(etag) }
    expect((await list('', headers)).status).toBe(304)
    await first.post(makeCapacityEvent({ time: hoursAgo(0.5), data: open }))
    expect((await list('', headers)).status).toBe(200)
  })

  test('is of the own organization, for whoever reads plans', async ({ places: { api, first } }) => {
    const get = (orgId: 'north' | 'south', role: 'admin' | 'viewer') =>
      api.as(orgId, role)({ method: 'GET', url: '/v1/freshness' })
    expect((await get('south', 'admin')).body).toEqual({ items: [], nextCursor: null })
    // The same ids at another organization.
    const south = api.as('south')
    await south({ method: 'PUT', url: '/v1/locations/smyrna', body: location })
    await south({ method: 'PUT', url: '/v1/service-lines/ortho', body: serviceLine })
    await south({ method: 'PUT', url: '/v1/pools/west', body: pool })
    await first.post(makeCapacityEvent({ time: hoursAgo(1), data: open }))
    expect(((await get('south', 'viewer')).body.items as Place[]).map(nameOf)).toEqual(['west smyrna ortho never'])
  })
})
