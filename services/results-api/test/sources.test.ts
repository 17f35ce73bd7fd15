import { execFileSync } from 'node:child_process'
import { createApiKey } from '@sluice/auth'
import { makeSigningSecret } from '@sluice/secrets'
import { eventually, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type Api, feed, pool } from './configuration-fixture.ts'
import { addressOf, addSecret, ehr, event, test } from './source-fixture.ts'

const batch = { 'content-type': 'application/cloudevents-batch+json' }

describe('a source as configured', () => {
  test('is put before it is seen, read, changed under its ETag, and forgotten', async ({ sources: { api, put } }) => {
    const admin = api.as('north', 'admin')
    const created = await put(ehr, { name: 'PMS', expectedIntervalMinutes: 60 })
    expect([created.status, created.headers.etag]).toEqual([201, '"1"'])
    expect((await put(ehr, { name: 'PMS', expectedIntervalMinutes: 60 })).body.changed).toBe(false)
    const read = await admin({ method: 'GET', url: addressOf(ehr) })
    expect(read.body).toMatchObject({
      source: ehr,
      settings: { name: 'PMS', expectedIntervalMinutes: 60, requireSignature: false, keyIds: null, version: 1 },
      silence: { isSilent: false, expectedIntervalMinutes: 60, saidBy: 'source' },
      lastAcceptedAt: null,
      storedEvents: 0,
    })
    const body = { source: ehr, name: 'Other' }
    const stale = await admin({ method: 'PUT', url: addressOf(ehr), body, headers: { 'if-match': '"7"' } })
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition-failed'])
    expect((await admin({ method: 'DELETE', url: addressOf(ehr) })).status).toBe(200)
    expect((await admin({ method: 'GET', url: addressOf(ehr) })).body.code).toBe('source-not-found')
  })

  test('is one of 10,000 at most; those that are there can be changed', async ({ sources: { api, put } }) => {
    await put(ehr)
    await sql`insert into sources (org_id, source, id)
      select 'north', '/many/' || n, 'many-' || n from generate_series(1, 9999) n`.execute(api.admin)
    const refused = await put('/one/more')
    expect([refused.status, refused.body.code]).toEqual([409, 'configuration-conflict'])
    expect((await put(ehr, { name: 'Other' })).status).toBe(200)
    await sql`update sources set archived_at = now() where source = '/many/1'`.execute(api.admin)
    expect((await put('/one/more')).status).toBe(201)
  })

  test('has the address that anybody can work out, and no other', async ({ sources: { api } }) => {
    const id = execFileSync('sh', ['-c', 'printf %s /ehr/smyrna | sha256sum | cut -c1-32'], { encoding: 'utf8' }).trim()
    expect(`/v1/sources/${id}`).toBe(addressOf(ehr))
    const wrong = await api.as('north')({ method: 'PUT', url: addressOf('/other'), body: { source: ehr } })
    expect([wrong.status, wrong.body]).toMatchObject([422, { code: 'invalid-body', errors: [{ pointer: '#/source' }] }])
  })

  test('is its organization’s alone', async ({ sources: { api, put } }) => {
    await put(ehr)
    const other = api.as('south', 'admin')
    const requests = [
      { method: 'GET' as const, url: addressOf(ehr) },
      { method: 'GET' as const, url: `${addressOf(ehr)}/deliveries` },
      { method: 'DELETE' as const, url: addressOf(ehr) },
      { method: 'POST' as const, url: `${addressOf(ehr)}/signing-secrets`, body: {} },
      { method: 'DELETE' as const, url: `${addressOf(ehr)}/signing-secrets/0123456789ab` },
    ]
    for (const request of requests) {
      const answer = await other(request)
      expect([answer.status, answer.body.code], request.url).toEqual([404, 'source-not-found'])
    }
    expect((await other({ method: 'GET', url: '/v1/sources' })).body.items).toEqual([])
  })

  test('what protects it is changed only by who also manages keys', async ({ sources: { put, first } }) => {
    for (const protection of [{ acceptsNumericIds: true }, { keyIds: [first.keyId] }, { requireSignature: true }]) {
      const refused = await put(ehr, protection, 'marketer')
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden'])
    }
    expect((await put(ehr, { keyIds: [first.keyId] })).status).toBe(201)
    expect((await put(ehr, { name: 'PMS', keyIds: [first.keyId] }, 'marketer')).status).toBe(200)
    expect((await put(ehr, { name: 'PMS' }, 'marketer')).status).toBe(403)
  })

  test('is bound to keys of its organization that may send events, and to no others', async ({
    sources: { api, put, first, second, another },
  }) => {
    const reading = await another({ scopes: ['plans:read'] })
    const theirs = await createApiKey(api.admin, { orgId: 'south', name: 'x', scopes: ['events:write'] })
    await second.revoke()
    const none = ['sFmGLZrUmRbX', theirs.keyId, reading.keyId, second.keyId]
    const refused = await put(ehr, { keyIds: [first.keyId, ...none] })
    expect([refused.status, refused.body.code]).toEqual([422, 'invalid-body'])
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      none.map((_, index) => `#/keyIds/${index + 1}`),
    )
    expect(refused.text).not.toContain('sFmGLZrUmRbX')
    expect((await put(ehr, { keyIds: [first.keyId] })).status).toBe(201)
  })

  test('tells who revokes a key that it is bound to it, and may be renamed all the same', async ({
    sources: { api, put, first },
  }) => {
    await put(ehr, { keyIds: [first.keyId] })
    const revoked = await api.as('north', 'admin')({ method: 'DELETE', url: `/v1/keys/${first.keyId}` })
    expect(revoked.body).toMatchObject({ state: 'revoked', sources: [ehr] })
    expect((await put(ehr, { name: 'PMS', keyIds: [first.keyId] }, 'marketer')).status).toBe(200)
  })

  test('is written by no feed while it is protected, whoever configures that', async ({
    sources: { api, put, first },
  }) => {
    await put(ehr)
    await addSecret(api.as('north', 'admin'))
    const putFeed = (role: 'marketer' | 'admin', body: object) =>
      api.as('north', role)({ method: 'PUT', url: '/v1/feeds/aimed', body: { ...feed, source: ehr, ...body } })
    for (const protection of [{ keyIds: [first.keyId] }, { requireSignature: true }]) {
      await put(ehr, protection)
      for (const role of ['marketer', 'admin'] as const)
        expect(await putFeed(role, {})).toMatchObject({
          status: 409,
          body: { code: 'configuration-conflict', errors: [{ pointer: '#/source' }] },
        })
    }
    expect((await putFeed('marketer', { enabled: false })).status).toBe(201)
    expect((await putFeed('marketer', { enabled: true })).status).toBe(409)
    await put(ehr, { acceptsNumericIds: true })
    expect((await putFeed('marketer', { enabled: true })).status).toBe(200)
    // What a feed writes can be protected still, by who may: its polls then store nothing.
    expect((await put(ehr, { keyIds: [first.keyId] })).status).toBe(200)
    expect((await putFeed('marketer', { intervalMinutes: 5 })).status).toBe(409)
    expect((await putFeed('marketer', { source: '/elsewhere' })).status).toBe(200)
  })

  test('its changes are in the audit log, without a value', async ({ sources: { api, put } }) => {
    await put(ehr, { name: 'Canary name' })
    const added = await addSecret(api.as('north', 'admin'))
    const entries = await api.admin.selectFrom('audit_log').selectAll().where('action', 'like', 'source.%').execute()
    expect(entries.map(({ action }) => action).sort()).toEqual(['source.add-secret', 'source.put'])
    expect(JSON.stringify(entries)).not.toMatch(/Canary|whsec/)
    expect(added.status).toBe(201)
  })
})

