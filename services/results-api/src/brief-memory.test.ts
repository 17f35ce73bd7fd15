import { eventually } from '@sluice/test-kit'
import { expect, test } from 'vitest'
import { briefMemory } from './brief-memory.ts'

function counting(fail = false) {
  const asked: string[] = []
  const ask = async (question: string) => {
    asked.push(question)
    if (fail) throw new Error('away')
    return { asked: asked.length }
  }
  return { asked, ask }
}

test('who asks the same within the time shares an answer; another question has its own', async () => {
  const { asked, ask } = counting()
  const remember = briefMemory(ask, 60_000)
  const answers = await Promise.all([remember('a'), remember('a'), remember('b')])
  expect(answers).toEqual([{ asked: 1 }, { asked: 1 }, { asked: 2 }])
  expect(asked).toEqual(['a', 'b'])
})

test('who asks when the answer is there gets it without a promise', async () => {
  const { ask } = counting()
  const remember = briefMemory(ask, 60_000)
  const first = remember('a')
  expect(first).toBeInstanceOf(Promise)
  expect(remember('a')).toBe(first)
  const found = await first
  expect(remember('a')).toBe(found)
})

test('after the time it asks anew', async () => {
  const { asked, ask } = counting()
  const remember = briefMemory(ask, 5)
  await remember('a')
  await eventually(
    async () => remember('a'),
    () => asked.length > 1,
  )
})

test('a failure is told to all who waited and not remembered; 0 remembers nothing', async () => {
  const failing = counting(true)
  const remember = briefMemory(failing.ask, 60_000)
  await Promise.all([expect(remember('a')).rejects.toThrow(), expect(remember('a')).rejects.toThrow()])
  expect(failing.asked).toHaveLength(1)
  await expect(remember('a')).rejects.toThrow()
  expect(failing.asked).toHaveLength(2)
  const { asked, ask } = counting()
  const never = briefMemory(ask, 0)
  await Promise.all([never('a'), never('a')])
  expect(asked).toHaveLength(2)
})
