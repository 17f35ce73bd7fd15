import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { percentDecoded } from './percent-encoding.ts'
import { type PersonNet, personIn } from './person-net.ts'
import { readEvent } from './read-event.ts'

const time = '2026-11-22T08:59:30Z'
const net = { isReportDay: () => false, takesNumericIds: false }
const data = { locationId: 'smyrna', serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen: 9 }
const event = { specversion: '1.0', id: 'a', source: '/ehr', type: 'sluice.capacity.observed.v1', time, data }

describe('looks like a person', () => {
  test.each([
    '123-45-6789',
    'loc-123-45-6789',
    '123.45.6789',
    '123456789',
    'smyrna_123456789',
    '404-555-1234',
    '1-404-555-1234',
    '(404) 555-1234',
    '+49 30 1234567',
    '+14045551234',
    '4045551234',
    '14045551234',
    'jane@roe.example',
    'jane%40roe.example',
    'mailto:jane@roe.example',
    '1968-01-31',
    'roe-1968-01-31',
    '1968-01-31T00:00:00Z',
    '19680131',
    '01311968',
    '1/31/1968',
    '31.01.1968',
    'MRN0012345',
    'mrn-12345',
    'patient-12',
    'pat_no:4711',
    'patient-abcdef0a-bcde-4bcd-8bcd-abcdefabcdef',
    'DOB19680131',
    'medical-record-4711',
    '1234567',
    '1234567890',
    '/p/123%2d45%2D6789',
    '/p/%34%30%34%2d%35%35%35%2d%31%32%33%34',
    '/x/jane%2540roe.example',
    '/x/jane%25252540roe.example',
    '/x%2fmrn%2d12345',
    '/p/%EF%BC%91%EF%BC%92%EF%BC%93-45-6789',
    '/p/%EF%BC%85%33%31%EF%BC%85%33%32%EF%BC%85%33%33-45-6789',
    'MRN-A1234567',
    'mrn_AB12345',
    'mrn-12a4567',
    'mrn1234567A',
    'medrec-A4711',
    'patient-A12345',
    'a123-45-6789',
    'loc123-45-6789x',
    'tel404-555-1234',
    'chart-47110',
    'acct#4711',
    'MR_00471',
    'member-id-A47110',
    'x-19680131',
    'x_01311968',
    '/p/19680131/x',
    'event-19680131',
    '31jan1968',
    'x-31-Jan-1968',
    'january-31-1968',
    'Jan 31, 1968',
    'm-12-31-68',
    '12/31/68',
    '1EG4-TE5-MK73',
    'x-1EG4TE5MK73',
    '123:45:6789',
    '123-45.6789',
    '123--45--6789',
    '/x/123~45~6789',
    '/x/123/45/6789',
    'loc:123::45:-6789',
    '404:555:1234',
    '404--555--1234',
    '/x/404/555/1234',
    '/x/(404)/555-1234',
    'tel:+1;404;555;1234',
    '+49/30/1234567',
    '/x/123%E2%80%9345%E2%80%936789',
    '/x/123%C2%AD45%C2%AD6789',
    '/x/123%20%2045%20%206789',
    '/x/404%C2%A0555%C2%A01234',
    '/x/%D9%A1%D9%A2%D9%A3-%D9%A4%D9%A5-%D9%A6%D9%A7%D9%A8%D9%A9',
    '/x/%F0%9D%9F%8F%F0%9D%9F%90%F0%9D%9F%91-45-6789',
    '1968:01:31',
    'roe-1968--01--31',
    '1968-01:31',
    '31~01~1968',
    '1968-01-31t0900',
    '196801310000',
    '19680131120000',
    '19680131120000Z',
    'adt-19680131120000.000-0500',
    '68-01-31',
    '31/01/68',
    '31-Jan-68',
    'Jan 31, 68',
    '31/Jan/1968',
    '123456789A',
    'hic-123456789C1',
    '1eg4-te5-mk73',
    '1EG4 TE5 MK73',
    'mbi.1eg4te5mk73',
    'MRN-AB12CD34',
    'mrn-A1B2C3',
    'patient-AB12CD34',
  ])('%s', (text) => expect(personIn(text, net)).toMatch(/^looks like/))
})

