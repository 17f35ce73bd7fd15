import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { type EventLine, eventLine } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import { eventually, makeCapacityEvent } from '@sluice/test-kit'
import { expect, test } from 'vitest'
import { type BackfillDeps, OpenStreams, type Patience, type StreamLimits } from './backfill.ts'

const storeAll: BackfillDeps['store'] = async (items) =>
  items.flatMap((item): StoredEvent[] => (item.kind === 'event' ? [{ outcome: 'accepted', pools: [] }] : []))

function begin(
  body: Readable,
  deps: Partial<BackfillDeps> = {},
  limits: Partial<StreamLimits> = {},
  patience: Partial<Patience> = {},
) {
  const failures: unknown[] = []
  const streams = new OpenStreams({ maxLines: 2, ...limits }, { everyMs: 1, ...patience })
  const onFailure = (error: unknown) => void failures.push(error)
  const quiet = { admit: async () => undefined, options: async () => ({}) }
  const answer = streams.open(body, { store: storeAll, ...quiet, onFailure, ...deps })
  return { streams, answer, failures, lines: () => readLines(answer) }
}

async function readLines(answer: Readable): Promise<EventLine[]> {
  return (await text(answer))
    .trim()
    .split('\n')
    .map((line) => eventLine.parse(JSON.parse(line)))
}

const event = () => `${JSON.stringify(makeCapacityEvent())}\n`
const outage = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

/** Fails so often before it does what it should. */
function failing<Args extends unknown[], T>(times: number, work: (...args: Args) => Promise<T>) {
  let tries = 0
  return async (...args: Args): Promise<T> => {
    tries += 1
    if (tries <= times) throw outage
    return work(...args)
  }
}

test('a checkpoint per batch, refused lines between them, a summary at the end', async () => {
  const body = Readable.from(
    [event(), 'nonsense\n', '\r\n', event().replace('\n', '\r\n'), event().trim()].map(Buffer.from),
  )
  expect(await begin(body).lines()).toEqual([
    { kind: 'refused', line: 2, code: 'malformed-json', pointer: '#', detail: expect.any(String) },
    { kind: 'checkpoint', line: 2, accepted: 1, duplicate: 0, refused: 1 },
    { kind: 'checkpoint', line: 4, accepted: 2, duplicate: 0, refused: 1 },
    { kind: 'checkpoint', line: 5, accepted: 3, duplicate: 0, refused: 1 },
    { kind: 'summary', lines: 5, accepted: 3, duplicate: 0, refused: 1, notListed: 0 },
  ])
})

test('of nothing is fine', async () => {
  expect(await begin(Readable.from([])).lines()).toMatchObject([{ kind: 'summary', lines: 0 }])
})

test('a few lines do not wait for more', async () => {
  const body = new PassThrough()
  const { answer } = begin(body, {}, { maxLines: 500, flushMs: 1 })
  body.write(event())
  const [first] = await once(answer, 'data')
  expect(JSON.parse(first)).toMatchObject({ kind: 'checkpoint', line: 1 })
  body.end()
  expect(await readLines(answer)).toMatchObject([{ kind: 'summary' }])
})

test('a sender that falls silent is told what is stored', async () => {
  const body = new PassThrough()
  body.write(`${event()}${event()}{"half":`)
  const { lines, failures } = begin(body, {}, { idleMs: 5, flushMs: 1 })
  expect(await lines()).toMatchObject([
    { kind: 'checkpoint', line: 2 },
    { kind: 'aborted', line: 2, code: 'request-timeout' },
  ])
  expect(failures).toHaveLength(1)
})

test('a sender whose line does not come to its end is given up, though it is never silent', async () => {
  const body = Readable.from(
    (async function* () {
      yield Buffer.from(event())
      for (;;) {
        await turn()
        yield Buffer.from('x')
      }
    })(),
  )
  const { lines } = begin(body, {}, { idleMs: 300, flushMs: 1 })
  expect((await lines()).at(-1)).toMatchObject({ kind: 'aborted', line: 1, code: 'request-timeout' })
})

test.each([
  ['a store that stays away', outage, 'unavailable'],
  ['a fault of ours', new Error('oops'), 'internal-error'],
])('%s ends it with the last line that is stored for good', async (_case, error, code) => {
  let batches = 0
  const store: BackfillDeps['store'] = async (items) => {
    batches += 1
    if (batches >= 2) throw error
    return storeAll(items)
  }
  const body = Readable.from(Array.from({ length: 9 }, () => Buffer.from(event())))
  const { lines } = begin(body, { store }, {}, { forMs: 20 })
  expect((await lines()).at(-1)).toEqual({ kind: 'aborted', line: 2, code, accepted: 2, duplicate: 0, refused: 0 })
})

