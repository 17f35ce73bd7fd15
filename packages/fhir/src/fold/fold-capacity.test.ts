import { describe, expect, test } from 'vitest'
import {
  after,
  appointmentType,
  asOf,
  bundle,
  capacityExtension,
  location,
  read,
  schedule,
  slot,
} from '../../test/make.ts'
import { readFhir } from '../read-fhir.ts'
import { observationToCapacityData } from './capacity-data.ts'
import type { CapacityMap } from './capacity-map.ts'
import { foldCapacity } from './fold-capacity.ts'

const map: CapacityMap = {
  locations: [{ locationId: 'smyrna', fhirId: '1' }],
  services: [{ serviceLine: 'orthodontics', code: 'ortho' }],
}

type Json = Record<string, unknown>

const fold = (resources: Json[], change: Partial<CapacityMap> = {}, horizonDays = 14) =>
  foldCapacity(read(...resources), { asOf, horizonDays, map: { ...map, ...change } })

/** The one observation of a schedule with these slots; each slot gets an id of its own. */
const observe = (slots: Json[], change: Partial<CapacityMap> = {}) =>
  fold([schedule(), ...slots.map((one, index) => ({ id: `s${index}`, ...one }))], change).observations[0]

const unnamed = (members: Json = {}) => {
  const { id: _, ...rest } = slot(members)
  return rest
}

describe('[FH20] identity', () => {
  test('one id at two starts is two slots, as in the Rite Aid feed', () => {
    expect(fold([schedule(), slot(), slot({ start: after(2) })]).observations[0]?.slots).toEqual({ open: 2 })
  })

  test('one slot twice is one; two ids at one start are two openings', () => {
    expect(fold([schedule(), slot(), slot()]).observations[0]?.slots).toEqual({ open: 1 })
    expect(fold([schedule(), slot(), slot({ id: 's2' })]).observations[0]?.slots).toEqual({ open: 2 })
    expect(fold([schedule(), unnamed(), unnamed()]).observations[0]?.slots).toEqual({ open: 1 })
  })

  test('of one id said in two ways, and neither of them newer, nobody knows which is meant: it counts as missing', () => {
    const of = (location: string, more: Json = {}) =>
      schedule({ actor: [{ reference: `Location/${location}` }], ...more })
    const found = fold([of('1'), of('2'), slot()])
    expect(found).toMatchObject({ observations: [], unplaced: { scheduleMissing: 1 }, contradictions: 1 })
    const newer = fold([of('1', { meta: { lastUpdated: after(-1) } }), of('2'), of('3'), slot()])
    expect(newer).toMatchObject({ observations: [{ slots: { open: 1 } }], contradictions: 0 })
    const again = schedule({ serviceType: [{ coding: [{ code: 'x' }, { code: 'ortho' }] }] })
    const turned = schedule({ serviceType: [{ coding: [{ code: 'ortho' }, { code: 'x' }] }] })
    expect(fold([again, turned, again, slot()])).toMatchObject({ observations: [{}], contradictions: 0 })
    expect(fold([schedule(), schedule({ active: false }), slot()])).toMatchObject({
      ...{ unplaced: { inactive: 1 }, contradictions: 0 },
    })
    const identified = (value: string) => location({ identifier: [{ value }] })
    expect(fold([schedule(), identified('a'), identified('b'), slot()]).contradictions).toBe(1)
  })

  test('of two versions the one changed last counts; without a time the one that promises less', () => {
    const version = (status: string, lastUpdated?: string) => slot({ status, meta: { lastUpdated } })
    const both = (...versions: Json[]) => fold([schedule(), ...versions]).slotCounts
    expect(both(version('busy', after(-2)), version('free', after(-1)))).toMatchObject({ free: 1, busy: 0 })
    expect(both(version('busy', after(-1)), version('free', after(-2)))).toMatchObject({ free: 0, busy: 1 })
    expect(both(version('free'), version('busy'))).toMatchObject({ free: 0, busy: 1 })
    expect(both(version('free'), version('busy', after(-2)))).toMatchObject({ free: 0, busy: 1 })
    expect(both(slot(capacityExtension(3)), slot(capacityExtension(2)))).toMatchObject({ slots: 1 })
    expect(fold([schedule(), slot(capacityExtension(3)), slot(capacityExtension(2))]).observations[0]?.slots).toEqual({
      open: 2,
    })
  })
})

