import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { deleteFeed, noHistory, putFeed, putMapping, putSource } from '@sluice/configuration'
import { feed as feedSchema, mapping as mappingSchema, source as sourceSchema } from '@sluice/contracts'
import {
  type Database,
  listDueFeeds,
  packJson,
  sourceId,
  unpackJsonText,
  type WantedFeeds,
  withRole,
} from '@sluice/database'
import { eventually, makeOrganization } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { clinics, type Feeds, publishClinics, test } from './support.ts'

const recorded = new URL('../../fhir/test/data/rite-aid-nj-2023-03-24/', import.meta.url)
const readRecorded = (name: string) => gunzipSync(readFileSync(new URL(`${name}.ndjson.gz`, recorded))).toString('utf8')
const options = { actor: 'test' }
const monday = '2026-03-02T12:00:00.000Z'
const tuesday = '2026-03-03T12:00:00.000Z'

test('the recorded feed of Rite Aid gives its check values through the poller', async ({ feeds }) => {
  const { publisher } = feeds
  const manifest = JSON.parse(readFileSync(new URL('bulk-publish.json', recorded), 'utf8'))
  // Only New Jersey's files were recorded; the others are left out, all else is as it was published.
  const output = manifest.output.filter(({ url }: { url: string }) => url.endsWith('/NJ.ndjson'))
  const moved = JSON.stringify({ ...manifest, output }).replaceAll('https://api.riteaid.com', publisher.origin)
  publisher.documents.set('/digital/vaccine-provider/$bulk-publish/', moved)
  for (const name of ['locations', 'schedules', 'slots'])
    publisher.documents.set(`/digital/vaccine-provider/states/${name}/NJ.ndjson`, readRecorded(name))
  const stores: string[] = readRecorded('locations')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text).id)
  await feeds.configure(
    {
      locations: stores.map((fhirId) => ({ fhirId, locationId: `rite-aid-${fhirId}` })),
      services: [{ code: 'covid19-immunization', serviceLine: 'covid' }],
      untypedSlots: 'new',
    },
    { url: `${publisher.origin}/digital/vaccine-provider/$bulk-publish/`, states: ['NJ'] },
  )
  await feeds.pollDue()
  const open = await feeds.open()
  expect([open.size, [...open.values()].reduce((sum, one) => sum + one, 0)]).toEqual([112, 46_702])
  const schedule =
    readRecorded('schedules')
      .split('\n')
      .find((text) => text.includes('"id":"116"')) ?? '{}'
  expect(open.get(`rite-aid-${JSON.parse(schedule).actor[0].reference.split('/')[1]}/covid`)).toBe(427)
  expect(await feeds.status()).toMatchObject({
    ...{ state: 'working', observedAt: '2023-03-24T20:27:12.613Z', failuresInARow: 0, lastFailureCode: null },
    lastPoll: {
      ...{ files: 3, isFull: true, accepted: 112, refused: 0, newPatientAssumed: 112 },
      slots: { slots: 1_542, placed: 1_542, free: 1_430, busy: 112 },
    },
  })
})

