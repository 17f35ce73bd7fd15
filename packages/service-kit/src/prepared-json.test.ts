import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { acceptsGzip, PreparedJson } from './prepared-json.ts'

test.each([
  [undefined, false],
  ['', false],
  ['identity', false],
  ['gzip', true],
  ['GZIP', true],
  ['deflate, gzip;q=0.5, br', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0, *', false],
  ['*', true],
  ['*;q=0', false],
  ['br, x-gzip', true],
  ['gzipped', false],
  ['gzip;q=nonsense', false],
])('Accept-Encoding %j takes gzip: %s', (header, expected) => {
  expect(acceptsGzip(header)).toBe(expected)
})

test('however many ways of saying it were read, each is read right', () => {
  for (let index = 0; index < 300; index += 1) {
    const field = `x-${index}, gzip;q=${index % 2}`
    expect([acceptsGzip(field), acceptsGzip(field)]).toEqual(Array(2).fill(index % 2 === 1))
  }
})

test('the packed form is made once and is the same text; a short text has none', async () => {
  const text = JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ index })))
  const prepared = new PreparedJson(text)
  const packed = await prepared.packed()
  expect(gunzipSync(packed ?? '').toString()).toBe(text)
  // At once by now.
  expect(prepared.packed()).toBe(packed)
  expect(new PreparedJson('{}').packed()).toBeUndefined()
})
