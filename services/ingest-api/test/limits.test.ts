import { createApiKey, createAuthenticator, revokeApiKey } from '@sluice/auth'
import { createLimits } from '@sluice/limits'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { test as base, makeCapacityEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { buildApp } from '../src/app.ts'
import { batch, makeTenants, open } from './support.ts'

const test = base.extend('limited', async ({ database }, { onCleanup }) => {
  const [db, admin] = [open(database.url), open(database.adminUrl)]
  await makeTenants(admin, database.adminUrl)
  const { token } = await createApiKey(admin, { orgId: 'north', name: 'x', scopes: ['events:write'] })
  const limits = createLimits({ keys: { requestsPerMinute: 600, requestsPerDay: 10 }, guessesPerMinute: 2 })
  const app = buildApp(
    { name: 'ingest-api', logger: createLogger({ name: 'ingest-api', level: 'silent' }), ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0 }),
      hints: { poolIsDirty: () => undefined },
      sealer: createSealer(['a secret of at least thirty-two characters']),
      limits,
      checkResponses: true,
    },
  )
  onCleanup(async () => {
    await app.close()
    await Promise.all([db.destroy(), admin.destroy()])
  })
  const post = (payload: string, type: string, key = token) =>
    app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization: `Bearer ${key}`, 'content-type': type },
      payload,
    })
  return { app, post, admin }
})

const left = (answer: { headers: Record<string, unknown> }) =>
  /"day";r=(\d+)/.exec(String(answer.headers.ratelimit))?.[1]
const events = (count: number) => Array.from({ length: count }, () => makeCapacityEvent())

test('a request counts one, and so does each further event of a batch or a stream', async ({ limited: { post } }) => {
  const one = await post(JSON.stringify(events(1)), batch)
  const three = await post(JSON.stringify(events(3)), batch)
  const lines = events(2).map((event) => JSON.stringify(event))
  const stream = await post(lines.join('\n'), 'application/x-ndjson')
  // Each answer says what was left before its body was read.
  expect([one, three, stream].map(left)).toEqual(['9', '8', '5'])
  expect(left(await post('[]', batch))).toBe('3')
})

test('of a spreadsheet each event counts: a row with openings and a waiting list is two', async ({
  limited: { post },
}) => {
  const header = 'location_id,service_line,observed_at,new_patient_slots_open,waitlist_size'
  const place = `smyrna,orthodontics,${new Date().toISOString()}`
  const one = await post(`${header}\n${place},4,\n`, 'text/csv')
  const two = await post(`${header}\n${place},4,7\n`, 'text/csv')
  expect([one.json(), two.json()]).toMatchObject([{ accepted: 1 }, { accepted: 1 }])
  expect([one, two].map(left)).toEqual(['9', '8'])
  expect(left(await post('[]', batch))).toBe('6')
})

test('a batch may go over what is left; the next request is refused', async ({ limited: { post } }) => {
  expect((await post(JSON.stringify(events(12)), batch)).statusCode).toBe(200)
  const refused = await post(JSON.stringify(events(1)), batch)
  expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-requests'])
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
})

test('a stream ends with the part that goes over the day; what it stored holds', async ({ limited: { post } }) => {
  const lines = events(1_200).map((event) => JSON.stringify(event))
  const stream = await post(lines.join('\n'), 'application/x-ndjson')
  const [last] = stream.payload.trim().split('\n').slice(-1)
  expect(JSON.parse(last ?? '')).toEqual({
    ...{ kind: 'aborted', line: 500, code: 'too-many-requests' },
    ...{ accepted: 500, duplicate: 0, refused: 0 },
  })
  expect((await post(JSON.stringify(events(1)), batch)).statusCode).toBe(429)
})

test('what could not be stored costs nothing but its request', async ({ limited: { post, admin } }) => {
  await sql`alter table event_key rename to away`.execute(admin)
  expect((await post(JSON.stringify(events(5)), batch)).statusCode).toBe(500)
  await sql`alter table away rename to event_key`.execute(admin)
  expect(left(await post('[]', batch))).toBe('8')
})

test('a webhook sender that asks is told the rate of a key without limits of its own', async ({ limited: { app } }) => {
  const headers = { 'webhook-request-origin': 'pms.example', 'webhook-request-rate': '9000' }
  const answer = await app.inject({ method: 'OPTIONS', url: '/v1/events', headers })
  expect(answer.headers['webhook-allowed-rate']).toBe('600')
})

test('a key that has ended, or is none, shown over and over locks nobody out; nor do guesses a key in force', async ({
  limited: { post, admin },
}) => {
  const north = { orgId: 'north', name: 'x', scopes: ['events:write'] as const }
  const [old, fresh] = [await createApiKey(admin, north), await createApiKey(admin, { ...north, orgId: 'south' })]
  await revokeApiKey(admin, 'north', old.keyId)
  const statusOf = async (key: string) => (await post('[]', batch, key)).statusCode
  for (const key of [old.token, 'none']) for (let n = 0; n < 4; n += 1) expect(await statusOf(key)).toBe(401)
  expect([await statusOf('guess'), await statusOf('another'), await statusOf(old.token)]).toEqual([401, 429, 429])
  expect(await statusOf(fresh.token)).toBe(200)
})
