import { planNews } from '@sluice/contracts'
import {
  type Database,
  insertWebhookEndpoint,
  insertWebhookEvent,
  leaseWebhookEndpoint,
  replaceWebhookSecret,
  withOrganization,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { createOutbound, type OutboundOptions } from '@sluice/outbound'
import { recomputePool } from '@sluice/recompute'
import { createSealer, makeSigningSecret, verifyWebhook, webhookSecretPlace } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { test as base, clinicId, configurePool, eventually, makeEvent, makeOrganization } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { createWebhookSender } from '../src/webhooks/sender.ts'
import { capacity, connectTo } from './setup.ts'
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts'

const sealer = createSealer(['a secret key for tests, of 32 characters'])
const org = { role: 'sluice_worker', orgId: 'org' } as const
const key = (endpointId: string) => ({ orgId: 'org', endpointId })

const test = base.extend('hooks', async ({ database }, { onCleanup }) => {
  await makeOrganization(database.adminUrl, 'org')
  const [db, admin] = [connectTo(database.url), connectTo(database.adminUrl)]
  const closing: (() => Promise<unknown>)[] = []
  onCleanup(async () => {
    for (const close of closing.reverse()) await close()
    await Promise.all([db.destroy(), admin.destroy()])
  })
  return {
    db,
    admin,
    receiver: async () => {
      const receiver = await startReceiver()
      closing.push(() => receiver.close())
      return receiver
    },
    sender: (options: OutboundOptions = { allowedNetworks: ['127.0.0.0/8'] }, patienceMs = 5_000) => {
      const outbound = createOutbound(options)
      const logger = createLogger({ name: 'test', level: 'silent' })
      const onAttempt = () => undefined
      const sender = createWebhookSender({ db, logger, outbound, sealer, patienceMs, onAttempt, random: () => 0 })
      closing.push(async () => {
        await sender.close()
        await outbound.close()
      })
      return sender
    },
  }
})

async function addEndpoint(db: Database, id: string, url: string): Promise<string> {
  const secret = makeSigningSecret()
  const sealed = sealer.seal(secret, webhookSecretPlace('org', id))
  await withOrganization(db, { role: 'sluice_results', orgId: 'org' }, (trx) =>
    insertWebhookEndpoint(trx, { org_id: 'org', id, url, event_types: ['plan.published'], secret: sealed }),
  )
  return secret
}

async function happen(db: Database, n: number): Promise<void> {
  const event = { orgId: 'org', type: 'plan.published', poolId: null, at: new Date(), data: { n } }
  await withOrganization(db, org, (trx) => insertWebhookEvent(trx, event))
}

const deliveries = (admin: Database) => admin.selectFrom('webhook_deliveries').selectAll().orderBy('id').execute()
const endpoint = (admin: Database, id = 'a') =>
  admin.selectFrom('webhook_endpoints').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** As if all waiting were over. */
async function later(admin: Database): Promise<void> {
  await sql`update webhook_deliveries set next_attempt_at = now() where status = 'pending'`.execute(admin)
  await sql`update webhook_endpoints set not_before = null, locked_until = null`.execute(admin)
}

const numbers = ({ received }: WebhookReceiver) => received.map(({ message }) => message.data.n)

test('what comes into force is told once it is committed, signed, and without a count of people', async ({
  hooks,
  database,
}) => {
  const pool = await configurePool(database, { orgId: 'org' })
  const receiver = await hooks.receiver()
  const secret = await addEndpoint(hooks.db, 'a', receiver.url)
  const tell = hooks.sender()
  const waitlist = () =>
    makeEvent('sluice.waitlist.observed.v1', {
      locationId: clinicId(1),
      serviceLine: 'orthodontics',
      waitlistSize: 7,
    })
  // Each at a moment of its own: of two at one moment neither is the newer.
  for (const event of [() => capacity(0, 30), waitlist, () => capacity(1, 3), () => capacity(0, 0)]) {
    await storeEvents(hooks.db, 'org', [event()])
    await recomputePool({ db: hooks.db }, pool)
  }
  await tell.drainOnce()
  const news = receiver.received.map(({ message }) => planNews.parse(message.data))
  expect(news.length).toBeGreaterThan(1)
  expect(news.map(({ effectiveRevision }) => effectiveRevision)).toEqual(news.map((_, index) => index + 1))
  expect(news.at(-1)?.changedCells?.find(({ locationId }) => locationId === 'clinic-0')?.gate).toBe('gated')
  for (const { headers, body, message } of receiver.received) {
    expect(message.type).toBe('plan.published')
    expect(await verifyWebhook(headers, Buffer.from(body), [secret], new Date())).toMatchObject({ valid: true })
    // `planNews` is closed: a count of people would be a key it refuses. Reasons are names.
    expect(body).not.toMatch(/"(waitlist|headroom|wait|figures|sentence|openSlots)\w*":/i)
    expect(Buffer.byteLength(body)).toBeLessThan(20_000)
  }
})

test('a failure is tried again with the same id, a new timestamp, and only 2xx is success', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  const secret = await addEndpoint(hooks.db, 'a', receiver.url)
  const tell = hooks.sender()
  const statuses = [500, 404, 304, 299]
  receiver.answer((response, _request, nth) => response.writeHead(statuses[nth - 1] ?? 204).end())
  await happen(hooks.db, 1)
  for (const [index, status] of statuses.entries()) {
    await tell.drainOnce()
    const [delivery] = await deliveries(hooks.admin)
    expect(delivery).toMatchObject({ attempts: index + 1, response_status: status, failure: null })
    expect(delivery?.status).toBe(status === 299 ? 'delivered' : 'pending')
    await later(hooks.admin)
  }
  await tell.drainOnce()
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(receiver.received).toHaveLength(4)
  for (const { headers, body } of receiver.received) {
    expect(await verifyWebhook(headers, Buffer.from(body), [secret], new Date())).toMatchObject({ valid: true })
  }
  expect(await endpoint(hooks.admin)).toMatchObject({ failures: 0, failing_since: null })
})

