import { createApiKey, createAuthenticator, revokeApiKey } from '@sluice/auth'
import { planNews } from '@sluice/contracts'
import { createSealer } from '@sluice/secrets'
import { createLogger, type HttpApp } from '@sluice/service-kit'
import { eventually } from '@sluice/test-kit'
import { expect } from 'vitest'
import { buildApp } from '../src/app.ts'
import type { StreamLimits } from '../src/following/plan-streams.ts'
import { type Api, test as base, secretKeys } from './configuration-fixture.ts'
import { listen } from './event-stream.ts'
import { makePool, type PlannedPool, plannedPool } from './planned-pool.ts'

interface Server {
  app: HttpApp
  stream: string
}

/** Servers as other processes would be: nothing but the database in common. */
const test = base.extend('serve', async ({ api }: { api: Api }, { onCleanup }) => {
  const apps: HttpApp[] = []
  onCleanup(async () => {
    await Promise.all(apps.map((app) => app.close()))
  })
  return async (streamLimits: Partial<StreamLimits> = {}, pointerMemoryMs = 250): Promise<Server> => {
    const app = buildApp(
      { name: 'results-api', logger: createLogger({ name: 'other', level: 'silent' }), ready: async () => ({}) },
      {
        db: api.db,
        authenticate: createAuthenticator({ db: api.db, role: 'sluice_results', cacheMs: 60_000 }),
        hints: { poolIsDirty: () => undefined },
        questions: api.questions,
        sealer: createSealer(secretKeys),
        streamLimits,
        pointerMemoryMs,
        checkResponses: true,
      },
    )
    apps.push(app)
    const origin = await app.listen({ host: '127.0.0.1', port: 0 })
    return { app, stream: `${origin}/v1/pools/south-east/plan/stream` }
  }
})

async function changed(pool: PlannedPool, clinic: number, open: number): Promise<void> {
  await pool.report(clinic, open)
  await pool.recompute()
}

test('says what is in force, then every change, as the plans have it', async ({ api, database, serve }) => {
  const pool = await plannedPool(api, database, [30])
  const { stream } = await serve()
  const listener = await listen(stream, { token: api.token('north') })
  expect([listener.status, listener.headers.get('content-type'), listener.headers.get('cache-control')]).toEqual([
    200,
    'text/event-stream',
    'private, no-store',
  ])
  const first = planNews.parse(await listener.event(1))
  expect(first).toMatchObject({ planNumber: 1, previousPlanNumber: null, changedCells: null, diffPath: null })
  await changed(pool, 1, 0)
  const second = planNews.parse(await listener.event(2))
  expect(second).toMatchObject({
    planNumber: 2,
    previousPlanNumber: 1,
    planPath: '/v1/pools/south-east/effective-plans/2',
  })
  const plan = (await api.as('north')({ method: 'GET', url: second.planPath })).body
  expect(second).toMatchObject({ computedAt: plan.computedAt, poolDailyBudgetMinor: plan.poolDailyBudgetMinor })
  const gated = second.changedCells?.find(({ locationId }) => locationId === 'clinic-1')
  expect(gated).toMatchObject({ gate: 'gated', reasons: expect.arrayContaining(['no_headroom']) })
  expect(Number(gated?.recommendedDailyBudgetMinor)).toBeLessThan(Number(gated?.previousDailyBudgetMinor))
  listener.close()
})

test('a waitlist that moves no money is told by a number without cells: the plan has it', async ({
  api,
  database,
  serve,
}) => {
  const pool = await plannedPool(api, database, [0])
  const { stream } = await serve()
  const listener = await listen(stream, { token: api.token('north') })
  await listener.event(1)
  await pool.reportWaitlist(0, 120)
  await pool.recompute()
  const news = planNews.parse(await listener.event(2))
  expect(news).toMatchObject({ effectiveRevision: 2, planNumber: 2, changedCells: [] })
  const { recommendations } = (await api.as('north')({ method: 'GET', url: news.planPath })).body
  expect(recommendations).toContainEqual(expect.objectContaining({ cellId: 'clinic-0.south-east', waitlistSize: 120 }))
  listener.close()
})

