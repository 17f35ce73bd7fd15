import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getFeed, putFeed, putMapping } from '@sluice/configuration'
import { feed as feedSchema, mapping as mappingSchema } from '@sluice/contracts'
import type { Database, PoolKey } from '@sluice/database'
import { test as base, clinicId, configurePool, eventually, noQueueStore } from '@sluice/test-kit'
import { expect } from 'vitest'
import { connectTo, gateOf, runWorker, settledPlan } from './setup.ts'

const options = { actor: 'test' }
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

/** A publisher of one clinic, all of whose openings are taken. */
async function openPublisher() {
  const start = { start: soon(1), end: soon(1.1) }
  const newPatients = { appointmentType: { coding: [{ code: 'newpt' }] } }
  const files: Record<string, object> = {
    '/Location': { resourceType: 'Location', id: '1' },
    '/Schedule': { resourceType: 'Schedule', id: '1', actor: [{ reference: 'Location/1' }] },
    '/Slot': {
      resourceType: 'Slot',
      id: '1',
      schedule: { reference: 'Schedule/1' },
      status: 'busy',
      ...start,
      ...newPatients,
    },
  }
  const server = createServer(({ url = '' }, response) => response.end(JSON.stringify(files[url] ?? manifest))).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const output = Object.keys(files).map((path) => ({ type: path.slice(1), url: origin + path }))
  const manifest = { transactionTime: new Date().toISOString(), request: origin, output }
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `${origin}/$bulk-publish`, close }
}

const test = base.extend('polled', async ({ database }, { onCleanup }) => {
  const pool: PoolKey = await configurePool(database)
  const publisher = await openPublisher()
  const db: Database = connectTo(database.url)
  onCleanup(async () => {
    await publisher.close()
    await db.destroy()
  })
  const mapping = { locations: [{ fhirId: '1', locationId: clinicId(0) }], uncodedServiceLine: 'orthodontics' }
  await putMapping(db, pool.orgId, 'map', mappingSchema.parse(mapping), options)
  const feed = { url: publisher.url, mappingId: 'map', source: '/feed' }
  await putFeed(db, pool.orgId, 'feed', feedSchema.parse(feed), options)
  const status = async () => (await getFeed(db, pool.orgId, 'feed'))?.found.status
  return {
    pool,
    db,
    status,
    run: (allowedNetworks: string[]) =>
      noQueueStore().then((store) => runWorker(database.url, store, { allowedNetworks })),
  }
})

test('a worker polls feeds by its own clock, with no queue there, and the full clinic is gated', async ({ polled }) => {
  const { close } = await polled.run(['127.0.0.0/8'])
  await eventually(polled.status, (status) => status?.state === 'working', { timeoutMs: 60_000 })
  const { plan } = await settledPlan(polled.db, polled.pool, 20_000)
  expect(gateOf(plan, 0)).toBe('gated')
  await close()
})

test('an address inside is refused unless its network is listed', async ({ polled }) => {
  const { close } = await polled.run([])
  const status = await eventually(polled.status, (found) => found?.state === 'failing', { timeoutMs: 60_000 })
  expect(status).toMatchObject({ lastFailureCode: 'scheme-not-allowed', lastPoll: null })
  await close()
})
