import { fork } from 'node:child_process'
import { fastify } from 'fastify'
import type { Installation } from './installation.ts'
import type { ReadLoad, ReadMeasured } from './read-load.ts'

const CONNECTIONS = 16
/** Share of the bare route's requests a second. */
const GOAL = 0.5

/** What is read, beside a bare Fastify route that answers as many bytes from a buffer, or 304, and nothing else. */
export async function benchReading({ app, token }: Installation, seconds: number): Promise<void> {
  const api = Number(new URL(app.listeningOrigin).port)
  const authorization = `Bearer ${token}`
  const reads: { label: string; path: string; headers: Record<string, string> }[] = [
    { label: 'the plan, full', path: '/v1/pools/large/plan', headers: {} },
    { label: 'the plan, full, gzip', path: '/v1/pools/large/plan', headers: { 'accept-encoding': 'gzip' } },
    { label: 'the plan, 304', path: '/v1/pools/large/plan', headers: { 'if-none-match': 'W/"large.1"' } },
    { label: 'one page, 100 lines', path: '/v1/recommendations?poolId=large', headers: {} },
    {
      label: 'one page, 304',
      path: '/v1/recommendations?poolId=large',
      headers: await tagOf(app.listeningOrigin, token),
    },
  ]
  process.stdout.write(
    `${CONNECTIONS} connections, ${seconds} s each, warmed up; one process serves, another asks; µs is processor time of the serving one a request\n`,
  )
  process.stdout.write(
    `${columns(['what', 'status', 'bytes', 'requests/s', 'p99 ms', 'µs', 'bare/s', 'p99 ms', 'µs', 'ratio', 'of µs', 'goal'])}\n`,
  )
  for (const { label, path, headers } of reads) {
    const load = { path, headers: { authorization, ...headers }, connections: CONNECTIONS }
    await ask({ ...load, port: api, seconds: 1 })
    const ours = await ask({ ...load, port: api, seconds })
    const bare = await withBareRoute(ours, path, async (port) => {
      await ask({ ...load, port, seconds: 1 })
      return ask({ ...load, port, seconds })
    })
    if (bare.status !== ours.status || bare.bytes !== ours.bytes) throw new Error('the two routes answer differently')
    print(label, ours, bare)
  }
}

async function tagOf(origin: string, token: string): Promise<Record<string, string>> {
  const answer = await fetch(`${origin}/v1/recommendations?poolId=large`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await answer.arrayBuffer()
  return { 'if-none-match': answer.headers.get('etag') ?? '' }
}

/** No key, no schema, no log: what Node and Fastify can do at best. */
async function withBareRoute<T>(like: ReadMeasured, path: string, work: (port: number) => Promise<T>): Promise<T> {
  const bare = fastify()
  const prepared = Buffer.alloc(like.bytes, 0x20)
  bare.get(path.split('?')[0] ?? path, async (_request, reply) => {
    if (like.status === 304) return reply.code(304).send()
    return reply.type('application/json').send(prepared)
  })
  await bare.listen({ host: '127.0.0.1', port: 0 })
  try {
    return await work(Number(new URL(bare.listeningOrigin).port))
  } finally {
    await bare.close()
  }
}

interface Asked extends ReadMeasured {
  requestsPerSecond: number
  p99Ms: number
  /** Processor time of this process a request, in µs. */
  processorUs: number
}

async function ask(load: ReadLoad): Promise<Asked> {
  const client = fork(new URL('./read-load.ts', import.meta.url))
  const before = process.cpuUsage()
  const measured = await new Promise<ReadMeasured>((resolve, reject) => {
    client
      .once('message', resolve)
      .once('error', reject)
      .once('exit', () => reject(new Error('the client ended')))
    client.send(load)
  })
  const { user, system } = process.cpuUsage(before)
  const requests = measured.latenciesMs.length
  return {
    ...measured,
    requestsPerSecond: requests / load.seconds,
    p99Ms: percentile(measured.latenciesMs, 0.99),
    processorUs: (user + system) / requests,
  }
}

function print(label: string, ours: Asked, bare: Asked): void {
  const figures = (asked: Asked) => [
    asked.requestsPerSecond.toFixed(0),
    asked.p99Ms.toFixed(1),
    asked.processorUs.toFixed(0),
  ]
  const ratios = [ours.requestsPerSecond / bare.requestsPerSecond, bare.processorUs / ours.processorUs]
  const cells = [label, String(ours.status), ours.bytes.toLocaleString('en'), ...figures(ours), ...figures(bare)]
  const shares = [...ratios, GOAL].map((ratio) => `${(100 * ratio).toFixed(0)} %`)
  process.stdout.write(`${columns([...cells, ...shares])}\n`)
}

function columns([first = '', ...rest]: readonly string[]): string {
  return [first.padEnd(22), ...rest.map((text) => text.padStart(10))].join(' ')
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
