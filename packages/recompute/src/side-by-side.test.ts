import { expect, test } from 'vitest'
import { sideBySide } from './side-by-side.ts'

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