describe('[FH21] what is open', () => {
  test('the example of SMART Scheduling Links: 3 + 1, taken and held ones are not', () => {
    const slots = [
      slot(capacityExtension(3)),
      slot(),
      slot({ status: 'busy', ...capacityExtension(5) }),
      slot({ status: 'busy-tentative' }),
    ]
    const found = observe(slots.map((one, index) => ({ ...one, id: `s${index}` })))
    expect(found?.slots).toEqual({ open: 4 })
    expect(found?.counts).toEqual({ free: 4, busy: 5, held: 1, overbooked: 0 })
  })

  test('from asOf, included, to the end of the horizon, excluded', () => {
    const starts = [after(-0.001), asOf, after(13.999), after(14), after(30)]
    expect(fold([schedule(), ...starts.map((start) => slot({ start }))]).observations[0]?.slots).toEqual({ open: 2 })
    expect(fold([schedule(), ...starts.map((start) => slot({ start }))]).slotCounts).toMatchObject({
      slots: 5,
      past: 1,
    })
  })

  test('blocked time is neither open nor taken', () => {
    const found = fold([schedule(), slot(), slot({ id: 's2', status: 'busy-unavailable' })], {
      publishesBusySlots: true,
    })
    expect(found.observations[0]?.slots).toEqual({ total: 1, booked: 0 })
    expect(found.slotCounts).toMatchObject({ unavailable: 1 })
  })
})

describe('[FH22] totals', () => {
  const slots = ['free', 'free', 'busy', 'busy-tentative'].map((status, index) => slot({ id: `s${index}`, status }))

  test('are given where the map says that taken slots are published', () => {
    expect(fold([schedule(), ...slots], { publishesBusySlots: true }).observations[0]?.slots).toEqual({
      total: 4,
      booked: 2,
    })
    expect(fold([schedule(), ...slots]).observations[0]?.slots).toEqual({ open: 2 })
  })

  test('are not given if a taken slot hides its size', () => {
    const hidden = slot({ id: 's9', status: 'busy', ...capacityExtension(0) })
    const found = fold([schedule(), ...slots, hidden], { publishesBusySlots: true }).observations[0]
    expect(found?.slots).toEqual({ open: 2 })
  })
})

test('[FH23] overbooked is negative headroom, and never open', () => {
  const taken = slot({ status: 'busy', overbooked: true })
  expect(fold([schedule(), taken], { publishesBusySlots: true }).observations[0]?.slots).toEqual({
    total: 1,
    booked: 2,
  })
  const free = (id: string) => slot({ id })
  expect(fold([schedule(), taken, free('a'), free('b')]).observations[0]?.slots).toEqual({ open: 1 })
  expect(fold([schedule(), taken]).observations[0]?.slots).toEqual({ open: 0 })
  const odd = fold([schedule(), slot({ overbooked: true })], { publishesBusySlots: true }).observations[0]
  expect(odd).toMatchObject({ slots: { total: 1, booked: 2 }, firstOpeningDays: null })
})

test('[FH24] entered in error: as if the slot had never been there', () => {
  const withdrawn = slot({ status: 'entered-in-error' })
  const found = fold([schedule(), slot(), withdrawn, slot({ id: 's2' })])
  expect(found.observations[0]?.slots).toEqual({ open: 1 })
  expect(found.slotCounts).toMatchObject({ slots: 2, withdrawn: 1 })
  expect(fold([schedule(), slot(), withdrawn]).withoutFigure).toMatchObject([{ reason: 'no_slots' }])
  const revived = slot({ meta: { lastUpdated: after(-1) } })
  expect(fold([schedule(), withdrawn, revived]).observations[0]?.slots).toEqual({ open: 1 })
})

