import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHeaderValue } from './header-value.ts'

test.each([
  ['plain', 'plain'],
  ['Euro%20%E2%82%AC%20%F0%9F%98%80', 'Euro € 😀'],
  ['Women%E2%80%99s%20Health%20%E2%80%93%20Nord', 'Women’s Health – Nord'],
  ['lower%e2%82%ac', 'lower€'],
  ['"a b"', 'a b'],
  ['"a \\"b\\" \\\\"', 'a "b" \\'],
  ['x"%25"y', 'x%y'],
  ['one%2541round', 'one%41round'],
  ['with blank', 'with blank'],
  ['', ''],
])('%s', (value, text) => expect(readHeaderValue(value)).toBe(text))

test.each(['%C0%A0', '%ED%A0%80', '%FF', '%E2%82', '%', '%4', '%zz', '"open', 'a"', 'caf\u00e9', 'a\tb', '"\\"'])(
  '%s is refused',
  (value) => expect(readHeaderValue(value)).toBeNull(),
)

test('whatever was encoded as the specification says comes back', () => {
  const encode = (text: string) =>
    [...text].map((letter) => (/[!#$&-~]/.test(letter) ? letter : encodeURIComponent(letter))).join('')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readHeaderValue(encode(text))).toBe(text)
    }),
  )
})
