// CloudEvents 1.0, HTTP protocol binding, JSON format and webhooks: what the specification asks of a receiver.
import { makeCapacityEvent } from '@sluice/test-kit'
import { describe, expect } from 'vitest'
import { batch, type Ingest, single, test } from './support.ts'

type Made = ReturnType<typeof makeCapacityEvent>

/** The same event in binary mode. */
function toBinary({ data, ...attributes }: Made & Record<string, unknown>): [unknown, Record<string, string>] {
  const headers = Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)])
  return [data, { 'content-type': 'application/json', ...Object.fromEntries(headers) }]
}

const binary = (event: Made, headers: Record<string, string> = {}): [unknown, Record<string, string>] => {
  const [data, own] = toBinary(event)
  return [data, { ...own, ...headers }]
}

async function storedRows({ admin }: Ingest) {
  return admin.selectFrom('events').select(['event_id', 'source', 'body_sha256', 'body']).execute()
}

describe('modes (HTTP binding 3)', () => {
  test('all three give one stored event', async ({ ingest }) => {
    const event = makeCapacityEvent()
    const answers = [
      await ingest.post(...toBinary(event)),
      await ingest.post(event),
      await ingest.post([event], { 'content-type': batch }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 200])
    expect(answers.map((answer) => answer.json())).toMatchObject([
      { status: 'accepted', pools: [{ revision: 1 }] },
      { status: 'duplicate' },
      { duplicate: 1 },
    ])
    expect(await storedRows(ingest)).toHaveLength(1)
  })

  test('in binary mode another tenant’s key stores it there', async ({ ingest: { post, keys, admin } }) => {
    const [data, headers] = toBinary(makeCapacityEvent())
    expect((await post(data, { ...headers, authorization: `Bearer ${keys.south}` })).status).toBe(202)
    expect(await admin.selectFrom('events').select('org_id').execute()).toEqual([{ org_id: 'south' }])
  })

  test('structured: the body counts, headers beside it do not', async ({ ingest }) => {
    const event = makeCapacityEvent()
    await ingest.post(event, { 'ce-id': 'another', 'ce-source': '/other', 'ce-specversion': '0.3' })
    expect(await storedRows(ingest)).toMatchObject([{ event_id: event.id, source: event.source }])
  })

  test.for([
    ['Application/CloudEvents-Batch+JSON; charset=UTF-8', 200],
    ['application/cloudevents-batch+json;x=application/cloudevents+json', 200],
    ['application/cloudevents-batch+avro', 415],
    ['application/cloudevents+avro', 415],
    ['application/cloudevents+protobuf', 415],
  ] as const)('%s: %i', async ([type, status], { shared: { post } }) => {
    const [, headers] = toBinary(makeCapacityEvent())
    const response = await post([makeCapacityEvent()], { ...headers, 'content-type': type })
    expect(response.status).toBe(status)
    if (status === 415) expect(response.headers['accept-post']).toContain(single)
  })

  test('binary data of another media type is refused unread', async ({ shared: { post } }) => {
    for (const type of ['application/xml', 'text/plain', 'application/octet-stream'])
      expect((await post(...binary(makeCapacityEvent(), { 'content-type': type }))).status).toBe(415)
  })
})

describe('attributes', () => {
  test('null counts as absent; data that is text is not parsed again', async ({ shared: { post } }) => {
    const event = makeCapacityEvent()
    expect((await post({ ...event, subject: null, dataschema: null, datacontenttype: null })).status).toBe(202)
    expect((await post({ ...event, id: null })).json()).toMatchObject({ errors: [{ pointer: '#/id' }] })
    const asText = await post({ ...makeCapacityEvent(), data: JSON.stringify(event.data) })
    expect(asText.json()).toMatchObject({ status: 422, errors: [{ pointer: '#/data' }] })
  })

  test('an event without data is CloudEvents, and none of our types', async ({ shared: { post } }) => {
    const { data: _, ...event } = makeCapacityEvent()
    expect((await post(event)).json()).toMatchObject({ code: 'invalid-event', errors: [{ pointer: '#/data' }] })
  })

  test.for(['application/json', 'Application/JSON', 'application/json; charset=utf-8'])(
    'datacontenttype %s',
    async (datacontenttype, { shared: { post } }) => {
      expect((await post({ ...makeCapacityEvent(), datacontenttype })).status).toBe(202)
    },
  )

  test('extensions we know are taken in both modes, others refused without their name', async ({
    shared: { post },
  }) => {
    const known = { sequence: '0000000007', partitionkey: 'smyrna|orthodontics', dataregulation: 'HIPAA' }
    expect((await post({ ...makeCapacityEvent(), ...known })).status).toBe(202)
    expect((await post(...toBinary({ ...makeCapacityEvent(), ...known }))).status).toBe(202)
    const named = await post(...toBinary({ ...makeCapacityEvent(), janeroe: 'x' }))
    expect([named.status, named.json()]).toMatchObject([422, { errors: [{ pointer: '#' }] }])
    expect(named.text).not.toContain('janeroe')
  })

  test('all that binary mode requires', async ({ shared: { post } }) => {
    const [data, headers] = toBinary(makeCapacityEvent())
    for (const name of ['specversion', 'id', 'source', 'time']) {
      const { [`ce-${name}`]: _, ...others } = headers
      expect((await post(data, others)).json()).toMatchObject({ status: 422, errors: [{ pointer: `#/${name}` }] })
    }
  })
})