describe('[FH25] for whom', () => {
  const planNet = 'http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS'
  const v2 = 'http://terminology.hl7.org/CodeSystem/v2-0276'
  const typed = (appointment: Json) => slot({ id: 't', appointmentType: appointment })
  const open = (appointment: Json, change: Partial<CapacityMap> = {}) => {
    const found = fold([schedule(), slot(), typed(appointment)], change).observations[0]
    return [found?.slots, found?.followUpSlotsOpen]
  }

  test.each([
    ['newpt', undefined, 2, null],
    ['newpt', planNet, 2, null],
    ['newpt', 'http://ehr.example/types', 1, null],
    ['existptonly', planNet, 1, 1],
    ['existptfam', undefined, 1, 1],
    ['FOLLOWUP', v2, 1, 1],
    ['nopt', planNet, 1, null],
    ['WALKIN', v2, 1, null],
    ['ROUTINE', v2, 1, null],
  ])('%s of %s: %d open, %j follow-up', (code, system, forNew, followUp) => {
    expect(open(appointmentType(code, system))).toEqual([{ open: forNew }, followUp])
  })

  test('codes that contradict each other are not for new patients', () => {
    expect(open({ coding: [{ code: 'newpt' }, { code: 'FOLLOWUP' }] })).toEqual([{ open: 1 }, 1])
  })

  test('the map’s own codes come first', () => {
    const appointmentTypes = [
      { code: 'NP30', patients: 'new' as const },
      { code: 'newpt', system: 'http://ehr.example/types', patients: 'follow_up' as const },
    ]
    expect(open(appointmentType('NP30'), { appointmentTypes })).toEqual([{ open: 2 }, null])
    expect(open(appointmentType('newpt', 'http://ehr.example/types'), { appointmentTypes })).toEqual([{ open: 1 }, 1])
    expect(open(appointmentType('newpt'), { appointmentTypes })).toEqual([{ open: 2 }, null])
  })

  test('a slot that does not say is new only if the map says so, and flagged', () => {
    const untyped = [schedule(), slot({ appointmentType: undefined })]
    expect(fold(untyped)).toMatchObject({ observations: [], withoutFigure: [{ reason: 'patients_unknown' }] })
    const [assumed] = fold(untyped, { untypedSlots: 'new' }).observations
    expect(assumed).toMatchObject({ slots: { open: 1 }, newPatientAssumed: true })
    expect(fold([schedule(), slot()], { untypedSlots: 'new' }).observations[0]?.newPatientAssumed).toBe(false)
  })
})

