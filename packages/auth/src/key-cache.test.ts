import { expect, test } from 'vitest'
import { KeyCache } from './key-cache.ts'

function cacheOf(find: (keyId: string) => Promise<undefined>) {
  const clock = { ms: 0 }
  return { clock, cache: new KeyCache({ find, cacheMs: 5_000, elapsed: () => clock.ms }) }
}

test('requests that come at once share one look-up; after the time it is asked again', async () => {
  let asked = 0
  const { cache, clock } = cacheOf(async () => {
    asked += 1
    return undefined
  })
  await Promise.all([cache.get('a'), cache.get('a'), cache.get('a')])
  expect(asked).toBe(1)
  clock.ms = 4_999
  await cache.get('a')
  expect(asked).toBe(1)
  clock.ms = 5_000
  await cache.get('a')
  expect(asked).toBe(2)
})

test('a failure is told to all who asked and not remembered', async () => {
  let isDown = true
  const { cache } = cacheOf(async () => {
    if (isDown) throw new Error('down')
    return undefined
  })
  await expect(cache.get('a')).rejects.toThrow('down')
  isDown = false
  await expect(cache.get('a')).resolves.toBeUndefined()
})

test('a stranger who tries many ids does not fill the memory: the oldest are asked anew', async () => {
  let asked = 0
  const { cache } = cacheOf(async () => {
    asked += 1
    return undefined
  })
  for (let id = 0; id <= 10_000; id += 1) await cache.get(String(id))
  await cache.get('10000')
  expect(asked).toBe(10_001)
  await cache.get('0')
  expect(asked).toBe(10_002)
})