describe('header values (HTTP binding 3.1.3.2)', () => {
  test.for([
    ['percent', { 'ce-subject': 'smyrna%2Forthodontics', 'ce-time': '2026-11-22T08%3A59%3A30Z' }],
    ['lower case', { 'ce-subject': 'smyrna%2forthodontics' }],
    ['quotes', { 'ce-subject': '"smyrna/ortho\\dontics"', 'ce-dataregulation': '"HIPAA, GDPR"' }],
    ['blanks', { 'ce-dataregulation': 'HIPAA,%20GDPR' }],
    ['upper-case names', { 'CE-Subject': 'smyrna' }],
  ] as const)('%s is decoded', async ([, headers], { shared: { post } }) => {
    expect((await post(...binary(makeCapacityEvent(), headers))).status).toBe(202)
  })

  test('one round only', async ({ ingest }) => {
    const event = makeCapacityEvent()
    await ingest.post(...binary(event, { 'ce-source': '/ehr/%2541' }))
    expect(await storedRows(ingest)).toMatchObject([{ source: '/ehr/%41' }])
  })

  test.for(['%C0%A0', '%ED%A0%80', '%FF', '%', '%4', '"open'])('%s is refused', async (value, { shared: { post } }) => {
    const response = await post(...binary(makeCapacityEvent(), { 'ce-id': `JaneRoe${value}` }))
    expect(response.json()).toMatchObject({ status: 400, errors: [{ pointer: '#/headers/ce-id' }] })
    expect(response.text).not.toContain('JaneRoe')
  })

  test.for(['ce-datacontenttype', 'ce-data', 'ce-data_base64'])('%s is refused', async (name, { shared: { post } }) => {
    const response = await post(...binary(makeCapacityEvent(), { [name]: 'application/json' }))
    expect(response.json()).toMatchObject({ status: 400, errors: [{ pointer: `#/headers/${name}` }] })
  })
})

describe('bodies in binary mode', () => {
  test('headers alone are no delivery: 400', async ({ shared: { app, keys } }) => {
    const [, { 'content-type': type, ...headers }] = toBinary(makeCapacityEvent())
    for (const more of [{}, { 'content-type': String(type) }, { 'content-length': '0' }]) {
      const response = await app.inject({
        method: 'POST',
        url: '/v1/events',
        headers: { ...headers, ...more, authorization: `Bearer ${keys.north}` },
      })
      expect([response.statusCode, response.json().code]).toEqual([400, 'malformed-json'])
    }
  })

  test('faults in data have the pointers of structured mode', async ({ shared: { post } }) => {
    const event = makeCapacityEvent({ data: { waitDays: 3 } })
    expect((await post(...toBinary(event))).json()).toMatchObject({ errors: [{ pointer: '#/data/waitKind' }] })
    const twice = JSON.stringify(makeCapacityEvent().data).replace('{', '{"horizonDays":7,')
    expect((await post(twice, toBinary(makeCapacityEvent())[1])).json()).toMatchObject({ code: 'invalid-event' })
    const deep = { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } }
    expect((await post(deep, toBinary(makeCapacityEvent())[1])).json()).toMatchObject({ code: 'invalid-event' })
  })
})

describe('abuse protection (webhooks 4)', () => {
  test('a sender that asks is told that it may, with nothing of its question', async ({ shared: { app } }) => {
    const response = await app.inject({
      method: 'OPTIONS',
      url: '/v1/events',
      headers: {
        'webhook-request-origin': 'janeroe.example',
        'webhook-request-rate': '120',
        'webhook-request-callback': 'https://janeroe.example/confirm',
      },
    })
    expect([response.statusCode, response.headers]).toMatchObject([
      204,
      { allow: 'OPTIONS, POST', 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '*' },
    ])
    expect(JSON.stringify(response.headers)).not.toContain('janeroe')
  })

  test('no question, no consent', async ({ shared: { app } }) => {
    const { headers } = await app.inject({ method: 'OPTIONS', url: '/v1/events' })
    expect(headers.allow).toBe('OPTIONS, POST')
    expect(headers).not.toHaveProperty('webhook-allowed-origin')
  })
})