describe('[FH26] unknown is never zero', () => {
  const why = (resources: Json[], change: Partial<CapacityMap> = {}) => {
    const found = fold(resources, change)
    return found.observations[0]?.slots ?? found.withoutFigure[0]?.reason
  }

  test('no slots, only past ones, no capacity, nobody knows for whom', () => {
    expect(why([schedule()])).toBe('no_slots')
    expect(why([schedule(), slot({ start: after(-1) })])).toBe('only_past')
    expect(why([schedule(), slot({ status: 'busy-unavailable' })])).toBe('no_capacity')
    expect(
      why([
        schedule(),
        slot({ appointmentType: undefined }),
        slot({ id: 'f', appointmentType: appointmentType('FOLLOWUP') }),
      ]),
    ).toBe('patients_unknown')
    expect(why([slot()])).toBeUndefined()
  })

  test('zero: all taken, none in the horizon, none for new patients', () => {
    expect(why([schedule(), slot({ status: 'busy' })])).toEqual({ open: 0 })
    expect(why([schedule(), slot({ start: after(20) })])).toEqual({ open: 0 })
    expect(why([schedule(), slot({ appointmentType: appointmentType('FOLLOWUP') })])).toEqual({ open: 0 })
  })

  test('zero: slots that hold no appointment, free or taken, are no opening and say so; one that holds one is one', () => {
    const free = (capacity: number) => slot(capacityExtension(capacity))
    const taken = slot({ id: 't', status: 'busy', ...capacityExtension(0) })
    expect(why([schedule(), free(0)])).toEqual({ open: 0 })
    expect(why([schedule(), taken])).toEqual({ open: 0 })
    expect(why([schedule(), free(0), taken], { publishesBusySlots: true })).toEqual({ open: 0 })
    expect(why([schedule(), free(1), taken])).toEqual({ open: 1 })
    expect(why([schedule(), free(0), slot({ id: 'b', status: 'busy-unavailable' })])).toEqual({ open: 0 })
    const [observed] = fold([schedule(), free(0)]).observations
    expect(observed).toMatchObject({ firstOpeningDays: null, thirdNextAvailableDays: null })
  })

  test('no figure: of slots that hold no appointment nobody knows for whom, or that are over, no more than of others', () => {
    const empty = (members: Json) => slot({ ...capacityExtension(0), ...members })
    expect(why([schedule(), empty({ appointmentType: undefined })])).toBe('patients_unknown')
    expect(why([schedule(), empty({ start: after(-1) })])).toBe('only_past')
    expect(why([schedule(), empty({ status: 'entered-in-error' })])).toBe('no_slots')
  })

  test('follow-up slots that hold no appointment are none open, not unknown', () => {
    const forKnown = slot({ id: 'f', appointmentType: appointmentType('FOLLOWUP'), ...capacityExtension(0) })
    expect(observe([slot(), forKnown])).toMatchObject({ slots: { open: 1 }, followUpSlotsOpen: 0 })
  })

  test('zero: a schedule without slots that is said to be full', () => {
    expect(why([schedule()], { emptyScheduleIsFull: true })).toEqual({ open: 0 })
    const url = 'http://fhir-registry.smarthealthit.org/StructureDefinition/has-availability'
    const says = (valueCode: string) => schedule({ extension: [{ url, valueCode }] })
    expect(why([says('none')])).toEqual({ open: 0 })
    expect(why([says('unknown')])).toBe('no_slots')
    expect(why([says('none'), schedule({ id: '2' })])).toBe('no_slots')
    expect(why([says('none'), slot()])).toEqual({ open: 1 })
    const begun = slot({ id: 'past', start: after(-0.01) })
    expect(why([schedule(), begun], { emptyScheduleIsFull: true })).toEqual({ open: 0 })
    expect(why([says('none'), begun])).toEqual({ open: 0 })
    expect(why([says('none'), schedule({ id: '2' }), { ...begun, schedule: { reference: 'Schedule/2' } }])).toBe(
      'only_past',
    )
    const blocked = slot({ status: 'busy-unavailable' })
    expect(why([schedule(), begun, blocked], { emptyScheduleIsFull: true })).toBe('no_capacity')
    expect(why([schedule(), begun, slot({ start: after(100) })], { emptyScheduleIsFull: true })).toEqual({ open: 0 })
  })
})

describe('[FH27] waits', () => {
  const waits = (slots: Json[]) => {
    const found = observe(slots.map((one, index) => ({ ...one, id: `s${index}` })))
    return [found?.firstOpeningDays, found?.thirdNextAvailableDays]
  }

  test('the third opening, in whatever order, beyond the horizon too', () => {
    expect(waits([20, 2.5, 1].map((days) => slot({ start: after(days) })))).toEqual([1, 20])
    expect(waits([3, 4].map((days) => slot({ start: after(days) })))).toEqual([3, null])
  })

  test('a slot of several appointments is several openings; past, taken and follow-up ones are none', () => {
    expect(waits([slot({ start: after(2), ...capacityExtension(2) }), slot({ start: after(5) })])).toEqual([2, 5])
    const others = [
      slot({ start: after(-1) }),
      slot({ status: 'busy' }),
      slot({ status: 'busy-tentative' }),
      slot({ appointmentType: appointmentType('FOLLOWUP') }),
      slot(capacityExtension(0)),
    ]
    expect(waits([...others, ...[6, 7, 8].map((days) => slot({ start: after(days) }))])).toEqual([6, 8])
  })

  test('a placeholder more than ten years off is no wait', () => {
    const far = { start: '2090-01-01T00:00:00Z' }
    expect(waits([slot(), slot({ start: after(2) }), slot(far)])).toEqual([1, null])
  })
})