describe('signing secrets', () => {
  test('are shown once, kept sealed, two at most', async ({ sources: { api, put } }) => {
    await put(ehr)
    const admin = api.as('north', 'admin')
    const made = await addSecret(admin)
    expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect((await addSecret(admin, makeSigningSecret())).status).toBe(201)
    expect((await addSecret(admin)).body.code).toBe('configuration-conflict')
    const read = await admin({ method: 'GET', url: addressOf(ehr) })
    expect(read.body).toMatchObject({ settings: { signingSecrets: [{ id: made.body.id }, {}] } })
    expect(JSON.stringify(read.body)).not.toContain('whsec')
    const stored = await api.admin.selectFrom('source_signing_secrets').select('sealed').execute()
    expect(stored.map(({ sealed }) => sealed.includes(String(made.body.secret)))).toEqual([false, false])
  })

  test('that are none are refused, and not repeated', async ({ sources: { api, put } }) => {
    await put(ehr)
    const answer = await addSecret(api.as('north', 'admin'), 'canary')
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid-body'])
    expect(JSON.stringify(answer.body)).not.toContain('canary')
  })

  test('a source that must sign has one at least', async ({ sources: { api, put } }) => {
    expect((await put(ehr, { requireSignature: true })).body.code).toBe('configuration-conflict')
    await put(ehr)
    const admin = api.as('north', 'admin')
    const { id } = (await addSecret(admin)).body
    expect((await put(ehr, { requireSignature: true })).status).toBe(200)
    const remove = (secretId: unknown) =>
      admin({ method: 'DELETE', url: `${addressOf(ehr)}/signing-secrets/${secretId}` })
    expect((await remove(id)).body.code).toBe('configuration-conflict')
    expect((await remove('0123456789ab')).body.code).toBe('secret-not-found')
    await addSecret(admin)
    expect((await remove(id)).status).toBe(200)
  })
})