describe('asking again', () => {
  test('what has not changed is not sent again, counted again or stored again', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(feeds.outcomes).toEqual(['counted'])
    expect(feeds.hints).toMatchObject([{ orgId: 'north', poolId: 'georgia' }])
    const accepted = { outcome: 'accepted', source: '/feed', observedAt: monday }
    expect(feeds.deliveries).toMatchObject([
      {
        ...{ orgId: 'north', keyId: 'feed', mode: 'feed' },
        events: [
          { ...accepted, isMatched: false },
          { ...accepted, isMatched: true },
        ],
      },
    ])
    await feeds.poll()
    expect(feeds.outcomes).toEqual(['counted', 'unchanged'])
    expect(feeds.publisher.asked.slice(4).map(({ status }) => status)).toEqual([304, 304, 304, 304])
    expect(await feeds.run(sql`select from events`)).toHaveLength(2)
    publishClinics(feeds.publisher, tuesday, { 1: 4, 2: 7 })
    await feeds.poll()
    // Locations and schedules are the same: what was read of them before is counted with the new slots.
    expect(feeds.publisher.asked.slice(8).map(({ status }) => status)).toEqual([200, 304, 304, 200])
    expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 4, 'macon/ortho': 7 })))
  })

  test('a feed that answers 304 only goes on succeeding: it is not silent, it has nothing new', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    const first = await feeds.status()
    await feeds.poll()
    const second = await feeds.status()
    expect(feeds.publisher.asked.slice(4).map(({ status }) => status)).toEqual([304, 304, 304, 304])
    expect(Date.parse(second.lastSuccessAt ?? '')).toBeGreaterThan(Date.parse(first.lastSuccessAt ?? ''))
    expect(second).toMatchObject({ state: 'working', observedAt: monday, failuresInARow: 0, lastPoll: first.lastPoll })
  })

  test('a poll that failed is in the account of its source, under why', async ({ feeds }) => {
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(feeds.deliveries).toMatchObject([
      { orgId: 'north', keyId: 'feed', mode: 'feed', source: '/feed', events: [], failedPoll: 'unexpected-status' },
    ])
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.poll()
    expect(feeds.deliveries.map(({ failedPoll }) => failedPoll)).toEqual(['unexpected-status', undefined])
  })

  test('never within max-age, nor within a minute', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    feeds.publisher.headers['cache-control'] = 'public, max-age=3600'
    await feeds.configure(clinics, { intervalMinutes: 1 })
    await feeds.pollDue()
    expect(await feeds.pollDue()).toBe(0)
    const rows = (await feeds.run(sql`
      select extract(epoch from min(fresh_until) - max(polled_at))::int as fresh, extract(epoch from min(next_poll_at) - max(polled_at))::int as next
        from feed_files, feed_schedules`)) as { fresh: number; next: number }[]
    expect(rows[0]?.fresh).toBe(3_600)
    expect(rows[0]?.next).toBeGreaterThanOrEqual(60)
    await feeds.run(sql`update feed_schedules set next_poll_at = now()`)
    await feeds.pollDue()
    expect(feeds.outcomes).toEqual(['counted', 'unchanged'])
    expect(feeds.publisher.asked).toHaveLength(4)
  })

  test('a changed mapping has everything counted anew', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure({ ...clinics, locations: clinics.locations.slice(0, 1) })
    await feeds.pollDue()
    expect((await feeds.status()).lastPoll?.unplaced.unmappedLocation).toBe(1)
    await putMapping(feeds.db, 'north', 'map', mappingSchema.parse(clinics), { actor: 'test' })
    await feeds.poll()
    expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 5, 'macon/ortho': 7 })))
  })

  test('given another mapping, of fewer versions, it is counted anew by that, and by the first again', async ({
    feeds,
  }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    const swapped = {
      ...clinics,
      locations: [
        { fhirId: '1', locationId: 'macon' },
        { fhirId: '2', locationId: 'smyrna' },
      ],
    }
    await feeds.configure({ ...clinics, uncodedServiceLine: 'another' })
    await feeds.configure(clinics)
    await feeds.configure(swapped)
    await feeds.pollDue()
    expect((await feeds.open()).get('smyrna/ortho')).toBe(7)
    await putMapping(feeds.db, 'north', 'other', mappingSchema.parse(clinics), options)
    const feed = { url: `${feeds.publisher.origin}/$bulk-publish`, source: '/feed' }
    for (const [mappingId, open] of [
      ['other', 5],
      ['map', 7],
    ] as const) {
      await putFeed(feeds.db, 'north', 'feed', feedSchema.parse({ ...feed, mappingId }), options)
      await feeds.poll()
      expect((await feeds.open()).get('smyrna/ortho')).toBe(open)
    }
    // It is the counting that changed, not the publisher's figures.
    expect((await feeds.status()).standsStillSince).toBeNull()
  })
})