describe('[FH28] places', () => {
  const where = (resources: Json[], change: Partial<CapacityMap> = {}) => {
    const [found] = fold(resources, change).observations
    return found === undefined ? null : `${found.locationId}/${found.serviceLine}`
  }
  const store = { system: 'https://ids.example/store', value: 'RA1' }

  test('by an identifier, in its own system', () => {
    const locations = [{ locationId: 'store-1', ...store }]
    expect(where([schedule(), slot(), location({ identifier: [store] })], { locations })).toBe('store-1/orthodontics')
    const other = { ...store, system: 'https://ids.example/other' }
    expect(where([schedule(), slot(), location({ identifier: [other] })], { locations })).toBeNull()
  })

  test('a room is where its clinic is; a circle of rooms is nowhere', () => {
    const room = location({ id: 'room', partOf: { reference: 'Location/wing' } })
    const wing = (clinic: string) => location({ id: 'wing', partOf: { reference: `Location/${clinic}` } })
    const inRoom = schedule({ actor: [{ reference: 'Location/room' }] })
    expect(where([inRoom, slot(), room, wing('1')])).toBe('smyrna/orthodontics')
    expect(where([inRoom, slot(), room, wing('room')])).toBeNull()
  })

  test('by a HealthcareService, where the schedule names no Location that is mapped', () => {
    const service = { resourceType: 'HealthcareService', id: 'h', location: [{ reference: 'Location/1' }] }
    const coded = { ...service, type: [{ coding: [{ code: 'ortho' }] }] }
    const actor = [{ reference: 'HealthcareService/h' }]
    expect(where([schedule({ actor }), slot(), service])).toBe('smyrna/orthodontics')
    expect(where([schedule({ actor, serviceType: [] }), slot(), coded])).toBe('smyrna/orthodontics')
  })

  test('the slot’s codes before the schedule’s, type before specialty, category last, then the map’s order', () => {
    const codes = (...names: string[]) => [{ coding: names.map((code) => ({ code })) }]
    const services = ['a', 'b', 'c', 'd', 'ortho'].map((code) => ({ serviceLine: code, code }))
    const line = (members: Json) => where([schedule(), slot(members)], { services })?.split('/')[1]
    expect(line({ serviceCategory: codes('a') })).toBe('ortho')
    expect(line({ specialty: codes('b'), serviceCategory: codes('a') })).toBe('b')
    expect(line({ serviceType: codes('c'), specialty: codes('b') })).toBe('c')
    expect(line({ serviceType: codes('x'), specialty: codes('b') })).toBe('b')
    expect(line({ serviceType: codes('d', 'c') })).toBe('c')
    const coarse = schedule({ serviceType: undefined, serviceCategory: codes('a') })
    expect(where([coarse, slot()], { services })).toBe('smyrna/a')
  })

  test('a code counts in its own system', () => {
    const services = [{ serviceLine: 'x', code: 'ortho', system: 'http://ehr.example' }]
    expect(where([schedule(), slot()], { services })).toBeNull()
    const serviceType = [{ coding: [{ code: 'ortho', system: 'http://ehr.example' }] }]
    expect(where([schedule(), slot({ serviceType })], { services })).toBe('smyrna/x')
  })

  test('a line for what carries no code', () => {
    const plain = [schedule({ serviceType: undefined }), slot()]
    expect(where(plain)).toBeNull()
    expect(where(plain, { uncodedServiceLine: 'general' })).toBe('smyrna/general')
  })
})

