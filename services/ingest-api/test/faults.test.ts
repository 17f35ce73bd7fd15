import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import { type EventLine, eventLine } from '@sluice/contracts'
import type { Database } from '@sluice/database'
import { eventually, makeCapacityEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { type Sender, startSending } from './sender.ts'
import { makeTenants, open, test } from './support.ts'

const script = 'services/ingest-api/src/main.ts'

async function prepare(adminUrl: string): Promise<{ admin: Database; key: string }> {
  const admin = openForTest(adminUrl)
  return { admin, key: (await makeTenants(admin, adminUrl)).north }
}

function openForTest(url: string): Database {
  const db = open(url)
  onTestFinished(() => db.destroy())
  return db
}

const postEvent = (url: string, key: string, event: object) =>
  fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
  })

const untilMore = (sender: Sender, count: number) => {
  const wanted = sender.acknowledged.length + count
  return eventually(
    () => sender.acknowledged.length,
    (acknowledged) => acknowledged >= wanted,
    { timeoutMs: 60_000 },
  )
}

/** Every acknowledged event once in the log, its key once, and stamped with one revision of its pool; nothing else. */
async function expectStoredOnce(admin: Database, acknowledged: readonly string[]): Promise<void> {
  const stored = sql<{ id: string; logged: number; stamped: number }>`
    select k.event_id as id, count(distinct e.ctid) as logged, count(distinct p.ctid) as stamped
      from event_key k
      left join events e using (org_id, source, event_id)
      left join event_pools p using (org_id, source, event_id)
     group by k.org_id, k.source, k.event_id`
  // Whoever has just come back may not take a connection within two seconds.
  const { rows } = await eventually(
    () => stored.execute(admin),
    () => true,
    { timeoutMs: 60_000 },
  )
  expect(rows.filter(({ logged, stamped }) => logged !== 1 || stamped !== 1)).toEqual([])
  expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(acknowledged))
  expect(rows).toHaveLength(acknowledged.length)
}