describe('a transactionTime that stands still', () => {
  test('of two counts of one moment the later polled one counts, and the feed says since when it stands still', async ({
    feeds,
  }) => {
    const seen: (number | undefined)[] = []
    for (const open of [5, 4, 9, 0, 7, 1, 8, 0]) {
      publishClinics(feeds.publisher, monday, { 1: open })
      await (seen.length === 0 ? feeds.configure(clinics).then(feeds.pollDue) : feeds.poll())
      seen.push((await feeds.open()).get('smyrna/ortho'))
      if (seen.length === 1) expect((await feeds.status()).standsStillSince).toBeNull()
    }
    expect(seen).toEqual([5, 4, 9, 0, 7, 1, 8, 0])
    const { standsStillSince, lastSuccessAt } = await feeds.status()
    expect(Date.parse(standsStillSince ?? '')).toBeLessThan(Date.parse(lastSuccessAt ?? ''))
    publishClinics(feeds.publisher, tuesday, { 1: 2 })
    await feeds.poll()
    expect((await feeds.status()).standsStillSince).toBeNull()
  })

  test('a later poll counts though clocks of workers went back meanwhile', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    // As if the poll before had been by a clock that was 90 seconds ahead.
    await feeds.run(sql`update feed_status set body = jsonb_set(body, '{counted,recordedAt}',
      to_jsonb(to_char((clock_timestamp() + interval '90 seconds') at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`)
    await feeds.run(
      sql`update place_state set recorded_at = ((select body->'counted'->>'recordedAt' from feed_status))::timestamptz`,
    )
    for (const open of [9, 0, 3]) {
      publishClinics(feeds.publisher, monday, { 1: open })
      await feeds.poll()
      expect((await feeds.open()).get('smyrna/ortho')).toBe(open)
    }
  })

  test('what was counted before is stored once, also by a worker that cannot know that it was', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    // As a worker leaves it that died between storing and saving.
    await feeds.run(sql`delete from feed_files`)
    await feeds.run(sql`update feed_status set body = jsonb_set(body, '{countedBy}', 'null')`)
    await feeds.poll()
    expect(feeds.outcomes).toEqual(['counted', 'counted'])
    expect(await feeds.status()).toMatchObject({ standsStillSince: null, lastPoll: { accepted: 0, duplicate: 2 } })
    expect(await feeds.run(sql`select from events`)).toHaveLength(2)
  })

  test('a manifest is asked again within its max-age when its files have changed, and only then', async ({ feeds }) => {
    const { publisher } = feeds
    const publish = (at: string, open: number) => {
      publishClinics(publisher, at, { 1: open })
      const manifest = String(publisher.documents.get('/$bulk-publish'))
      publisher.documents.set('/$bulk-publish', (response, request) => {
        const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=3600', etag: `"${at}"` }
        const has = request.headers['if-none-match'] === headers.etag
        response.writeHead(has ? 304 : 200, headers).end(has ? undefined : manifest)
      })
    }
    const pollWithinTheHour = async () => {
      await feeds.run(sql`update feed_schedules set next_poll_at = now()`)
      await feeds.run(sql`update feed_files set fresh_until = now() where url not like '%bulk-publish'`)
      const before = publisher.asked.length
      await feeds.pollDue()
      const asked = publisher.asked.slice(before).filter(({ path }) => path === '/$bulk-publish')
      const open = (await feeds.open()).get('smyrna/ortho')
      return [open, (await feeds.status()).observedAt, asked.map(({ status }) => status)]
    }
    publish(monday, 5)
    await feeds.configure(clinics)
    expect(await pollWithinTheHour()).toEqual([5, monday, [200]])
    expect(await pollWithinTheHour()).toEqual([5, monday, []])
    publish(tuesday, 0)
    expect(await pollWithinTheHour()).toEqual([0, tuesday, [200]])
    publish(tuesday, 3)
    expect(await pollWithinTheHour()).toEqual([3, tuesday, [304]])
  })

  test('a manifest that names another file by then has that one read, and none twice', async ({ feeds }) => {
    const { publisher } = feeds
    publisher.headers['cache-control'] = 'max-age=3600'
    publishClinics(publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    publishClinics(publisher, tuesday, { 1: 5, 2: 7 })
    publisher.documents.set('/slots-2', String(publisher.documents.get('/slots')))
    publisher.publish(tuesday, { '/locations': 'Location', '/schedules': 'Schedule', '/slots-2': 'Slot' })
    await feeds.run(sql`update feed_schedules set next_poll_at = now()`)
    await feeds.run(sql`update feed_files set fresh_until = now() where url not like '%bulk-publish'`)
    const before = publisher.asked.length
    await feeds.pollDue()
    const paths = publisher.asked.slice(before).map(({ path }) => path)
    expect(paths).toEqual(['/locations', '/schedules', '/slots', '/$bulk-publish', '/slots-2'])
    expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 5, 'macon/ortho': 7 })))
    expect((await feeds.status()).lastPoll).toMatchObject({ files: 3, unchanged: 0 })
  })
})

