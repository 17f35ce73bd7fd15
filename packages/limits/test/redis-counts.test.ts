import { eventually, test } from '@sluice/test-kit'
import { Redis } from 'ioredis'
import { Registry } from 'prom-client'
import { expect, onTestFinished } from 'vitest'
import { createLimits, redisCounts } from '../src/index.ts'

const keys = { requestsPerMinute: 1_000_000, requestsPerDay: 10 }
const ignore = () => undefined

function limitsOn(url: string, prefix: string, metrics = new Registry()) {
  // As services connect: it fails at once, or within a second.
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 })
  client.on('error', ignore)
  const shared = redisCounts(client, prefix)
  const limits = createLimits({ keys, guessesPerMinute: 0, shared, metrics, shareEveryMs: 20 })
  onTestFinished(() => limits.close())
  return { limits, metrics }
}

const key = { keyId: 'key' }

test('two processes on one Redis share a key’s day', async ({ redis }) => {
  const [a, b] = [limitsOn(redis.url, redis.prefix), limitsOn(redis.url, redis.prefix)]
  let passed = 0
  await eventually(
    () =>
      [a, b].map(({ limits }) => {
        const { waitSeconds } = limits.take(key)
        if (waitSeconds === 0) passed += 1
        return waitSeconds > 0
      }),
    (spent) => spent.every(Boolean),
  )
  // At least what is allowed, and less than what two that do not know of each other would let through.
  expect(passed).toBeGreaterThanOrEqual(10)
  expect(passed).toBeLessThan(20)
})

test('Redis black-holed: every request is answered from memory, and failures are counted', async ({
  redis,
  proxyTo,
}) => {
  const proxy = await proxyTo(redis.url)
  const { limits, metrics } = limitsOn(proxy.urlFor(redis.url), redis.prefix)
  limits.take(key)
  await limits.share()
  await proxy.setMode('blackhole')
  limits.take(key)
  await eventually(
    () => metrics.metrics(),
    (text) => /sluice_limit_share_failures_total [1-9]/.test(text),
  )
  for (let n = 0; n < 8; n += 1) expect(limits.take(key).waitSeconds).toBe(0)
  expect(limits.take(key).waitSeconds).toBeGreaterThan(0)
})
