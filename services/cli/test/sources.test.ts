import { createApiKey, roles } from '@sluice/auth'
import { addDeliveries, connect, sourceId, withOrganization } from '@sluice/database'
import { configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { test } from './fixture.ts'

test('sources, what came of them, what is old and what needs somebody', async ({ cli, api, database }) => {
  await configurePool(database, { orgId: 'riverside', poolId: 'georgia' })
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const now = new Date().toISOString()
  const counts = {
    requests: 1,
    accepted: 0,
    duplicate: 0,
    conflict: 0,
    unmatched: 0,
    leftOut: {},
    failedPolls: {},
    lags: {},
    lastObservedAt: null,
  }
  const sent = { minute: now, keyId: 'key1', mode: 'batch', lastAt: now, requestId: 'r', refused: {}, ...counts }
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'riverside' }, (trx) =>
    addDeliveries(trx, 'riverside', [
      { ...sent, source: '/ehr', accepted: 3 },
      { ...sent, source: '', mode: 'unknown', refused: { 'unsupported-media-type #': 2 } },
      { ...sent, source: '/feed', keyId: 'west', mode: 'feed', failedPolls: { 'tls-failed': 1 } },
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
  expect((await sluice('sources', sourceId('/feed'))).out).toMatch(
    /last came never\n.*polls that failed within a day: 1 tls-failed\n.*west {2}feed .* 1 tls-failed\n$/s,
  )
  expect(JSON.parse((await sluice('sources', 'unknown', '--json')).out)).toMatchObject({
    source: { id: 'unknown' },
    deliveries: [{ keyId: 'key1', refused: [{ code: 'unsupported-media-type', count: 2 }] }],
  })
  expect(await sluice('sources', 'nowhere')).toMatchObject({ code: 2, err: expect.stringContaining('  <source>: ') })
  expect((await sluice('freshness', '--pool', 'georgia', '--not-fresh')).out).toMatch(/^POOL .*\ngeorgia .* never\n/)
  expect(JSON.parse((await sluice('freshness', '--json')).out)[0]).toMatchObject({ freshness: 'never', figures: [] })
  expect((await sluice('alerts')).out).toBe('No open alerts.\n')
  expect((await sluice('alerts', '--json')).out).toBe('[]\n')
})

test('settings of a source: set one by one, shown, signed, and forgotten', async ({ cli, api }) => {
  const run = (key: string, args: string[], stdin = '') =>
    cli.run([...args, '--url', api.url], { env: { SLUICE_KEY: key }, stdin })
  const sluice = (...args: string[]) => run(api.key, args)
  const { token, keyId } = await createApiKey(api.admin, { orgId: 'riverside', name: 'admin', scopes: roles.admin })
  const asAdmin = (...args: string[]) => run(token, args)
  expect((await sluice('source', 'list')).out).toMatch(/^No source is configured/)
  expect(await sluice('source', 'set', '/ehr')).toMatchObject({ code: 2, err: expect.stringContaining('what to set') })
  const set = await sluice('source', 'set', '/ehr', '--every', '60', '--name', 'Practice')
  expect(set).toMatchObject({ code: 0, out: expect.stringMatching(/^\/ehr is as given/), err: '' })
  expect((await sluice('source', 'set', '/ehr', '--every', '60')).out).toBe('It was so already.\n')
  expect((await sluice('source', 'list')).out).toMatch(/^SOURCE .*\n\/ehr +Practice +every 60 min +no +no +0 +any\n$/)

  // What protects the data is not a marketer's to change, and what is not given stays.
  expect(await sluice('source', 'set', '/ehr', '--numeric-ids')).toMatchObject({
    code: 1,
    err: expect.stringContaining('403 forbidden'),
  })
  expect((await asAdmin('source', 'set', sourceId('/ehr'), '--numeric-ids', '--keys', keyId)).code).toBe(0)
  expect((await sluice('source', 'set', '/ehr', '--every', '30', '--no-name')).code).toBe(0)
  const settings = async () => JSON.parse((await sluice('source', 'show', '/ehr', '--json')).out).source.settings
  const protectedByKey = { acceptsNumericIds: true, keyIds: [keyId], expectedIntervalMinutes: 30, name: null }
  expect(await settings()).toMatchObject({ ...protectedByKey, requireSignature: false, version: 3 })

  expect(await asAdmin('source', 'set', '/ehr', '--signed')).toMatchObject({
    code: 1,
    err: expect.stringContaining('#/requireSignature'),
  })
  const added = await asAdmin('source', 'add-secret', '/ehr')
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^whsec_\S+\n$/) })
  const [secretId = ''] = added.err.split(' ')
  const theirs = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  expect((await run(token, ['source', 'add-secret', '/ehr', '-f', '-'], `${theirs}\n`)).out).toBe(`${theirs}\n`)
  expect((await asAdmin('source', 'set', '/ehr', '--signed')).code).toBe(0)
  const shown = (await sluice('source', 'show', '/ehr')).out
  expect(shown).toMatch(/^\/ehr\nlast accepted never.*SETTINGS, VERSION 4\nname +none\nexpected +every 30 min\n/s)
  expect(shown).toMatch(/\nids of digits alone +taken\nevents +only signed ones are taken\n/)
  expect(shown).toContain(secretId)
  expect(shown).toMatch(new RegExp(`\\nkeys that may send +${keyId}\\n\\nNothing came within eight days\\.\\n$`))
  expect(shown).not.toContain('whsec_')
  expect((await asAdmin('source', 'remove-secret', '/ehr', secretId)).out).toBe(`${secretId} is deleted.\n`)

  expect((await asAdmin('source', 'set', '/ehr', '--no-signed', '--no-keys', '--no-numeric-ids')).code).toBe(0)
  const open = { acceptsNumericIds: false, requireSignature: false, keyIds: null, expectedIntervalMinutes: 30 }
  expect(await settings()).toMatchObject(open)
  expect(await sluice('source', 'set', '/ehr', '--every', 'often')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--every: '),
  })
  expect(await sluice('source', 'set', '/ehr', '--every', '0')).toMatchObject({
    code: 2,
    err: '--every: a whole number from 1 to 525600.\n',
  })
  expect(await settings()).toMatchObject({ expectedIntervalMinutes: 30 })
  expect((await sluice('source', 'remove', '/ehr')).out).toBe('Nothing is configured of /ehr any more.\n')
  expect(JSON.parse((await sluice('source', 'list', '--json')).out)).toEqual([])
  expect((await sluice('source', 'set', '/ehr', '--every', '5')).code).toBe(0)
  expect(await sluice('source', 'set', sourceId('/never'), '--every', '5')).toMatchObject({ code: 2 })
})