describe('withdrawn', () => {
  test('a location that left a full set keeps its figure, which ages, and is named; back, it is withdrawn no more', async ({
    feeds,
  }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    publishClinics(feeds.publisher, tuesday, { 1: 3 })
    await feeds.poll()
    expect(await feeds.open()).toEqual(new Map(Object.entries({ 'smyrna/ortho': 3, 'macon/ortho': 7 })))
    expect(await feeds.status()).toMatchObject({
      withdrawnLocations: ['macon'],
      lastPoll: { withdrawn: 1, isFull: true },
    })
    publishClinics(feeds.publisher, '2026-03-04T12:00:00Z', { 1: 3, 2: 1 })
    await feeds.poll()
    expect((await feeds.status()).withdrawnLocations).toEqual([])
  })

  test('a set of which the publisher tells errors withdraws nothing', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    publishClinics(feeds.publisher, tuesday, { 1: 3 })
    const manifest = JSON.parse(String(feeds.publisher.documents.get('/$bulk-publish')))
    feeds.publisher.documents.set(
      '/$bulk-publish',
      JSON.stringify({ ...manifest, error: [{ type: 'OperationOutcome' }] }),
    )
    await feeds.poll()
    expect(await feeds.status()).toMatchObject({ withdrawnLocations: [], lastPoll: { isFull: false } })
  })
})

describe('a source that came to be protected', () => {
  const setKeys = (db: Database, keyIds: string[] | null) =>
    putSource(db, 'north', sourceId('/feed'), sourceSchema.parse({ source: '/feed', keyIds }), {
      ...options,
      mayProtect: true,
    })

  const makeKey = sql`insert into api_keys (org_id, key_id, name, secret_sha256, scopes)
                      values ('north', '0123456789ab', 'x', sha256('x'), array['events:write'])`

  test('is written by no feed until it is so no more, and the feed says why', async ({ feeds }) => {
    await feeds.run(makeKey)
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    await feeds.pollDue()
    await setKeys(feeds.db, ['0123456789ab'])
    const asked = feeds.publisher.asked.length
    await feeds.poll()
    // Also where there would be nothing new: it does not work.
    expect(await feeds.status()).toMatchObject({ state: 'failing', lastFailureCode: 'source-protected' })
    publishClinics(feeds.publisher, tuesday, { 1: 9 })
    await feeds.poll()
    expect(feeds.publisher.asked).toHaveLength(asked)
    expect(await feeds.run(sql`select from events`)).toHaveLength(1)
    await setKeys(feeds.db, null)
    await feeds.poll()
    expect([(await feeds.status()).state, (await feeds.open()).get('smyrna/ortho')]).toEqual(['working', 9])
  })

  test('while a poll is under way: nothing of that is stored', async ({ feeds }) => {
    await feeds.run(makeKey)
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    const slots = String(feeds.publisher.documents.get('/slots'))
    feeds.publisher.documents.set('/slots', (response) => {
      void setKeys(feeds.db, ['0123456789ab']).then(() => response.end(slots))
    })
    await feeds.pollDue()
    expect(await feeds.status()).toMatchObject({
      state: 'failing',
      lastFailureCode: 'source-protected',
      lastPoll: null,
    })
    expect(await feeds.run(sql`select from events`)).toEqual([])
  })
})

