import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { event } from './event.ts'
import { capacityData } from './event-data.ts'
import { takenAsIs } from './taken-as-is.ts'

const isTaken = takenAsIs(event)

const attributes = {
  specversion: '1.0',
  id: '9f1c-0007',
  source: '/ehr/smyrna',
  time: '2026-11-22T08:59:30Z',
  recordedtime: '2026-11-22T08:59:31.25+01:00',
  sequence: '0000000007',
  datacontenttype: 'application/json; charset=utf-8',
  dataschema: 'https://sluice.example/schemas/capacity-v1',
  subject: 'smyrna/orthodontics',
  partitionkey: 'smyrna|orthodontics',
  expirytime: '2026-11-29T08:59:30Z',
  dataclassification: 'internal',
  dataregulation: 'HIPAA, GDPR',
  datacategory: 'Non-PII',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  tracestate: 'vendor=00f067aa0ba902b7',
}
const place = { locationId: 'smyrna', serviceLine: 'orthodontics' }
const wait = { waitDays: 12.5, waitKind: 'third_next_available' }
const slots = { newPatientSlotsTotal: 40, newPatientSlotsBooked: 31, newPatientSlotsOpen: 9, followUpSlotsOpen: 0 }
const money = { revenueMinor: 1, matchedRevenueMinor: 2, incrementalRevenueMinor: 3 }
const spent = { date: '2026-11-21', currency: 'USD', spendMinor: 41_875, channel: 'search' }
const kinds = {
  'sluice.capacity.observed.v1': { ...place, horizonDays: 14, ...slots, ...wait, acceptingNewPatients: true },
  'sluice.waitlist.observed.v1': { ...place, waitlistSize: 37, ...wait },
  'sluice.intake.changed.v1': { ...place, acceptingNewPatients: false, reasonCode: 'closure' },
  'sluice.actuals.observed.v1': { ...place, ...spent, leads: 3, bookings: 2, keptVisits: 1, ...money },
}

/** What a member may be instead: of another type, at an edge, or beyond it. */
const spoiled = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    '',
    'a',
    'a b',
    '1.0',
    -1,
    -0,
    0,
    0.5,
    1,
    366,
    367,
    3_650,
    3_651,
    [],
    {},
  ),
  fc.constantFrom<unknown>(1e6, 1e6 + 1, 1e14, 1e14 + 1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, ['smyrna']),
  fc.constantFrom('2026-02-29', '2028-02-29', '2026-13-01', '1999-12-31', '2099-12-31', 'XXX', 'EUR', 'mean_completed'),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2026-11-00T00:00:00Z',
    '2028-02-29T23:59:59.123456789-12:00',
    'phi',
    'non-phi',
  ),
  fc.constantFrom('a'.repeat(64), 'a'.repeat(65), 'a'.repeat(256), 'a'.repeat(257), 'smyrna\n', '\u0000', '\ud800'),
  fc.jsonValue(),
)

/** Some of the members there could be, few of them spoiled, perhaps one that is not in the schema. */
function nearly(whole: object, required: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const left = fc.subarray(Object.keys(whole).filter((name) => !required.includes(name)))
  const spoils = fc.dictionary(fc.constantFrom(...Object.keys(whole)), spoiled, { maxKeys: 2 })
  const kept = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: spoils })
  const strange = fc.constantFrom<object>(
    {},
    {},
    {},
    {},
    {},
    { name: 'a' },
    { toString: 1 },
    JSON.parse('{"__proto__":{}}'),
  )
  return fc.tuple(left, kept, strange, fc.boolean()).map(([names, changes, more, isReversed]) => {
    const members = Object.entries(whole).filter(([name]) => names.includes(name) || required.includes(name))
    const ordered = isReversed ? members.reverse() : members
    return Object.defineProperties(
      { ...Object.fromEntries(ordered), ...changes },
      Object.getOwnPropertyDescriptors(more),
    ) as Record<string, unknown>
  })
}

const nearlyEvent = fc.constantFrom(...Object.entries(kinds)).chain(([type, whole]) => {
  const required = [
    'locationId',
    'serviceLine',
    'horizonDays',
    'reasonCode',
    'acceptingNewPatients',
    'date',
    'currency',
  ]
  const data = nearly(whole, [...required, 'spendMinor'])
  const envelope = nearly({ ...attributes, type }, ['specversion', 'id', 'source', 'time', 'type'])
  return fc.tuple(envelope, data, fc.boolean()).map(([members, of, isLast]) => {
    return isLast ? { ...members, data: of } : { data: of, ...members }
  })
})

test('takes exactly the events that the schema takes, and the schema gives them back as they are', () => {
  const seen = { taken: 0, refused: 0 }
  fc.assert(
    fc.property(nearlyEvent, (value) => {
      const read = event.safeParse(value)
      seen[read.success ? 'taken' : 'refused'] += 1
      expect(isTaken(value)).toBe(read.success)
      if (read.success) expect(read.data).toEqual(value)
    }),
    { numRuns: 5_000 },
  )
  // Else it would have shown nothing.
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(500)
})

test('takes nothing else that JSON can hold', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => isTaken(value) === event.safeParse(value).success))
})

test('rules between members count, and members only an object of its own has', () => {
  const capacity = { ...place, horizonDays: 14 }
  const isData = takenAsIs(capacityData)
  expect(isData({ ...capacity, newPatientSlotsOpen: 9 })).toBe(true)
  expect(isData(capacity)).toBe(false)
  expect(isData({ ...capacity, newPatientSlotsTotal: 1, newPatientSlotsOpen: 9 })).toBe(false)
  expect(isData({ ...capacity, newPatientSlotsOpen: 9, constructor: 1 })).toBe(false)
})

test('what it does not know, and what a schema changes, it leaves to the schema', () => {
  expect(takenAsIs(z.array(z.string()))(['a'])).toBe(false)
  expect(takenAsIs(z.string().trim())(' a')).toBe(false)
  expect(takenAsIs(z.string().transform(Number))('1')).toBe(false)
  expect(takenAsIs(z.object({ a: z.string() }))({ a: 'a' })).toBe(false)
  expect(takenAsIs(z.strictObject({ a: z.string().default('a') }))({})).toBe(false)
  const everySecond = takenAsIs(z.string().regex(/a/g))
  expect([everySecond('a'), everySecond('a')]).toEqual([true, true])
})