test('after a failure an endpoint is left alone, for as long as it asks', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  const tell = hooks.sender()
  receiver.answer((response) => response.writeHead(429, { 'retry-after': '1000' }).end())
  await happen(hooks.db, 1)
  await tell.drainOnce()
  await happen(hooks.db, 2)
  await tell.drainOnce()
  expect(receiver.received).toHaveLength(1)
  const { not_before: notBefore } = await endpoint(hooks.admin)
  expect(Math.abs((notBefore?.getTime() ?? 0) - Date.now() - 1_000_000)).toBeLessThan(100_000)
})

test('no redirect is followed', async ({ hooks }) => {
  const [receiver, inside] = [await hooks.receiver(), await hooks.receiver()]
  await addEndpoint(hooks.db, 'a', receiver.url)
  receiver.answer((response) => response.writeHead(307, { location: inside.url }).end())
  await happen(hooks.db, 1)
  await hooks.sender().drainOnce()
  expect(inside.received).toEqual([])
  expect((await deliveries(hooks.admin))[0]).toMatchObject({ status: 'pending', response_status: 307 })
})

test('410 disables the endpoint at once, with a line in the audit log; what waits is dropped', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  receiver.answer((response) => response.writeHead(410).end())
  await happen(hooks.db, 1)
  await happen(hooks.db, 2)
  const tell = hooks.sender()
  await tell.drainOnce()
  await later(hooks.admin)
  await happen(hooks.db, 3)
  await tell.drainOnce()
  expect(receiver.received).toHaveLength(1)
  expect(await endpoint(hooks.admin)).toMatchObject({ enabled: false, disabled_reason: 'gone' })
  expect((await deliveries(hooks.admin)).map(({ status }) => status)).toEqual(['dropped', 'dropped'])
  const audit = await hooks.admin.selectFrom('audit_log').select(['actor', 'action', 'object']).execute()
  expect(audit).toEqual([{ actor: 'worker', action: 'webhook-endpoint.disable', object: 'a' }])
})

test('a day of nothing but failures disables it; a day with one success does not', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  const tell = hooks.sender()
  const failedFor = async (interval: string) => {
    await later(hooks.admin)
    await sql`update webhook_endpoints set failures = 9, failing_since = now() - ${interval}::interval`.execute(
      hooks.admin,
    )
    await sql`update webhook_deliveries set created_at = now() - interval '3 days'`.execute(hooks.admin)
  }
  await happen(hooks.db, 1)
  await failedFor('2 days')
  await tell.drainOnce()
  expect(await endpoint(hooks.admin)).toMatchObject({ enabled: true, failures: 0 })
  receiver.answer((response) => response.writeHead(500).end())
  await happen(hooks.db, 2)
  await failedFor('23 hours 59 minutes')
  await tell.drainOnce()
  expect((await endpoint(hooks.admin)).enabled).toBe(true)
  await failedFor('24 hours 1 minute')
  await tell.drainOnce()
  expect(await endpoint(hooks.admin)).toMatchObject({ enabled: false, disabled_reason: 'failing' })
})