test('a feed that is removed and put again is a new one: what was found of the one before is forgotten', async ({
  feeds,
}) => {
  publishClinics(feeds.publisher, monday, { 1: 5 })
  await feeds.configure(clinics)
  await feeds.pollDue()
  expect(await feeds.status()).toMatchObject({ state: 'working', lastPoll: { accepted: 1 } })
  const kept = async () => [
    ...(await feeds.run(sql`select from feed_status`)),
    ...(await feeds.run(sql`select from feed_files`)),
  ]
  expect(await kept()).toHaveLength(5)
  const [before] = (await feeds.run(sql`select body::text from feed_status`)) as { body: string }[]
  await deleteFeed(feeds.db, 'north', 'feed', options)
  expect(await kept()).toEqual([])
  // An older version left what was found where it was.
  await feeds.run(sql`insert into feed_status values ('north', 'feed', ${before?.body}::jsonb)`)
  await feeds.configure(clinics, { source: '/other' })
  expect(await feeds.status()).toMatchObject({ ...noHistory, state: 'new', nextPollAt: expect.any(String) })
})

describe('what is kept of a feed', () => {
  const startsAt = '2026-03-03T12:00:00.000Z'
  const line = (resource: object) => `${JSON.stringify(resource)}\n`
  const slotOf = (id: string, scheduleId: string) => ({
    ...{ resourceType: 'Slot', id, schedule: { reference: `Schedule/${scheduleId}` }, status: 'free', start: startsAt },
    appointmentType: { coding: [{ system: 'https://of.jane.roe', code: 'jane.roe' }] },
  })
  const publish = ({ publisher }: Feeds, at: string, slots: string[]) => {
    const locations = [
      { resourceType: 'Location', id: '1' },
      { resourceType: 'Location', id: 'roe-jane', identifier: [{ system: 'https://of.roe', value: 'roe.jane' }] },
    ]
    const schedule = { resourceType: 'Schedule', id: '123-45-6789', actor: [{ reference: 'Location/1' }] }
    const other = { resourceType: 'Schedule', id: 'roe.1968', actor: [{ reference: 'Location/roe-jane' }] }
    publisher.documents.set('/locations', locations.map(line).join(''))
    publisher.documents.set('/schedules', [schedule, other].map(line).join(''))
    publisher.documents.set('/slots', slots.map((id) => line(slotOf(id, '123-45-6789'))).join(''))
    publisher.publish(at, { '/locations': 'Location', '/schedules': 'Schedule', '/slots': 'Slot' })
  }
  const bodies = async (feeds: Feeds) => {
    const rows = (await feeds.run(sql`select url, body from feed_files where url not like '%bulk-publish'`)) as {
      url: string
      body: Buffer
    }[]
    return Promise.all(rows.map(async ({ url, body }) => ({ url, text: await unpackJsonText(body) })))
  }

  test('is no name that a publisher gave, but those of the mapping; the next poll counts by it', async ({ feeds }) => {
    publish(feeds, monday, ['mrn-4711.roe-jane.1968-01-31'])
    await feeds.configure(clinics)
    await feeds.pollDue()
    expect(await feeds.open()).toEqual(new Map([['smyrna/ortho', 1]]))
    const kept = (await bodies(feeds)).map(({ text }) => text).join('')
    expect(kept).toContain('"id":"1"')
    expect(kept + JSON.stringify(await feeds.run(sql`select body from feed_status`))).not.toMatch(/roe|jane|6789|4711/i)
    publish(feeds, tuesday, ['mrn-4711.roe-jane.1968-01-31', 'another'])
    await feeds.poll()
    expect(await feeds.open()).toEqual(new Map([['smyrna/ortho', 2]]))
    expect(feeds.publisher.asked.slice(5).map(({ status }) => status)).toContain(304)
  })

  test('by a version before, as it was written, is counted with what is read now', async ({ feeds }) => {
    publish(feeds, monday, ['one'])
    await feeds.configure(clinics)
    await feeds.pollDue()
    const written = [
      { resourceType: 'Schedule', id: '123-45-6789', active: true, actors: [{ type: 'Location', id: '1' }] },
    ].map((schedule) => ({
      ...{ ...schedule, availability: null, serviceTypes: [], specialties: [], categories: [], updatedAt: null },
    }))
    const body = await packJson(JSON.stringify({ resources: written, refusedLines: 0 }))
    await feeds.run(sql`update feed_files set body = ${body} where url like '%/schedules'`)
    publish(feeds, tuesday, ['one', 'two', 'three'])
    await feeds.poll()
    expect(await feeds.open()).toEqual(new Map([['smyrna/ortho', 3]]))
    expect((await bodies(feeds)).map(({ text }) => text).join('')).not.toContain('6789')
  })
})

