import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEvent } from './read-event.ts'

const capacity = {
  specversion: '1.0',
  id: '9f1c-0007',
  source: '/ehr/smyrna',
  type: 'sluice.capacity.observed.v1',
  time: '2026-11-22T08:59:30Z',
  data: { locationId: 'smyrna', serviceLine: 'orthodontics', horizonDays: 14, newPatientSlotsOpen: 9 },
}
const place = { locationId: 'smyrna', serviceLine: 'orthodontics' }
const wait = { waitDays: 12.5, waitKind: 'third_next_available' }
const actuals = { ...place, date: '2026-11-21', currency: 'USD', spendMinor: 41_875 }
const typed = (type: string, data: unknown) => ({ ...capacity, type: `sluice.${type}.v1`, data })
const withData = (data: object) => typed('capacity.observed', { ...place, horizonDays: 14, ...data })

/** Where it is refused; null: taken. */
function pointersOf(event: unknown): string[] | null {
  const read = readEvent(event)
  return read.kind === 'event' ? null : [...new Set(read.faults.map(({ pointer }) => pointer))]
}

describe('taken', () => {
  test.each([
    ['open slots', withData({ newPatientSlotsOpen: 0 })],
    ['open slots of a total', withData({ newPatientSlotsOpen: 4, newPatientSlotsTotal: 40 })],
    ['an overbooked clinic', withData({ newPatientSlotsTotal: 10, newPatientSlotsBooked: 12 })],
    ['a wait alone', withData(wait)],
    ['a waiting list', typed('waitlist.observed', { ...place, waitlistSize: 37 })],
    ['a wait of a waiting list', typed('waitlist.observed', { ...place, ...wait })],
    ['intake of a line', typed('intake.changed', { ...place, acceptingNewPatients: false, reasonCode: 'closure' })],
    [
      'intake of a location',
      typed('intake.changed', { locationId: 'a', acceptingNewPatients: true, reasonCode: 'reopened' }),
    ],
    ['actuals', typed('actuals.observed', { ...actuals, channel: 'search', leads: 3, bookings: 1, revenueMinor: 5 })],
    ['an attribute that is null: absent', { ...capacity, subject: null, sequence: null }],
    ['an attribute of others that is null: absent', { ...capacity, comexampleextension1: null, x: null }],
    ['all attributes there are', { ...capacity, ...allAttributes() }],
  ])('%s', (_name, event) => expect(pointersOf(event)).toBeNull())
})

describe('refused, and where', () => {
  test.each([
    ['booked without total', withData({ newPatientSlotsBooked: 3 }), ['/data/newPatientSlotsTotal']],
    ['total alone', withData({ newPatientSlotsTotal: 3 }), ['/data/newPatientSlotsBooked']],
    [
      'booked and open',
      withData({ newPatientSlotsTotal: 3, newPatientSlotsBooked: 1, newPatientSlotsOpen: 2 }),
      ['/data/newPatientSlotsOpen'],
    ],
    [
      'more open than there are',
      withData({ newPatientSlotsTotal: 3, newPatientSlotsOpen: 9 }),
      ['/data/newPatientSlotsOpen'],
    ],
    ['no figure', withData({ acceptingNewPatients: true }), ['/data/newPatientSlotsOpen']],
    ['a wait of no kind', withData({ waitDays: 3 }), ['/data/waitKind']],
    ['a kind of no wait', withData({ newPatientSlotsOpen: 1, waitKind: 'mean_completed' }), ['/data/waitDays']],
    ['a waiting list without a figure', typed('waitlist.observed', place), ['/data/waitlistSize']],
    [
      'a reason in words',
      typed('intake.changed', { ...place, acceptingNewPatients: false, reasonCode: 'Dr. Roe is ill' }),
      ['/data/reasonCode'],
    ],
    ['an unknown currency', typed('actuals.observed', { ...actuals, currency: 'XXX' }), ['/data/currency']],
    ['a day that is not', typed('actuals.observed', { ...actuals, date: '2026-02-30' }), ['/data/date']],
    ['cents of cents', typed('actuals.observed', { ...actuals, spendMinor: 0.5 }), ['/data/spendMinor']],
    ['another type', typed('weather.observed', {}), ['/type']],
    ['data_base64', { ...capacity, data_base64: 'eA==' }, ['']],
    ['data that is text', { ...capacity, data: JSON.stringify(capacity.data) }, ['/data']],
    ['another content type', { ...capacity, datacontenttype: 'text/plain' }, ['/datacontenttype']],
    ['another version', { ...capacity, specversion: '0.3' }, ['/specversion']],
    ['an unknown attribute', { ...capacity, patientname: 'Jane Roe' }, ['']],
    ['a null under a name that is none', { ...capacity, 'Jane Roe 123-45-6789': null }, ['']],
    ['a null under a capital', { ...capacity, Subject: null }, ['']],
    ['a null under a name of more than 20 letters', { ...capacity, comexampleextension12: null }, ['']],
    ['a null under no name', { ...capacity, '': null }, ['']],
    ['data that is null', { ...capacity, data: null }, ['/data']],
    ['an unknown member', withData({ newPatientSlotsOpen: 1, 'Jane Roe': 1 }), ['/data']],
    ['__proto__', JSON.parse('{"__proto__":{"specversion":"1.0"}}'), ['/type']],
    ['a source that is a mailbox', { ...capacity, source: 'mailto:jane@roe.example' }, ['/source']],
    ['an id with a blank', withData({ newPatientSlotsOpen: 1, locationId: 'Jane Roe' }), ['/data/locationId']],
    ['U+0000', withData({ newPatientSlotsOpen: 1, locationId: '\u0000' }), ['/data/locationId']],
    ['half a surrogate pair', { ...capacity, id: '\ud800' }, ['/id']],
    ['1e999', withData(JSON.parse('{"newPatientSlotsOpen":1e999}')), ['/data/newPatientSlotsOpen']],
    ['2^53', withData(JSON.parse('{"newPatientSlotsOpen":9007199254740993}')), ['/data/newPatientSlotsOpen']],
    ['less than nothing', withData({ newPatientSlotsOpen: -1 }), ['/data/newPatientSlotsOpen']],
    ['a number in quotes', withData({ newPatientSlotsOpen: '1' }), ['/data/newPatientSlotsOpen']],
    ['infinity', { ...capacity, time: 'infinity' }, ['/time']],
    ['a list', [capacity], ['']],
    ['null', null, ['']],
  ])('%s', (_name, event, pointers) => expect(pointersOf(event)).toEqual(pointers))
})

