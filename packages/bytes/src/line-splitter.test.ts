import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineSplitter } from './line-splitter.ts'

function split(chunks: readonly string[], maxBytes = 100): (string | null)[] {
  const splitter = new LineSplitter(maxBytes)
  const lines = [...chunks.flatMap((chunk) => [...splitter.push(Buffer.from(chunk))]), ...splitter.end()]
  expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1))
  return lines.map(({ bytes }) => bytes?.toString() ?? null)
}

test.each([
  [['a\nb\n'], ['a', 'b']],
  [['a\nb'], ['a', 'b']],
  [
    ['a', '\n', '\n', 'b'],
    ['a', '', 'b'],
  ],
  [[''], []],
  [['12345678901\nb\n'], [null, 'b']],
  [
    ['12345', '67890', '1', '2\nb'],
    [null, 'b'],
  ],
  [['1234567890\n'], ['1234567890']],
])('%j', (chunks, lines) => expect(split(chunks, 10)).toEqual(lines))

test('wherever chunks end, the lines are the same', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-c\n]{0,9}$/)), (chunks) => {
      const whole = chunks.join('').replace(/\n$/, '').split('\n')
      expect(split(chunks)).toEqual(chunks.join('') === '' ? [] : whole)
    }),
  )
})

test('a line in chunks of one byte takes twice its length at most, and a longer one than may be nothing', () => {
  const splitter = new LineSplitter(65_536)
  const byte = Buffer.from('x')
  let mostOfOne = 0
  let lines = 0
  for (let sent = 1; sent <= 65_536; sent += 1) {
    lines += [...splitter.push(byte)].length
    mostOfOne = Math.max(mostOfOne, splitter.heldBytes / Math.max(512, sent))
  }
  expect([lines, mostOfOne]).toEqual([0, 2])
  expect(splitter.heldBytes).toBe(65_536)
  expect([...splitter.push(byte)]).toEqual([])
  expect(splitter.heldBytes).toBe(0)
  expect([...splitter.push(Buffer.from('\n'))]).toEqual([{ number: 1, bytes: null }])
})