describe('what is changed while a poll is under way', () => {
  const inMacon = { ...clinics, locations: [{ fhirId: '1', locationId: 'macon' }] }
  const changes: [string, (feeds: Feeds) => Promise<unknown>, string[]][] = [
    ['the feed is removed', ({ db }) => deleteFeed(db, 'north', 'feed', options), []],
    ['the feed is switched off', (feeds) => feeds.configure(clinics, { enabled: false }), []],
    ['the feed is given another source', (feeds) => feeds.configure(clinics, { source: '/other' }), ['smyrna/ortho']],
    ['the mapping names another clinic', (feeds) => feeds.configure(inMacon), ['macon/ortho']],
  ]

  test.for(changes)('%s: nothing of what it had begun to read is stored', async ([_, change, after], { feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    const slots = String(feeds.publisher.documents.get('/slots'))
    feeds.publisher.documents.set('/slots', (response) => {
      void change(feeds).then(() => response.end(slots))
    })
    await feeds.pollDue()
    expect([feeds.outcomes, feeds.deliveries]).toEqual([[], []])
    expect(await feeds.run(sql`select from events`)).toEqual([])
    expect(await feeds.run(sql`select from feed_status`)).toEqual([])
    const schedules = sql`select lease, next_poll_at <= polled_at + interval '1 minute' as soon from feed_schedules`
    expect(await feeds.run(schedules)).toEqual([{ lease: null, soon: expect.toBeOneOf([null, true]) }])
    feeds.publisher.documents.set('/slots', slots)
    await feeds.run(sql`update feed_schedules set next_poll_at = now() where next_poll_at is not null`)
    await feeds.pollDue()
    expect([...(await feeds.open()).keys()]).toEqual(after)
  })

  test('that it failed is told of the feed as it was, and so of none', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    feeds.publisher.documents.set('/slots', (response) => {
      void feeds.configure(clinics, { source: '/other' }).then(() => response.writeHead(500).end())
    })
    await feeds.pollDue()
    expect(feeds.outcomes).toMatchObject([{ code: 'unexpected-status' }])
    expect(feeds.deliveries).toEqual([])
  })

  test('it is asked where it is stored, not only before', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    await feeds.configure(clinics)
    // As soon as the poll has noted what it is about to store.
    await feeds.run(sql`create function remove_feed() returns trigger language plpgsql security definer as
      'begin update feeds set archived_at = now(), version = version + 1; return new; end'`)
    await feeds.run(sql`create trigger now after insert on feed_status for each row execute function remove_feed()`)
    await feeds.pollDue()
    expect([feeds.outcomes, await feeds.run(sql`select from events`)]).toEqual([[], []])
    expect(await feeds.run(sql`select from feed_status`)).toHaveLength(1)
  })
})

