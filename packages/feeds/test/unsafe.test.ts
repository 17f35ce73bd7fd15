import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Document } from './publisher.ts'
import { clinics, publishClinics, test } from './support.ts'

// OWASP API10, unsafe consumption of APIs: whatever a publisher does, no clinic becomes full by it, and nothing crashes.

const monday = '2026-03-02T12:00:00.000Z'
const page = '<html><body>Sign in, Jane Roe</body></html>'
const halfAFile =
  '{"resourceType":"Slot","id":"1","schedule":{"reference":"Schedule/1"},"status":"busy","start":"2026-03-04T09:00:00Z"}\n{"resourceTy'
const ofAnotherServer = ['https://a.example', 'https://b.example']
  .map(
    (server) =>
      `{"resourceType":"Slot","schedule":{"reference":"${server}/Schedule/1"},"status":"busy","start":"2026-03-04T09:00:00Z"}\n`,
  )
  .join('')
const bomb = gzipSync(Buffer.alloc(80_000_000, ' '))

const endless = (chunk: string) => (response: ServerResponse) => {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', more)
  more()
}
const html: Document = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page)
const to =
  (location: string): Document =>
  (response) =>
    response.writeHead(302, { location }).end()

/** By where it happens: what the publisher does there, and what is told. */
const cases: [string, string, Document, string][] = [
  ['500', '/slots', (response) => response.writeHead(500).end(), 'unexpected-status'],
  ['404', '/locations', (response) => response.writeHead(404).end(), 'unexpected-status'],
  ['304 to who has nothing', '/slots', (response) => response.writeHead(304).end(), 'unexpected-status'],
  ['a page with status 200', '/slots', html, 'wrong-media-type'],
  ['a page under a lying media type', '/slots', page, 'file-unreadable'],
  ['a page for a manifest', '/$bulk-publish', page, 'not-a-manifest'],
  ['a list for a manifest', '/$bulk-publish', '[]', 'not-a-manifest'],
  ['a manifest without a moment', '/$bulk-publish', '{"output":[]}', 'not-a-manifest'],
  [
    'a manifest with two lists',
    '/$bulk-publish',
    `{"transactionTime":"${monday}","output":[],"output":[]}`,
    'not-a-manifest',
  ],
  ['patients for slots', '/slots', '{"resourceType":"Patient","name":[{"family":"Roe"}]}', 'file-unreadable'],
  ['a circle', '/slots', to('/slots'), 'too-many-redirects'],
  ['a way to the metadata service', '/slots', to('http://169.254.169.254/latest'), 'scheme-not-allowed'],
  ['a way to a file', '/slots', to('file:///etc/passwd'), 'scheme-not-allowed'],
  [
    'a gzip bomb',
    '/slots',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    'body-too-large',
  ],
  [
    'no gzip',
    '/slots',
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    'encoding-broken',
  ],
  ['a body without an end', '/slots', endless(`${' '.repeat(60_000)}\n`), 'body-too-large'],
  ['refused lines without an end', '/slots', endless('{"resourceType":"Slot"}\n'.repeat(1_000)), 'file-unreadable'],
  ['a line without an end', '/slots', (response) => response.end('x'.repeat(70_000_000)), 'body-too-large'],
  ['slots of another server than the schedules', '/slots', ofAnotherServer, 'file-unreadable'],
  ['a file of which the end is missing', '/slots', halfAFile, 'file-unreadable'],
  [
    'half a body',
    '/slots',
    (response) => void response.writeHead(200, { 'content-length': '9' }).write('{', () => response.destroy()),
    'connection-failed',
  ],
]