test('a follower goes on at another server with what it has, however many plans it missed', async ({
  api,
  database,
  serve,
}) => {
  const pool = await plannedPool(api, database, [30])
  const [one, other] = [await serve(), await serve()]
  const token = api.token('north')
  const before = await listen(one.stream, { token })
  await before.event(1)
  // Its server stops: the stream ends, saying when to come back.
  await one.app.close()
  await eventually(
    () => before.isOver(),
    (isOver) => isOver,
  )
  expect(before.text()).toMatch(/retry: [12]\d{3}\n\n$/)
  await changed(pool, 1, 0)
  await changed(pool, 2, 5)
  const after = await listen(other.stream, { token, lastEventId: 1 })
  expect(await after.event(1)).toMatchObject({ planNumber: 3, previousPlanNumber: 1 })
  const upToDate = await listen(other.stream, { token, lastEventId: 3 })
  await changed(pool, 0, 2)
  expect(await upToDate.event(1)).toMatchObject({ planNumber: 4, previousPlanNumber: 3 })
  expect(upToDate.numbers()).toEqual([4])
  after.close()
  upToDate.close()
})

test('a plan no longer kept cannot be counted against; an id that is none of ours is as if absent', async ({
  api,
  database,
  serve,
}) => {
  const pool = await plannedPool(api, database, [30])
  await changed(pool, 1, 0)
  await api.admin.deleteFrom('effective_plans').where('number', '=', 1).execute()
  const { stream } = await serve()
  for (const lastEventId of [1, 99, Number.NaN]) {
    const listener = await listen(stream, { token: api.token('north'), lastEventId })
    expect(await listener.event(1)).toMatchObject({ planNumber: 2, previousPlanNumber: null, changedCells: null })
    listener.close()
  }
})

test('many changes are a link, not a message', async ({ api, database, serve }) => {
  const pool = await makePool(api, database, { clinics: 120 })
  await pool.recompute()
  const { stream } = await serve()
  const listener = await listen(stream, { token: api.token('north') })
  await listener.event(1)
  for (let clinic = 0; clinic < 120; clinic += 1) await pool.report(clinic, clinic % 2 === 0 ? 0 : 30)
  await pool.recompute()
  const news = planNews.parse(await listener.event(2))
  expect(news).toMatchObject({ changedCells: null, diffPath: '/v1/pools/south-east/effective-plans/2/diff?against=1' })
  listener.close()
})

test('in an approval pool the links of a large change answer what is in force, not what waits', async ({
  api,
  database,
  serve,
}) => {
  const pool = await makePool(api, database, { clinics: 120, decisions: { mode: 'approval' } })
  await pool.recompute()
  const { stream } = await serve()
  const listener = await listen(stream, { token: api.token('north') })
  await listener.event(1)
  for (let clinic = 0; clinic < 120; clinic += 1) await pool.report(clinic, clinic % 2 === 0 ? 0 : 30)
  await pool.recompute()
  const news = planNews.parse(await listener.event(2))
  listener.close()
  expect(news.changedCells).toBeNull()
  const get = async (url: string) => (await api.as('north')({ method: 'GET', url })).body
  const path = '/v1/pools/south-east'
  const [linked, inForce, computed] = [
    await get(news.planPath),
    await get(`${path}/plan`),
    await get(`${path}/plan?status=proposed`),
  ]
  expect(linked).toEqual(inForce)
  expect([news.status, inForce.status, computed.status]).toEqual(['proposed', 'proposed', 'proposed'])
  expect(linked.reserveDailyMinor).toBe(news.reserveDailyMinor)
  expect(linked.reserveDailyMinor).not.toBe(computed.reserveDailyMinor)
  const compared = await get(String(news.diffPath))
  expect(compared).toMatchObject({
    revision: 2,
    against: 1,
    difference: { reserveDailyMinor: { after: news.reserveDailyMinor } },
  })
})