describe('what is seen of a source', () => {
  test('is counted by what became of its events', async ({ sources: { seen, first } }) => {
    const accepted = event()
    const conflicting = { ...accepted, data: { ...accepted.data, newPatientSlotsOpen: 1 } }
    const invalid = { ...event(), data: { ...event().data, waitDays: 3 } }
    await first.post([accepted, accepted, conflicting, invalid, event({ data: { locationId: 'nowhere' } })], batch)
    const future = event({ time: new Date(Date.now() + 3_600_000).toISOString() })
    expect((await first.post(future)).body.code).toBe('future-timestamp')
    const report = await seen(ehr, ({ total }) => total.refused === 2)
    const counts = {
      accepted: 2,
      duplicate: 1,
      conflict: 1,
      unmatched: 1,
      refused: 2,
      refusedByCode: [
        { code: 'future-timestamp', count: 1 },
        { code: 'invalid-event', count: 1 },
      ],
    }
    expect(report).toMatchObject({
      source: ehr,
      settings: null,
      total: counts,
      last24Hours: counts,
      lag: { p50Seconds: 1 },
      clock: { isAhead: false, refusedAsFuture: 1 },
      silence: { isSilent: false, expectedIntervalMinutes: null },
      lastKey: { keyId: first.keyId, endedAt: null },
      storedEvents: 2,
      storedEventsCapped: false,
    })
    await first.revoke()
    const ended = await seen(ehr, () => true)
    expect(ended.lastKey).toEqual({ keyId: first.keyId, endedAt: expect.any(String) })
    expect(Date.parse(String(report.lastObservedAt))).toBeGreaterThan(Date.now() - 60_000)
  })

  test('its deliveries say by whom, how, and what was refused where', async ({
    sources: { api, seen, first, second },
  }) => {
    await first.post(event(), { 'x-request-id': '0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01' })
    await seen(ehr, ({ total }) => total.accepted === 1)
    await second.post([{ ...event(), data: { ...event().data, waitDays: 3, canary: 'Jane' } }], {
      ...batch,
      'x-request-id': '01JDA3Z9QK4V7N1M0T8X5W6Y2R',
    })
    await seen(ehr, ({ total }) => total.refused === 1)
    const list = await api.as('north', 'viewer')({ method: 'GET', url: `${addressOf(ehr)}/deliveries` })
    expect(list.body.items).toHaveLength(2)
    expect(list.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          keyId: first.keyId,
          mode: 'structured',
          requestId: '0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01',
          requests: 1,
          accepted: 1,
        }),
        expect.objectContaining({
          keyId: second.keyId,
          mode: 'batch',
          requestId: '01JDA3Z9QK4V7N1M0T8X5W6Y2R',
          refused: [{ code: 'invalid-event', pointer: '#/data', count: 1 }],
        }),
      ]),
    )
    expect(JSON.stringify(list.body)).not.toMatch(/canary|Jane/)
  })

  test('what says nothing that is of use came all the same: each request once, refused lines by code, what found no place by reason', async ({
    sources: { api, seen, first },
  }) => {
    const services = [{ code: 'ortho', serviceLine: 'ortho' }]
    const mapping = { locations: [{ fhirId: '1', locationId: 'smyrna' }], services, untypedSlots: 'new' }
    await api.as('north', 'marketer')({ method: 'PUT', url: '/v1/mappings/default', body: mapping })
    await first.post(event())
    await seen(ehr, ({ total }) => total.accepted === 1)
    const start = new Date(Date.now() + 86_400_000).toISOString()
    const codes = { serviceType: [{ coding: [{ code: 'ortho' }] }] }
    const schedule = (id: string) => ({
      ...{ resourceType: 'Schedule', id, actor: [{ reference: `Location/${id}` }], ...codes },
    })
    const slot = (id: string, of: string, more = {}) => ({
      ...{ resourceType: 'Slot', id, schedule: { reference: `Schedule/${of}` }, status: 'free', start, ...more },
    })
    const post = (body: unknown, type: string) => first.post(body, { 'content-type': type }, `?source=${ehr}`)
    const bundle = (...resources: object[]) => ({
      ...{ resourceType: 'Bundle', type: 'collection', timestamp: new Date().toISOString() },
      entry: resources.map((resource) => ({ resource })),
    })
    const nowhere = bundle(schedule('7'), slot('a', '7'), slot('b', '7'), schedule('1'))
    for (let times = 0; times < 3; times += 1)
      expect(await post(nowhere, 'application/fhir+json')).toMatchObject({ status: 200, body: { accepted: 0 } })
    const patient = { resourceType: 'Patient', id: 'canary' }
    const lines = [schedule('1'), slot('a', '1'), slot('b', '1', { status: 'canary' }), patient]
    const ndjson = `${lines.map((line) => JSON.stringify(line)).join('\n')}\ncanary\n`
    expect((await post(ndjson, 'application/fhir+ndjson')).body).toMatchObject({ accepted: 1, refusedLines: 3 })
    expect((await post(bundle(slot('a', '1', { canary: 1 })), 'application/fhir+json')).status).toBe(422)
    expect((await post('location_id,service_line\n', 'text/csv')).status).toBe(200)
    expect((await post('location_id,canary\n', 'text/csv')).status).toBe(422)
    expect((await first.post(event(), {}, `?source=${ehr}`)).status).toBe(400)
    const deliveriesOf = async (id: string) => {
      const list = await api.as('north', 'viewer')({ method: 'GET', url: `/v1/sources/${id}/deliveries` })
      return list.body.items as { mode: string; requests: number; leftOut: object[]; refused: object[] }[]
    }
    const sum = (items: { requests: number }[]) => items.reduce((all, { requests }) => all + requests, 0)
    const own = await eventually(
      () => deliveriesOf(addressOf(ehr).split('/').at(-1) ?? ''),
      (items) => sum(items) === 8,
    )
    const byMode = (mode: string) => ({
      requests: sum(own.filter((one) => one.mode === mode)),
      refused: addedUp(own.filter((one) => one.mode === mode).flatMap((one) => one.refused as Counted[])),
      leftOut: addedUp(own.filter((one) => one.mode === mode).flatMap((one) => one.leftOut as Counted[])),
    })
    expect(byMode('fhir')).toEqual({
      requests: 5,
      refused: { 'fhir-refused #': 2, 'fhir-refused #/status': 1, 'phi-not-accepted #': 1 },
      leftOut: { unmappedLocation: 6, no_slots: 3 },
    })
    expect(byMode('csv')).toEqual({ requests: 2, refused: { 'invalid-body #': 1 }, leftOut: {} })
    const unknown = await eventually(
      () => deliveriesOf('unknown'),
      (items) => items?.length === 1,
    )
    expect(unknown).toMatchObject([{ requests: 1, refused: [{ code: 'invalid-request', count: 1 }] }])
    const kept = await api.admin.selectFrom('source_deliveries').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('canary')
  })

  test('deliveries come in pages, newest first', async ({ sources: { api, seen, first } }) => {
    await first.post(event())
    await first.post([event()], batch)
    await seen(ehr, ({ total }) => total.accepted === 2)
    await api.admin
      .updateTable('source_deliveries')
      .set({ minute: new Date('2026-11-01') })
      .where('mode', '=', 'batch')
      .execute()
    const page = async (query: string) =>
      (await api.as('north', 'viewer')({ method: 'GET', url: `${addressOf(ehr)}/deliveries?limit=1${query}` }))
        .body as {
        items: { mode: string }[]
        nextCursor: string | null
      }
    const newest = await page('')
    const older = await page(`&cursor=${newest.nextCursor}`)
    expect([newest.items[0]?.mode, older.items[0]?.mode, older.nextCursor]).toEqual(['structured', 'batch', null])
  })

  test('until something of it was accepted its name is kept nowhere', async ({ sources: { api, first } }) => {
    await first.post({ ...event({ source: '/jane-doe-1968' }), data: {} })
    await first.post('{ this is not JSON')
    const list = await eventuallyListed(api)
    expect(list).toMatchObject([{ id: 'unknown', source: null, total: { refused: 2 } }])
    const tables = await api.admin.selectFrom('source_deliveries').selectAll().execute()
    expect(JSON.stringify(tables)).not.toContain('jane')
    const deliveries = await api.as('north', 'viewer')({ method: 'GET', url: '/v1/sources/unknown/deliveries' })
    expect(deliveries.body.items).toMatchObject([{ keyId: first.keyId, requests: 2 }])
  })

  test('what is refused before its body is read is listed by key, and nothing of it kept', async ({
    sources: { api, first, second, another },
  }) => {
    const [tired, reader, gone] = [
      await another({ requestsPerMinute: 1 }),
      await another({ scopes: ['plans:read'] }),
      await another({}),
    ]
    await gone.revoke()
    await first.post('jane doe', { 'content-type': 'text/x-jane-doe' })
    await first.post('x', { 'content-type': 'text/x-jane-doe' })
    await second.post(' '.repeat(6_000_000))
    await second.post('{ this is not JSON')
    await tired.post(event())
    await tired.post(event())
    await reader.post(event())
    await gone.post(event(), batch)
    const refusedOf = async () => {
      const answer = await api.as('north', 'viewer')({ method: 'GET', url: '/v1/sources/unknown/deliveries' })
      const counts: Record<string, number> = {}
      const items = (answer.body.items ?? []) as { keyId: string; mode: string; refused: Refused[] }[]
      for (const { keyId, mode, refused } of items)
        for (const { code, count } of refused) add(counts, `${keyId} ${mode} ${code}`, count)
      return counts
    }
    // Its last one; what was counted before is written before, or with it.
    const last = `${gone.keyId} batch unauthenticated`
    expect(await eventually(refusedOf, (counts) => counts[last] === 1)).toEqual({
      [`${first.keyId} unknown unsupported-media-type`]: 2,
      [`${second.keyId} structured body-too-large`]: 1,
      [`${second.keyId} structured malformed-json`]: 1,
      [`${tired.keyId} structured too-many-requests`]: 1,
      [`${reader.keyId} structured forbidden`]: 1,
      [last]: 1,
    })
    const kept = await api.admin.selectFrom('source_deliveries').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain('jane')
  })

  test('spend that cannot be believed is counted under its reason', async ({ sources: { put, seen, first } }) => {
    await put(ehr)
    const spend = {
      ...{ locationId: 'smyrna', serviceLine: 'ortho', date: '2026-11-01' },
      ...{ currency: 'USD', spendMinor: 4_000_000_000 },
    }
    const answer = await first.post(makeEvent('sluice.actuals.observed.v1', spend, { source: ehr }))
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'actuals-implausible' }])
    const { total } = await seen(ehr, (body) => body.total.refused === 1)
    expect(total).toMatchObject({ accepted: 0, refusedByCode: [{ code: 'actuals-implausible', count: 1 }] })
  })

  test('what is refused of a configured source is its own', async ({ sources: { put, seen, first } }) => {
    await put(ehr)
    await first.post({ ...event(), data: {} })
    expect(await seen(ehr, ({ total }) => total.refused === 1)).toMatchObject({ source: ehr, firstAcceptedAt: null })
  })

  test('a source that should have reported long ago is silent, by its own word or a policy’s', async ({
    sources: { api, put, seen, first },
  }) => {
    await put(ehr, { expectedIntervalMinutes: 20 })
    await first.post(event())
    await seen(ehr, ({ total }) => total.accepted === 1)
    const lastAccepted = (minutesAgo: number) =>
      api.admin
        .updateTable('source_activity')
        .set({ last_accepted_at: new Date(Date.now() - minutesAgo * 60_000) })
        .execute()
    const isSilent = async () => (await seen(ehr, () => true)).silence
    await lastAccepted(59)
    expect(await isSilent()).toMatchObject({ isSilent: false, since: null, saidBy: 'source' })
    await lastAccepted(61)
    expect(await isSilent()).toMatchObject({ isSilent: true, saidBy: 'source' })
    await put(ehr)
    expect(await isSilent()).toMatchObject({ isSilent: false, saidBy: null })
    const policy = { sources: [{ source: ehr, expectedIntervalHours: 0.25 }] }
    await api.as('north')({ method: 'PUT', url: '/v1/pools/west', body: { ...pool, policy } })
    expect(await isSilent()).toMatchObject({ isSilent: true, saidBy: 'policy', expectedIntervalMinutes: 15 })
  })
})

