import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OutboundFailure, type OutboundFailureCode } from './failure.ts'
import { readNetworks } from './networks.ts'
import { readTarget } from './target.ts'

const none = readNetworks([])
const inside = readNetworks(['10.0.0.0/8', 'fd00::/8'])

function refusal(url: string, allowed = none): OutboundFailureCode | 'allowed' {
  try {
    readTarget(url, allowed)
    return 'allowed'
  } catch (error) {
    if (error instanceof OutboundFailure) return error.code
    throw error
  }
}

test.each([
  ['https://example.org/hook', 'allowed'],
  ['https://example.org:443/hook?a=b', 'allowed'],
  ['https://1.1.1.1/', 'allowed'],
  ['http://example.org/', 'scheme-not-allowed'],
  ['ftp://example.org/', 'scheme-not-allowed'],
  ['file:///etc/passwd', 'scheme-not-allowed'],
  ['data:text/plain,x', 'scheme-not-allowed'],
  ['https://example.org:8443/', 'port-not-allowed'],
  ['https://example.org:80/', 'port-not-allowed'],
  ['https://user@example.org/', 'credentials-in-url'],
  ['https://:secret@example.org/', 'credentials-in-url'],
  ['https://127.0.0.1/', 'address-not-allowed'],
  ['https://[::1]/', 'address-not-allowed'],
  ['https://[::ffff:10.0.0.1]/', 'address-not-allowed'],
  ['https://169.254.169.254/latest/meta-data', 'address-not-allowed'],
  // Other spellings: decimal, octal, hexadecimal, short, full-width, and one of a public address.
  ['https://2130706433/', 'address-not-allowed'],
  ['https://0177.0.0.1/', 'address-not-allowed'],
  ['https://0x7f.1/', 'address-not-allowed'],
  ['https://127.1/', 'address-not-allowed'],
  ['https://１２７.0.0.1/', 'address-not-allowed'],
  ['https://0x01010101/', 'address-not-allowed'],
  ['/hook', 'url-invalid'],
  ['', 'url-invalid'],
  [`https://example.org/${'a'.repeat(2_048)}`, 'url-invalid'],
])('%s: %s', (url, expected) => {
  expect(refusal(url)).toBe(expected)
})

test('allowed networks may be reached by http and on any port, and only they', () => {
  expect(refusal('http://10.1.2.3:8080/', inside)).toBe('allowed')
  expect(refusal('https://[fd00::7]:8443/', inside)).toBe('allowed')
  expect(refusal('http://1.1.1.1/', inside)).toBe('scheme-not-allowed')
  expect(refusal('https://1.1.1.1:8443/', inside)).toBe('port-not-allowed')
  expect(refusal('https://192.168.0.1/', inside)).toBe('address-not-allowed')
  // A name is judged when it is resolved.
  expect(refusal('http://inside.example/', inside)).toBe('allowed')
})

test('however an IPv4 address inside is spelled, it is refused', () => {
  const spell = (bytes: number[], radix: number, parts: number): string => {
    const prefix = { 8: '0', 10: '', 16: '0x' }[radix] ?? ''
    const head = bytes.slice(0, parts - 1)
    const tail = bytes.slice(parts - 1).reduce((sum, byte) => sum * 256 + byte, 0)
    return [...head, tail].map((part) => prefix + part.toString(radix)).join('.')
  }
  const octet = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(
      fc.constantFrom([127, 0], [10, 0], [169, 254], [192, 168], [0, 0]),
      octet,
      octet,
      fc.constantFrom(8, 10, 16),
      fc.integer({ min: 1, max: 4 }),
      (head, c, d, radix, parts) => {
        expect(refusal(`https://${spell([...head, c, d], radix, parts)}/`)).toBe('address-not-allowed')
      },
    ),
  )
})

test('networks are read whole or not at all', () => {
  for (const bad of ['10.0.0.0', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', 'example.org/8', '10.0.0.0/8 '])
    expect(() => readNetworks(['127.0.0.0/8', bad])).toThrow(RangeError)
  expect(readNetworks(['127.0.0.0/8', '::1/128']).check('127.0.0.9')).toBe(true)
})
