import { createApiKey, createAuthenticator, createOrganization, KeyChanges, type KeyRole, roles } from '@sluice/auth'
import { connect, type Database } from '@sluice/database'
import { type AnsweringThreads, openQuestions } from '@sluice/recompute'
import { createSealer } from '@sluice/secrets'
import { createLogger, type HttpApp } from '@sluice/service-kit'
import { test as base, createTestDatabase, type TestDatabase } from '@sluice/test-kit'
import { buildApp } from '../src/app.ts'

export interface Answered {
  status: number
  headers: Record<string, unknown>
  /** What JSON was answered; empty for anything else. */
  body: Record<string, unknown>
  text: string
}

/** A results API on a database with two organizations. Requests go through `app.inject`. */
export interface Api {
  app: HttpApp
  /** With the login and the rights that services have. */
  db: Database
  admin: Database
  questions: AnsweringThreads
  /** Hints sent, in order. */
  hinted: { orgId: string; poolId: string; revision: number }[]
  /** A key of that organization, with the scopes of that role. */
  token(orgId: 'north' | 'south', role?: KeyRole): string
  /** Sends as that key. */
  as(orgId: 'north' | 'south', role?: KeyRole): (request: ApiRequest) => Promise<Answered>
  /** Sends with any token. */
  withToken(token: string): (request: ApiRequest) => Promise<Answered>
  /** What the API says of keys without limits of their own. */
  keyLimits: { requestsPerMinute: number; requestsPerDay: number }
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  url: string
  body?: unknown
  headers?: Record<string, string>
}

/** What the tests of a file share; before each it is as it was made. */
interface Installation {
  database: TestDatabase
  db: Database
  admin: Database
  questions: AnsweringThreads
  tokens: ReadonlyMap<string, string>
  restore(): Promise<void>
}

type Started = Omit<Api, 'db' | 'admin' | 'questions'> & { close(): Promise<void> }
/** What every test of a file begins with, beside organizations and keys. */
export type Begin = (as: Api['as']) => Promise<void>

/**
 * To connect, to make keys and to configure cost more than most tests ask: they are done once a file. The app is each test's
 * own, and with it everything that a process remembers.
 */
export const test = base
  .extend('begin', { scope: 'file' }, (): Begin => () => Promise.resolve())
  .extend('installation', { scope: 'file' }, async ({ begin }, { onCleanup }): Promise<Installation> => {
    const database = await createTestDatabase()
    const [db, admin] = [open(database.url), open(database.adminUrl)]
    const questions = openQuestions({ databaseUrl: database.url })
    onCleanup(async () => {
      await Promise.all([db.destroy(), admin.destroy(), questions.close()])
      await database.drop()
    })
    const made = { database, db, admin, questions, tokens: await makeTokens(admin) }
    const first = start(made)
    await begin(first.as)
    await first.close()
    return { ...made, restore: await database.keepRows() }
  })
  .extend('database', async ({ installation }): Promise<TestDatabase> => {
    await installation.restore()
    return installation.database
  })
  .extend('api', async ({ database: _, installation }, { onCleanup }): Promise<Api> => {
    const { close, ...started } = start(installation)
    onCleanup(close)
    const { db, admin, questions } = installation
    return { ...started, db, admin, questions }
  })

function start({ db, questions, tokens }: Omit<Installation, 'restore' | 'database' | 'admin'>): Started {
  const hinted: Api['hinted'] = []
  const changes = new KeyChanges()
  const keyLimits = { requestsPerMinute: 60_000, requestsPerDay: 20_000_000 }
  const app = buildApp(
    { name: 'results-api', logger: createLogger({ name: 'results-api', level: 'silent' }), ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_results', cacheMs: 1_000, changes }),
      keyChanges: changes,
      keyLimits,
      hints: { poolIsDirty: (pool) => hinted.push(pool) },
      questions,
      // A test that computes a plan reads it at once.
      pointerMemoryMs: 0,
      // However long its thread takes to start beside all other tests.
      foretellMs: 120_000,
      sealer: createSealer(secretKeys),
      checkResponses: true,
    },
  )
  const close = async () => {
    await app.close()
  }
  const token: Api['token'] = (orgId, role = 'marketer') => tokens.get(`${orgId} ${role}`) ?? ''
  const withToken: Api['withToken'] = (text) => (request) => send(app, text, request)
  const as: Api['as'] = (orgId, role) => withToken(token(orgId, role))
  return { app, hinted, token, as, withToken, keyLimits, close }
}

/** Of this installation. */
export const secretKeys = ['a secret key for tests, of 32 characters']

function open(url: string): Database {
  return connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })
}

async function makeTokens(admin: Database): Promise<Map<string, string>> {
  const tokens = new Map<string, string>()
  for (const orgId of ['north', 'south']) {
    await createOrganization(admin, { id: orgId, name: orgId, timeZone: 'America/New_York' })
    for (const [role, scopes] of Object.entries(roles)) {
      const { token } = await createApiKey(admin, { orgId, name: role, scopes })
      tokens.set(`${orgId} ${role}`, token)
    }
  }
  return tokens
}

async function send(app: HttpApp, token: string, { method, url, body, headers }: ApiRequest): Promise<Answered> {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  const isJson = /^application\/(problem\+)?json/.test(String(answer.headers['content-type']))
  const { statusCode: status, headers: answered, body: text } = answer
  return { status, headers: answered, body: isJson ? answer.json() : {}, text }
}

export const location = { name: 'Smyrna', timeZone: 'America/New_York' }
export const mapping = {
  locations: [
    { fhirId: '116', locationId: 'smyrna' },
    { system: 'https://cdc.gov/vaccines/programs/vtrcks', value: 'RA1000135', locationId: 'smyrna' },
  ],
  services: [{ code: 'covid19-immunization', serviceLine: 'ortho' }],
}
export const feed = { url: 'https://example.org/$bulk-publish', mappingId: 'ortho', source: '/feeds/west' }
export const serviceLine = {
  name: 'Orthodontics',
  typicalWaitDays: 18,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 480_000,
  marginShare: 0.42,
  priorCostPerBookingMinor: 9_500,
  priorKappa: 1.5,
}
export const cell = { locationId: 'smyrna', serviceLine: 'ortho', baselineDailyBudgetMinor: 42_000 }
export const pool = {
  name: 'South',
  currency: 'USD',
  timeZone: 'America/New_York',
  period: { kind: 'month', budgetMinor: 15_000_000 },
  cells: [{ id: 'smyrna-ortho', ...cell }],
}

/** The location, the service line and the pool `west`. */
export async function configure(send: (request: ApiRequest) => Promise<Answered>): Promise<void> {
  await send({ method: 'PUT', url: '/v1/locations/smyrna', body: location })
  await send({ method: 'PUT', url: '/v1/service-lines/ortho', body: serviceLine })
  await send({ method: 'PUT', url: '/v1/mappings/ortho', body: mapping })
  await send({ method: 'PUT', url: '/v1/feeds/west', body: feed })
  await send({ method: 'PUT', url: '/v1/pools/west', body: pool })
}
