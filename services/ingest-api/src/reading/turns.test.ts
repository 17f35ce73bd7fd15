import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

const inAnyTime = { size: 1, maxWaitMs: 100_000, tooLate: () => new Error('too late') }

/** Work that ends when told to, and who began, in order. */
function makeWork() {
  let nowMs = 0
  const turns = new Turns(1, () => nowMs)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ended = new Map<string, Promise<string>>()
  const take = (name: string, wait: Partial<typeof inAnyTime> = {}) => {
    const work = () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
    }
    ended.set(name, turns.take(name.slice(0, 1), work, { ...inAnyTime, ...wait }))
  }
  const end = async (name: string, afterMs: number) => {
    nowMs += afterMs
    ends.get(name)?.()
    await ended.get(name)
    await Promise.resolve()
  }
  return { begun, take, end, ended }
}

test('whoever comes with one waits for one of each other, not for all that came before', async () => {
  const { begun, take, end } = makeWork()
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) take(name)
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
    expect(begun.at(-1)).toBe(name)
    await end(name, 10)
  }
})

test('whose bodies took long waits until others have used as much', async () => {
  const { begun, take, end } = makeWork()
  for (const name of ['a1', 'a2', 'b1', 'b2', 'b3']) take(name)
  await end('a1', 25)
  for (const name of ['b1', 'b2', 'b3']) await end(name, 10)
  await end('a2', 10)
  expect(begun).toEqual(['a1', 'b1', 'b2', 'b3', 'a2'])
})

test('of those that have used as much the shorter body is first, and a long one’s turn comes all the same', async () => {
  const { begun, take, end } = makeWork()
  take('a1', { size: 50 })
  take('b1', { size: 50 })
  take('c1', { size: 1 })
  await end('a1', 20_000)
  // One that sends short bodies again and again is none that has used nothing.
  take('c2', { size: 1 })
  await end('c1', 1)
  take('c3', { size: 1 })
  await end('b1', 20_000)
  await end('c2', 1)
  await end('c3', 1)
  expect(begun).toEqual(['a1', 'c1', 'b1', 'c2', 'c3'])
})

test('one whose turn does not come in time is told so then, and not when its turn would have come', async () => {
  const { begun, take, end, ended } = makeWork()
  take('a1')
  take('b1', { maxWaitMs: 0 })
  await expect(ended.get('b1')).rejects.toThrow('too late')
  take('c1')
  await end('a1', 10)
  await end('c1', 10)
  expect(begun).toEqual(['a1', 'c1'])
})

test('work that fails tells whose it was, and the next has its turn', async () => {
  const turns = new Turns(1)
  const fail = async () => {
    throw new Error('oops')
  }
  const both = [turns.take('a', fail, inAnyTime), turns.take('a', async () => 'done', inAnyTime)]
  expect(await Promise.allSettled(both)).toMatchObject([{ reason: { message: 'oops' } }, { value: 'done' }])
})

test('whoever was silent while others had their turns has not saved up time', async () => {
  const { begun, take, end } = makeWork()
  for (const name of ['a1', 'a2', 'b1']) take(name)
  await end('a1', 50)
  await end('b1', 1)
  for (const name of ['b2', 'b3', 'a3']) take(name)
  await end('a2', 1)
  await end('b2', 10)
  await end('a3', 1)
  await end('b3', 1)
  expect(begun).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'b3'])
})
