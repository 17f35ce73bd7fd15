import { expect } from 'vitest'
import { cell, configure, feed, location, mapping, pool, test } from './configuration-fixture.ts'

test('what looks like a person is not configured: told where, never what, and kept nowhere', async ({ api }) => {
  const send = api.as('north', 'admin')
  await configure(send)
  const { body: before } = await send({ method: 'GET', url: '/v1/organization' })
  const sourceId = '0'.repeat(32)
  const endpoint = { url: 'https://x.example/hooks', eventTypes: ['plan.published'] }
  const refusals = [
    ['PUT', '/v1/locations/123-45-6789', location, '#/path/locationId'],
    ['PUT', '/v1/locations/decatur', { ...location, name: 'Jane Roe, born 1968-01-31' }, '#/name'],
    ['PUT', '/v1/mappings/404-555-1234', mapping, '#/path/mappingId'],
    [
      'PUT',
      '/v1/mappings/ortho',
      { ...mapping, locations: [{ fhirId: '1', locationId: 'jane.roe.1968-01-31' }] },
      '#/locations/0/locationId',
    ],
    ['PUT', `/v1/sources/${sourceId}`, { source: '/p/123-45-6789' }, '#/source'],
    ['PUT', '/v1/pools/west', { ...pool, cells: [{ id: 'mrn-12345', ...cell }] }, '#/cells/0/id'],
    ['PUT', '/v1/feeds/west', { ...feed, url: 'https://x.example/SSN-123-45-6789-Jane-Roe/$bulk-publish' }, '#/url'],
    ['POST', '/v1/webhook-endpoints', { ...endpoint, url: 'https://x.example/hooks?ssn=123-45-6789' }, '#/url'],
    ['POST', '/v1/webhook-endpoints', { ...endpoint, description: 'Jane Roe 123-45-6789' }, '#/description'],
    ['POST', '/v1/keys', { name: 'Jane Roe 123-45-6789', role: 'viewer' }, '#/name'],
  ] as const
  for (const [method, url, body, pointer] of refusals) {
    const answer = await send({ method, url, body })
    expect(answer.body, url).toMatchObject({ status: 422, code: 'phi-not-accepted', errors: [{ pointer }] })
    expect(answer.text).not.toMatch(/123-45|1968|Jane|12345/)
  }
  expect((await send({ method: 'GET', url: '/v1/organization' })).body).toEqual(before)
  const log = await send({ method: 'GET', url: '/v1/audit-log' })
  expect(log.text).not.toMatch(/123-45|404-555|1968|mrn/)
})

test('usual ids and names are', async ({ api }) => {
  const send = api.as('north', 'admin')
  await configure(send)
  const usual = [
    ['/v1/locations/1234567893', { ...location, name: 'Rite Aid #10488, Vineland' }],
    ['/v1/locations/clinic-24.7', { ...location, name: 'Clinic 24/7' }],
    ['/v1/pools/georgia-2026-11', { ...pool, cells: [] }],
  ] as const
  for (const [url, body] of usual) expect((await send({ method: 'PUT', url, body })).status, url).toBe(201)
})
