import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectBytes } from './collect-bytes.ts'
import { GrowingBytes } from './growing-bytes.ts'

test('five million pieces of one byte are one buffer, that never takes more than may be', () => {
  const most = 5 * 1_048_576
  const bytes = new GrowingBytes(most)
  const piece = Buffer.from(' ')
  const growths = new Set<number>()
  let mostOfOne = 0
  while (bytes.length < most) {
    bytes.add(piece)
    growths.add(bytes.heldBytes)
    mostOfOne = Math.max(mostOfOne, bytes.heldBytes / Math.max(512, bytes.length))
  }
  expect(mostOfOne).toBeLessThanOrEqual(2)
  // Each growth is a copy of what there is: doubling, of all together once more.
  expect(growths.size).toBeLessThan(20)
  expect(bytes.heldBytes).toBe(most)
  expect(() => bytes.add(piece)).toThrow('more bytes than there may be')
})

test('what comes whole is copied once, into just its length', () => {
  const piece = Buffer.from('all of it')
  const bytes = new GrowingBytes(1_000_000)
  bytes.add(piece)
  expect(bytes.heldBytes).toBe(piece.length)
  piece.fill(0)
  expect(bytes.take().toString()).toBe('all of it')
  expect([bytes.length, bytes.heldBytes]).toEqual([0, 0])
})

test('whatever the pieces are, the bytes are theirs in their order, also of what comes after', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (first, second) => {
      const most = 60_000
      const bytes = new GrowingBytes(most)
      for (const piece of first) bytes.add(piece)
      const taken = bytes.take()
      for (const piece of second) bytes.add(piece)
      expect(taken.equals(Buffer.concat(first))).toBe(true)
      expect(bytes.take().equals(Buffer.concat(second))).toBe(true)
      async function* coming() {
        yield* first
      }
      expect((await collectBytes(coming(), most)).equals(taken)).toBe(true)
    }),
  )
})
