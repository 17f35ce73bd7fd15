import { Registry } from 'prom-client'
import { describe, expect, test } from 'vitest'
import { createLimits, type LimitsOptions } from './limits.ts'
import type { SharedCounts } from './shared-counts.ts'

/** A minute past midnight, so that neither window ends by chance. */
const start = Date.UTC(2026, 10, 25, 0, 1)
const key = { keyId: 'key' }

function makeLimits(options: Partial<LimitsOptions> = {}) {
  const clock = { ms: start, setBy: 0 }
  const keys = { requestsPerMinute: 3, requestsPerDay: 5 }
  return {
    clock,
    limits: createLimits({
      keys,
      guessesPerMinute: 2,
      now: () => clock.ms + clock.setBy,
      elapsed: () => clock.ms - start,
      ...options,
    }),
  }
}

test('the last request of the minute passes, the next waits for the minute to end, and costs nothing', () => {
  const { limits, clock } = makeLimits()
  clock.ms += 18_000
  expect([0, 1, 2].map(() => limits.take(key).waitSeconds)).toEqual([0, 0, 0])
  expect(limits.take(key)).toEqual({
    waitSeconds: 42,
    detail: 'The key may send 3 requests a minute, and has.',
    headers: {
      'ratelimit-policy': '"minute";q=3;w=60, "day";q=5;w=86400',
      ratelimit: '"minute";r=0;t=42, "day";r=2;t=86322',
    },
  })
  clock.ms += 42_000
  expect([0, 1].map(() => limits.take(key).waitSeconds)).toEqual([0, 0])
  // The day's five are used up, whatever the minute says.
  expect(limits.take(key)).toMatchObject({ waitSeconds: 86_280, detail: expect.stringContaining('5 requests a day') })
  clock.ms = Date.UTC(2026, 10, 26)
  expect(limits.take(key).waitSeconds).toBe(0)
})

test('what a body held counts for the day alone, and refuses only the next request', () => {
  const { limits } = makeLimits()
  limits.take(key)
  limits.charge(key, 1_000)
  limits.charge(key, 0)
  expect(limits.take(key)).toMatchObject({ headers: { ratelimit: '"minute";r=2;t=60, "day";r=0;t=86340' } })
  expect(limits.take(key).waitSeconds).toBeGreaterThan(60)
})

test('a key may have limits of its own; 0 is none, and then nothing is said of them', () => {
  const { limits } = makeLimits()
  const own = { keyId: 'own', limits: { requestsPerMinute: 1, requestsPerDay: 0 } }
  expect(limits.take(own)).toMatchObject({ waitSeconds: 0, headers: { 'ratelimit-policy': '"minute";q=1;w=60' } })
  expect(limits.take(own).waitSeconds).toBe(60)
  const free = { keyId: 'free', limits: { requestsPerMinute: 0, requestsPerDay: 0 } }
  for (let n = 0; n < 100; n += 1) expect(limits.take(free)).toMatchObject({ waitSeconds: 0, headers: {} })
})

test('keys do not use up each other’s', () => {
  const { limits } = makeLimits()
  for (let n = 0; n < 4; n += 1) limits.take(key)
  expect(limits.take({ keyId: 'other' }).waitSeconds).toBe(0)
})

/** A store in memory, as Redis would be. */
function memoryCounts(): SharedCounts {
  const totals = new Map<string, number>()
  return {
    add: async (increments) =>
      increments.map(({ name, amount }) => {
        const total = (totals.get(name) ?? 0) + amount
        totals.set(name, total)
        return total
      }),
    close: () => undefined,
  }
}

