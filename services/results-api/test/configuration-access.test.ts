import { expect } from 'vitest'
import {
  type ApiRequest,
  cell,
  configure,
  feed,
  location,
  mapping,
  pool,
  serviceLine,
  test,
} from './configuration-fixture.ts'

const bodies: Record<string, unknown> = {
  '/v1/locations/smyrna': location,
  '/v1/mappings/ortho': mapping,
  '/v1/feeds/west': feed,
  '/v1/service-lines/ortho': serviceLine,
  '/v1/pools/west': pool,
  '/v1/pools/west/cells/smyrna-ortho': cell,
}
const objects = Object.keys(bodies)
const reads = objects.map((url): ApiRequest => ({ method: 'GET', url }))
const lists = ['/v1/locations', '/v1/mappings', '/v1/feeds', '/v1/service-lines', '/v1/pools'].map(
  (url): ApiRequest => ({ method: 'GET', url }),
)
const deletes = objects.map((url): ApiRequest => ({ method: 'DELETE', url })).reverse()
const puts = objects.map((url): ApiRequest => ({ method: 'PUT', url, body: bodies[url] }))

test('another organization’s ids are 404, word for word as unknown ones', async ({ api }) => {
  await configure(api.as('north'))
  const other = api.as('south')
  for (const request of [...reads, ...deletes]) {
    const taken = await other(request)
    const unknown = await other({ ...request, url: request.url.replaceAll(/smyrna|ortho|west/g, 'unknown') })
    const told = ({ code, title, detail, errors }: Record<string, unknown>) => ({ code, title, detail, errors })
    expect([taken.status, unknown.status], request.url).toEqual([404, 404])
    expect(told(taken.body)).toEqual(told(unknown.body))
  }
  for (const request of lists) expect((await other(request)).body.items, request.url).toEqual([])
  for (const request of reads) expect((await api.as('north')(request)).status, request.url).toBe(200)
})

test('another organization writes under the same ids without touching the first', async ({ api }) => {
  await configure(api.as('north'))
  const before = await Promise.all(reads.map(api.as('north')))
  for (const request of puts.filter(({ url }) => !url.includes('cells'))) {
    expect((await api.as('south')(request)).status, request.url).toBe(201)
  }
  for (const request of deletes) expect((await api.as('south')(request)).status, request.url).toBe(200)
  const after = await Promise.all(reads.map(api.as('north')))
  expect(after.map(({ body }) => body)).toEqual(before.map(({ body }) => body))
})

test('writing needs config:write, reading that or plans:read', async ({ api }) => {
  await configure(api.as('north'))
  for (const role of ['viewer', 'operations', 'approver'] as const) {
    for (const request of [...puts, ...deletes]) expect((await api.as('north', role)(request)).status).toBe(403)
    for (const request of [...reads, ...lists]) expect((await api.as('north', role)(request)).status).toBe(200)
  }
  const anonymous = await api.app.inject({ method: 'GET', url: '/v1/pools/west' })
  expect(anonymous.statusCode).toBe(401)
})