test('a process that ends says where to resume', async () => {
  const body = new PassThrough()
  const { streams, answer } = begin(body, {}, { flushMs: 1 })
  body.write(event())
  await once(answer, 'readable')
  streams.stop()
  body.end()
  expect((await readLines(answer)).at(-1)).toMatchObject({ kind: 'aborted', line: 1, code: 'unavailable' })
})

test.each([
  ['options', { options: failing(3, async () => ({})) }],
  ['admit', { admit: failing(3, async () => undefined) }],
  ['store', { store: failing(3, storeAll) }],
])(
  'a database that is away is waited for, with nothing read, and the last checkpoint said again (%s)',
  async (_, deps) => {
    const body = new PassThrough({ highWaterMark: 1 })
    const { lines } = begin(body, deps, {}, { tellEveryMs: 0 })
    const said = lines()
    for (let n = 0; n < 4; n += 1) if (!body.write(event())) await once(body, 'drain')
    body.end()
    const zero = { kind: 'checkpoint', line: 0, accepted: 0, duplicate: 0, refused: 0 }
    expect(await said).toEqual([
      ...[zero, zero, zero],
      { ...zero, line: 2, accepted: 2 },
      { ...zero, line: 4, accepted: 4 },
      { kind: 'summary', lines: 4, accepted: 4, duplicate: 0, refused: 0, notListed: 0 },
    ])
  },
)

test('a process that ends does not wait for a database that is away', async () => {
  const body = new PassThrough()
  const tried = Promise.withResolvers<void>()
  const store: BackfillDeps['store'] = async () => {
    tried.resolve()
    throw outage
  }
  const { streams, lines } = begin(body, { store }, { flushMs: 1 }, { everyMs: 60_000 })
  body.end(event())
  await tried.promise
  streams.stop()
  expect(await lines()).toMatchObject([{ kind: 'aborted', line: 0, code: 'unavailable' }])
})

test('when too much waits to be stored, it waits as well', async () => {
  let tries = 0
  const store: BackfillDeps['store'] = async (items) => {
    tries += 1
    if (tries === 1) throw new Problem('unavailable', 'full')
    return storeAll(items)
  }
  expect(await begin(Readable.from([Buffer.from(event())]), { store }).lines()).toMatchObject([
    { kind: 'checkpoint', accepted: 1 },
    { kind: 'summary' },
  ])
})

test('a slow store slows the reading: no more is taken in than a batch and a chunk', async () => {
  let read = 0
  const body = Readable.from(
    (function* () {
      for (; read < 1_000; read += 1) yield Buffer.from(event())
    })(),
    { highWaterMark: 1 },
  )
  const gate = Promise.withResolvers<void>()
  let storing = 0
  const store: BackfillDeps['store'] = async (items) => {
    storing += 1
    await gate.promise
    return storeAll(items)
  }
  const { lines } = begin(body, { store })
  await eventually(
    () => storing,
    (begun) => begun === 1,
  )
  for (let turns = 0; turns < 100; turns += 1) await turn()
  expect([storing, read < 10]).toEqual([1, true])
  gate.resolve()
  expect((await lines()).at(-1)).toMatchObject({ kind: 'summary', accepted: 1_000 })
})

test('whoever does not read the answer can still write everything, and costs little', async () => {
  const wrong = Buffer.from('{"specversion":"1.0"}\n'.repeat(1_000))
  const { answer, lines } = begin(Readable.from(Array.from({ length: 100 }, () => wrong)), {}, { maxLines: 500 })
  let largest = 0
  const push = answer.push.bind(answer)
  answer.push = (chunk) => {
    largest = Math.max(largest, answer.readableLength)
    if (chunk === null) finished.resolve()
    return push(chunk)
  }
  const finished = Promise.withResolvers<void>()
  await finished.promise
  expect(largest).toBeLessThan(200_000)
  const said = await lines()
  expect(said.filter(({ kind }) => kind === 'refused')).toHaveLength(1_000)
  expect(said.at(-1)).toMatchObject({ kind: 'summary', lines: 100_000, refused: 100_000, notListed: 99_000 })
})
