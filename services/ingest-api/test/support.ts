import { createApiKey, createAuthenticator } from '@sluice/auth'
import { connect, type Database } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { type BodyBudgetOptions, createLogger, type HttpApp, Registry } from '@sluice/service-kit'
import { test as base, createTestDatabase, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { buildApp, type IngestDeps } from '../src/app.ts'

export const single = 'application/cloudevents+json'
export const batch = 'application/cloudevents-batch+json'

/** Of this installation. */
export const secretKeys = ['a secret key for tests, of 32 characters']

export function open(url: string, maxConnections = 4): Database {
  return connect({ url, applicationName: 'test', maxConnections, onError: () => undefined })
}

interface Hint {
  orgId: string
  poolId: string
  revision: number
}

/** Collects what a logger writes. */
function logLines() {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { lines, logger: createLogger({ name: 'ingest-api', level: 'trace', destination }) }
}

export interface Ingest {
  app: HttpApp
  /** Posts a body as it is, or as JSON; with the key of `north` that may write events, unless headers say otherwise. */
  post: (
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Record<string, unknown>; text: string; json: () => Record<string, unknown> }>
  admin: Database
  hints: Hint[]
  logs: string[]
  keys: { north: string; south: string; reader: string }
}

/**
 * The service on a database with two organizations; smyrna's orthodontics is in the pool `georgia` of each. `ingest` is
 * the test's own, `shared` is one for all tests of a file that look at answers only.
 */
export const test = base
  .extend('ingest', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
    const { ingest, close } = await startIngest(database)
    onCleanup(close)
    return ingest
  })
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('shared', { scope: 'file' }, async ({}, { onCleanup }) => {
    const database = await createTestDatabase()
    const { ingest, close } = await startIngest(database)
    onCleanup(async () => {
      await close()
      await database.drop()
    })
    return ingest
  })

/** The service as `ingest` is, but for what is given. */
export async function startIngest(
  database: TestDatabase,
  { bodies, ...changes }: Partial<IngestDeps> & { bodies?: BodyBudgetOptions } = {},
): Promise<{ ingest: Ingest; close: () => Promise<void> }> {
  const admin = open(database.adminUrl)
  const db = open(database.url)
  const keys = await makeTenants(admin, database.adminUrl)
  const hints: Hint[] = []
  const { lines, logger } = logLines()
  const metrics = new Registry()
  const app = buildApp(
    {
      ...{ name: 'ingest-api', logger, metrics, tracing: changes.tracing, ready: async () => ({}) },
      ...(bodies ? { bodies } : {}),
    },
    {
      metrics,
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0 }),
      hints: { poolIsDirty: (pool) => hints.push(pool) },
      sealer: createSealer(secretKeys),
      sourceCacheMs: 0,
      checkResponses: true,
      numericIdSources: new Set(['north@/numbers']),
      ...changes,
    },
  )
  const close = async () => {
    await app.close()
    await Promise.all([db.destroy(), admin.destroy()])
  }
  return { ingest: { app, admin, hints, logs: lines, keys, post: postTo(app, keys.north) }, close }
}

/** Two organizations alike and their keys. */
export async function makeTenants(admin: Database, adminUrl: string) {
  for (const orgId of ['north', 'south'])
    await makeOrganization(adminUrl, orgId, [
      { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'orthodontics' },
      { poolId: 'brand', locationId: 'macon', serviceLine: 'orthodontics', channel: 'search' },
    ])
  const key = async (orgId: string, scope: 'events:write' | 'plans:read') =>
    (await createApiKey(admin, { orgId, name: 'test', scopes: [scope] })).token
  return {
    north: await key('north', 'events:write'),
    south: await key('south', 'events:write'),
    reader: await key('north', 'plans:read'),
  }
}

function postTo(app: HttpApp, key: string): Ingest['post'] {
  return async (body, headers = {}) => {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const response = await app.inject({
      method: 'POST',
      url: '/v1/events',
      payload,
      headers: { authorization: `Bearer ${key}`, 'content-type': single, ...headers },
    })
    return { status: response.statusCode, headers: response.headers, text: response.body, json: () => response.json() }
  }
}