describe('does not', () => {
  test.each([
    'smyrna',
    '1042',
    '450358',
    '1234567893',
    '1732269570123',
    '9f1c-0007',
    'a123456789b',
    'v2.0.1',
    'patient-access',
    'pediatrics-2',
    'https://pms.lakeside.example/smyrna',
    '00f067aa0ba902b7',
    '01JDA3Z9QK4V7N1M0T8X5W6Y2R',
    '12345678-1234-1234-1234-123456789012',
    'smyrna:19680131-1234-4123-8123-123456789012',
    'smyrna%3A19680131-1234-4123-8123-123456789012',
    '/ehr/smyrna%20north%2F2',
    '/ehr/100%',
    '/ehr/%zz',
    'mrn-north',
    'mrn-north2',
    'patient-access2',
    'patient-b2',
    'pediatrics-a1234567',
    'a123-45-67890',
    '1123-45-6789',
    'member-2',
    'chart-12',
    'mr-2026',
    'mri-12345',
    'acct-north2',
    'orthodontics-2026',
    'georgia-2026-11',
    'jan-2026',
    'v1.12.31',
    'x-19681331',
    'x-19680131a',
    'x-1219680131',
    '24/7',
    '9-12-14',
    '1EG4-TE5MK73',
    'smyrna/2.16.840.1',
    '123---45---6789',
    '123-45a-6789',
    '101/205/1234',
    '404/155/1234',
    '123-456-789',
    '195000000000',
    '196813310000',
    '196801312500',
    '196801310060',
    '26-11-22',
    '15-11-12',
    '31-01-31',
    '68.01.31',
    '68_01_31',
    '68-01.31',
    '08:15:42',
    'roswell-2-11-90',
    'decatur-1-1985',
    'marietta/1/58',
    'loc:3:4:1999',
    '123456789a',
    '000456789A',
    '123456789AB1',
    '1Eg4tE5mK73',
    'mrn-2go',
    'mrn-feed26',
    'mrn-clinic12',
    'patient-b2c3',
    'https://203.0.113.10:8080/ehr',
    'http://10.1.200.201:8080',
    'http://[2001:10:20::1]:8443/r4',
    '00-50-56-12-31-44',
    '00:50:56:12:31:44',
    '1.2.3',
  ])('%s', (text) => expect(personIn(text, net)).toBeNull())
})

describe('whatever parts the digits', () => {
  const sign = fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code))
  const beyond = fc.constantFrom('\u2010', '\u2013', '\u2212', '\u00ad', '\u00a0', '\u2003', '\u200b', '\uff0d')
  const part = fc.oneof(sign, beyond).filter((text) => !/[0-9A-Za-z%]/.test(text))
  const gap = fc.array(part, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(''))
  const digits = fc.constantFrom(0x30, 0x660, 0x966, 0xff10, 0x1d7ce)
  const inScript = (text: string, zero: number) =>
    text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
  const found = (text: string, as: PersonNet = net) => [personIn(text, as), personIn(encodeURIComponent(text), as)]
  const prose = { ...net, takesNumericIds: true, isProse: true }

  test('one or two signs, in any script, percent-encoded or not', () => {
    fc.assert(
      fc.property(gap, gap, digits, (s, t, zero) => {
        const ssn = inScript(`123${s}45${t}6789`, zero)
        const looks = Array(2).fill(expect.stringMatching(/^looks like (?:a social|an e-mail)/))
        expect(found(ssn)).toEqual(looks)
        expect(found(ssn, prose)).toEqual(looks)
        expect(found(inScript(`404${s}555${t}1234`, zero))).toEqual(
          Array(2).fill(expect.stringMatching(/^looks like (?:a phone|an e-mail)/)),
        )
        expect(found(inScript(`1968${s}01${t}31`, zero))).toEqual(
          Array(2).fill(expect.stringMatching(/^looks like (?:a date|an e-mail)/)),
        )
      }),
    )
  })

  test('the digits of an escape are read as they stand where what they stand for says nothing', () => {
    expect(found("404\u00ad555 '1234")).toEqual(Array(2).fill('looks like a phone number'))
    expect(personIn('123%45-6789', net)).toBe('looks like a social security number')
  })

  test('three signs part two things', () => {
    for (const text of ['123---45-6789', '404-_-555-1234', '1968-01---31']) expect(found(text)).toEqual([null, null])
  })
})

test('a source that names things by numbers may part three of them as a path; written otherwise they stay a number of a person', () => {
  const numeric = { ...net, takesNumericIds: true }
  for (const text of ['/ehr/123/45/6789', '404/555/1234', '404|555|1234']) {
    expect(personIn(text, net), text).toMatch(/^looks like/)
    expect(personIn(text, numeric), text).toBeNull()
  }
  for (const text of ['404/555-1234', '123-45-6789', '123:45:6789']) expect(personIn(text, numeric)).toMatch(/^looks/)
  expect(personIn('Call 404/555/1234', { ...numeric, isProse: true })).toBe('looks like a phone number')
})

