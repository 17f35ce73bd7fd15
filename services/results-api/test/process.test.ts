import { eventually, type Service, test } from '@sluice/test-kit'
import { expect } from 'vitest'

const script = 'services/results-api/src/main.ts'
const status = async (service: Service, path: string) => (await fetch(`${service.url}${path}`)).status
const answers = (service: Service, path: string, wanted: number) =>
  eventually(
    () => status(service, path),
    (got) => got === wanted,
    { timeoutMs: 60_000 },
  )

test('starts before its database, says so, and is ready once that is there', async ({ database, proxyTo, service }) => {
  const proxy = await proxyTo(database.url)
  await proxy.setMode('refuse')
  const api = await service({ script, env: { DATABASE_URL: proxy.urlFor(database.url) } })
  await answers(api, '/healthz', 200)
  expect(await status(api, '/readyz')).toBe(503)
  const refused = await fetch(`${api.url}/v1/recommendations`, { headers: { authorization: 'Bearer slc_x' } })
  expect([401, 503]).toContain(refused.status)
  await proxy.setMode('pass')
  await api.ready()
  expect(await api.kill('SIGTERM')).toBe('exit code 0')
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