test('kill -9 under load, three times: every 202 is in the log exactly once', { timeout: 240_000 }, async ({
  database,
  service,
}) => {
  const { admin, key } = await prepare(database.adminUrl)
  let ingest = await service({ script, env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' } })
  await ingest.ready()
  const env = { DATABASE_URL: database.url, LOG_LEVEL: 'warn', PORT: new URL(ingest.url).port }
  const sender = startSending(ingest.url, key)
  for (let round = 0; round < 3; round += 1) {
    await untilMore(sender, 60)
    expect(await ingest.kill('SIGKILL')).toBe('signal SIGKILL')
    ingest = await service({ script, env })
  }
  await untilMore(sender, 60)
  await sender.stop()
  expect(sender.others.get('no answer')).toBeGreaterThan(0)
  await expectStoredOnce(admin, sender.acknowledged)
})

test('PostgreSQL killed and restarted twice under load: nobody exits, every 202 is there', {
  timeout: 240_000,
}, async ({ ownPostgres, service }) => {
  const { key } = await prepare(ownPostgres.adminUrl)
  const ingest = await service({ script, env: { DATABASE_URL: ownPostgres.url, LOG_LEVEL: 'warn' } })
  await ingest.ready()
  const sender = startSending(ingest.url, key)
  for (let round = 0; round < 2; round += 1) {
    await untilMore(sender, 60)
    if (round === 0) await ownPostgres.kill('SIGQUIT')
    await ownPostgres.restart()
  }
  await untilMore(sender, 60)
  await sender.stop()
  // While it is away the answer is 503: no key is called invalid, nothing is called impossible.
  expect([...sender.others.keys()]).toEqual(['503'])
  await expectStoredOnce(openForTest(ownPostgres.adminUrl), sender.acknowledged)
  expect(await ingest.kill('SIGTERM')).toBe('exit code 0')
})

test('PostgreSQL killed while a stream is stored, and back after a while: the stream waits, and every line is there once', {
  timeout: 240_000,
}, async ({ ownPostgres, service }) => {
  const { key } = await prepare(ownPostgres.adminUrl)
  const ingest = await service({ script, env: { DATABASE_URL: ownPostgres.url, LOG_LEVEL: 'warn' } })
  await ingest.ready()
  const events = Array.from({ length: 3_000 }, () => makeCapacityEvent())
  const sender = request(`${ingest.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
  })
  const send = (from: number, to: number) =>
    sender.write(
      events
        .slice(from, to)
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    )
  send(0, 600)
  const [answer] = await once(sender, 'response')
  const lines: EventLine[] = []
  const said = createInterface({ input: answer }).on('line', (line) => lines.push(eventLine.parse(JSON.parse(line))))
  const ended = once(said, 'close')
  const told = (isWanted: (line: EventLine) => boolean) =>
    eventually(
      () => lines,
      (known) => known.some(isWanted),
      { timeoutMs: 60_000 },
    )
  await told(({ kind }) => kind === 'checkpoint')
  send(600, 1_200)
  await ownPostgres.kill('SIGQUIT')
  const away = lines.length
  send(1_200, 2_000)
  // Said while it waits: a checkpoint that says nothing new.
  await eventually(
    () => lines.slice(away).filter((line, at, all) => isDeepStrictEqual(line, all[at - 1])).length,
    (repeated) => repeated > 0,
    { timeoutMs: 60_000 },
  )
  await ownPostgres.restart()
  send(2_000, 3_000)
  sender.end()
  await ended
  expect(lines.at(-1)).toMatchObject({ kind: 'summary', lines: 3_000, refused: 0 })
  // A part whose commit was not heard of any more is a duplicate of itself.
  const { accepted, duplicate } = lines.at(-1) as Extract<EventLine, { kind: 'summary' }>
  expect(accepted + duplicate).toBe(3_000)
  await expectStoredOnce(
    openForTest(ownPostgres.adminUrl),
    events.map(({ id }) => id),
  )
})

test('SIGTERM under load: requests begun are answered, nothing acknowledged is lost', async ({ database, service }) => {
  const { admin, key } = await prepare(database.adminUrl)
  const first = await service({ script, env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' } })
  await first.ready()
  const env = { DATABASE_URL: database.url, LOG_LEVEL: 'warn', PORT: new URL(first.url).port }
  const sender = startSending(first.url, key)
  await untilMore(sender, 60)
  expect(await first.kill('SIGTERM')).toBe('exit code 0')
  await service({ script, env })
  await untilMore(sender, 60)
  await sender.stop()
  expect([...sender.others.keys()].filter((outcome) => outcome !== 'no answer')).toEqual([])
  await expectStoredOnce(admin, sender.acknowledged)
})

test('a database that is not there yet: it starts, says it is not ready, answers 503, and begins when it comes', async ({
  database,
  service,
  proxyTo,
}) => {
  const { key } = await prepare(database.adminUrl)
  const proxy = await proxyTo(database.url)
  await proxy.setMode('refuse')
  const ingest = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url), LOG_LEVEL: 'warn' } })
  const post = () => postEvent(ingest.url, key, makeCapacityEvent())
  const early = await eventually(post, () => true, { timeoutMs: 30_000 })
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await fetch(`${ingest.url}/healthz`)).status).toBe(200)
  expect((await fetch(`${ingest.url}/readyz`)).status).toBe(503)
  await proxy.setMode('pass')
  await ingest.ready()
  expect((await post()).status).toBe(202)
})

test('a database that falls silent: 503 within seconds, and all is well when it speaks again', async ({
  database,
  service,
  proxyTo,
}) => {
  const { key } = await prepare(database.adminUrl)
  const proxy = await proxyTo(database.url)
  const ingest = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url), LOG_LEVEL: 'warn' } })
  await ingest.ready()
  const event = makeCapacityEvent()
  const post = () => postEvent(ingest.url, key, event)
  await proxy.setMode('blackhole')
  const before = performance.now()
  expect((await post()).status).toBe(503)
  expect(performance.now() - before).toBeLessThan(15_000)
  await proxy.setMode('pass')
  const answer = await eventually(post, ({ status }) => status === 202, { timeoutMs: 60_000 })
  expect(await answer.json()).toMatchObject({ matchedPools: 1 })
})