describe('a failed poll is stale and never zero', () => {
  test.for(cases)('%s at %s', async ([, path, document, code], { feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    const before = await feeds.open()
    expect(before).toEqual(new Map(Object.entries({ 'smyrna/ortho': 5, 'macon/ortho': 7 })))
    publishClinics(feeds.publisher, '2026-03-03T12:00:00Z', { 1: 0, 2: 0 })
    feeds.publisher.documents.set(path, document)
    // Nothing is known of it any more, so that it is really asked for.
    await feeds.run(sql`update feed_files set etag = null`)
    if (code === 'unexpected-status') await feeds.run(sql`delete from feed_files where url like '%/slots'`)
    await feeds.poll()
    expect(await feeds.open()).toEqual(before)
    const status = await feeds.status()
    expect(status).toMatchObject({
      ...{ state: 'failing', lastFailureCode: code, failuresInARow: 1, observedAt: monday, withdrawnLocations: [] },
      ...{ failingSince: status.lastFailureAt, lastPoll: { accepted: 2 } },
    })
    expect(JSON.stringify(await feeds.run(sql`select * from feed_status`))).not.toMatch(/Roe/)
    // It recovers by itself.
    publishClinics(feeds.publisher, '2026-03-04T12:00:00Z', { 1: 1, 2: 2 })
    await feeds.poll()
    expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 1, 'macon/ortho': 2 })))
    const recovered = { state: 'working', failuresInARow: 0, failingSince: null, lastFailureCode: code }
    expect(await feeds.status()).toMatchObject(recovered)
  })

  test('files that are empty say nothing: no zero', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    publishClinics(feeds.publisher, '2026-03-03T12:00:00Z', { 1: 5, 2: 7 })
    for (const path of ['/slots', '/locations']) {
      feeds.publisher.documents.set(path, '')
      await feeds.poll()
      expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 5, 'macon/ortho': 7 })))
    }
    expect(await feeds.status()).toMatchObject({ withdrawnLocations: [], lastPoll: { isFull: false, accepted: 0 } })
  })

  test('one bad line costs only itself, and the set is then not full', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    feeds.publisher.documents.set(
      '/slots',
      `${feeds.publisher.documents.get('/slots')}${page}\n${'y'.repeat(900_000)}\n`,
    )
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(await feeds.status()).toMatchObject({ lastPoll: { refusedLines: 2, isFull: false, accepted: 2 } })
    const refused = { code: 'fhir-refused', pointer: '', lines: 1 }
    expect(feeds.deliveries).toMatchObject([{ source: '/feed', refusedLines: [refused, refused], leftOut: {} }])
  })

  test('files of two servers are no feed: an id would be two things', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    const on = (path: string, text: string) => feeds.publisher.documents.set(path, `${text}\n`)
    on('/locations', '{"resourceType":"Location","id":"1","partOf":{"reference":"https://a.example/Location/9"}}')
    on('/schedules', '{"resourceType":"Schedule","id":"1","actor":[{"reference":"https://b.example/Location/1"}]}')
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(await feeds.status()).toMatchObject({ state: 'failing', lastFailureCode: 'file-unreadable' })
    on('/schedules', '{"resourceType":"Schedule","id":"1","actor":[{"reference":"https://a.example/Location/1"}]}')
    await feeds.poll()
    expect(await feeds.status()).toMatchObject({ state: 'working', lastPoll: { accepted: 1 } })
  })

  test('a set of the future is refused, and told', async ({ feeds }) => {
    publishClinics(feeds.publisher, '2098-01-01T00:00:00Z', { 1: 3 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(await feeds.status()).toMatchObject({
      state: 'failing',
      lastFailureCode: 'events-refused',
      observedAt: null,
    })
  })

  test('who asks to be left alone is left alone; failures lengthen the pause, to half an hour', async ({ feeds }) => {
    feeds.publisher.documents.set('/$bulk-publish', (response) =>
      response.writeHead(503, { 'retry-after': '900' }).end(),
    )
    await feeds.configure(clinics, { intervalMinutes: 1 })
    const pause = async () => {
      await feeds.poll()
      const [row] = await feeds.run(
        sql`select round(extract(epoch from next_poll_at - polled_at))::int as s from feed_schedules`,
      )
      return (row as { s: number }).s
    }
    expect(Math.abs((await pause()) - 900)).toBeLessThan(5)
    feeds.publisher.documents.set('/$bulk-publish', (response) => response.writeHead(500).end())
    const pauses = []
    for (let poll = 2; poll <= 8; poll += 1) pauses.push(Math.round((await pause()) / 60))
    expect(pauses).toEqual([2, 4, 8, 16, 30, 30, 30])
    const { failuresInARow, failingSince, lastFailureAt } = await feeds.status()
    expect(failuresInARow).toBe(8)
    expect(Date.parse(failingSince ?? '')).toBeLessThan(Date.parse(lastFailureAt ?? ''))
  })
})
