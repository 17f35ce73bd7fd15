import { noteDashboardAct } from '@sluice/audit'
import { createApiKey, createAuthenticator, createKeyReader, createOrganization, type Scope } from '@sluice/auth'
import { connect, type Database } from '@sluice/database'
import { createQueueConnection, jobs, migrateQueue, openQueues, type QueueSettings } from '@sluice/queue'
import { createLogger, type HttpApp, type HttpServerOptions } from '@sluice/service-kit'
import { test as base, eventually } from '@sluice/test-kit'
import { buildApp, createEndedSessions, type DashboardDeps, LOGIN_ACTION } from '../src/app.ts'

export const ORIGIN = 'http://dashboard.test'
/** Two organizations, each with a job in the queue. */
export const organizations = ['acme', 'globex'] as const

export interface Dashboard {
  app: HttpApp
  admin: Database
  keyOf(orgId: string, scopes: readonly Scope[]): Promise<{ keyId: string; token: string }>
  /** The Set-Cookie header of a login that succeeded. */
  login(token: string): Promise<string>
  /** A cookie of a person of that organization. */
  cookieOf(orgId: string): Promise<string>
  /** The wall clock, and by how much it was set back. */
  now: { ms: number; setBack: number }
  /** Refusals told, in order. */
  refused: string[]
  /** Adds another job of each organization. */
  addJobs(): Promise<void>
  /** Every route the server has, as registered. */
  routes: { method: string; url: string }[]
}

type Extra = Partial<Pick<DashboardDeps, 'readOnly' | 'publicUrl' | 'secretKeys'>> &
  Partial<QueueSettings> &
  Pick<HttpServerOptions, 'bodies'>

/** `dashboard(options)` builds one on a database of its own; closed after the test. */
export const test = base.extend('dashboard', async ({ database }, { onCleanup }) => {
  const closing: (() => Promise<unknown>)[] = []
  onCleanup(async () => {
    for (const close of closing.reverse()) await close()
  })
  return async (extra: Extra = {}): Promise<Dashboard> => {
    await migrateQueue({ adminUrl: database.adminUrl, log: () => undefined })
    const open = (url: string) => {
      const db = connect({ url, applicationName: 'dashboard-test', maxConnections: 2, onError: () => undefined })
      closing.push(() => db.destroy())
      return db
    }
    const [db, admin] = [open(database.url), open(database.adminUrl)]
    for (const id of organizations) await createOrganization(admin, { id, name: id, timeZone: 'UTC' })
    const queues = openQueues(createQueueConnection({ databaseUrl: database.url, ...extra }, () => undefined))
    closing.push(() => queues.close())
    await addJobs(queues.current)
    const now = { ms: Date.now(), setBack: 0 }
    const keys = { db, role: 'sluice_results', cacheMs: 0, now: () => now.ms } as const
    const refused: string[] = []
    const note = ({ orgId, keyId }: { orgId: string; keyId: string }, reason: string, action: string) =>
      refused.push([orgId, keyId, reason, action].join(' '))
    const app = buildApp(
      {
        ...{ name: 'dashboard', logger: createLogger({ name: 'dashboard', level: 'silent' }), ready: async () => ({}) },
        ...(extra.bodies ? { bodies: extra.bodies } : {}),
      },
      {
        queues: queues.current,
        readOnly: extra.readOnly ?? true,
        authenticate: createAuthenticator({
          ...keys,
          onRefused: (key, reason) => note(key, reason, LOGIN_ACTION),
        }),
        noteAct: (principal, act, requestId) => noteDashboardAct(db, principal, act, requestId),
        refusals: { note },
        endedSessions: createEndedSessions(db, () => now.ms),
        findKey: createKeyReader(keys),
        secretKeys: extra.secretKeys ?? ['a secret of at least thirty-two characters'],
        publicUrl: extra.publicUrl ?? ORIGIN,
        now: () => now.ms,
        elapsed: () => now.ms + now.setBack,
      },
    )
    closing.push(() => app.close())
    const routes: Dashboard['routes'] = []
    app.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, url })
    })
    await app.ready()
    return { app, admin, now, refused, routes, addJobs: () => addJobs(queues.current), ...people(app, admin) }
  }
})

/** Resting for an hour: nothing may take them away while the test looks. */
async function addJobs(current: ReturnType<typeof openQueues>['current']): Promise<void> {
  const [queue] = await eventually(current, (open) => open.length > 0)
  for (const orgId of organizations)
    await queue?.add(jobs.recomputePool.name, { orgId, poolId: `${orgId}-pool`, revision: 7 }, { delay: 3_600_000 })
}

function people(app: HttpApp, admin: Database): Pick<Dashboard, 'keyOf' | 'login' | 'cookieOf'> {
  const keyOf = (orgId: string, scopes: readonly Scope[]) => createApiKey(admin, { orgId, name: 'test', scopes })
  const login = async (token: string) => String((await postKey(app, token)).headers['set-cookie'] ?? '')
  const cookieOf = async (orgId: string) => {
    const { token } = await keyOf(orgId, ['dashboard:read'])
    return (await login(token)).split(';')[0] ?? ''
  }
  return { keyOf, login, cookieOf }
}

export function postKey(app: HttpApp, key: string, headers: Record<string, string> = { origin: ORIGIN }) {
  return app.inject({
    method: 'POST',
    url: '/dashboard/login',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams({ key }).toString(),
  })
}
