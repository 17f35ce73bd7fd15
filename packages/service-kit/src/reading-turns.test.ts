import { expect, test } from 'vitest'
import { ReadingTurns } from './reading-turns.ts'

test('one has its turn in a round of the event loop, in the order of asking', async () => {
  const turns = new ReadingTurns()
  const rounds: string[][] = []
  let round: string[] = []
  for (const name of ['a', 'b', 'c']) turns.take(() => round.push(name))
  turns.take(() => turns.take(() => round.push('again')))
  for (let left = 6; left > 0; left -= 1) {
    await new Promise((resolve) => setImmediate(resolve))
    rounds.push(round)
    round = []
  }
  expect(rounds.flat()).toEqual(['a', 'b', 'c', 'again'])
  expect(rounds.every(({ length }) => length <= 1)).toBe(true)
})
