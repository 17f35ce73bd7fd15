import { addDeliveries, connect, sourceId, withOrganization } from '@sluice/database'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('sources, what came of them, what is old and what needs somebody', async ({ cli, api, database }) => {
  await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const now = new Date().toISOString()
  const counts = { requests: 1, accepted: 0, duplicate: 0, conflict: 0, unmatched: 0, lags: {}, lastObservedAt: null }
  const sent = { minute: now, keyId: 'key1', mode: 'batch', lastAt: now, requestId: 'r', refused: {}, ...counts }
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'riverside' }, (trx) =>
    addDeliveries(trx, 'riverside', [
      { ...sent, source: '/ehr', accepted: 3 },
      { ...sent, source: '', mode: 'unknown', refused: { 'unsupported-media-type #': 2 } },
    ]),
  )
  await db.destroy()
  const sluice = (...args: string[]) => cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: api.key } })
  const listed = await sluice('sources')
  expect(listed).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/^SOURCE ID .*\nunknown .*\n\w{32} {2}\/ehr /),
  })
  expect((await sluice('sources', 'unknown')).out).toMatch(/key1 {2}unknown .* 2 unsupported-media-type #\n$/)
  expect((await sluice('sources', sourceId('/ehr'))).out).toMatch(/^\/ehr\nlast accepted 20.*within a day +3 +0 +0 +0/s)
  expect(JSON.parse((await sluice('sources', 'unknown', '--json')).out)).toMatchObject({
    source: { id: 'unknown' },
    deliveries: [{ keyId: 'key1', refused: [{ code: 'unsupported-media-type', count: 2 }] }],
  })
  expect(await sluice('sources', 'nowhere')).toMatchObject({ code: 1, err: expect.stringContaining('invalid-request') })
  expect((await sluice('freshness', '--pool', 'georgia', '--not-fresh')).out).toMatch(/^POOL .*\ngeorgia .* never\n/)
  expect(JSON.parse((await sluice('freshness', '--json')).out)[0]).toMatchObject({ freshness: 'never', figures: [] })
  expect((await sluice('alerts')).out).toBe('Nothing needs anybody.\n')
  expect((await sluice('alerts', '--json')).out).toBe('[]\n')
})
