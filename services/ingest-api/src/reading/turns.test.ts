import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

/** Work that ends when told to, and who began, in order. */
function makeWork(turns: Turns) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const take = (orgId: string, name: string) =>
    turns.take(orgId, () => {
      begun.push(name)
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)))
    })
  return { begun, take, end: (name: string) => ends.get(name)?.() }
}

test('whoever comes with one waits for one of each other, not for all that came before', async () => {
  const { begun, take, end } = makeWork(new Turns(1))
  const first = ['a1', 'a2', 'a3'].map((name) => take('a', name))
  const others = [take('b', 'b1'), take('c', 'c1'), take('b', 'b2')]
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3']) {
    expect(begun.at(-1)).toBe(name)
    end(name)
    await Promise.race([...first, ...others].filter((_, index) => name === ['a1', 'a2', 'a3', 'b1', 'c1', 'b2'][index]))
    await Promise.resolve()
  }
  expect(await Promise.all([...first, ...others])).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'b2'])
})

test('work that fails tells whose it was, and the next has its turn', async () => {
  const turns = new Turns(1)
  const failing = turns.take('a', async () => {
    throw new Error('oops')
  })
  const next = turns.take('a', async () => 'done')
  await expect(failing).rejects.toThrow('oops')
  expect(await next).toBe('done')
})
