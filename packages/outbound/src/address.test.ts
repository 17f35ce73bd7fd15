import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'

describe('addresses that are nobody’s public server', () => {
  test.each([
    ...['0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.255.254'],
    ...['169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.0.1'],
    ...['198.18.0.1', '198.51.100.7', '203.0.113.9', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'febf::1', 'fec0::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '100::1', '2001:db8::1'],
    // An IPv4 address within: compatible, mapped, translated, NAT64 (two prefixes), 6to4, Teredo.
    ...['::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:0:10.0.0.1', '64:ff9b::10.0.0.1'],
    ...['64:ff9b:1::a00:1', '2002:7f00:1::', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '3fff::1', '5f00::1'],
    ...['', 'localhost', '1.2.3', '1.2.3.4/32', '127.1'],
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))
test.each(['169.253.255.255', '172.15.255.255', '172.32.0.0', '2606:4700::1111', '2a00:1450:4001:82b::200e'])(
  '%s is public too',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

const octet = fc.integer({ min: 0, max: 255 })
const group = fc.integer({ min: 0, max: 0xffff })
const hex = (...groups: number[]) => groups.map((one) => one.toString(16)).join(':')

test('no IPv6 address outside 2000::/3, and none that carries an IPv4 address, is public', () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), octet, octet, (groups, a, b) => {
      const [first = 0] = groups
      if (first >> 13 !== 1) expect(isPublicAddress(hex(...groups))).toBe(false)
      const v4 = [(10 << 8) | a, (b << 8) | 1]
      for (const carrier of [
        [0, 0, 0, 0, 0, 0xffff, ...v4],
        [0x64, 0xff9b, 0, 0, 0, 0, ...v4],
        [0x2002, ...v4, ...groups.slice(0, 5)],
      ])
        expect(isPublicAddress(hex(...carrier))).toBe(false)
      expect(isPublicAddress(hex(0x2001, 0, ...groups.slice(0, 6)))).toBe(false)
    }),
  )
})

test('an IPv4 address is public or in one of the blocks set aside: an own list agrees', () => {
  const blocks: [number, number][] = [
    ...([
      [0, 8],
      [10 << 24, 8],
      [(100 << 24) | (64 << 16), 10],
      [127 << 24, 8],
      [(169 << 24) | (254 << 16), 16],
    ] as [number, number][]),
    ...([
      [(172 << 24) | (16 << 16), 12],
      [192 << 24, 24],
      [(192 << 24) | (2 << 8), 24],
      [(192 << 24) | (168 << 16), 16],
    ] as [number, number][]),
    ...([
      [(192 << 24) | (88 << 16) | (99 << 8), 24],
      [(198 << 24) | (18 << 16), 15],
      [(198 << 24) | (51 << 16) | (100 << 8), 24],
    ] as [number, number][]),
    ...([
      [(203 << 24) | (113 << 8), 24],
      [224 << 24, 3],
    ] as [number, number][]),
    // AS112 and AMT: public, but of machines that answer for anybody.
    ...([
      [(192 << 24) | (175 << 16) | (48 << 8), 24],
      [(192 << 24) | (31 << 16) | (196 << 8), 24],
      [(192 << 24) | (52 << 16) | (193 << 8), 24],
    ] as [number, number][]),
  ]
  const isSetAside = (address: number) => blocks.some(([base, length]) => (address ^ base) >>> (32 - length) === 0)
  const near = fc
    .tuple(fc.constantFrom(...blocks), fc.integer({ min: -2, max: 2 }))
    .chain(([[base, length], shift]) => fc.constantFrom(base + shift, base + 2 ** (32 - length) + shift))
  fc.assert(
    fc.property(fc.oneof(near, fc.integer({ min: 0, max: 2 ** 32 - 1 })), (number) => {
      const address = number >>> 0
      const text = [24, 16, 8, 0].map((by) => (address >>> by) & 255).join('.')
      expect(isPublicAddress(text)).toBe(!isSetAside(address | 0))
    }),
    { numRuns: 2_000 },
  )
})