test('whoever decides reads it at once, however long a server remembers what is in force', async ({
  api,
  database,
  serve,
}) => {
  await plannedPool(api, database, [38, 38, 12], { decisions: { mode: 'approval' } })
  const { app } = await serve({}, 60_000)
  const headers = { authorization: `Bearer ${api.token('north', 'approver')}` }
  const get = async (url: string) => (await app.inject({ url, headers })).json()
  const path = '/v1/pools/south-east'
  const lines = '/v1/recommendations?poolId=south-east'
  const [before, linesBefore] = [await get(`${path}/plan`), await get(lines)]
  const payload = { decision: 'approve' }
  const decided = await app.inject({ method: 'POST', url: `${path}/plans/1/decisions`, headers, payload })
  const [after, linesAfter] = [await get(`${path}/plan`), await get(lines)]
  expect([before.effectiveRevision, after.effectiveRevision]).toEqual([1, decided.json().effectiveRevision])
  expect(after).toMatchObject({ effectiveRevision: 2, status: 'approved' })
  expect(linesAfter.items).not.toEqual(linesBefore.items)
})

test('what was in force at a revision may be kept for a year; of another organization or time there is none', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [30])
  const path = '/v1/pools/south-east/effective-plans'
  const get = (url: string, org: 'north' | 'south' = 'north', headers = {}) =>
    api.as(org)({ method: 'GET', url, headers })
  for (const url of [`${path}/1`, `${path}/1/diff?against=1`]) {
    const kept = await get(url)
    expect(kept).toMatchObject({ status: 200, headers: { 'cache-control': 'private, max-age=31536000, immutable' } })
    const known = { 'if-none-match': String(kept.headers.etag) }
    expect((await get(url, 'north', known)).status).toBe(304)
    expect(await get(url, 'south', known)).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  }
  for (const url of [`${path}/2`, `${path}/2/diff?against=1`, `${path}/1/diff?against=2`]) {
    expect(await get(url)).toMatchObject({ status: 404, body: { code: 'plan-not-found' } })
  }
})

test('before the first plan it waits; an archived pool ends it, and is then no pool', async ({
  api,
  database,
  serve,
}) => {
  const pool = await makePool(api, database)
  const { stream } = await serve()
  const token = api.token('north')
  const listener = await listen(stream, { token })
  await changed(pool, 0, 30)
  expect(await listener.event(1)).toMatchObject({ planNumber: 1 })
  await api.as('north')({ method: 'DELETE', url: '/v1/pools/south-east' })
  await eventually(
    () => listener.isOver(),
    (isOver) => isOver,
  )
  expect((await listen(stream, { token: api.token('south') })).status).toBe(404)
})

test('a pool that was archived and put again is told as from nothing, under higher numbers, to whoever follows however', async ({
  api,
  database,
  serve,
}) => {
  const send = api.as('north', 'admin')
  const url = '/v1/pools/south-east'
  const eventTypes = ['plan.published', 'pool.archived']
  await send({
    method: 'POST',
    url: '/v1/webhook-endpoints',
    body: { url: 'https://93.184.215.14/hook', eventTypes },
  })
  const pool = await plannedPool(api, database, [30])
  const lines = (query = '') => send({ method: 'GET', url: `/v1/recommendations?poolId=south-east${query}` })
  const { changesCursor } = (await lines()).body
  const { id: _, version, policyVersion, configVersion, state, ...settings } = (await send({ method: 'GET', url })).body
  expect((await send({ method: 'DELETE', url })).status).toBe(200)
  expect((await send({ method: 'PUT', url, body: settings })).status).toBe(201)
  await pool.recompute()
  // It remembers nothing: what a stream begins with would else be up to 250 ms old, as its answers may be.
  const { app, stream } = await serve({}, 0)
  const headers = { authorization: `Bearer ${api.token('north')}` }
  const inForce = (await app.inject({ url: `${url}/plan`, headers })).json()
  expect(inForce).toMatchObject({ effectiveRevision: 3, number: 1 })

  const bodies = await api.admin
    .selectFrom('webhook_events as e')
    .innerJoin('webhook_deliveries as d', 'd.event_id', 'e.id')
    .select('e.body')
    .orderBy('d.id')
    .execute()
  const told = bodies.map(({ body }) => JSON.parse(body))
  expect(told.map(({ type, data }) => [type, data.effectiveRevision])).toEqual([
    ['plan.published', 1],
    ['pool.archived', 2],
    ['plan.published', 3],
  ])
  const again = planNews.parse(told[2].data)
  expect(again).toMatchObject({ previousEffectiveRevision: null, changedCells: null, diffPath: null, planNumber: 1 })
  const linked = (await app.inject({ url: again.planPath, headers })).json()
  expect(linked.recommendations).toEqual(inForce.recommendations)

  for (const lastEventId of [1, 2, undefined]) {
    const listener = await listen(stream, {
      token: api.token('north'),
      ...(lastEventId === undefined ? {} : { lastEventId }),
    })
    expect(await listener.event(1), `Last-Event-ID ${lastEventId}`).toEqual(again)
    listener.close()
  }
  const changes = await eventually(
    () => lines(`&changedSince=${changesCursor}`),
    ({ body }) => (body.items as unknown[]).length > 0,
  )
  expect(changes.body.items).toHaveLength(3)
  const replayed = await send({ method: 'POST', url: `${url}/plans/1/replay` })
  expect(replayed.body).toMatchObject({ plan: { isSame: true }, inForce: { verdict: 'same', states: 2 } })

  // A step that begins before the archiving is none: what was in force then ended.
  await changed(pool, 1, 0)
  const away = await listen(stream, { token: api.token('north'), lastEventId: 1 })
  const here = await listen(stream, { token: api.token('north'), lastEventId: 3 })
  expect(await away.event(1)).toMatchObject({ effectiveRevision: 4, previousPlanNumber: null, changedCells: null })
  expect(await here.event(1)).toMatchObject({ effectiveRevision: 4, previousEffectiveRevision: 3 })
  away.close()
  here.close()
})