describe('slots', () => {
  test('slow feeds of one organization hold up neither those of others nor, one of them done, its own', async ({
    feeds,
  }) => {
    const { publisher, db } = feeds
    publishClinics(publisher, monday, { 1: 5, 2: 7 })
    const waiting: (() => void)[] = []
    publisher.documents.set('/slow/$bulk-publish', (response) => void waiting.push(() => response.writeHead(500).end()))
    await feeds.configure(clinics, { enabled: false })
    const slow = { url: `${publisher.origin}/slow/$bulk-publish`, mappingId: 'map' }
    for (let n = 0; n < 8; n += 1)
      await putFeed(db, 'north', `slow-${n}`, feedSchema.parse({ ...slow, source: `/slow/${n}` }), options)
    const poller = feeds.openPoller()
    expect([await poller.look(), await poller.look()]).toEqual([2, 0])
    await eventually(
      () => Promise.resolve(waiting.length),
      (count) => count === 2,
    )

    await makeOrganization(feeds.adminUrl, 'south', [{ poolId: 'alabama', locationId: 'smyrna', serviceLine: 'ortho' }])
    await putMapping(db, 'south', 'map', mappingSchema.parse(clinics), options)
    const quick = { url: `${publisher.origin}/$bulk-publish`, mappingId: 'map', source: '/feed' }
    await putFeed(db, 'south', 'feed', feedSchema.parse(quick), options)
    expect(await poller.look()).toBe(1)
    await eventually(
      () => Promise.resolve(feeds.outcomes),
      (outcomes) => outcomes.includes('counted'),
    )

    waiting.shift()?.()
    await eventually(
      () => poller.look(),
      (began) => began === 1,
    )
    await eventually(
      () => Promise.resolve(waiting.length),
      (count) => count === 2,
    )
    for (const end of waiting) end()
    await poller.ended()
  })

  test('other organizations come first where one has more that is overdue than there is room for', async ({
    feeds,
  }) => {
    await makeOrganization(feeds.adminUrl, 'south', [{ poolId: 'alabama', locationId: 'smyrna', serviceLine: 'ortho' }])
    for (const [orgId, ids] of [
      ['north', ['a', 'b', 'c']],
      ['south', ['d']],
    ] as const) {
      await putMapping(feeds.db, orgId, 'map', mappingSchema.parse(clinics), options)
      const feed = (id: string) =>
        feedSchema.parse({ url: 'https://example.org/$bulk-publish', mappingId: 'map', source: `/${id}` })
      for (const id of ids) await putFeed(feeds.db, orgId, id, feed(id), options)
    }
    const list = async (wanted: WantedFeeds) => {
      const due = await withRole(feeds.db, 'sluice_worker', (trx) => listDueFeeds(trx, wanted))
      return due.map(({ feedId }) => feedId)
    }
    expect(await list({ limit: 2, share: 2, underWay: [], except: [] })).toEqual(['a', 'd'])
    expect(await list({ limit: 4, share: 2, underWay: [], except: [] })).toEqual(['a', 'd', 'b'])
    expect(await list({ limit: 4, share: 2, underWay: ['north'], except: [] })).toEqual(['d', 'a'])
    expect(await list({ limit: 4, share: 2, underWay: ['north', 'north', 'west'], except: [] })).toEqual(['d'])
    const except = [{ orgId: 'north', feedId: 'a' }]
    expect(await list({ limit: 4, share: 2, underWay: [], except })).toEqual(['b', 'd', 'c'])
  })

  test('of feeds that are larger than six polls may hold, one is polled at a time; small ones are polled beside it', async ({
    feeds,
  }) => {
    const { publisher, db } = feeds
    publishClinics(publisher, monday, { 1: 5, 2: 7 })
    const [manifest, slots] = ['/$bulk-publish', '/slots'].map((path) => String(publisher.documents.get(path)))
    const put = async (orgId: string, id: string) => {
      const feed = { url: `${publisher.origin}/${id}/$bulk-publish`, mappingId: 'map', source: `/${id}` }
      await putFeed(db, orgId, id, feedSchema.parse(feed), options)
    }
    const asked: string[] = []
    const open: (() => void)[] = []
    for (const orgId of ['north', 'south', 'west']) {
      if (orgId !== 'north')
        await makeOrganization(feeds.adminUrl, orgId, [
          { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'ortho' },
        ])
      await putMapping(db, orgId, 'map', mappingSchema.parse(clinics), options)
      for (const id of [`${orgId}-a`, `${orgId}-b`]) {
        publisher.documents.set(`/${id}/$bulk-publish`, String(manifest).replaceAll('/slots', `/${id}/slots`))
        // Read at once by a poll that finds that it is too large; then it ends when the test says so.
        publisher.documents.set(`/${id}/slots`, (response) => {
          if (asked.includes(id)) open.push(() => response.end(slots))
          else response.end(slots)
          asked.push(id)
        })
        await put(orgId, id)
      }
    }
    const openIs = (count: number) =>
      eventually(
        () => Promise.resolve(open.length),
        (found) => found === count,
      )
    // Two locations and two schedules are read before the slots, which are two more.
    const poller = feeds.openPoller({ bytes: 1_000_000, resources: 5 })
    expect(await poller.look()).toBe(6)
    await eventually(
      () => Promise.resolve(asked.length),
      (count) => count === 7,
    )
    await openIs(1)
    publisher.documents.set(
      '/quick/$bulk-publish',
      String(manifest).replaceAll(/"http[^"]*(slots|locations)"/g, `"${publisher.origin}/none"`),
    )
    publisher.documents.set('/none', '')
    await put('north', 'quick')
    const quicklyBegun = await eventually(
      () => poller.look(),
      (began) => began > 0,
    )
    await eventually(
      () => Promise.resolve(feeds.outcomes),
      (outcomes) => outcomes.length === 1,
    )
    expect([quicklyBegun, feeds.outcomes]).toEqual([1, ['counted']])

    for (let done = 1; done <= 6; done += 1) {
      expect([await poller.look(), open.length]).toEqual([0, 1])
      open.shift()?.()
      await poller.ended()
      expect(await poller.look()).toBe(done < 6 ? 1 : 0)
      await openIs(done < 6 ? 1 : 0)
    }
    expect(feeds.outcomes).toEqual(Array.from({ length: 7 }, () => 'counted'))
    const organizations = asked.slice(6).map((id) => id.split('-')[0])
    expect(organizations.every((one, at) => one !== organizations[at - 1])).toBe(true)

    // What was large the time before waits for its turn before anything of it is read, or loaded.
    await feeds.run(sql`update feed_schedules set next_poll_at = now() where feed_id <> 'quick'`)
    await feeds.run(sql`update feed_files set fresh_until = now()`)
    publisher.asked.length = 0
    const [another, before] = [feeds.openPoller({ bytes: 1_000_000, resources: 1 }), asked.length]
    expect(await another.look()).toBe(6)
    await openIs(1)
    await eventually(
      () => feeds.run(sql`select from feed_schedules where lease is not null`),
      (leased) => leased.length === 1,
    )
    expect(asked).toHaveLength(before + 1)
    expect(publisher.asked.filter(({ path }) => path.endsWith('/$bulk-publish'))).toHaveLength(1)
    open.shift()?.()
    await another.ended()
  })
})

