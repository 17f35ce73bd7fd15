import { PreparedJson } from '@sluice/service-kit'
import { expect, test } from 'vitest'
import { preparedAnswers } from './prepared-answers.ts'

const answer = (text: string) => ({ json: new PreparedJson(JSON.stringify(text)) })

test('made once under its name, also for those who ask meanwhile', async () => {
  let made = 0
  const find = preparedAnswers<ReturnType<typeof answer>>()
  const make = async () => answer(`made ${++made}`)
  const [first, second] = await Promise.all([find(['a', 1], make), find(['a', 1], make)])
  expect([first, await find(['a', 1], make)]).toEqual([second, second])
  await find(['a', 2], make)
  expect(made).toBe(2)
})

test('what was made is there at once, without a promise', async () => {
  const find = preparedAnswers<ReturnType<typeof answer>>()
  const made = await find(['a', 1], async () => answer('a'))
  expect(find(['a', 1], async () => answer('another'))).toBe(made)
})

test('the least recently asked make room; what is larger than the room is answered all the same', async () => {
  let made = 0
  const find = preparedAnswers<ReturnType<typeof answer>>(300)
  const make = async () => {
    made += 1
    return answer('x'.repeat(100))
  }
  for (const name of ['a', 'b', 'a', 'c', 'a']) await find([name], make)
  expect(made).toBe(3)
  await find(['b'], make)
  expect(made).toBe(4)
  expect((await find(['large'], async () => answer('x'.repeat(1_000)))).json.plain).toHaveLength(1_002)
})

test('nothing there, or a failure, is asked for again', async () => {
  const find = preparedAnswers<ReturnType<typeof answer> | undefined>()
  expect(await find(['a'], async () => undefined)).toBeUndefined()
  await expect(find(['a'], () => Promise.reject(new Error('away')))).rejects.toThrow()
  expect(await find(['a'], async () => answer('there'))).toBeDefined()
})
