import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { readPoolState, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { createHintSender, createQueueConnection, type HintSender } from '@sluice/queue'
import { makeEvent } from '@sluice/test-kit/makers'
import type { Installation } from './installation.ts'
import { percentile } from './reading.ts'

const BATCH_MS = 50
const pool = { orgId: 'bench', poolId: 'large' }

const SLOTS = 4_000
const CLINICS = 100

/**
 * From an event on its way to the store until a follower of the stream has a plan that contains it, at so many events a second.
 * Worker and results API are processes of their own, as they run, without Redis: hints come through PostgreSQL. This process
 * stores the events, as ingestion does, and follows. Twice: with visits that are booked and cancelled one by one, as schedulers
 * tell it, and with clinics that are full at one moment and empty at the next, where most cells take a step that asks with every
 * plan. Goal: p95 within a second.
 */
export async function benchFollowing(installation: Installation, seconds: number): Promise<void> {
  const env = { ...process.env, DATABASE_URL: installation.databaseUrl, HOST: '127.0.0.1', LOG_LEVEL: 'fatal' }
  const port = await freePort()
  const worker = fork(new URL('../../worker/src/main.ts', import.meta.url), { env: { ...env, PORT: '0' } })
  const api = fork(new URL('../src/main.ts', import.meta.url), { env: { ...env, PORT: String(port) } })
  process.stdout.write(
    `event to its plan at a follower, ${seconds} s each, events in batches of ${BATCH_MS} ms; goal: p95 1000 ms\n`,
  )
  const queue = createQueueConnection({ databaseUrl: installation.databaseUrl }, () => undefined)
  const hints = createHintSender(queue)
  const service: Service = { ...installation, origin: `http://127.0.0.1:${port}` }
  try {
    await warmUp(installation, hints)
    await untilReady(service)
    for (const [what, nextBooked] of Object.entries(bookings)) {
      process.stdout.write(`${what}\n`)
      for (const rate of [10, 100, 1_000]) await measure(service, { hints, nextBooked }, rate, seconds)
    }
  } finally {
    await hints.close()
    await Promise.all([worker, api].map(stop))
  }
}

interface Service extends Installation {
  /** Address of the results API in its own process. */
  origin: string
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function untilReady({ origin }: Service): Promise<void> {
  const isReady = async () => (await fetch(`${origin}/readyz`).catch(() => null))?.ok === true
  while (!(await isReady())) await pause(BATCH_MS)
}

async function stop(process: ChildProcess): Promise<void> {
  process.kill()
  if (process.exitCode === null) await once(process, 'exit')
}

/**
 * A worker's first plan folds every gate from the log, and none of its code is compiled yet; that is once in its life.
 */
async function warmUp(installation: Installation, hints: HintSender): Promise<void> {
  for (let round = 0; round < 10; round++) {
    const sender = { hints, nextBooked: anyNumber }
    const [last] = await send(installation, sender, 1_000 / BATCH_MS, BATCH_MS / 1_000)
    if (!last) continue
    // Not its plan: an event that moves nothing makes none.
    while ((await computedRevision(installation)) < last.revision) await pause(BATCH_MS)
  }
}

async function computedRevision({ db }: Installation): Promise<number> {
  const state = await withOrganization(db, { role: 'sluice_results', orgId: pool.orgId }, (trx) =>
    readPoolState(trx, pool),
  )
  return state?.computed_revision ?? 0
}

async function measure(service: Service, sender: Sender, rate: number, seconds: number): Promise<void> {
  const gone = new AbortController()
  const seen: { planNumber: number; atMs: number }[] = []
  const listening = listen(service, gone.signal, (planNumber) => seen.push({ planNumber, atMs: performance.now() }))
  const sent = await send(service, sender, rate, seconds)
  await pause(5_000)
  gone.abort()
  await listening
  const plans = await plansOf(service)
  const visible = seen.map(({ planNumber, atMs }) => ({
    atMs,
    ...(plans.get(planNumber) ?? { revision: 0, storedAtMs: 0 }),
  }))
  const waits = sent.flatMap(({ revision, atMs }) => {
    const first = visible.find((plan) => plan.revision >= revision)
    return first ? [first.atMs - atMs] : []
  })
  // But for the one that was there when it began to follow.
  const told = visible.slice(1).map(({ atMs, storedAtMs }) => atMs - storedAtMs)
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(waits, share).toFixed(0))
  process.stdout.write(
    `${String(rate).padStart(5)} events/s  p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms, of it from stored to follower p50 ${percentile(told, 0.5).toFixed(0)} ms  p95 ${percentile(told, 0.95).toFixed(0)} ms; ${seen.length} plans; ${sent.length - waits.length} of ${sent.length} batches were not seen\n`,
  )
}

/** A batch falls due whether the one before is stored or not, and counts from then. */
async function send(installation: Installation, sender: Sender, rate: number, seconds: number): Promise<Sent[]> {
  const begunMs = performance.now()
  const batches: Promise<Sent[]>[] = []
  for (let count = 0; performance.now() < begunMs + seconds * 1_000; await pause(BATCH_MS)) {
    const due = Math.floor((rate * (performance.now() - begunMs + BATCH_MS)) / 1_000)
    batches.push(store(installation, sender, due - count))
    count = due
  }
  return (await Promise.all(batches)).flat()
}

interface Sender {
  hints: HintSender
  nextBooked: NextBooked
}

interface Sent {
  revision: number
  atMs: number
}

async function store({ db }: Installation, { hints, nextBooked }: Sender, count: number): Promise<Sent[]> {
  if (count === 0) return []
  const atMs = performance.now()
  const stored = await storeEvents(
    db,
    pool.orgId,
    Array.from({ length: count }, () => bookingEvent(nextBooked)),
  )
  const last = stored.flatMap((one) => (one.outcome === 'accepted' ? one.pools : [])).at(-1)
  if (!last) return []
  hints.poolIsDirty({ ...pool, revision: last.revision })
  return [{ revision: last.revision, atMs }]
}

/** How many of its visits are booked at a clinic now, by how many were before. */
type NextBooked = (before: number) => number

const anyNumber: NextBooked = () => Math.floor(Math.random() * SLOTS)
const oneMoreOrLess: NextBooked = (before) => Math.min(SLOTS, Math.max(0, before + (Math.random() < 0.5 ? 1 : -1)))
const bookings = {
  'visits booked and cancelled one by one': oneMoreOrLess,
  'clinics full and empty by turns': anyNumber,
}
const booked = new Array<number>(CLINICS).fill(SLOTS / 2)

function bookingEvent(nextBooked: NextBooked) {
  const clinic = Math.floor(Math.random() * CLINICS)
  const now = nextBooked(booked[clinic] ?? 0)
  booked[clinic] = now
  return makeEvent('sluice.capacity.observed.v1', {
    locationId: `clinic-${clinic}`,
    serviceLine: 'ortho',
    horizonDays: 14,
    newPatientSlotsTotal: SLOTS,
    newPatientSlotsBooked: now,
  })
}

async function listen({ origin, token }: Service, signal: AbortSignal, onPlan: (planNumber: number) => void) {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${origin}/v1/pools/large/plan/stream`, { headers, signal })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of answer.body ?? []) {
      for (const [, number] of decoder.decode(chunk).matchAll(/"planNumber":(\d+)/g)) onPlan(Number(number))
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

interface StoredPlan {
  revision: number
  /** On this process's clock; the database is on the same machine. */
  storedAtMs: number
}

async function plansOf({ db }: Installation): Promise<Map<number, StoredPlan>> {
  const rows = await withOrganization(db, { role: 'sluice_results', orgId: pool.orgId }, (trx) =>
    trx
      .selectFrom('plans')
      .select(['number', 'input_revision', 'computed_at'])
      .where('pool_id', '=', pool.poolId)
      .execute(),
  )
  return new Map(
    rows.map((row) => [
      row.number,
      { revision: row.input_revision, storedAtMs: row.computed_at.getTime() - performance.timeOrigin },
    ]),
  )
}
