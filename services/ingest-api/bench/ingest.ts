// npm run bench:ingest: events a second that are on disk, and how long an answer takes, from clients in processes of
// their own; beside pg alone, in the same run. `-- quick`: a minute and a half. `-- 100`: batches of 100 only.
// `-- --long`: five million events, and the memory they take.
import { parseArgs } from 'node:util'
import type { DirectLoad } from './direct-client.ts'
import { watchTimer } from './idle-timer.ts'
import { describeMachine, type Installation, withInstallation } from './installation.ts'
import type { Begin, Load, Measured } from './load.ts'
import { runLong } from './long.ts'
import { type Child, startChild } from './messages.ts'
import { WARM_UP_SECONDS } from './pace.ts'
import { postgresCpuMs } from './processes.ts'
import type { ServerUse } from './server.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { long: { type: 'boolean', default: false }, events: { type: 'string', default: '5000000' } },
})
const isQuick = positionals.includes('quick')
const seconds = isQuick ? 2 : 6
const rounds = isQuick ? 1 : 3
const allBatches = [1, 100, 1_000]
const chosen = allBatches.filter((batch) => positionals.includes(String(batch)))
const batches = chosen.length > 0 ? chosen : allBatches
/** The service stores an organization's events in two transactions at a time; pg alone gets as many. */
const DIRECT_CONNECTIONS = 2
const CLIENTS = 2
/** Events a second that batches are made for. Of the ceiling more are stored; what was made then lasts for a part of the time. */
const DIRECT_EVENTS = { 1: 6_000, 100: 60_000, 1000: 60_000 }
const HTTP_EVENTS = { 1: 12_000, 100: 60_000, 1000: 60_000 }
/** Until the first request is due: by then all clients know. */
const TO_BEGIN_MS = 100
const out = (line: string) => void process.stdout.write(`${line}\n`)

const explained = `(a) one call of store_new_events a batch, as the service sends it for new events of known places, by pg alone from ${DIRECT_CONNECTIONS} connections;
(b) the same rows of the log into one keyed table, likewise; each after a second that does not count`

interface Rate {
  perSecond: number
  p50: number
  p99: number
  others: Record<string, number>
  /** Processor microseconds an event, by whose. */
  cpu: { client: number; service: number; postgres: number }
}

interface Bench {
  installation: Installation
  server: Child
  ungrouped: Child
  direct: Child
}

await withInstallation(async (installation) => {
  out(await describeMachine(installation))
  out(explained)
  const { url } = installation
  if (values.long) {
    const server = await startChild('./server.ts', { url, grouping: {} })
    await runLong({ installation, server, events: Number(values.events), out })
    await server.stop()
    return
  }
  const bench: Bench = {
    installation,
    server: await startChild('./server.ts', { url, grouping: {} }),
    ungrouped: await startChild('./server.ts', { url, grouping: { maxEvents: 1, parallel: 10 } }),
    direct: await startChild('./direct-client.ts', { url }),
  }
  for (const batch of batches) await compare(bench, batch)
  await Promise.all([bench.server, bench.ungrouped, bench.direct].map((child) => child.stop()))
})

/** Connections in all; each client process has half of them. */
function connectionsFor(batch: number): number {
  return batch === 1 ? 64 : 8
}

async function compare(bench: Bench, batch: number): Promise<void> {
  out(
    `\nbatches of ${batch}, ${connectionsFor(batch)} connections from ${CLIENTS} processes, ${rounds} rounds of ${seconds} s`,
  )
  out(
    '| what | events/s | p50 ms | p99 ms | processor µs an event: client, service, PostgreSQL |\n|---|---|---|---|---|',
  )
  const ratios = { ofA: [] as number[], ofB: [] as number[], ofUngrouped: [] as number[] }
  let fastest = 0
  for (let round = 0; round < rounds; round += 1) {
    const name = `${batch}-${round}`
    // One after the other in each round: what else happens on the machine meets all of them.
    const b = await direct(bench, { what: 'ceiling', run: `${name}-b`, batch })
    const a = await direct(bench, { what: 'statements', run: `${name}-a`, batch })
    const http = await overHttp(bench, bench.server, { run: `${name}-http`, batch })
    show('(b) one keyed table, pg', b)
    show('(a) the same statement, pg', a)
    show('HTTP', http)
    ratios.ofA.push(http.perSecond / a.perSecond)
    ratios.ofB.push(http.perSecond / b.perSecond)
    fastest = Math.max(fastest, http.perSecond)
    if (batch !== 1) continue
    const single = await overHttp(bench, bench.ungrouped, { run: `${name}-single`, batch })
    show('HTTP, a transaction each', single)
    ratios.ofUngrouped.push(http.perSecond / single.perSecond)
  }
  // As long as all rounds: of a second with twelve batches of 1,000 the slowest hundredth is no request at all.
  const rate = fastest / 2 / batch
  const lasting = rounds * seconds
  const latestTimer = watchTimer()
  const half = await overHttp(bench, bench.server, { run: `${batch}-half`, batch, rate, lasting })
  const lateMs = latestTimer()
  show('HTTP at half of that', half)
  // Not of single events: many of them share a statement of the service, and pg alone sends each by itself.
  const alone =
    batch === 1 ? null : await direct(bench, { what: 'statements', run: `${batch}-alone`, batch, rate, lasting })
  if (alone) show('(a) at that rate', alone)
  if (batch !== 1) judge('HTTP of (a)', ratios.ofA, 0.6)
  if (batch !== 1) judge('HTTP of (b)', ratios.ofB, 0.3)
  if (batch === 1) judge('HTTP of a transaction each', ratios.ofUngrouped, 3)
  out(`p99 at half the maximum: ${half.p99.toFixed(1)} ms; goal ≤ 50: ${half.p99 <= 50 ? 'met' : 'missed'}`)
  if (alone) out(`  beside it: pg alone, the same statements at the same rate, ${alone.p99.toFixed(1)} ms`)
  out(`  meanwhile a timer of an idle process was late by ${lateMs.toFixed(1)} ms at most`)
}

