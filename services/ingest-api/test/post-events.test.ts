import type { Database } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { eventually, makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { SourceRulesCache } from '../src/sources/source-rules.ts'
import { batch, type Ingest, open, secretKeys, single, test } from './support.ts'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const asBatch = { 'content-type': batch }

describe('one event', () => {
  test('is stored, answered 202 and hinted', async ({ ingest: { post, hints, admin } }) => {
    const response = await post(makeCapacityEvent())
    expect([response.status, response.json()]).toEqual([
      202,
      { status: 'accepted', matchedPools: 1, pools: [{ poolId: 'georgia', revision: 1 }] },
    ])
    expect(hints).toEqual([{ orgId: 'north', poolId: 'georgia', revision: 1 }])
    expect(await admin.selectFrom('events').select('org_id').execute()).toEqual([{ org_id: 'north' }])
  })

  test('again: duplicate, and no hint; with other content: 409', async ({ ingest: { post, hints } }) => {
    const event = makeCapacityEvent()
    await post(event)
    expect((await post(event)).json()).toMatchObject({ status: 'duplicate', matchedPools: 1 })
    expect(hints).toHaveLength(1)
    const other = await post({ ...event, data: { ...event.data, newPatientSlotsOpen: 0 } })
    expect([other.status, other.json()]).toMatchObject([409, { code: 'event-conflict' }])
    expect(other.headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  test('that no pool knows is stored and says so', async ({ ingest: { post, hints } }) => {
    const response = await post(makeCapacityEvent({ data: { locationId: 'nowhere' } }))
    expect([response.status, response.json()]).toEqual([202, { status: 'accepted', matchedPools: 0, pools: [] }])
    expect(hints).toEqual([])
  })

  test('belongs to the key’s organization, whatever it says', async ({ ingest: { post, keys, admin } }) => {
    const event = makeCapacityEvent()
    await post(event)
    const theirs = await post(event, { authorization: `Bearer ${keys.south}` })
    expect(theirs.json()).toMatchObject({ status: 'accepted', pools: [{ revision: 1 }] })
    const named = await post({ ...makeCapacityEvent(), orgId: 'south' })
    expect(named.status).toBe(422)
    expect(await admin.selectFrom('events').select('org_id').orderBy('org_id').execute()).toEqual([
      { org_id: 'north' },
      { org_id: 'south' },
    ])
  })

  test('refused: 422, with pointers into what was sent', async ({ ingest: { post, admin } }) => {
    const response = await post(makeCapacityEvent({ data: { waitDays: 3 } }))
    expect([response.status, response.json()]).toMatchObject([
      422,
      {
        code: 'invalid-event',
        errors: [{ pointer: '#/data/waitKind', detail: 'waitDays and waitKind come together' }],
      },
    ])
    expect(await admin.selectFrom('event_key').selectAll().execute()).toEqual([])
  })

  test.for([
    ['from the future', makeCapacityEvent({ time: inMinutes(60) }), 422, 'future-timestamp', '#/time'],
    ['about persons', { ...makeCapacityEvent(), datacategory: 'phi' }, 422, 'phi-not-accepted', '#/datacategory'],
    ['of another type', { ...makeCapacityEvent(), type: 'weather' }, 422, 'unknown-event-type', '#/type'],
    ['that is a list', [], 422, 'invalid-event', '#'],
    ['too deep', { data: { a: { b: { c: { d: { e: { f: { g: { h: 1 } } } } } } } } }, 422, 'invalid-event', '#'],
    ['too large', { ...makeCapacityEvent(), subject: 'x'.repeat(65_536) }, 413, 'body-too-large', '#'],
    [
      'spend without its channel',
      makeEvent('sluice.actuals.observed.v1', {
        locationId: 'macon',
        serviceLine: 'orthodontics',
        date: '2026-11-01',
        currency: 'USD',
        spendMinor: 1,
      }),
      422,
      'channel-required',
      '#/data/channel',
    ],
    [
      'spend in the wrong unit',
      makeEvent('sluice.actuals.observed.v1', {
        ...{ locationId: 'smyrna', serviceLine: 'orthodontics' },
        ...{ date: '2026-11-01', currency: 'USD', spendMinor: 4_000_000_000 },
      }),
      422,
      'actuals-implausible',
      '#/data/spendMinor',
    ],
  ] as const)('%s: %s', async ([, event, status, code, pointer], { shared: { post } }) => {
    const response = await post(event)
    expect([response.status, response.json()]).toMatchObject([status, { status, code, errors: [{ pointer }] }])
  })
})

describe('a batch', () => {
  test('answers event by event; the bad ones cost the good ones nothing', async ({ ingest: { post, hints } }) => {
    const known = makeCapacityEvent()
    await post(known)
    const response = await post(
      [
        makeCapacityEvent(),
        makeCapacityEvent({ data: { waitDays: 3 } }),
        known,
        { ...known, time: inMinutes(-1) },
        makeCapacityEvent({ time: inMinutes(60) }),
        'nonsense',
        { ...makeCapacityEvent(), Jane: 1 },
        { ...makeCapacityEvent(), datacategory: 'phi' },
        { subject: 'x'.repeat(70_000) },
        makeCapacityEvent({ data: { locationId: 'nowhere' } }),
      ],
      asBatch,
    )
    const refused = (index: number, code: string, pointer: string) => ({
      ...{ index, status: 'refused', code, pointer },
      detail: expect.any(String),
    })
    expect([response.status, response.json()]).toEqual([
      200,
      {
        accepted: 2,
        duplicate: 1,
        refused: 7,
        results: [
          { index: 0, status: 'accepted', matchedPools: 1 },
          refused(1, 'invalid-event', '#/1/data/waitKind'),
          { index: 2, status: 'duplicate', matchedPools: 1 },
          refused(3, 'event-conflict', '#/3/id'),
          refused(4, 'future-timestamp', '#/4/time'),
          refused(5, 'invalid-event', '#/5'),
          refused(6, 'invalid-event', '#/6'),
          refused(7, 'phi-not-accepted', '#/7/datacategory'),
          refused(8, 'event-too-large', '#/8'),
          { index: 9, status: 'accepted', matchedPools: 0 },
        ],
      },
    ])
    expect(hints.map(({ revision }) => revision)).toEqual([1, 2])
  })

  test('says of each refused event what the problem of that event alone says, as does a stream', async ({
    ingest: { post },
  }) => {
    const known = makeCapacityEvent()
    await post(known)
    const bad = [
      makeCapacityEvent({ data: { waitDays: 3 } }),
      { ...makeCapacityEvent(), id: 'mrn-4711000' },
      { ...makeCapacityEvent(), datacategory: 'phi' },
      { ...makeCapacityEvent(), type: 'sluice.unknown.v1' },
      { ...makeCapacityEvent(), Jane: 1 },
      'nonsense',
      makeCapacityEvent({ time: inMinutes(60) }),
      { ...known, time: inMinutes(-1) },
    ]
    const details: unknown[] = []
    for (const event of bad) {
      const problem = (await post(JSON.stringify(event))).json()
      details.push((problem.errors as { detail: string }[])[0]?.detail)
    }
    expect(details).toEqual(bad.map(() => expect.stringMatching(/\w/)))
    const { results } = (await post(bad, asBatch)).json() as { results: { detail: string }[] }
    expect(results.map(({ detail }) => detail)).toEqual(details)
    const lines = bad.map((event) => `${JSON.stringify(event)}\n`).join('')
    const stream = (await post(lines, { 'content-type': 'application/x-ndjson' })).text.trim().split('\n')
    const told = stream.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'refused')
    expect(told.map(({ detail }) => detail)).toEqual(details)
  })

  test('of nothing is fine; of more than 1,000 is not', async ({ shared: { post } }) => {
    expect((await post([], asBatch)).json()).toEqual({ accepted: 0, duplicate: 0, refused: 0, results: [] })
    const many = Array.from({ length: 1_001 }, () => 0)
    expect((await post(many, asBatch)).json()).toMatchObject({ status: 413, code: 'body-too-large' })
    expect((await post(many.slice(1), asBatch)).json()).toMatchObject({ refused: 1_000 })
  })

  test('of a thousand events that finds nothing else stored is two transactions, each with a revision of its own', async ({
    ingest: { post, admin },
  }) => {
    const events = Array.from({ length: 1_000 }, () => makeCapacityEvent())
    expect((await post(events, asBatch)).json()).toMatchObject({ accepted: 1_000, refused: 0 })
    const state = await admin
      .selectFrom('pool_state')
      .select('requested_revision')
      .where('org_id', '=', 'north')
      .execute()
    expect(state.map(({ requested_revision }) => requested_revision).sort()).toEqual([0, 2])
  })

  test('that is no array is refused', async ({ shared: { post } }) => {
    expect((await post(makeCapacityEvent(), asBatch)).json()).toMatchObject({ status: 422, code: 'invalid-body' })
  })

  test('a member given twice is refused in its own event only', async ({ shared: { post } }) => {
    const event = JSON.stringify(makeCapacityEvent())
    const twice = event.replace('{', '{"id":"hidden",')
    const response = await post(`[${twice},${event}]`, asBatch)
    expect(response.json()).toMatchObject({
      results: [{ status: 'refused', pointer: '#/0' }, { status: 'accepted' }],
    })
  })
})

describe('media types', () => {
  test.for([
    single,
    'Application/CloudEvents+JSON',
    `${single}; charset=utf-8`,
    'application/cloudevents+json;charset="UTF-8"',
    'application/json',
  ])('%s is one event', async (contentType, { shared: { post } }) => {
    expect((await post(makeCapacityEvent(), { 'content-type': contentType })).status).toBe(202)
  })

  test.for([batch, 'Application/CloudEvents-Batch+JSON; charset=utf-8'])('%s is a batch', async (type, { shared }) => {
    expect((await shared.post([makeCapacityEvent()], { 'content-type': type })).status).toBe(200)
  })

  test.for([
    'text/plain',
    'application/hl7-v2',
    'x-application/hl7-v2+er7',
    'application/fhir+xml',
    'application/xml',
    'application/cloudevents+avro',
    'application/cloudevents',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'nonsense',
    '',
    'application/cloudevents+json; charset=iso-8859-1',
  ])('%j is refused unread', async (contentType, { shared: { post } }) => {
    const response = await post('MSH|^~\\&|JaneRoe', { 'content-type': contentType })
    expect([response.status, response.json()]).toMatchObject([415, { code: 'unsupported-media-type' }])
    expect(response.headers['accept-post']).toBe(
      `${single}, ${batch}, application/json, application/x-ndjson, text/csv, application/fhir+json, application/fhir+ndjson`,
    )
    expect(response.text).not.toContain('JaneRoe')
  })

  test('a compressed body is refused: it may be larger than it looks', async ({ shared: { post } }) => {
    expect((await post(makeCapacityEvent(), { 'content-encoding': 'gzip' })).status).toBe(415)
  })
})

describe('bodies', () => {
  test.for([
    ['nothing', ''],
    ['half a document', '{"specversion":"1.0"'],
    ['two documents', '{}{}'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['NaN', '{"a":NaN}'],
  ] as const)('%s: 400', async ([, body], { shared: { post } }) => {
    const response = await post(body)
    expect([response.status, response.json()]).toMatchObject([400, { code: 'malformed-json' }])
  })

  test('100,000 levels are refused, and harm nobody', async ({ shared: { post } }) => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect((await post(deep)).status).toBe(413)
    expect((await post(`[${deep.slice(50_000, 150_000)}]`, asBatch)).json()).toMatchObject({ refused: 1 })
    expect((await post(makeCapacityEvent())).status).toBe(202)
  })

  test.for([
    ['a batch', asBatch, '[', ']'],
    ['an event', {}, '', ''],
  ] as const)(
    '%s of more values than any events have is refused before they are made',
    async ([_, headers, begins, ends], { shared: { post } }) => {
      // Each counts twice, for nobody knows yet that it is empty; the rest is four.
      const of = (empty: number) => `${begins}{"x":[${'{},'.repeat(empty)}{}]}${ends}`
      const detail = 'The body has more than 200000 values.'
      expect((await post(of(99_999), headers)).json()).toMatchObject({ status: 413, code: 'body-too-large', detail })
      expect((await post(of(99_998), headers)).json()).not.toMatchObject({ detail })
    },
  )

  test('above 5 MiB is not read to its end', async ({ shared: { post } }) => {
    const huge = Buffer.alloc(5 * 1_048_576 + 1, 0x20)
    expect((await post(huge, asBatch)).json()).toMatchObject({ status: 413, code: 'body-too-large' })
  })

  test('a member given twice is refused: which one was meant?', async ({ shared: { post } }) => {
    const text = JSON.stringify(makeCapacityEvent()).replace(
      '"horizonDays":14',
      '"horizonDays":14,"horizon\\u0044ays":7',
    )
    expect((await post(text)).json()).toMatchObject({ code: 'invalid-event', errors: [{ pointer: '#' }] })
  })
})

describe('access', () => {
  test('without a key, or with one that is none: 401', async ({ shared: { post } }) => {
    for (const authorization of ['', 'Bearer', 'Bearer nonsense', 'Basic eDp5']) {
      const response = await post(makeCapacityEvent(), { authorization })
      expect([response.status, response.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Bearer/)])
    }
  })

  test('with a key that may not: 403, and nothing stored', async ({ ingest: { post, keys, admin } }) => {
    const response = await post(makeCapacityEvent(), { authorization: `Bearer ${keys.reader}` })
    expect([response.status, response.json()]).toMatchObject([403, { code: 'forbidden' }])
    expect(await admin.selectFrom('events').selectAll().execute()).toEqual([])
  })

  test('the key in the address counts for nothing', async ({ shared: { app, keys } }) => {
    const response = await app.inject({ method: 'POST', url: `/v1/events?access_token=${keys.north}`, payload: '{}' })
    expect(response.statusCode).toBe(401)
  })
})

describe('a request that is stored in several transactions, one of which cannot be made', () => {
  /** While nobody else gets at what belongs to a pool. */
  async function whileHeld<T>(admin: Database, poolId: string, work: () => Promise<T>): Promise<T> {
    const held = await admin.startTransaction().execute()
    try {
      // For as long as a busy machine needs; our connections are ended when they hold something for ten seconds.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(held)
      await held.selectFrom('pool_state').select('pool_id').where('pool_id', '=', poolId).forUpdate().execute()
      return await work()
    } finally {
      await held.rollback().execute()
    }
  }
  /**
   * Posts until it is answered as said; on a busy machine a part that nobody holds may fail too, and is a duplicate the
   * next time.
   */
  const untilAnswered = async (post: () => ReturnType<Ingest['post']>, detail: RegExp) => {
    const { status, headers, json } = await eventually(post, (answer) => detail.test(String(answer.json().detail)), {
      timeoutMs: 60_000,
    })
    expect([status, headers['retry-after'], json().code]).toEqual([503, '1', 'unavailable'])
  }
  const partOf = (stored: number) =>
    new RegExp(
      `^A part of the request is stored \\(events: ${stored}\\); of the rest .* Send the whole request again: that is safe, .* duplicate\\.$`,
    )

  test('a batch is answered 503, which says that a part is stored; sent again it says which', async ({ ingest }) => {
    const { post, admin, logs } = ingest
    const events = Array.from({ length: 600 }, (_, number) =>
      makeCapacityEvent({ data: number % 2 === 0 ? {} : { locationId: 'macon' } }),
    )
    // Places become known: only then are events divided by their pools.
    expect((await post(events.slice(0, 2), asBatch)).status).toBe(200)
    const sent = [{ ...makeCapacityEvent(), time: 'yesterday' }, ...events]
    await whileHeld(admin, 'brand', () => untilAnswered(() => post(sent, asBatch), partOf(300)))
    expect(logs.some((line) => line.includes('request failed'))).toBe(true)
    const again = (await post(sent, asBatch)).json()
    expect(again).toMatchObject({ accepted: 299, duplicate: 301, refused: 1 })
    const outcomes = (again.results as { status: string }[]).map(({ status }) => status)
    expect(outcomes.slice(1, 7)).toEqual(['duplicate', 'duplicate', 'duplicate', 'accepted', 'duplicate', 'accepted'])
    expect((await post(events, asBatch)).json()).toMatchObject({ accepted: 0, duplicate: 600 })
    const counted = () =>
      sql<{ accepted: number }>`select sum(accepted)::integer as accepted from source_deliveries`.execute(admin)
    // Each once, however often it was sent: also what was stored of a request that failed.
    await eventually(counted, ({ rows }) => rows[0]?.accepted === 600)
  })

  test('so is a spreadsheet whose first part is stored', async ({ ingest: { post, admin } }) => {
    const rows = Array.from({ length: 800 }, (_, number) => {
      const [place, day] = [number < 600 ? 'smyrna' : 'macon', String(1 + (number % 28)).padStart(2, '0')]
      return `${place},orthodontics,2026-0${1 + (number % 9)}-${day}T0${number % 10}:00:00Z,${number}`
    })
    const sheet = ['location_id,service_line,observed_at,new_patient_slots_open', ...rows].join('\n')
    const asSheet = { 'content-type': 'text/csv' }
    await whileHeld(admin, 'brand', () => untilAnswered(() => post(sheet, asSheet), partOf(500)))
    expect((await post(sheet, asSheet)).json()).toMatchObject({ accepted: 300, duplicate: 500, refused: 0 })
  })

  test('where no part is stored, none is said to be', async ({ ingest: { post, admin } }) => {
    const events = Array.from({ length: 600 }, () => makeCapacityEvent())
    const unknown = /whether a change was kept is unknown\. Repeating the request is safe\.$/
    await whileHeld(admin, 'georgia', () => untilAnswered(() => post(events, asBatch), unknown))
    expect((await post(events, asBatch)).json()).toMatchObject({ accepted: 600, duplicate: 0 })
  })
})

test('rules of sources are believed for their time by a clock that cannot be set, and a failure to read them not at all', async ({
  ingest: { admin },
}) => {
  const elapsed = { ms: 0 }
  const options = { db: admin, sealer: createSealer(secretKeys), cacheMs: 3_000, onUnreadable: () => undefined }
  const handed = new SourceRulesCache({ ...options, elapsed: () => elapsed.ms })
  const own = new SourceRulesCache({ ...options, cacheMs: 0 })
  const known = async (cache: SourceRulesCache) => [...(await cache.get('north')).keys()]
  // As configuration does it: what has not changed is not read again.
  const add = (source: string) =>
    sql`with changed as (update organizations set config_version = config_version + 1 where id = 'north')
      insert into sources (org_id, id, source, accepts_numeric_ids) values ('north', ${source}, ${source}, true)`.execute(
      admin,
    )
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    expect([await known(handed), await known(own)]).toEqual([[], []])
    await add('/one')
    // An hour back; both go by what has passed since.
    vi.setSystemTime(Date.now() - 3_600_000)
    elapsed.ms = 2_999
    expect([await known(handed), await known(own)]).toEqual([[], ['/one']])
    elapsed.ms = 3_000
    expect(await known(handed)).toEqual(['/one'])
    expect([...(await handed.get('south')).keys()]).toEqual([])
  } finally {
    vi.useRealTimers()
  }
  const gone = open('postgres://nobody@127.0.0.1:1/none')
  const failing = new SourceRulesCache({ ...options, db: gone })
  const first = failing.get('north')
  await expect(first).rejects.toThrow()
  const again = failing.get('north')
  await expect(again).rejects.toThrow()
  expect(again).not.toBe(first)
  await gone.destroy()
})

test('[R2] a COMMIT that fails acknowledges nothing: 503, and the same again is accepted', async ({ shared }) => {
  const run = (text: string) => sql.raw(text).execute(shared.admin)
  // A constraint that is checked at COMMIT fails there, when every statement has succeeded.
  await run(`create function refuse_at_commit() returns trigger language plpgsql as $$
    begin raise exception 'not today' using errcode = left(new.event_id, 5); end $$`)
  await run(`create constraint trigger refuse_at_commit after insert on event_key deferrable initially deferred
    for each row when (new.source = '/commit') execute function refuse_at_commit()`)
  const events = ['40000', '53100', '58030'].map((code) =>
    makeCapacityEvent({ source: '/commit', id: `${code}-commit` }),
  )
  const typed = { 'content-type': single }
  try {
    for (const event of events) {
      const { status, headers, json } = await shared.post(event, typed)
      expect([status, headers['retry-after'], json().code]).toEqual([503, '1', 'unavailable'])
    }
    const stored = await sql`select from event_key where source = '/commit'`.execute(shared.admin)
    expect(stored.rows).toEqual([])
  } finally {
    await run('drop trigger refuse_at_commit on event_key')
    await run('drop function refuse_at_commit')
  }
  for (const event of events) expect((await shared.post(event, typed)).status).toBe(202)
})