test('days in which there was nothing to tell are no days of failures', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  receiver.answer((response) => response.writeHead(503).end())
  // All attempts of the last message failed on Monday; the next thing happens on Friday.
  await sql`update webhook_endpoints set failures = 8, failing_since = now() - interval '4 days'`.execute(hooks.admin)
  await happen(hooks.db, 1)
  await hooks.sender().drainOnce()
  expect(await endpoint(hooks.admin)).toMatchObject({ enabled: true, failures: 9 })
})

test('after the eighth attempt a message has failed', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  receiver.answer((response) => response.writeHead(500).end())
  await happen(hooks.db, 1)
  const tell = hooks.sender()
  for (let attempt = 0; attempt < 9; attempt += 1) {
    await tell.drainOnce()
    await later(hooks.admin)
  }
  expect(receiver.received).toHaveLength(8)
  expect(await deliveries(hooks.admin)).toMatchObject([{ status: 'failed', attempts: 8, next_attempt_at: null }])
})

test('a receiver that lies about its answer, drips it or never ends it has received all the same', async ({
  hooks,
}) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  const lies: ((response: Parameters<Parameters<WebhookReceiver['answer']>[0]>[0]) => void)[] = [
    (response) => response.writeHead(200, { 'content-length': '1000000' }).write('short'),
    (response) => {
      response.writeHead(200)
      const dripping = setInterval(() => response.write('.'), 5)
      response.on('close', () => clearInterval(dripping))
    },
    (response) => {
      response.writeHead(200)
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', pour)
      pour()
    },
    (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
  ]
  receiver.answer((response, _request, nth) => lies[nth - 1]?.(response))
  for (let n = 1; n <= lies.length; n += 1) await happen(hooks.db, n)
  await hooks.sender().drainOnce()
  expect(numbers(receiver)).toEqual([1, 2, 3, 4])
  expect((await deliveries(hooks.admin)).map(({ status }) => status)).toEqual(Array(4).fill('delivered'))
})

test('a receiver that stalls or hangs up fails by name, and keeps nobody else waiting', async ({ hooks }) => {
  const [stalling, rude, good] = [await hooks.receiver(), await hooks.receiver(), await hooks.receiver()]
  stalling.answer(() => undefined)
  rude.answer((_response, request) => request.socket.destroy())
  await addEndpoint(hooks.db, 'a', stalling.url)
  await addEndpoint(hooks.db, 'b', rude.url)
  await addEndpoint(hooks.db, 'c', good.url)
  for (let n = 1; n <= 3; n += 1) await happen(hooks.db, n)
  const tell = hooks.sender({ allowedNetworks: ['127.0.0.0/8'] }, 2_000)
  await tell.look()
  await eventually(
    () => numbers(good),
    (told) => told.length === 3,
  )
  expect((await deliveries(hooks.admin)).filter(({ endpoint_id: id, attempts }) => id === 'a' && attempts > 0)).toEqual(
    [],
  )
  await tell.drainOnce()
  const first = (await deliveries(hooks.admin)).filter(({ attempts }) => attempts === 1)
  const failures = Object.fromEntries(first.map(({ endpoint_id: id, failure }) => [id, failure]))
  expect(failures).toEqual({ a: expect.stringMatching(/timeout/), b: 'connection-failed', c: null })
})

test('messages keep their order; one that failed is told later, and the receiver sees which is newer', async ({
  hooks,
}) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  const tell = hooks.sender()
  for (let n = 1; n <= 5; n += 1) await happen(hooks.db, n)
  receiver.answer((response, _request, nth) => response.writeHead(nth === 2 ? 500 : 204).end())
  await tell.drainOnce()
  expect(numbers(receiver)).toEqual([1, 2])
  await sql`update webhook_endpoints set not_before = null`.execute(hooks.admin)
  await tell.drainOnce()
  await later(hooks.admin)
  await tell.drainOnce()
  expect(numbers(receiver)).toEqual([1, 2, 3, 4, 5, 2])
})

test('an address inside is never asked, whatever was configured and whatever its name says a moment later', async ({
  hooks,
}) => {
  const receiver = await hooks.receiver()
  const { port } = new URL(receiver.url)
  const urls = [
    receiver.url,
    `https://127.0.0.1:${port}/`,
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:127.0.0.1]/',
    'https://10.0.0.1/',
    'https://rebinding.example/',
  ]
  for (const [index, url] of urls.entries()) await addEndpoint(hooks.db, `e${index}`, url)
  await happen(hooks.db, 1)
  let asked = 0
  const resolve = async () => {
    asked += 1
    return [{ address: asked === 1 ? '127.0.0.1' : '8.8.8.8', family: 4 }]
  }
  await hooks.sender({ resolve }).drainOnce()
  expect(receiver.received).toEqual([])
  const rows = await deliveries(hooks.admin)
  expect(rows.map(({ failure }) => failure)).toEqual(
    rows.map(() => expect.stringMatching(/^(address|scheme|port)-not-allowed$/)),
  )
  expect(rows).toHaveLength(urls.length)
})

