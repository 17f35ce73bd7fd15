import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { createApiKey } from '@sluice/auth'
import { connect } from '@sluice/database'
import { migrateQueue, openQueues } from '@sluice/queue'
import {
  clinicId,
  collectQueueErrors,
  configurePool,
  eventually,
  type Service,
  type TestDatabase,
  test,
} from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'

const script = 'services/results-api/src/main.ts'
const status = async (service: Service, path: string) => (await fetch(`${service.url}${path}`)).status
const answers = (service: Service, path: string, wanted: number) =>
  eventually(
    () => status(service, path),
    (got) => got === wanted,
    { timeoutMs: 60_000 },
  )

/** An organization with a pool, and a key that may change it. */
async function makePool({ adminUrl, url }: TestDatabase, orgId: string): Promise<string> {
  await configurePool({ adminUrl, url }, { orgId })
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  onTestFinished(() => admin.destroy())
  return (await createApiKey(admin, { orgId, name: 'test', scopes: ['config:write'] })).token
}

/** Renames a clinic, but for the end of the body; what is returned sends that, and tells the status. */
async function beginToRename(url: string, key: string, name: string): Promise<() => Promise<number | undefined>> {
  const body = JSON.stringify({ name, timeZone: 'America/New_York' })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': body.length }
  const put = request(`${url}/v1/locations/${clinicId(0)}`, { method: 'PUT', headers })
  const answered = once(put, 'response') as Promise<[IncomingMessage]>
  // Whoever finishes is told what went wrong; until then nobody listens.
  answered.catch(() => undefined)
  put.write(body.slice(0, -1))
  await once(put, 'socket')
  return async () => {
    put.end(body.slice(-1))
    const [answer] = await answered
    return answer.resume().statusCode
  }
}

/** Organizations whose pools the queue was told of; call it again and again. */
function watchHints(databaseUrl: string): () => Promise<string[]> {
  const queues = openQueues(collectQueueErrors({ databaseUrl }).connection)
  onTestFinished(() => queues.close())
  return async () => {
    const open = queues.current()
    if (open.length === 0) throw new Error('the queue is not open yet')
    const found = await Promise.all(open.map((queue) => queue.getJobs()))
    return found.flat().map(({ data }) => data.orgId)
  }
}

test('starts before its database, says so, and is ready once that is there; what it stores while it ends is hinted', async ({
  database,
  proxyTo,
  service,
}) => {
  await migrateQueue({ adminUrl: database.adminUrl, log: () => undefined })
  const [early, late] = [await makePool(database, 'early'), await makePool(database, 'late')]
  const proxy = await proxyTo(database.url)
  await proxy.setMode('refuse')
  const api = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url) } })
  await answers(api, '/healthz', 200)
  expect(await status(api, '/readyz')).toBe(503)
  const refused = await fetch(`${api.url}/v1/recommendations`, { headers: { authorization: 'Bearer slc_x' } })
  expect([401, 503]).toContain(refused.status)
  await proxy.setMode('pass')
  await api.ready()
  const hinted = watchHints(database.url)
  let renamed = 0
  // The queue is opened beside everything else, and may come later.
  const tryHint = async () => {
    await (await beginToRename(api.url, early, `Renamed ${++renamed}`))()
    return hinted()
  }
  await eventually(tryHint, (organizations) => organizations.includes('early'))
  const finish = await beginToRename(api.url, late, 'Renamed')
  process.kill(api.pid, 'SIGTERM')
  const isEnding = () => api.logs.some(({ msg }) => msg === 'stopping')
  await eventually(isEnding, Boolean, { timeoutMs: 60_000 })
  expect(await finish()).toBe(200)
  expect(await api.exited).toBe('exit code 0')
  expect(await hinted()).toContain('late')
})

test.for(['refuse', 'blackhole'] as const)(
  'SIGTERM while its database is not there (%s): gone within 10 s, quietly',
  async (mode, { database, proxyTo, service }) => {
    const proxy = await proxyTo(database.url)
    await proxy.setMode(mode)
    const api = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url) } })
    await eventually(
      () => api.logs.map((line) => String(line.msg)),
      (all) => all.some((msg) => msg.startsWith('waiting')),
      {
        timeoutMs: 60_000,
      },
    )
    expect(await status(api, '/healthz')).toBe(200)
    // Not 1: that is how it ends after ten seconds, with whatever still hangs.
    expect(await api.kill('SIGTERM')).toBe('exit code 0')
    expect(api.logs.filter((line) => String(line.msg).startsWith('waiting'))).toHaveLength(1)
  },
)

test('outlives its database: 503 while it is gone, ready when it is back', async ({ database, proxyTo, service }) => {
  const proxy = await proxyTo(database.url)
  const api = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url) } })
  await api.ready()
  await proxy.setMode('refuse')
  await answers(api, '/readyz', 503)
  expect(await status(api, '/healthz')).toBe(200)
  await proxy.setMode('pass')
  await answers(api, '/readyz', 200)
})

test('settings that are wrong are told all at once, and it ends', async ({ service }) => {
  const env = { DATABASE_URL: 'mysql://c4n4ry', LOG_LEVEL: 'c4n4ry', NODE_ENV: 'production' }
  const api = await service({ script, env })
  expect(await api.exited).toBe('exit code 1')
  const told = api.output.join('\n')
  for (const name of ['DATABASE_URL', 'LOG_LEVEL', 'SLUICE_SECRET_KEYS']) expect(told).toContain(name)
  expect(told).not.toContain('c4n4ry')
})
