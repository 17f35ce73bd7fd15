import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { cell, configure, location, pool, serviceLine, test } from './configuration-fixture.ts'

describe('PUT', () => {
  test('201 for what is new, 200 after; the same again keeps its ETag', async ({ api }) => {
    const send = api.as('north')
    const put = (name: string) => send({ method: 'PUT', url: '/v1/locations/smyrna', body: { ...location, name } })
    const created = await put('Smyrna')
    expect([created.status, created.headers.etag]).toEqual([201, '"1"'])
    expect(created.body).toEqual({ version: 1, configVersion: 1, changed: true, pools: [] })
    const again = await put('Smyrna')
    expect([again.status, again.headers.etag, again.body.changed]).toEqual([200, '"1"', false])
    expect((await put('Old Smyrna')).headers.etag).toBe('"2"')
  })

  test('says which pools are computed anew, and hints at them', async ({ api }) => {
    const send = api.as('north')
    await configure(send)
    const changed = await send({ method: 'PUT', url: '/v1/service-lines/ortho', body: { ...serviceLine, weight: 2 } })
    expect(changed.body).toMatchObject({ changed: true, pools: [{ poolId: 'west', revision: 2 }] })
    expect(api.hinted).toEqual([
      { orgId: 'north', poolId: 'west', revision: 1 },
      { orgId: 'north', poolId: 'west', revision: 2 },
    ])
  })

  test('If-Match: 412 and no change when it was changed since it was read', async ({ api }) => {
    const send = api.as('north')
    await configure(send)
    const rename = (name: string, headers: Record<string, string>) =>
      send({ method: 'PUT', url: '/v1/pools/west', body: { ...pool, name }, headers })
    expect(await rename('A', { 'if-match': '"1"' })).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect(await rename('B', { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { code: 'precondition-failed' },
    })
    expect(await rename('B', { 'if-match': 'W/"2"' })).toMatchObject({ status: 412 })
    expect(await rename('B', { 'if-none-match': '*' })).toMatchObject({ status: 412 })
    const missing = { method: 'PUT' as const, url: '/v1/pools/none', body: pool, headers: { 'if-match': '*' } }
    expect(await send(missing)).toMatchObject({ status: 412 })
    expect((await send({ method: 'GET', url: '/v1/pools/west' })).body.name).toBe('A')
  })

  test('a bad body is refused with all its faults and none of its values', async ({ api }) => {
    const body = {
      ...pool,
      currency: 'CANARY',
      canary_key: 'CANARY',
      cells: [{ ...cell, id: 'a', baselineDailyBudgetMinor: 'CANARY', groupId: 'CANARY' }],
      policy: { leadDays: 9 },
    }
    const answer = await api.as('north')({ method: 'PUT', url: '/v1/pools/west', body })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-body' } })
    expect(JSON.stringify(answer)).not.toMatch(/canary/i)
    expect(answer.body.errors).toMatchObject([
      { pointer: '#/currency' },
      { pointer: '#/cells/0/baselineDailyBudgetMinor' },
      { pointer: '#/policy/leadDays' },
      { pointer: '#' },
    ])
  })

  test('what does not exist and what another pool has: 422 and 409, with pointers', async ({ api }) => {
    const send = api.as('north')
    await configure(send)
    const unknown = { ...pool, cells: [{ ...cell, id: 'a', locationId: 'nowhere' }] }
    expect(await send({ method: 'PUT', url: '/v1/pools/east', body: unknown })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '#/cells/0/locationId' }] },
    })
    const share = [{ locationId: 'smyrna', serviceLine: 'ortho', share: 0.5 }]
    await send({ method: 'PUT', url: '/v1/pools/west', body: { ...pool, places: share } })
    expect(await send({ method: 'PUT', url: '/v1/pools/east', body: { ...pool, places: share } })).toMatchObject({
      status: 409,
      body: { code: 'configuration-conflict', errors: [{ pointer: '#/cells/0' }] },
    })
  })

  test('a cell at a place where far too much was reported before it had one: 422, with place and day, on the pool and on the cell', async ({
    api,
  }) => {
    const send = api.as('north')
    await configure(send)
    const away = await send({ method: 'DELETE', url: '/v1/pools/west' })
    await sql`insert into actuals (org_id, location_id, service_line, date, source, currency, spend_minor, observed_at, body_sha256)
              values ('north', 'smyrna', 'ortho', current_date, '/ads', 'USD', 1000000000, now(), decode(repeat('00', 32), 'hex'))`.execute(
      api.admin,
    )
    expect(away.status).toBe(200)
    const refused = (pointer: string) => ({
      status: 422,
      body: {
        code: 'actuals-implausible',
        errors: [{ pointer, detail: expect.stringMatching(/^smyrna, ortho, \d{4}-/) }],
      },
    })
    const put = await send({ method: 'PUT', url: '/v1/pools/west', body: pool })
    expect(put).toMatchObject(refused('#/cells/0'))
    expect((await send({ method: 'GET', url: '/v1/pools/west' })).status).toBe(404)
  })
})