test('a worker that was killed after sending: the next one sends the same message again, with the same id', async ({
  hooks,
}) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  await happen(hooks.db, 1)
  // The dead one had the lease, and what it sent was never noted.
  await withOrganization(hooks.db, org, (trx) => leaseWebhookEndpoint(trx, key('a'), { seconds: 30, isOurs: false }))
  const tell = hooks.sender()
  await tell.drainOnce()
  expect(receiver.received).toEqual([])
  await later(hooks.admin)
  // This one hangs with its message while its lease runs out, and a third takes over.
  const waiting: (() => void)[] = []
  receiver.answer((response) => waiting.push(() => response.writeHead(204).end()))
  await tell.look()
  await eventually(
    () => waiting.length,
    (count) => count === 1,
  )
  await later(hooks.admin)
  receiver.answer((response) => response.writeHead(204).end())
  await hooks.sender().drainOnce()
  waiting[0]?.()
  await tell.drainOnce()
  expect(numbers(receiver)).toEqual([1, 1])
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect((await deliveries(hooks.admin))[0]?.status).toBe('delivered')
})

test('of many workers one delivers to an endpoint at a time', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  for (let n = 1; n <= 20; n += 1) await happen(hooks.db, n)
  await Promise.all(Array.from({ length: 4 }, () => hooks.sender().drainOnce()))
  await hooks.sender().drainOnce()
  expect(numbers(receiver)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

test('while a secret is replaced both sign, the newer first; then one', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  const old = await addEndpoint(hooks.db, 'a', receiver.url)
  const fresh = makeSigningSecret()
  const secret = sealer.seal(fresh, webhookSecretPlace('org', 'a'))
  await withOrganization(hooks.db, { role: 'sluice_results', orgId: 'org' }, (trx) =>
    replaceWebhookSecret(trx, 'org', 'a', { secret, overlapSeconds: 60 }),
  )
  const tell = hooks.sender()
  await happen(hooks.db, 1)
  await tell.drainOnce()
  await sql`update webhook_endpoints set previous_secret_until = now()`.execute(hooks.admin)
  await happen(hooks.db, 2)
  await tell.drainOnce()
  const isValid = async (index: number, by: string) => {
    const { headers, body } = receiver.received[index] ?? { headers: {}, body: '' }
    return (await verifyWebhook(headers, Buffer.from(body), [by], new Date())).valid
  }
  const valid = [isValid(0, fresh), isValid(0, old), isValid(1, fresh), isValid(1, old)]
  expect(await Promise.all(valid)).toEqual([true, true, true, false])
  expect(String(receiver.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
})

test('a secret sealed with a key that is gone fails by name, and does not stop the others', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  await sql`update webhook_endpoints set secret = ${createSealer([
    'another secret key, of 32 characters and more',
  ]).seal(makeSigningSecret(), webhookSecretPlace('org', 'a'))}`.execute(hooks.admin)
  await addEndpoint(hooks.db, 'b', receiver.url)
  await happen(hooks.db, 1)
  await hooks.sender().drainOnce()
  expect(receiver.received).toHaveLength(1)
  expect((await deliveries(hooks.admin))[0]).toMatchObject({ failure: 'secret-not-readable', status: 'pending' })
})

test('a worker whose clock is an hour off signs with the time of the database', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  const secret = await addEndpoint(hooks.db, 'a', receiver.url)
  const now = new Date()
  vi.useFakeTimers({ toFake: ['Date'], now: now.getTime() + 3_600_000 })
  try {
    await happen(hooks.db, 1)
    await hooks.sender().drainOnce()
  } finally {
    vi.useRealTimers()
  }
  const { headers, body } = receiver.received[0] ?? { headers: {}, body: '' }
  expect(await verifyWebhook(headers, Buffer.from(body), [secret], new Date())).toMatchObject({ valid: true })
})

test('nothing is told of what was rolled back', async ({ hooks }) => {
  const receiver = await hooks.receiver()
  await addEndpoint(hooks.db, 'a', receiver.url)
  const event = { orgId: 'org', type: 'plan.published', poolId: null, at: new Date(), data: {} }
  const failing = withOrganization(hooks.db, org, async (trx) => {
    await insertWebhookEvent(trx, event)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await hooks.sender().drainOnce()
  expect([receiver.received, await deliveries(hooks.admin)]).toEqual([[], []])
})