test('[FH29] what finds no place is counted under its reason', () => {
  const actors = (...references: string[]) => ({ actor: references.map((reference) => ({ reference })) })
  const coded = (code: string) => ({ serviceType: [{ coding: [{ code, system: 'http://ehr.example' }] }] })
  const schedules = [
    schedule(),
    schedule({ id: '2', ...actors('Location/99', 'Location/98') }),
    schedule({ id: '3', ...coded('mri') }),
    schedule({ id: '4', serviceType: undefined }),
    schedule({ id: '6', ...actors('Practitioner/1') }),
    schedule({ id: '7', ...actors('Location/1', 'Location/2') }),
    schedule({ id: '8', active: false }),
    schedule({ id: '9', ...coded('staff-meeting') }),
  ]
  const slots = [...'12345678933'].map((id, index) =>
    slot({ id: `s${index}`, schedule: { reference: `Schedule/${id}` } }),
  )
  const locations = [...map.locations, { locationId: 'decatur', fhirId: '2' }]
  const services = [...map.services, { serviceLine: null, code: 'staff-meeting' }]
  const found = fold([...schedules, ...slots, slot({ status: 'entered-in-error' })], { locations, services })
  expect(found.observations).toMatchObject([{ slots: { open: 1 } }])
  expect(found.unplaced).toEqual({
    locations: [
      { fhirId: '98', slots: 1 },
      { fhirId: '99', slots: 1 },
    ],
    services: [{ system: 'http://ehr.example', code: 'mri', slots: 3 }],
    unmappedLocation: 1,
    unmappedService: 3,
    withoutServiceCode: 1,
    scheduleMissing: 1,
    withoutLocation: 1,
    locationMissing: 0,
    severalLocations: 1,
    inactive: 1,
    excluded: 1,
  })
})

test('[FH30] nothing is counted of what is inactive', () => {
  const service = { resourceType: 'HealthcareService', id: 'h', active: false }
  const actor = [{ reference: 'Location/1' }, { reference: 'HealthcareService/h' }]
  const room = location({ id: 'room', partOf: { reference: 'Location/1' } })
  const cases = [
    [schedule({ active: false })],
    [schedule(), location({ status: 'suspended' })],
    [schedule(), location({ status: 'inactive' })],
    [schedule({ actor }), service],
    [schedule({ actor: [{ reference: 'Location/room' }] }), room, location({ status: 'inactive' })],
    [schedule({ actor: [{ reference: 'Location/room' }] }), { ...room, status: 'suspended' }, location()],
  ]
  for (const resources of cases)
    expect(fold([...resources, slot()])).toMatchObject({
      observations: [],
      withoutFigure: [],
      unplaced: { inactive: 1 },
    })
})

test('in the words of our events, unknown figures left out', () => {
  const found = observe([slot(), slot({ id: 'b' }), slot({ id: 'c', appointmentType: appointmentType('FOLLOWUP') })])
  expect(found && observationToCapacityData(found)).toEqual({
    locationId: 'smyrna',
    serviceLine: 'orthodontics',
    horizonDays: 14,
    newPatientSlotsOpen: 2,
    followUpSlotsOpen: 1,
  })
  const full = fold([schedule(), ...['a', 'b', 'c'].map((id) => slot({ id })), slot({ id: 'd', status: 'busy' })], {
    publishesBusySlots: true,
  }).observations[0]
  expect(full && observationToCapacityData(full)).toEqual({
    locationId: 'smyrna',
    serviceLine: 'orthodontics',
    horizonDays: 14,
    newPatientSlotsTotal: 4,
    newPatientSlotsBooked: 1,
    waitDays: 1,
    waitKind: 'third_next_available',
  })
})

test('an asOf or a horizon that makes no sense is our own mistake', () => {
  const options = { horizonDays: 14, map }
  expect(() => foldCapacity([], { ...options, asOf: '2026-03-02' })).toThrow(RangeError)
  expect(() => foldCapacity([], { ...options, asOf, horizonDays: Number.NaN })).toThrow(RangeError)
  expect(foldCapacity([], { ...options, asOf: new Date(asOf) }).observations).toEqual([])
  expect(readFhir(bundle([])).kind).toBe('ok')
})