test('events about persons have a code of their own, however they say it', () => {
  for (const datacategory of [
    'phi',
    'PHI',
    'non-phi',
    'non-PHI',
    'sensitive-pii',
    'non-sensitive-pii',
    'special-category',
    'anything',
  ])
    expect(readEvent({ ...capacity, datacategory })).toMatchObject({ kind: 'refused', code: 'phi-not-accepted' })
  for (const datacategory of ['non-pii', 'Non-PII'])
    expect(readEvent({ ...capacity, datacategory })).toMatchObject({ kind: 'event' })
})

test('a type that is not ours is told apart from an event that is not valid', () => {
  expect(readEvent(typed('weather.observed', {}))).toMatchObject({ code: 'unknown-event-type' })
  expect(readEvent(withData({}))).toMatchObject({ code: 'invalid-event' })
})

test('a refusal repeats neither a value nor a name, wherever it stood', () => {
  const canary = 'JaneRoe1968'
  const names = [...Object.keys(capacity), ...Object.keys(allAttributes()), 'subject']
  const atRoot = fc.constantFrom(...names).map((name) => ({ ...capacity, [name]: `${canary} ` }))
  const inData = fc
    .constantFrom('locationId', 'serviceLine', 'horizonDays', 'newPatientSlotsOpen', 'waitDays', 'waitKind')
    .map((name) => withData({ newPatientSlotsOpen: 1, [name]: `${canary} ` }))
  const asName = fc.constantFrom(
    { ...capacity, [canary]: 1 },
    withData({ [canary]: { [canary]: canary } }),
    { ...capacity, data: { [canary]: 1 } },
    { [canary]: capacity },
  )
  fc.assert(
    fc.property(fc.oneof(atRoot, inData, asName), (event) => {
      const read = readEvent(event)
      expect(read.kind).toBe('refused')
      expect(JSON.stringify(read)).not.toContain(canary)
    }),
  )
})

test('nothing JSON can hold makes it throw', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => ['event', 'refused'].includes(readEvent(value).kind)))
})

function allAttributes() {
  return {
    recordedtime: '2026-11-22T08:59:31Z',
    sequence: '0000000007',
    datacontenttype: 'application/json; charset=utf-8',
    dataschema: 'https://sluice.example/schemas/capacity-v1',
    subject: 'smyrna/orthodontics',
    partitionkey: 'smyrna|orthodontics',
    expirytime: '2026-11-29T08:59:30Z',
    dataclassification: 'internal',
    dataregulation: 'HIPAA',
    datacategory: 'non-pii',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    tracestate: 'vendor=00f067aa0ba902b7',
  }
}