test('processes that share their counts share the limit', async () => {
  const shared = memoryCounts()
  const [a, b] = [makeLimits({ shared }), makeLimits({ shared })]
  a.limits.take(key)
  a.limits.take(key)
  b.limits.take(key)
  await a.limits.share()
  await b.limits.share()
  expect(b.limits.take(key).waitSeconds).toBe(60)
  // The other one learns it with its next request.
  expect(a.limits.take(key).waitSeconds).toBe(0)
  await a.limits.share()
  expect(a.limits.take(key).waitSeconds).toBe(60)
  a.clock.ms += 60_000
  expect(a.limits.take(key).waitSeconds).toBe(0)
  await Promise.all([a.limits.close(), b.limits.close()])
})

test('a store that fails refuses nobody, is counted, and each process goes on counting for itself', async () => {
  const metrics = new Registry()
  const shared = { add: () => Promise.reject(new Error('gone')), close: () => undefined }
  const { limits } = makeLimits({ shared, metrics })
  for (let n = 0; n < 3; n += 1) {
    expect(limits.take(key).waitSeconds).toBe(0)
    await limits.share()
  }
  expect(limits.take(key).waitSeconds).toBe(60)
  expect(await metrics.metrics()).toContain('sluice_limit_share_failures_total 3')
  await limits.close()
})

test('a store that never answers keeps nobody waiting', async () => {
  const asked: unknown[] = []
  const shared = { add: (all: unknown) => new Promise<number[]>(() => asked.push(all)), close: () => undefined }
  const { limits } = makeLimits({ shared })
  limits.take(key)
  void limits.share()
  limits.take(key)
  void limits.share()
  expect(limits.take(key).waitSeconds).toBe(0)
  expect(limits.take(key).waitSeconds).toBe(60)
  // One question at a time: what it holds does not grow.
  expect(asked).toHaveLength(1)
})

test('an answer that comes after its window has ended says nothing of the next', async () => {
  let answer: (totals: number[]) => void = () => undefined
  const shared = {
    add: () =>
      new Promise<number[]>((resolve) => {
        answer = resolve
      }),
    close: () => undefined,
  }
  const { limits, clock } = makeLimits({ shared })
  limits.take(key)
  const sharing = limits.share()
  clock.ms += 60_000
  expect(limits.take(key).headers.ratelimit).toContain('"minute";r=2')
  answer([1_000, 1])
  await sharing
  expect(limits.take(key).headers.ratelimit).toContain('"minute";r=1')
})

test('a client’s guesses: the last allowed one, the one after, and the next minute', () => {
  const { limits, clock } = makeLimits()
  limits.noteGuess('192.0.2.1', 'a')
  expect(limits.guessWaitSeconds('192.0.2.1')).toBe(0)
  limits.noteGuess('192.0.2.1', 'b')
  expect([limits.guessWaitSeconds('192.0.2.1'), limits.guessWaitSeconds('192.0.2.2')]).toEqual([60, 0])
  clock.ms += 60_000
  expect(limits.guessWaitSeconds('192.0.2.1')).toBe(0)
})

test('the same key that is none, shown over and over, is one guess; of 32 scripts too, not of more', () => {
  const { limits } = makeLimits({ guessesPerMinute: 34 })
  const show = (keys: number, times: number) => {
    for (let n = 0; n < keys * times; n += 1) limits.noteGuess('192.0.2.1', `key ${n % keys}`)
    return limits.guessWaitSeconds('192.0.2.1') > 0
  }
  expect([show(1, 1_000), show(32, 100), show(33, 1), show(33, 2)]).toEqual([false, false, false, true])
})

