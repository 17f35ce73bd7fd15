import { createApiKey, createAuthenticator, createOrganization, KeyChanges, type Scope, scopes } from '@sluice/auth'
import { operations } from '@sluice/contracts'
import { connect, type Database } from '@sluice/database'
import { registerIngestRoutes } from '@sluice/ingest-api'
import { createLimits } from '@sluice/limits'
import { openQuestions } from '@sluice/recompute'
import { registerResultsRoutes } from '@sluice/results-api'
import { createSealer } from '@sluice/secrets'
import { createHttpServer, createLogger, type HttpApp } from '@sluice/service-kit'
import { test as base, createTestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { fillEveryTable, tenantTables } from '../../packages/database/test/support.ts'

export interface Asking {
  method: string
  url: string
  token?: string | undefined
  body?: unknown
  headers?: Record<string, string>
}

export interface Answered {
  status: number
  text: string
  headers: Record<string, unknown>
}

/**
 * Every route of every service on one server, as `npm start` has them, and two organizations: `north`, which asks and has
 * nothing but keys, and `south`, which has a row in every table there is.
 */
export interface Installation {
  app: HttpApp
  admin: Database
  /** Keys of north with one scope each, and one with all. */
  keys: Record<Scope | 'all', string>
  ask(asking: Asking): Promise<Answered>
  /** Everything that is south's, as text: to be the same afterwards. */
  rowsOfSouth(): Promise<string>
  /** The rows of south, each as the ids and numbers in it. */
  idsOfSouth(): Promise<string[][]>
  routes: string[]
}

/** Operations that a service answers which is not on this server: none may be added here without its own test of access. */
export const elsewhere: readonly string[] = []
export const closed = operations.filter(({ id, scopes: needed }) => needed.length > 0 && !elsewhere.includes(id))

export const test = base.extend(
  'installation',
  { scope: 'file' },
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  async ({}, { onCleanup }): Promise<Installation> => {
    const database = await createTestDatabase()
    const [db, admin] = [open(database.url), open(database.adminUrl)]
    const questions = openQuestions({ databaseUrl: database.url })
    for (const id of ['north', 'south']) await createOrganization(admin, { id, name: id, timeZone: 'UTC' })
    const { app, routes } = buildServer(db, questions)
    onCleanup(async () => {
      await app.close()
      await Promise.all([db.destroy(), admin.destroy(), questions.close()])
      await database.drop()
    })
    await fillEveryTable(admin, database.adminUrl, 'south')
    await addIdsInForm(admin)
    const keys = await makeKeys(admin)
    return {
      ...{ app, admin, keys, routes },
      ask: (asking) => ask(app, asking),
      rowsOfSouth: async () => JSON.stringify(await readRows(admin)),
      idsOfSouth: async () => (await readRows(admin)).map(idsOf),
    }
  },
)

/** Where an id is not of the customer's choice: rows with one that its routes take. */
async function addIdsInForm(admin: Database): Promise<void> {
  await sql`insert into sources (org_id, source, id) values ('south', '/ehr/south', ${'0d'.repeat(16)})`.execute(admin)
  await sql`insert into source_signing_secrets (org_id, source, id, sealed) values ('south', '/ehr/south', '8RtZ2wQpLk3x', 'x')`.execute(
    admin,
  )
  const endpoint = `we_${'0d'.repeat(16)}`
  await sql`
    insert into webhook_endpoints (org_id, id, url, event_types, secret)
    values ('south', ${endpoint}, 'https://south.example', '{plan.published}', 'x')`.execute(admin)
  await sql`insert into webhook_events (org_id, id, type, body) values ('south', 'message', 'plan.published', '{}')`.execute(
    admin,
  )
  await sql`
    insert into webhook_deliveries (org_id, endpoint_id, event_id, status, next_attempt_at)
    values ('south', ${endpoint}, 'message', 'failed', null)`.execute(admin)
}

function buildServer(db: Database, questions: ReturnType<typeof openQuestions>) {
  const routes: string[] = []
  const app = createHttpServer({
    name: 'owasp',
    logger: createLogger({ name: 'owasp', level: 'silent' }),
    ready: async () => ({}),
    // So that a test can say which client asks.
    trustProxy: true,
  })
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`)
  })
  const changes = new KeyChanges()
  const common = {
    db,
    hints: { poolIsDirty: () => undefined },
    sealer: createSealer(['a secret of at least thirty-two characters']),
    limits: createLimits({ keys: { requestsPerMinute: 0, requestsPerDay: 0 }, guessesPerMinute: 100 }),
    checkResponses: true,
  }
  const authenticate = (role: 'sluice_ingest' | 'sluice_results') =>
    createAuthenticator({ db, role, cacheMs: 1_000, changes })
  registerIngestRoutes(app, { ...common, authenticate: authenticate('sluice_ingest') })
  registerResultsRoutes(app, {
    ...common,
    authenticate: authenticate('sluice_results'),
    keyChanges: changes,
    questions,
  })
  return { app, routes }
}

function open(url: string): Database {
  return connect({ url, applicationName: 'owasp', maxConnections: 6, onError: () => undefined })
}

async function makeKeys(admin: Database): Promise<Installation['keys']> {
  const made: [string, string][] = []
  for (const [name, held] of [['all', scopes] as const, ...scopes.map((scope) => [scope, [scope]] as const)]) {
    const { token } = await createApiKey(admin, { orgId: 'north', name, scopes: held })
    made.push([name, token])
  }
  return Object.fromEntries(made) as Installation['keys']
}

async function ask(app: HttpApp, { method, url, token, body, headers }: Asking): Promise<Answered> {
  const answer = await app.inject({
    method: method.toUpperCase() as 'GET',
    url,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}

async function readRows(admin: Database): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  for (const table of await tenantTables(admin)) {
    const column = sql.ref(table === 'organizations' ? 'id' : 'org_id')
    const found = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) as row from ${sql.table(table)} t where ${column} = 'south' order by to_jsonb(t)::text`.execute(
      admin,
    )
    rows.push(...found.rows.map(({ row }) => row))
  }
  return rows
}

/** Columns that hold what could stand in an address. */
const idColumn = /^(id|\w+_id|\w*number|source|service_line|format|platform)$/

function idsOf(row: Record<string, unknown>): string[] {
  const ids = Object.entries(row)
    .filter(([column]) => column !== 'org_id' && idColumn.test(column))
    .map(([, value]) => value)
    .filter((value) => typeof value === 'number' || (typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value)))
  return [...new Set(ids.map(String))]
}
