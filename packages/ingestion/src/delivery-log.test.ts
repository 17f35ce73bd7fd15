import type { DeliveryCount } from '@sluice/database'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeliveryLog, type DeliveryLogOptions } from './delivery-log.ts'

const start = Date.parse('2026-03-01T09:00:00Z')

/** A log whose clock stands still, and what it wrote, call by call. */
function open(options: Partial<DeliveryLogOptions> = {}) {
  const written: { orgId: string; counts: readonly DeliveryCount[] }[] = []
  const clock = { ms: start }
  const log = new DeliveryLog({
    write: async (orgId, counts) => void written.push({ orgId, counts }),
    onError: () => undefined,
    // Written when a test says so.
    flushMs: 3_600_000,
    now: () => clock.ms,
    ...options,
  })
  const come = (orgId: string, ...sources: string[]) => {
    const accepted = { outcome: 'accepted', observedAt: new Date(clock.ms).toISOString(), isMatched: true } as const
    const events = sources.map((source) => ({ ...accepted, source }))
    log.note({ orgId, keyId: 'key', mode: 'batch', requestId: 'request', source: null, events })
  }
  return { log, come, clock, written }
}

const named = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `/s/${from + at}`)
const acceptedOf = (counts: readonly DeliveryCount[]) => counts.reduce((sum, { accepted }) => sum + accepted, 0)

test('many sources of one organization take the room of no other; beyond its own they are counted as unknown', async () => {
  const { log, come, written } = open({ maxCounts: 10 })
  come('north', ...named(0, 30))
  come('south', '/ehr')
  await log.flush()
  const sources = (orgId: string) =>
    written
      .filter((one) => one.orgId === orgId)
      .flatMap(({ counts }) => counts.map(({ source, accepted }) => [source, accepted]))
  expect(sources('south')).toEqual([['/ehr', 1]])
  expect(sources('north')).toEqual([...named(0, 10).map((source) => [source, 1]), ['', 20]])
  expect(log.dropped).toBe(0)
})

test('where all of them together have too much waiting, each organization has room for a hundred sources', async () => {
  const { log, come, written } = open({ maxCounts: 200, maxCountsOfAll: 200 })
  come('north', ...named(0, 200))
  come('south', ...named(0, 150))
  await log.flush()
  expect(written.map(({ orgId, counts }) => [orgId, counts.length])).toEqual([
    ['north', 200],
    ['south', 101],
  ])
})

test('it is written in parts', async () => {
  const { log, come, written } = open({ partSize: 4 })
  come('north', ...named(0, 10))
  await log.flush()
  expect(written.map(({ counts }) => counts.length)).toEqual([4, 4, 2])
})

test('what could not be written is no more when it is tried again, and comes after what else waits', async () => {
  let isLocked = true
  const tried: string[][] = []
  const { log, come } = open({
    partSize: 2,
    write: async (_orgId, counts) => {
      tried.push(counts.map(({ source, accepted }) => `${source} ${accepted}`))
      if (isLocked && counts.some(({ source }) => source === '/s/0')) throw new Error('lock timeout')
    },
  })
  come('north', ...named(0, 4))
  await log.flush()
  come('north', '/s/0')
  await log.flush()
  await log.flush()
  isLocked = false
  await log.flush()
  expect(tried).toEqual([
    ['/s/0 1', '/s/1 1'],
    ['/s/2 1', '/s/3 1'],
    ['/s/0 2', '/s/1 1'],
    ['/s/0 2', '/s/1 1'],
    ['/s/0 2', '/s/1 1'],
  ])
})

test('one that waits for a lock keeps no other waiting', async () => {
  const lock = Promise.withResolvers<void>()
  const { log, come, written } = open({
    write: async (orgId, counts) => {
      if (orgId === 'north') await lock.promise
      written.push({ orgId, counts })
    },
  })
  for (const orgId of ['north', 'south', 'west']) come(orgId, '/ehr')
  const flushed = log.flush()
  await expect.poll(() => written.map(({ orgId }) => orgId)).toEqual(['south', 'west'])
  lock.resolve()
  await flushed
  expect(written.map(({ orgId }) => orgId)).toEqual(['south', 'west', 'north'])
})

test('by itself it writes what came, and tries again what failed', async () => {
  let failures = 2
  const { come, written, log } = open({
    flushMs: 1,
    write: async (orgId, counts) => {
      if (failures-- > 0) throw new Error('no database')
      written.push({ orgId, counts })
    },
  })
  come('north', '/ehr')
  await expect.poll(() => written.map(({ counts }) => acceptedOf(counts))).toEqual([1])
  await log.close()
})

test('minutes that wait for long are joined before a source loses its name', async () => {
  let isAway = true
  const { log, come, clock, written } = open({
    maxCounts: 10,
    write: async (orgId, counts) => {
      if (isAway) throw new Error('no database')
      written.push({ orgId, counts })
    },
  })
  for (let minute = 0; minute < 30; minute += 1) {
    clock.ms = start + minute * 60_000
    come('north', '/a', '/b', '/c')
    await log.flush()
  }
  isAway = false
  await log.flush()
  const counts = written.flatMap((one) => one.counts)
  expect(counts.length).toBeLessThanOrEqual(11)
  for (const source of ['/a', '/b', '/c']) {
    const of = counts.filter((count) => count.source === source)
    expect(acceptedOf(of)).toBe(30)
    expect(
      of
        .map(({ lastAt }) => lastAt)
        .sort()
        .at(-1),
    ).toBe('2026-03-01T09:29:00.000Z')
  }
})

test('whatever fails when, every event is counted once, by what it is, and what waits has a bound', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('come' as const),
      orgId: fc.constantFrom('a', 'b'),
      from: fc.nat(12),
      many: fc.nat(6),
    }),
    fc.record({ kind: fc.constant('flush' as const), fails: fc.array(fc.boolean(), { maxLength: 4 }) }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(90_000) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let fails: boolean[] = []
      let largest = 0
      const sums: Record<string, number> = { a: 0, b: 0 }
      const { log, come, clock } = open({
        maxCounts: 8,
        partSize: 3,
        write: async (orgId, counts) => {
          largest = Math.max(largest, counts.length)
          if (fails.shift()) throw new Error('no database')
          for (const { accepted, lags, lastAt, minute } of counts) {
            expect(Object.values(lags).reduce((sum, counted) => sum + counted, 0)).toBe(accepted)
            expect(lastAt >= minute).toBe(true)
            sums[orgId] = (sums[orgId] ?? 0) + accepted
          }
        },
      })
      const came: Record<string, number> = { a: 0, b: 0 }
      for (const one of steps) {
        if (one.kind === 'wait') clock.ms += one.ms
        else if (one.kind === 'flush') {
          fails = one.fails
          await log.flush()
        } else {
          come(one.orgId, ...named(one.from, one.from + one.many))
          came[one.orgId] = (came[one.orgId] ?? 0) + one.many
        }
      }
      fails = []
      await log.close()
      expect([sums, log.dropped]).toEqual([came, 0])
      expect(largest).toBeLessThanOrEqual(3)
    }),
  )
})