test.each([
  ['2001:db8::1', '2001:db8::ffff:1', true],
  ['2001:db8:0:0:1::', '2001:db8::2', true],
  ['2001:db8:0:1::1', '2001:db8::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['::1', '::2', true],
])('%s and %s are one client: %s', (one, other, isOne) => {
  const { limits } = makeLimits()
  limits.noteGuess(one, 'a')
  limits.noteGuess(one, 'b')
  expect(limits.guessWaitSeconds(other) > 0).toBe(isOne)
})

describe('a wall clock that is set', () => {
  const hour = 3_600_000
  test.each([-hour, -30_000, hour])(
    'by %i ms gives a key one minute more at most, and makes it wait for one at most',
    (setBy) => {
      const { limits, clock } = makeLimits({ keys: { requestsPerMinute: 3, requestsPerDay: 0 } })
      clock.ms += 45_000
      for (let n = 0; n < 3; n += 1) expect(limits.take(key).waitSeconds).toBe(0)
      clock.setBy = setBy
      const passed = Array.from({ length: 20 }, () => limits.take(key)).filter(({ waitSeconds }) => waitSeconds === 0)
      expect(passed.length).toBeLessThanOrEqual(3)
      expect(limits.take(key).waitSeconds).toBeLessThanOrEqual(60)
      clock.ms += 60_000
      expect(limits.take(key).waitSeconds).toBe(0)
    },
  )

  test('over midnight and back gives it one day more at most', () => {
    const { limits, clock } = makeLimits({ keys: { requestsPerMinute: 0, requestsPerDay: 5 } })
    const passed = () =>
      Array.from({ length: 20 }, () => limits.take(key)).filter(({ waitSeconds }) => waitSeconds === 0).length
    expect(passed()).toBe(5)
    clock.setBy = -hour
    expect([passed(), passed()]).toEqual([5, 0])
    expect(limits.take(key).waitSeconds).toBeLessThanOrEqual(86_400)
    clock.ms += hour
    expect([passed(), passed()]).toEqual([5, 0])
  })

  test('where processes share what they counted, a day that comes again is remembered', async () => {
    const { limits, clock } = makeLimits({ keys: { requestsPerMinute: 0, requestsPerDay: 5 }, shared: memoryCounts() })
    clock.setBy = -2 * hour
    for (let n = 0; n < 5; n += 1) limits.take(key)
    await limits.share()
    clock.setBy = 0
    limits.take(key)
    clock.setBy = -hour
    expect(limits.take(key).waitSeconds).toBe(0)
    await limits.share()
    expect(limits.take(key).waitSeconds).toBeGreaterThan(0)
    await limits.close()
  })

  test.each([-hour, hour])(
    'by %i ms changes nothing for who guesses: a minute is one by a clock that cannot be set',
    (setBy) => {
      const { limits, clock } = makeLimits()
      limits.noteGuess('192.0.2.1', 'a')
      limits.noteGuess('192.0.2.1', 'b')
      clock.setBy = setBy
      expect(limits.guessWaitSeconds('192.0.2.1')).toBe(60)
      clock.ms += 60_000
      expect(limits.guessWaitSeconds('192.0.2.1')).toBe(0)
    },
  )
})

test('clients and keys without number do not fill the memory: the oldest are forgotten', () => {
  const { limits } = makeLimits()
  for (let n = 0; n < 4; n += 1) limits.take(key)
  for (let n = 0; n < 2; n += 1) limits.noteGuess('first', String(n))
  for (let n = 0; n < 10_000; n += 1) {
    limits.take({ keyId: String(n) })
    limits.noteGuess(String(n), 'a')
  }
  expect([limits.take(key).waitSeconds, limits.guessWaitSeconds('first')]).toEqual([0, 0])
})

test('whether something of the day is left can be asked without counting; the minute does not matter', () => {
  const { limits } = makeLimits()
  for (let request = 0; request < 3; request += 1) limits.take(key)
  limits.charge(key, 1)
  expect([limits.lookAtDay(key), limits.lookAtDay(key)]).toMatchObject([{ waitSeconds: 0 }, { waitSeconds: 0 }])
  limits.charge(key, 1)
  expect(limits.lookAtDay(key)).toEqual({
    waitSeconds: 86_340,
    detail: 'The key may send 5 requests a day, and has.',
  })
  expect(limits.lookAtDay({ ...key, limits: { requestsPerDay: 0 } }).waitSeconds).toBe(0)
})
