import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deriveKey } from './derive-key.ts'
import { createSealer, type SealedPlace, UnsealError } from './sealer.ts'

const old = 'the first secret of this installation'
const current = 'the second secret of this installation'
const place: SealedPlace = { orgId: 'org-a', kind: 'signing', objectId: 'secret,1' }
const sealer = createSealer([current, old])

function reasonOf(open: () => string): string {
  try {
    return open()
  } catch (error) {
    if (error instanceof UnsealError) return error.reason
    throw error
  }
}

test('what was sealed can be opened, whatever text it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => sealer.open(sealer.seal(text, place), place) === text),
  )
})

test('the same value sealed twice looks different, and neither shows it', () => {
  const [first, second] = [sealer.seal('whsec_canary', place), sealer.seal('whsec_canary', place)]
  expect(first.equals(second)).toBe(false)
  expect(first.includes('canary')).toBe(false)
})

describe('a sealed value', () => {
  test('opens with a previous key, and says that it should be written anew', () => {
    const sealed = createSealer([old]).seal('secret', place)
    expect(sealer.open(sealed, place)).toBe('secret')
    expect([sealer.isOutdated(sealed), sealer.isOutdated(sealer.seal('secret', place))]).toEqual([true, false])
  })

  test('does not open once its key is gone', () => {
    const sealed = createSealer([old]).seal('secret', place)
    expect(reasonOf(() => createSealer([current]).open(sealed, place))).toBe('unknown-key')
  })

  test.each<[string, Partial<SealedPlace>]>([
    ['another organization', { orgId: 'org-b' }],
    ['another kind', { kind: 'webhook-endpoint' }],
    ['another row', { objectId: '2' }],
    ['a place that reads the same when joined', { kind: 'signing,secret', objectId: '1' }],
  ])('does not open at %s', (_where, other) => {
    const sealed = sealer.seal('secret', place)
    expect(reasonOf(() => sealer.open(sealed, { ...place, ...other }))).toBe('not-authentic')
  })

  test('does not open with any one bit changed, or cut short anywhere', () => {
    const sealed = sealer.seal('secret', place)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed)
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(['unknown-key', 'not-authentic']).toContain(reasonOf(() => sealer.open(altered, place)))
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(reasonOf(() => sealer.open(sealed.subarray(0, length), place))).not.toBe('secret')
    }
  })
})

test('keys of two purposes or two secrets have nothing in common', () => {
  const keys = [deriveKey(old, 'one'), deriveKey(old, 'two'), deriveKey(current, 'one')].map((key) =>
    key.toString('hex'),
  )
  expect(new Set(keys).size).toBe(3)
  expect(keys[0]).toBe(deriveKey(old, 'one').toString('hex'))
})

test('sealing without a key is refused at the start, not at the first secret', () => {
  expect(() => createSealer([])).toThrow('at least one')
})
