import { expect, test } from 'vitest'
import { later, sideBySide } from './side-by-side.ts'

const wrong = () => {
  throw new Error('wrong')
}

test('work is done while the other is waited for', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  expect(await sideBySide(promise, () => resolve('there'))).toBe('there')
})

test('work that fails is told of once the other has ended, not sooner', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const ends: string[] = []
  const both = sideBySide(promise, wrong).catch((error: Error) => ends.push(error.message))
  await new Promise(setImmediate)
  await new Promise(setImmediate)
  expect(ends).toEqual([])
  resolve('there')
  await both
  expect(ends).toEqual(['wrong'])
})

test('where both fail, the work is what is told of; where only the other does, that', async () => {
  const lost = () => Promise.reject(new Error('lost'))
  await expect(sideBySide(lost(), wrong)).rejects.toThrow('wrong')
  await expect(sideBySide(lost(), () => undefined)).rejects.toThrow('lost')
})

test('what is begun later comes to who waited before; so does what it throws at once or in the end', async () => {
  const good = later<string>()
  good.begin(async () => 'there')
  expect(await good.result).toBe('there')
  for (const work of [wrong, () => Promise.reject(new Error('wrong'))]) {
    const bad = later<string>()
    bad.begin(work)
    await expect(bad.result).rejects.toThrow('wrong')
  }
})