type Wanted = Pick<Load, 'run' | 'batch' | 'rate'> & { lasting?: number }

async function direct(
  bench: Bench,
  { lasting = seconds, ...wanted }: Wanted & Pick<DirectLoad, 'what'>,
): Promise<Rate> {
  const prepared = batchesFor(wanted, lasting, DIRECT_EVENTS)
  const load: DirectLoad = { ...wanted, prepared, seconds: lasting, connections: DIRECT_CONNECTIONS }
  await bench.direct.ask(load)
  const before = postgresCpuMs(bench.installation.postmaster)
  const measured = await bench.direct.ask<Measured>(beginSoon())
  const postgres = postgresCpuMs(bench.installation.postmaster) - before
  return toRate([measured], { service: 0, postgres })
}

async function overHttp(bench: Bench, server: Child, { lasting = seconds, ...wanted }: Wanted): Promise<Rate> {
  const { installation } = bench
  const { address } = await server.ask<ServerUse>('use')
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, () => startChild('./http-client.ts', { url: address, key: installation.key })),
  )
  const connections = connectionsFor(wanted.batch) / CLIENTS
  const prepared = Math.ceil(batchesFor(wanted, lasting, HTTP_EVENTS) / CLIENTS)
  const share = wanted.rate === undefined ? {} : { rate: wanted.rate / CLIENTS }
  await Promise.all(
    clients.map((client, index) => {
      const load = { ...wanted, ...share, run: `${wanted.run}-${index}`, connections, prepared, seconds: lasting }
      return client.ask({ ...load, phase: index / CLIENTS } satisfies Load)
    }),
  )
  const before = await server.ask<ServerUse>('use')
  const pgBefore = postgresCpuMs(installation.postmaster)
  const begin = beginSoon()
  const measured = await Promise.all(clients.map((client) => client.ask<Measured>(begin)))
  const postgres = postgresCpuMs(installation.postmaster) - pgBefore
  const after = await server.ask<ServerUse>('use')
  await Promise.all(clients.map((client) => client.stop()))
  return toRate(measured, { service: after.cpuMs - before.cpuMs, postgres })
}

/** With those of the warm-up. Without a rate, as many as can be stored by far. */
function batchesFor({ batch, rate }: Wanted, lasting: number, mostPerSecond: Record<number, number>): number {
  const perSecond = rate ?? (mostPerSecond[batch] ?? 0) / batch
  return Math.ceil((lasting + WARM_UP_SECONDS) * perSecond) + 2 * connectionsFor(batch)
}

function beginSoon(): Begin {
  return { beginMs: Date.now() + TO_BEGIN_MS }
}

function toRate(measured: Measured[], cpu: { service: number; postgres: number }): Rate {
  const latencies = measured.flatMap(({ latenciesMs }) => latenciesMs).sort((x, y) => x - y)
  const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  const events = measured.reduce((sum, client) => sum + client.events, 0)
  const client = measured.reduce((sum, { cpuMs }) => sum + cpuMs, 0)
  const perEvent = (ms: number) => (ms * 1_000) / events
  return {
    perSecond: measured.reduce((sum, one) => sum + one.events / one.seconds, 0),
    p50: quantile(0.5),
    p99: quantile(0.99),
    others: Object.assign({}, ...measured.map(({ others }) => others)),
    cpu: { client: perEvent(client), service: perEvent(cpu.service), postgres: perEvent(cpu.postgres) },
  }
}

function show(what: string, { perSecond, p50, p99, others, cpu }: Rate): void {
  const refused = Object.keys(others).length === 0 ? '' : `; others ${JSON.stringify(others)}`
  const parts = [cpu.client, cpu.service, cpu.postgres].map((value) => value.toFixed(0)).join(', ')
  out(`| ${what} | ${Math.round(perSecond)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${parts}${refused} |`)
}

function judge(what: string, ratios: number[], goal: number): void {
  const sorted = ratios.toSorted((x, y) => x - y)
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(', ')
  out(`${what}: ${median.toFixed(2)} (rounds: ${all}); goal ≥ ${goal}: ${median >= goal ? 'met' : 'missed'}`)
}