describe('many workers', () => {
  test('one of them polls a due feed', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics)
    await Promise.all(Array.from({ length: 5 }, () => feeds.pollDue()))
    expect(feeds.outcomes).toEqual(['counted'])
    expect(feeds.publisher.asked.filter(({ path }) => path === '/$bulk-publish')).toHaveLength(1)
  })

  test('a lease that ran out is taken over, and the late worker keeps nothing of what it found', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    const manifest = String(feeds.publisher.documents.get('/$bulk-publish'))
    const asked = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    feeds.publisher.documents.set('/$bulk-publish', (response) => {
      asked.resolve()
      void go.promise.then(() => response.writeHead(500).end())
    })
    await feeds.configure(clinics)
    const late = feeds.pollDue()
    await asked.promise
    feeds.publisher.documents.set('/$bulk-publish', manifest)
    await feeds.run(sql`update feed_schedules set leased_until = now() - interval '1 second'`)
    await feeds.pollDue()
    go.resolve()
    await late
    expect(await feeds.status()).toMatchObject({ state: 'working', lastFailureCode: null, lastPoll: { accepted: 2 } })
  })

  test('a worker whose lease ran out while it fetched stores nothing', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5 })
    const slots = String(feeds.publisher.documents.get('/slots'))
    const asked = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    feeds.publisher.documents.set('/slots', (response) => {
      asked.resolve()
      void go.promise.then(() => response.end(slots))
    })
    await feeds.configure(clinics)
    const late = feeds.pollDue()
    await asked.promise
    publishClinics(feeds.publisher, monday, { 1: 2 })
    await feeds.run(sql`update feed_schedules set leased_until = now() - interval '1 second'`)
    await feeds.pollDue()
    go.resolve()
    await late
    expect(await feeds.run(sql`select from events`)).toHaveLength(1)
    expect((await feeds.open()).get('smyrna/ortho')).toBe(2)
    expect(await feeds.status()).toMatchObject({ state: 'working', lastFailureCode: null })
  })

  test('a feed that is switched off is not polled', async ({ feeds }) => {
    publishClinics(feeds.publisher, monday, { 1: 5, 2: 7 })
    await feeds.configure(clinics, { enabled: false })
    expect(await feeds.pollDue()).toBe(0)
    expect(await feeds.status()).toMatchObject({ state: 'off', nextPollAt: null })
  })
})
