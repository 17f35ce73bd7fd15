// A stream of 50 MB (or --megabytes 1000) of good events into one process and its database: events a second, and the
// memory it takes as it goes on.
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { createApiKey, createAuthenticator, createOrganization } from '@sluice/auth'
import { connect, grantLogin, migrate } from '@sluice/database'
import { startLocalPostgres } from '@sluice/local-postgres'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { buildApp } from '../src/app.ts'
import { judgeMemory } from './memory.ts'

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '50' } } })
const wanted = Number(values.megabytes) * 1_000_000
const out = (line: string) => void process.stdout.write(`${line}\n`)

const folder = await mkdtemp(join(tmpdir(), 'sluice-bench-'))
// As root, PostgreSQL runs as another user, who must reach its data below.
await chmod(folder, 0o755)
const server = await startLocalPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
try {
  await main(server.adminUrl)
} finally {
  await server.stop()
  await rm(folder, { recursive: true })
}

async function main(adminUrl: string): Promise<void> {
  await migrate({ adminUrl, log: () => undefined })
  await grantLogin({ adminUrl, login: 'bench', password: 'bench' })
  const admin = open(adminUrl)
  await createOrganization(admin, { id: 'bench', name: 'bench', timeZone: 'UTC' })
  const { token } = await createApiKey(admin, { orgId: 'bench', name: 'bench', scopes: ['events:write'] })
  const db = open(Object.assign(new URL(adminUrl), { username: 'bench', password: 'bench' }).href)
  const app = buildApp(
    { name: 'bench', logger: createLogger({ name: 'bench', level: 'warn' }), ready: async () => ({}) },
    {
      db,
      authenticate: createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 5_000 }),
      hints: { poolIsDirty: () => undefined },
      sealer: createSealer(['a secret key for tests, of 32 characters']),
    },
  )
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  out(
    `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}; client in the same process`,
  )
  await measure(url, token)
  await app.close()
  await Promise.all([db.destroy(), admin.destroy()])
}

async function measure(url: string, key: string): Promise<void> {
  const start = process.memoryUsage().rss
  const memory = [start]
  const watch = setInterval(() => memory.push(process.memoryUsage().rss), 100)
  const before = performance.now()
  const last = await send(url, key)
  const seconds = (performance.now() - before) / 1_000
  clearInterval(watch)
  out(last)
  out(`${seconds.toFixed(1)} s, ${Math.round(JSON.parse(last).accepted / seconds)} events/s durable`)
  out(`memory (RSS) before: ${Math.round(start / 1e6)} MB`)
  out(judgeMemory(memory, 10))
}

/** Writes all before it reads anything; resolves with the last line of the answer. */
async function send(url: string, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' }
  const sender = request(`${url}/v1/events`, { method: 'POST', headers })
  const answered = once(sender, 'response')
  for (let sent = 0, number = 0; sent < wanted; number += 1) {
    const line = eventOf(number)
    sent += line.length
    if (!sender.write(line)) await once(sender, 'drain')
  }
  sender.end()
  const [answer] = await answered
  return (await text(answer)).trim().split('\n').at(-1) ?? ''
}

function eventOf(number: number): string {
  const data = { locationId: `l${number % 200}`, serviceLine: 'a', horizonDays: 14, newPatientSlotsOpen: number % 50 }
  const attributes = { specversion: '1.0', source: '/bench', type: 'sluice.capacity.observed.v1' }
  return `${JSON.stringify({ ...attributes, id: `bench-${number}`, time: new Date(1.7e12 + number * 1_000), data })}\n`
}

function open(url: string) {
  return connect({ url, applicationName: 'bench', maxConnections: 4, onError: () => undefined })
}
