import { expect, test } from 'vitest'
import { takeInTurns } from './take-in-turns.ts'

function* threeSteps(done: string[]) {
  for (const step of ['one', 'two', 'three']) {
    done.push(step)
    yield
  }
  return 'made'
}

test('others have a turn after each step that took so long, and what is made is the same', async () => {
  const done: string[] = []
  const pause = async () => void done.push('others')
  expect(await takeInTurns(threeSteps(done), { turnMs: 0, pause })).toBe('made')
  expect(done).toEqual(['one', 'others', 'two', 'others', 'three', 'others'])
})

test('while there is time all steps are taken at once', async () => {
  const done: string[] = []
  const pause = async () => void done.push('others')
  await takeInTurns(threeSteps(done), { turnMs: 100_000, pause })
  expect(done).toEqual(['one', 'two', 'three'])
})
