import { expect, test } from 'vitest'
import { configuredPersons, personsAsked } from './configured-persons.ts'

const found = (value: unknown) => configuredPersons(value).map(({ path }) => path.join('.'))

test('ids, sources, names and reasons, wherever they stand; each by its path', () => {
  const configured = {
    locations: [
      { id: '123-45-6789', name: 'Jane Roe, born 1968-01-31' },
      { id: 'smyrna', region: '404-555-1234' },
    ],
    pools: [{ id: 'p', cells: [{ id: 'mrn-12345', serviceLine: 'x-19680131', lock: { reason: 'jane@roe.example' } }] }],
    uncodedServiceLine: '404-555-1234',
    source: '/p/123-45-6789',
  }
  expect(found(configured)).toEqual([
    'locations.0.id',
    'locations.0.name',
    'locations.1.region',
    'pools.0.cells.0.id',
    'pools.0.cells.0.serviceLine',
    'pools.0.cells.0.lock.reason',
    'uncodedServiceLine',
    'source',
  ])
})

test('what is usual passes, and what others named', () => {
  const now = new Date().toISOString().slice(0, 10)
  const usual = [
    { id: 'orthodontics-2026', name: 'Rite Aid #10488, Vineland' },
    { id: `georgia-${now}`, name: `Opens ${now}` },
    { id: '1234567893', name: 'Clinic 24/7' },
    { locationId: '123456789', source: 'sample:rite-aid-nj-2023-03-24' },
    { fhirId: '404-555-1234', value: '123-45-6789', code: '19680131', system: 'urn:oid:2.16.840.113.8834' },
    { id: 'smyrna-search', platform: 'google_ads', externalId: '14045551234', name: 'Call 404-555-1234' },
    { author: 'ana@lakeside.example', decidedBy: 'ana@lakeside.example' },
  ]
  expect(found(usual)).toEqual([])
})

test('of an address each part of its path and each member of its query, wherever it is sent; not the host', () => {
  const at = (url: string) => personsAsked({ method: 'post', scopes: [] }, { params: {}, body: { url } })
  for (const part of [
    '/SSN-123-45-6789-Jane-Roe/$bulk-publish',
    '/%31%32%33-45-6789',
    '/hooks/x?for=jane%40roe.example',
    '/hooks?a=1&patient=4711',
    '/hooks#mrn-0012345',
    `/hooks/404-555-1234/${'x'.repeat(1_000)}`,
  ])
    expect([part, at(`https://x.example${part}`)]).toMatchObject([part, [{ pointer: '#/url' }]])
  for (const usual of [
    'https://123-45-6789.x.example/',
    'https://hooks.slack.com/services/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',
    'https://hooks.zapier.com/hooks/catch/12345678/abcdef1/',
    'https://x.webhook.office.com/webhookb2/0d58dcb1-1810-4032-8d1e-538f8ad6a8d3@0d58dcb1-1810-4032-8d1e-538f8ad6a8d3/IncomingWebhook/0d58dcb118104032',
    'https://x.example/rite-aid/nj/2023-03-24/$bulk-publish',
    'https://x.example/101/205/1234?code=8RtZ2wQpLk3x&sig=Zk0-_9aB',
    'no address',
  ])
    expect([usual, at(usual)]).toEqual([usual, []])
})

test('a source may name a day that events are of', () => {
  expect(found([{ source: '/2001-02-03' }, { source: '/1968-01-31' }])).toEqual(['1.source'])
})

test('a place is never called by a day, as in events', () => {
  expect(found({ locationId: `smyrna-${new Date().toISOString().slice(0, 10)}` })).toEqual(['locationId'])
})

test('ids are looked at where something is configured, words for people wherever they are sent', () => {
  const asked = { params: { locationId: '123-45-6789' }, body: { cellId: 'mrn-12345', name: 'Jane 123-45-6789' } }
  const pointers = (method: 'get' | 'put' | 'post' | 'delete', scope: 'config:write' | 'plans:decide') =>
    personsAsked({ method, scopes: [scope] }, asked).map(({ pointer }) => pointer)
  expect(pointers('put', 'config:write')).toEqual(['#/path/locationId', '#/cellId', '#/name'])
  expect(pointers('put', 'plans:decide')).toEqual(['#/name'])
  expect(pointers('post', 'config:write')).toEqual(['#/name'])
  expect([...pointers('get', 'config:write'), ...pointers('delete', 'config:write')]).toEqual([])
})

test('a decision names who decided, by an address if they like, and a message by its id; nobody else', () => {
  const pointers = (body: object) =>
    personsAsked({ method: 'put', scopes: ['plans:decide'] }, { params: {}, body }).map(({ pointer }) => pointer)
  expect(pointers({ messageId: 'patient-123-45-6789', decidedBy: 'Mary Jones 404-555-1234 mary@x.example' })).toEqual([
    '#/messageId',
    '#/decidedBy',
  ])
  expect(pointers({ messageId: 'mrn-12345', decidedBy: 'Roe, born 1968-01-31' })).toEqual([
    '#/messageId',
    '#/decidedBy',
  ])
  expect(pointers({ messageId: 'aligners-2026-a', decidedBy: 'ana@lakeside.example' })).toEqual([])
})