interface Counted {
  code?: string
  pointer?: string
  reason?: string
  count: number
}

/** How often, by what it says. */
function addedUp(counted: readonly Counted[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code, pointer, reason, count } of counted) add(counts, reason ?? `${code} ${pointer}`, count)
  return counts
}

interface Refused {
  code: string
  count: number
}

function add(counts: Record<string, number>, name: string, count: number): void {
  counts[name] = (counts[name] ?? 0) + count
}

async function eventuallyListed(api: Api) {
  return eventually(
    async () =>
      (await api.as('north', 'viewer')({ method: 'GET', url: '/v1/sources' })).body.items as {
        total: { refused: number }
      }[],
    (items) => items[0]?.total.refused === 2,
  )
}

test('alerts are listed, open ones unless asked, newest first, each organization its own', async ({
  sources: { api },
}) => {
  const details = { source: ehr, lastAcceptedAt: null, expectedIntervalMinutes: 60 }
  const row = (object: string, closed_at: Date | null) => ({
    org_id: 'north',
    kind: 'source_silent',
    object,
    closed_at,
    details: JSON.stringify(details),
  })
  const [first, second] = [addressOf(ehr), addressOf('/csv')].map((address) => address.slice('/v1/sources/'.length))
  await api.admin
    .insertInto('alerts')
    .values([row(String(first), new Date()), row(String(first), null), row(String(second), null)])
    .execute()
  const list = async (query: string) => {
    const answer = await api.as('north', 'operations')({ method: 'GET', url: `/v1/alerts${query}` })
    return answer.body as { items: { object: string; closedAt: string | null }[]; nextCursor: string | null }
  }
  expect((await list('')).items.map(({ object }) => object)).toEqual([second, first])
  expect((await list('?status=closed')).items).toMatchObject([{ object: first, details }])
  const page = await list('?status=all&limit=2')
  const rest = await list(`?status=all&limit=2&cursor=${page.nextCursor}`)
  expect([page.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
  expect((await api.as('south', 'admin')({ method: 'GET', url: '/v1/alerts?status=all' })).body.items).toEqual([])
})
