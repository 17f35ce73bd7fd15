import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'

test('returns the first wanted value', async () => {
  let n = 0
  expect(
    await eventually(
      () => ++n,
      (value) => value >= 3,
      { intervalMs: 1 },
    ),
  ).toBe(3)
  expect(n).toBe(3)
})

test('a question that throws is asked again', async () => {
  let n = 0
  const get = async () => {
    if (++n < 3) throw new Error('not up yet')
    return 'up'
  }
  expect(await eventually(get, () => true, { intervalMs: 1 })).toBe('up')
})

test('after the deadline it throws the last value seen', async () => {
  const waiting = eventually(
    () => ({ state: 'stuck' }),
    () => false,
    { timeoutMs: 30 },
  )
  await expect(waiting).rejects.toThrow("not within 30 ms; last seen: { state: 'stuck' }")
})

test('after the deadline it throws the last error seen', async () => {
  const get = () => Promise.reject(new Error('connection refused'))
  await expect(eventually(get, () => true, { timeoutMs: 30 })).rejects.toThrow('last seen: Error: connection refused')
})

test('a question that never comes back does not outlast the deadline', async () => {
  const began = performance.now()
  const never = () => new Promise<string>(() => undefined)
  await expect(eventually(never, () => true, { timeoutMs: 50 })).rejects.toThrow('no answer at all')
  expect(performance.now() - began).toBeLessThan(1_000)
})