test('ends within seconds when the key is revoked, whatever the key’s cache says, and when it expires', async ({
  api,
  database,
  serve,
}) => {
  await plannedPool(api, database, [30])
  const { stream } = await serve()
  const scopes = ['plans:read'] as const
  const revoked = await createApiKey(api.admin, { orgId: 'north', name: 'a', scopes })
  const expired = await createApiKey(api.admin, { orgId: 'north', name: 'b', scopes })
  const listeners = [
    await listen(stream, { token: revoked.token }),
    await listen(stream, { token: expired.token }),
    await listen(stream, { token: api.token('north') }),
  ]
  await revokeApiKey(api.admin, 'north', revoked.keyId)
  await api.admin.updateTable('api_keys').set({ expires_at: new Date() }).where('key_id', '=', expired.keyId).execute()
  await eventually(
    () => listeners.map((listener) => listener.isOver()),
    ([first, second]) => first === true && second === true,
  )
  expect(listeners.map((listener) => listener.isOver())).toEqual([true, true, false])
  listeners[2]?.close()
})

test('streams of a key and of a server are counted; one that is closed makes room', async ({
  api,
  database,
  serve,
}) => {
  await plannedPool(api, database, [30])
  const { stream } = await serve({ perKey: 1, perProcess: 2 })
  const first = await listen(stream, { token: api.token('north') })
  const second = await listen(stream, { token: api.token('north') })
  expect([second.status, second.headers.get('retry-after')]).toEqual([429, '10'])
  const viewer = await listen(stream, { token: api.token('north', 'viewer') })
  const full = await listen(stream, { token: api.token('north', 'approver') })
  expect([viewer.status, full.status, full.headers.get('retry-after')]).toEqual([200, 503, '10'])
  first.close()
  const again = await eventually(
    () => listen(stream, { token: api.token('north') }),
    ({ status }) => status === 200,
  )
  again.close()
  viewer.close()
})

test('a comment keeps the line open', async ({ api, database, serve }) => {
  await plannedPool(api, database, [30])
  const { stream } = await serve({ beatMs: 20 })
  const listener = await listen(stream, { token: api.token('north') })
  await eventually(
    () => listener.text(),
    (text) => text.includes('\n\n:\n\n:\n\n'),
  )
  listener.close()
})

test('another organization’s pool is none; HEAD opens no stream', async ({ api, database, serve }) => {
  await plannedPool(api, database, [30])
  const { stream, app } = await serve()
  expect((await listen(stream, { token: api.token('south') })).status).toBe(404)
  const head = await app.inject({
    method: 'HEAD',
    url: new URL(stream).pathname,
    headers: { authorization: `Bearer ${api.token('north')}` },
  })
  expect(head.statusCode).toBe(405)
})
