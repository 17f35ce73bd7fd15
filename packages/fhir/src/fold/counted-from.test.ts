import { expect, test } from 'vitest'
import { after, asOf, location, read, schedule, slot } from '../../test/make.ts'
import { countedFrom } from './counted-from.ts'
import { foldCapacity } from './fold-capacity.ts'

const day = (days: number) => new Date(after(days))
const starting = (...days: number[]) => read(schedule(), location(), ...days.map((one) => slot({ start: after(one) })))

test('[FH31] what started between the last change and the receipt is past; between two starts nothing changes', () => {
  const slots = starting(1, 2, 5)
  const from = (receivedAt: Date) => countedFrom(slots, new Date(asOf).toISOString(), receivedAt)
  expect(from(day(0.9))).toBeNull()
  expect(from(day(1))).toBeNull()
  expect(from(day(1.1))).toBe(new Date(Date.parse(after(1)) + 1).toISOString())
  expect(from(day(1.9))).toBe(from(day(1.1)))
  expect(from(day(4))).toBe(new Date(Date.parse(after(2)) + 1).toISOString())
  const map = {
    locations: [{ locationId: 'smyrna', fhirId: '1' }],
    services: [{ serviceLine: 'ortho', code: 'ortho' }],
  }
  const open = (asOf: string | null) =>
    foldCapacity(slots, { asOf: asOf ?? day(0), horizonDays: 14, map }).observations.map(({ slots: found }) => found)
  expect(open(from(day(0)))).toEqual([{ open: 3 }])
  expect(open(from(day(4)))).toEqual([{ open: 1 }])
  expect(open(from(day(400)))).toEqual([])
})

test('[FH31] what started before the last change moves nothing, in whatever order', () => {
  expect(countedFrom(starting(-3, -1), new Date(asOf).toISOString(), day(4))).toBeNull()
  expect(countedFrom(starting(0, -3), new Date(asOf).toISOString(), day(4))).toBe('2026-03-02T12:00:00.001Z')
  expect(countedFrom(starting(2, 1), new Date(asOf).toISOString(), day(4))).toBe('2026-03-04T12:00:00.001Z')
})