test('words for people are no ids: accounts and members have numbers, persons are what they are', () => {
  const prose = { isReportDay: (day: number) => day > Date.UTC(2025, 0), takesNumericIds: true, isProse: true }
  for (const text of [
    'Jane Roe, born 1968-01-31',
    'Roe 123-45-6789',
    'call 404-555-1234',
    'jane@roe.example',
    'born 31 Jan 1968',
  ])
    expect(personIn(text, prose), text).toMatch(/^looks like/)
  for (const text of [
    'Rite Aid #10488, Vineland',
    'Clinic 24/7',
    'Acct 4711',
    'NPI 1234567893',
    'Opens 2026-11-22',
    'ZIP 30080-1234',
  ])
    expect(personIn(text, prose), text).toBeNull()
})

test('what is too long for an id is not looked at: the schema refuses it', () => {
  expect(readEvent({ ...event, id: '12'.repeat(1_000_000) })).toMatchObject({ code: 'invalid-event' })
})

describe('percent-encoding', () => {
  const encodedTimes = (text: string, times: number) => `/p/${text.replaceAll('-', `%${'25'.repeat(times - 1)}2d`)}`

  test('is undone in one round, however often it was done', () => {
    const rounds = vi.spyOn(String.prototype, 'normalize')
    try {
      for (const times of [1, 2, 3, 100]) {
        rounds.mockClear()
        expect(personIn(encodedTimes('123-45-6789', times), net), String(times)).toBe(
          'looks like a social security number',
        )
        expect(rounds).toHaveBeenCalledTimes(1)
      }
      rounds.mockClear()
      expect(personIn(`%${'25'.repeat(252)}20`, net)).toBeNull()
      expect(rounds).toHaveBeenCalledTimes(1)
    } finally {
      rounds.mockRestore()
    }
  })

  test('of signs that only become digits takes a round for each time; what needs more than four is refused', () => {
    // %C2%B2 is ², and that a 2: here of the escape that the next round reads.
    const nested = (times: number): string => {
      if (times === 0) return '2'
      const two = nested(times - 1)
      return `%C${two}%B${two}`
    }
    expect(percentDecoded(nested(4))).toBe('2')
    expect(percentDecoded(nested(5))).toBeNull()
    expect(personIn(nested(5), net)).toBe('is percent-encoded many times over, and may say anything')
  })

  test('undone in one round says what undoing layer by layer says', () => {
    const layer = (text: string) =>
      text.replace(/%([0-9a-f]{2})/gi, (_escape, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    const byLayers = (text: string): string => (layer(text) === text ? text : byLayers(layer(text)))
    const piece = fc.constantFrom('%', '%', '2', '5', '%25', '%2', '4', '0', '%40', '%35', '%32', 'a', '-')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const said = byLayers(pieces.join(''))
        // Beyond ASCII bytes are UTF-8, which layers of single signs know nothing of.
        fc.pre(/^[\x20-\x7f]*$/.test(said))
        expect(percentDecoded(pieces.join(''))).toBe(said)
      }),
    )
  })
})

test('what is longer than its field may be is refused for that, without a look at what it says', () => {
  const longer: [number, object, object?][] = [
    [128, { id: 'a' }],
    [256, { source: 'a' }],
    [194, { subject: 'a' }],
    [194, { partitionkey: 'a' }],
    [64, { sequence: 'a' }],
    [248, { dataschema: 'https://a' }],
    [64, {}, { locationId: 'a' }],
    [64, {}, { serviceLine: 'a' }],
    [64, {}, { channel: 'a' }],
  ]
  const ended = (length: number, from: object) =>
    Object.fromEntries(
      Object.entries(from).map(([name, start]) => [name, `${String(start).padEnd(length - 11, 'a')}123-45-6789`]),
    )
  for (const [limit, attributes, places = {}] of longer) {
    const of = (length: number) => ({
      ...event,
      ...ended(length, attributes),
      data: { ...data, ...ended(length, places) },
    })
    expect(readEvent(of(limit)), `${limit}`).toMatchObject({ code: 'phi-not-accepted' })
    expect(readEvent(of(limit + 1))).toMatchObject({ code: 'invalid-event' })
  }
})

test('a UUID that begins as a written-out day does is a UUID; the day by itself is not', () => {
  expect(personIn('7feb1925-962a-4362-866c-a8cae4d92430', net)).toBeNull()
  for (const text of ['7feb1925', '7feb1925-962a', 'visit-7feb1925-4711', '1dec1968-home'])
    expect(personIn(text, net), text).toBe('looks like a date of birth')
})

