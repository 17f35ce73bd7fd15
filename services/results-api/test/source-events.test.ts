import { sourceId } from '@sluice/database'
import { createSealer, makeSigningSecret, signWebhook, sourceSecretPlace } from '@sluice/secrets'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { addressOf, addSecret, ehr, event, test } from './source-fixture.ts'

const batch = { 'content-type': 'application/cloudevents-batch+json' }
const signed = (body: string, ...secrets: string[]) => ({
  ...signWebhook({ id: 'msg_1', at: new Date(), body }, secrets),
})

describe('events of a source', () => {
  test('that must sign are taken signed and refused otherwise', async ({ sources: { api, put, first } }) => {
    await put(ehr)
    const admin = api.as('north', 'admin')
    const [old, next] = [String((await addSecret(admin)).body.secret), String((await addSecret(admin)).body.secret)]
    await put(ehr, { requireSignature: true })
    const body = JSON.stringify(event())
    const codeOf = async (headers: Record<string, string>) => (await first.post(body, headers)).body.code
    expect(await codeOf({})).toBe('invalid-signature')
    expect(await codeOf(signed(body, makeSigningSecret()))).toBe('invalid-signature')
    expect(await codeOf(signed(`${body} `, old))).toBe('invalid-signature')
    const late = signWebhook({ id: 'm', at: new Date(Date.now() - 301_000), body }, [old])
    expect(await codeOf({ ...late })).toBe('invalid-signature')
    const refused = await first.post(body)
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'StandardWebhooks realm="sluice"'])
    expect((await first.post(body, signed(body, old))).status).toBe(202)
    expect((await first.post(body, signed(body, next))).body.status).toBe('duplicate')
    expect((await first.post(event({ source: '/free' }))).status).toBe(202)
  })

  test('signed with a secret that none of our keys opens are to be sent again: 503, and nothing is stored', async ({
    sources: { api, put, first },
  }) => {
    await put(ehr)
    const { id, secret } = (await addSecret(api.as('north', 'admin'))).body
    await put(ehr, { requireSignature: true })
    const place = sourceSecretPlace('north', sourceId(ehr), String(id))
    const sealed = createSealer(['a key that the services do not have yet']).seal(String(secret), place)
    const reseal = (value: Buffer) =>
      sql`update source_signing_secrets set sealed = ${value} where org_id = 'north'`.execute(api.admin)
    const before = await api.admin.selectFrom('source_signing_secrets').select('sealed').executeTakeFirstOrThrow()
    await reseal(sealed)
    const body = JSON.stringify(event())
    const answer = await first.post(body, signed(body, String(secret)))
    expect([answer.status, answer.body.code, answer.headers['retry-after']]).toEqual([503, 'unavailable', '60'])
    const many = JSON.stringify([event({ source: '/free' }), event()])
    expect((await first.post(many, { ...batch, ...signed(many, String(secret)) })).status).toBe(503)
    expect((await first.post(body)).status).toBe(401)
    await reseal(before.sealed)
    expect((await first.post(body, signed(body, String(secret)))).body.status).toBe('accepted')
    expect((await first.post(many, { ...batch, ...signed(many, String(secret)) })).body).toMatchObject({
      accepted: 2,
    })
  })

  test('are known by rules that are read again when the configuration changes, and not before', async ({
    sources: { api, put, first },
  }) => {
    await put(ehr)
    await addSecret(api.as('north', 'admin'))
    await put(ehr, { requireSignature: true })
    expect((await first.post(event())).status).toBe(401)
    // Behind the back of the configuration, which counts its changes.
    await sql`update sources set require_signature = false where org_id = 'north'`.execute(api.admin)
    expect((await first.post(event())).status).toBe(401)
    await put('/another')
    expect((await first.post(event())).status).toBe(202)
  })

  test('in a batch, a spreadsheet, a stream and binary mode', async ({ sources: { api, put, first } }) => {
    await put(ehr)
    const secret = String((await addSecret(api.as('north', 'admin'))).body.secret)
    await put(ehr, { requireSignature: true })
    const body = JSON.stringify([event(), event({ source: '/free' })])
    expect((await first.post(body, batch)).body).toMatchObject({
      results: [{ status: 'refused', code: 'invalid-signature', pointer: '#/0/source' }, { status: 'accepted' }],
    })
    expect((await first.post(body, { ...batch, ...signed(body, secret) })).body).toMatchObject({
      accepted: 1,
      duplicate: 1,
    })
    const line = `${JSON.stringify(event())}\n`
    const streamed = await first.post(line, { 'content-type': 'application/x-ndjson', ...signed(line, secret) })
    expect(streamed.text).toContain('"code":"invalid-signature"')
    const { data, time, type, source, id, specversion } = event()
    const bytes = JSON.stringify(data)
    const attributes = {
      'ce-time': time,
      'ce-type': type,
      'ce-source': source,
      'ce-id': id,
      'ce-specversion': specversion,
    }
    const binary = { 'content-type': 'application/json', ...attributes }
    expect((await first.post(bytes, binary)).status).toBe(401)
    // Its signature would not cover the headers that name the event.
    const signedBinary = await first.post(bytes, { ...binary, ...signed(bytes, secret) })
    expect(signedBinary.body.code).toBe('invalid-signature')
  })

  test('twenty-one that must sign are too many for a request, which is refused whole', async ({
    sources: { put, api, first },
  }) => {
    const admin = api.as('north', 'admin')
    const many = Array.from({ length: 21 }, (_, n) => `/signed/${n}`)
    for (const source of many) {
      await put(source)
      await admin({ method: 'POST', url: `${addressOf(source)}/signing-secrets`, body: {} })
      await put(source, { requireSignature: true })
    }
    const answerTo = (sources: string[]) =>
      first.post(JSON.stringify(sources.map((source) => event({ source }))), batch)
    expect(await answerTo(many)).toMatchObject({
      status: 413,
      body: { code: 'body-too-large', detail: 'A request names at most 20 sources that must sign.' },
    })
    expect(await answerTo([...many.slice(1), '/free'])).toMatchObject({
      status: 200,
      body: { accepted: 1, refused: 20 },
    })
  })

  test('as a spreadsheet are signed as a whole', async ({ sources: { api, put, first } }) => {
    await put('/csv')
    const added = await api.as(
      'north',
      'admin',
    )({ method: 'POST', url: `${addressOf('/csv')}/signing-secrets`, body: {} })
    await put('/csv', { requireSignature: true })
    const csv = `location_id,service_line,observed_at,new_patient_slots_open\nsmyrna,ortho,${new Date().toISOString()},4\n`
    const type = { 'content-type': 'text/csv' }
    expect((await first.post(csv, type)).body.code).toBe('invalid-signature')
    expect((await first.post(csv, { ...type, ...signed(csv, String(added.body.secret)) })).body).toMatchObject({
      accepted: 1,
    })
  })

  test('as FHIR without a moment are one report, however often they are sent', async ({
    sources: { api, put, first },
  }) => {
    const admin = api.as('north', 'admin')
    const mapping = {
      locations: [{ fhirId: '1', locationId: 'smyrna' }],
      uncodedServiceLine: 'ortho',
      untypedSlots: 'new',
    }
    await admin({ method: 'PUT', url: '/v1/mappings/default', body: mapping })
    await put('/fhir')
    const added = await admin({ method: 'POST', url: `${addressOf('/fhir')}/signing-secrets`, body: {} })
    const secret = String(added.body.secret)
    await put('/fhir', { requireSignature: true })
    const bundle = (open: number) => {
      const start = new Date(Date.now() + 86_400_000).toISOString()
      const schedule = { resourceType: 'Schedule', id: 's', actor: [{ reference: 'Location/1' }] }
      const slots = Array.from({ length: open }, (_, id) => ({
        ...{
          resourceType: 'Slot',
          id: `${id}`,
          schedule: { reference: 'Schedule/s' },
          status: 'free',
          start,
          end: start,
        },
      }))
      const entry = [schedule, ...slots].map((resource) => ({ resource }))
      return JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })
    }
    const send = (body: string, id: string) => {
      const headers = signWebhook({ id, at: new Date(), body }, [secret])
      return first.post(body, { 'content-type': 'application/fhir+json', ...headers })
    }
    const five = bundle(5)
    const sent = await Promise.all([send(five, 'patient-4711'), send(five, 'patient-4711'), send(five, 'patient-4711')])
    const again = await send(five, 'patient-4711')
    const moments = [...sent, again].map(({ body }) => `${body.observedAt} ${body.observedAtFrom}`)
    expect(new Set(moments).size).toBe(1)
    expect([...sent, again].map(({ body }) => body.accepted).sort()).toEqual([0, 0, 0, 1])
    expect(again.body).toMatchObject({ accepted: 0, duplicate: 1, observedAtFrom: 'receipt' })
    // Another message is another report, also of the same words.
    expect((await send(five, 'msg_2')).body).toMatchObject({ accepted: 1 })
    // Another body under an id that was used: the first is kept.
    const other = await send(bundle(6), 'msg_2')
    expect([other.status, other.body.code]).toEqual([409, 'event-conflict'])
    const kept = await api.admin.selectFrom('signed_messages').selectAll().execute()
    expect(kept).toHaveLength(2)
    expect(kept.map((row) => row.id_sha256.toString('latin1')).join()).not.toContain('4711')
    const { rows } = await sql<{ count: string }>`select count(*) from events where source = '/fhir'`.execute(api.admin)
    expect(rows).toEqual([{ count: 2 }])
  })

  test('bound to a key are not taken from another', async ({ sources: { put, first, second } }) => {
    await put(ehr, { keyIds: [first.keyId] })
    expect((await first.post(event())).status).toBe(202)
    const refused = await second.post(event())
    expect([refused.status, refused.body.code]).toEqual([403, 'source-forbidden'])
    expect((await second.post([event(), event({ source: '/free' })], batch)).body).toMatchObject({
      results: [{ code: 'source-forbidden' }, { status: 'accepted' }],
    })
  })

  test('with ids of digits alone pass where that is configured', async ({ sources: { put, first } }) => {
    const numbered = () => event({ id: '123456789' })
    expect((await first.post(numbered())).body.code).toBe('phi-not-accepted')
    await put(ehr, { acceptsNumericIds: true })
    expect((await first.post(numbered())).status).toBe(202)
  })
})
