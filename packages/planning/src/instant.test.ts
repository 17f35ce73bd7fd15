import fc from 'fast-check'
import { test } from 'vitest'
import { toMs } from './instant.ts'

const digits = (least: number, most: number, width: number) =>
  fc.integer({ min: least, max: most }).map((value) => String(value).padStart(width, '0'))
// Also days, hours and fractions that there are not.
const texts = fc
  .tuple(digits(0, 9_999, 4), digits(0, 13, 2), digits(0, 32, 2), digits(0, 25, 2), digits(0, 61, 2), digits(0, 61, 2))
  .chain(([year, month, day, hour, minute, second]) =>
    fc
      .constantFrom(
        '.000Z',
        '.123Z',
        '.123456Z',
        '.999999Z',
        'Z',
        '.5Z',
        '.12345xZ',
        '.1x3Z',
        '+01:00',
        '.123+01:00',
        '',
      )
      .map((end) => `${year}-${month}-${day}T${hour}:${minute}:${second}${end}`),
  )

test('an instant is read as Date.parse reads it, whatever its form, and what is none is none', () => {
  fc.assert(
    // No `expect`: twenty thousand of them took longer than all else here.
    fc.property(texts, (text) => Object.is(toMs(text), Date.parse(text))),
    { numRuns: 20_000 },
  )
})

test('every day of four hundred years', () => {
  for (let ms = Date.UTC(1900, 0, 1); ms < Date.UTC(2300, 0, 1); ms += 86_400_000) {
    if (toMs(new Date(ms).toISOString()) !== ms) throw new Error(new Date(ms).toISOString())
  }
})