describe('of 20,000 random ones none is refused', () => {
  const from = (alphabet: string, length: number) =>
    [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('')
  const hex = (length: number) => randomBytes(length / 2).toString('hex')
  const base36 = '0123456789abcdefghijklmnopqrstuvwxyz'
  const octet = () => randomInt(256)
  test.each<[string, () => string]>([
    ['UUID v4', () => randomUUID()],
    ['UUID v7', () => `0193${hex(4)}-${hex(4)}-7${hex(4).slice(1)}-8${hex(4).slice(1)}-${hex(12)}`],
    ['UUID behind a word', () => `smyrna-${randomUUID()}`],
    ['ULID', () => `01${from('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 24)}`],
    // With a letter: twelve digits may well be the minute of a day.
    ['hexadecimal', () => `${hex([12, 16, 24, 32, 40][randomInt(5)] ?? 16).slice(1)}f`],
    ['CUID', () => `c${from(base36, 24)}`],
    ['MAC address', () => (hex(12).match(/../g) ?? []).join('-')],
    ['IPv4 with a port', () => `https://${octet()}.${octet()}.${octet()}.${octet()}:${randomInt(1, 65_536)}/ehr`],
    ['version', () => `v${randomInt(30)}.${randomInt(30)}.${randomInt(100)}`],
    ['milliseconds', () => String(Date.UTC(2026, 0) + randomInt(3e10))],
  ])('%s', (_kind, make) => {
    expect(Array.from({ length: 20_000 }, make).filter((id) => personIn(id, net) !== null)).toEqual([])
  })
})

test('not even UUIDs and ULIDs of digits alone', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
  const first = fc.oneof(digits(8), fc.constantFrom('19680131', '01311968'))
  const last = fc.oneof(digits(12), fc.constantFrom('196801310000'))
  const uuid = fc.tuple(first, digits(4), digits(4), digits(4), last).map((parts) => parts.join('-'))
  fc.assert(fc.property(fc.oneof(uuid, digits(26)), (id) => personIn(id, net) === null))
})

describe('in an event', () => {
  const read = (changes: object, dataChanges: object = {}) =>
    readEvent(
      { ...event, ...changes, data: { ...data, ...dataChanges } },
      { takesNumericIds: (source) => source === '/numbers' },
    )

  test.each([
    ['id', { id: '123-45-6789' }, {}, '/id'],
    ['source', { source: '/ehr/4045551234' }, {}, '/source'],
    ['subject', { subject: 'smyrna/1234567' }, {}, '/subject'],
    ['partitionkey', { partitionkey: 'jane@roe.example|x' }, {}, '/partitionkey'],
    ['sequence', { sequence: '123-45-6789' }, {}, '/sequence'],
    ['locationId', {}, { locationId: '1968-01-31' }, '/data/locationId'],
    ['serviceLine', {}, { serviceLine: 'mrn-12345' }, '/data/serviceLine'],
    ['channel', {}, { channel: '404-555-1234' }, '/data/channel'],
  ])('%s', (_name, changes, dataChanges, pointer) => {
    expect(read(changes, dataChanges)).toMatchObject({ code: 'phi-not-accepted', faults: [{ pointer }] })
  })

  test('an id may name the day it reports, or one near it, and no other', () => {
    for (const id of [
      'smyrna-2026-11-22',
      '20261122T090000Z',
      '1795337970',
      '20261122',
      '2026-11-22T09:00:00Z',
      '2026-01-02',
      '20261122081542',
      '202611220815',
      '2026-11-22_08-15-42',
      '2026-11-22-08-15-42',
      'smyrna-2026-11-22-31',
      '2026-11-22-batch-7',
      '123-45-2026-11-22',
      '2026-11-22T08:15:42.123-05:00',
      '26-11-22',
      '22-11-26',
    ])
      expect(read({ id }), id).toMatchObject({ kind: 'event' })
    expect(read({ source: '/ehr/2026-11-22T08:15:00+05:00/2026-12-03' })).toMatchObject({ kind: 'event' })
    for (const id of [
      '19680131081542',
      '2026-11-22-01-31-68',
      '2026-11-22-1968-01-31',
      '2026-11-22-123-45-6789',
      '2026-11-22T08:15:42.123-45-6789',
      'smyrna-1968-11-22',
      '19681122T090000Z',
      '1595337970',
      '19681122',
      '2025-11-01',
    ])
      expect(read({ id })).toMatchObject({ code: 'phi-not-accepted' })
    expect(read({}, { locationId: '2026-11-22' })).toMatchObject({ code: 'phi-not-accepted' })
  })

  test('ids of digits alone are a matter of the source', () => {
    const numeric = { locationId: '123456789' }
    expect(read({ id: '1234567' }, numeric)).toMatchObject({
      faults: [{ pointer: '/id' }, { pointer: '/data/locationId' }],
    })
    expect(read({ id: '1234567', source: '/numbers' }, numeric)).toMatchObject({ kind: 'event' })
    expect(read({ id: '123-45-6789', source: '/numbers' })).toMatchObject({ code: 'phi-not-accepted' })
    expect(read({ sequence: '0000000007' }, { locationId: '1234567893' })).toMatchObject({ kind: 'event' })
  })
})