describe('GET', () => {
  test('gives back what was put, complete, with versions and state', async ({ api }) => {
    const send = api.as('north', 'viewer')
    await configure(api.as('north'))
    const got = await send({ method: 'GET', url: '/v1/pools/west' })
    expect(got.headers).toMatchObject({ etag: '"1"', 'sluice-computed-revision': '0' })
    expect(got.body).toMatchObject({
      ...pool,
      id: 'west',
      version: 1,
      policyVersion: 1,
      configVersion: 5,
      state: { requestedRevision: 1, computedRevision: 0, status: 'pending' },
      policy: { targetUtilisation: 0.85 },
    })
    const { id: _, version, policyVersion, configVersion, state, ...body } = got.body
    const again = await api.as('north')({ method: 'PUT', url: '/v1/pools/west', body })
    expect(again.body).toMatchObject({ changed: false, version: 1 })
    const line = await send({ method: 'GET', url: '/v1/service-lines/ortho' })
    expect(line.body).toEqual({
      id: 'ortho',
      ...serviceLine,
      upsellRate: 0,
      upsellValueMinor: 0,
      weight: 1,
      followUpVisitsPerCase: null,
      version: 1,
      configVersion: 5,
    })
    const organization = await send({ method: 'GET', url: '/v1/organization' })
    expect(organization.body).toEqual({ id: 'north', name: 'north', timeZone: 'America/New_York', configVersion: 5 })
  })

  test('lists page by cursor, in order of the ids, and answer 304 to their ETag', async ({ api }) => {
    const send = api.as('north')
    for (const id of ['c', 'a', 'b']) await send({ method: 'PUT', url: `/v1/locations/${id}`, body: location })
    const first = await send({ method: 'GET', url: '/v1/locations?limit=2' })
    expect(first.body.items).toMatchObject([{ id: 'a', name: 'Smyrna', region: null, version: 1 }, { id: 'b' }])
    const next = await send({ method: 'GET', url: `/v1/locations?limit=2&cursor=${first.body.nextCursor}` })
    expect(next.body).toMatchObject({ items: [{ id: 'c' }], nextCursor: null })
    const known = { 'if-none-match': String(first.headers.etag) }
    expect((await send({ method: 'GET', url: '/v1/locations?limit=2', headers: known })).status).toBe(304)
    const other = await send({ method: 'GET', url: `/v1/pools?cursor=${first.body.nextCursor}` })
    expect(other).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
  })
})

describe('single cells and DELETE', () => {
  test('a cell is put, read, removed; its pool goes along', async ({ api }) => {
    const send = api.as('north')
    await configure(send)
    await send({ method: 'PUT', url: '/v1/locations/decatur', body: location })
    const url = '/v1/pools/west/cells/new'
    const added = await send({ method: 'PUT', url, body: { ...cell, locationId: 'decatur' } })
    expect(added).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { pools: [{ revision: 2 }] } })
    const got = await send({ method: 'GET', url })
    expect(got.body).toMatchObject({ id: 'new', locationId: 'decatur', channel: null, version: 1 })
    const bad = await send({ method: 'PUT', url, body: { ...cell, groupId: 'none' } })
    expect(bad.body.errors).toMatchObject([{ pointer: '#/groupId' }, { pointer: '#' }])
    expect(await send({ method: 'DELETE', url })).toMatchObject({ status: 200, body: { pools: [{ revision: 3 }] } })
    expect(await send({ method: 'GET', url })).toMatchObject({ status: 404, body: { code: 'cell-not-found' } })
  })

  test('what is used is not archived; archived it is not there', async ({ api }) => {
    const send = api.as('north')
    await configure(send)
    const used = await send({ method: 'DELETE', url: '/v1/locations/smyrna' })
    expect(used).toMatchObject({ status: 409, body: { code: 'configuration-conflict' } })
    for (const url of ['/v1/pools/west', '/v1/locations/smyrna', '/v1/service-lines/ortho']) {
      expect((await send({ method: 'DELETE', url })).status).toBe(200)
      expect((await send({ method: 'GET', url })).status).toBe(404)
      expect((await send({ method: 'DELETE', url })).status).toBe(404)
    }
    expect((await send({ method: 'GET', url: '/v1/pools' })).body.items).toEqual([])
  })
})
