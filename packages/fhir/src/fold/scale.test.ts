import { expect, test } from 'vitest'
import { after, asOf } from '../../test/make.ts'
import type { Code } from '../datatypes.ts'
import type { HealthcareService } from '../healthcare-service.ts'
import type { Location } from '../location.ts'
import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import type { CapacityMap } from './capacity-map.ts'
import { foldCapacity } from './fold-capacity.ts'

// What a publisher may send within all limits. Searched by hand each of these took from minutes to days.

const fold = (resources: Parameters<typeof foldCapacity>[0], map: Partial<CapacityMap>) =>
  foldCapacity(resources, { asOf, horizonDays: 14, map: { locations: [], services: [], ...map } })

const numbers = (length: number) => Array.from({ length }, (_, n) => n)
const uncoded = { serviceTypes: [], specialties: [], categories: [], updatedAt: null }

const locationOf = (id: string, change: Partial<Location> = {}): Location => ({
  ...{ resourceType: 'Location', id, active: true, identifiers: [], partOfId: null, updatedAt: null, ...change },
})
const scheduleOf = (id: string, actors: Schedule['actors'], serviceTypes: Code[] = []): Schedule => ({
  ...{ resourceType: 'Schedule', id, active: true, actors, availability: null, ...uncoded, serviceTypes },
})
const slotOf = (scheduleId: string, id: string): Slot => ({
  ...{ resourceType: 'Slot', id, scheduleId, status: 'free', startsAt: after(1), capacity: null, overbooked: false },
  ...{ appointmentTypes: [{ system: null, code: 'NEW' }], ...uncoded },
})
const serviceOf = (id: string, serviceTypes: Code[]): HealthcareService => ({
  ...{ resourceType: 'HealthcareService', id, active: true, locationIds: [], ...uncoded, serviceTypes },
})
const at = (id: string) => ({ type: 'Location' as const, id })
const of = (id: string) => ({ type: 'HealthcareService' as const, id })

test('rooms in rooms, ten thousand of them, are climbed once, and none of a long map is searched for', () => {
  const ids = numbers(10_000).map((n) => `room${n}`)
  const rooms = ids.map((id, n) => locationOf(id, { partOfId: ids[n + 1] ?? null, active: n !== 5_000 }))
  const schedules = ids.map((id) => scheduleOf(id, [at(id)]))
  const slots = ids.map((id) => slotOf(id, 'one'))
  const others = numbers(10_000).map((n) => ({ fhirId: `other${n}`, locationId: `other${n}` }))
  const map = { uncodedServiceLine: 'any', untypedSlots: 'new' as const }
  const found = fold([...rooms, ...schedules, ...slots], {
    ...{ ...map, locations: [...others, { fhirId: 'room9999', locationId: 'clinic' }] },
  })
  // Below the one that is closed all are.
  expect(found.unplaced.inactive).toBe(5_001)
  expect(found.observations).toMatchObject([{ locationId: 'clinic', slots: { open: 4_999 } }])
  const nowhere = fold([...rooms, ...schedules, ...slots], { ...map, locations: others })
  expect(nowhere.unplaced).toMatchObject({ unmappedLocation: 10_000 })
  expect(nowhere.unplaced.locations).toHaveLength(10_000)
})

test('what a schedule and its services say is looked up once, however many slots and codes they have', () => {
  const codes = (name: string) => numbers(2_000).map((n) => ({ system: 'http://codes.example', code: `${name}-${n}` }))
  const services = numbers(100).map((n) => serviceOf(`s${n}`, codes(`s${n}`)))
  const schedule = scheduleOf('one', [at('1'), ...services.map(({ id }) => of(id))], codes('own'))
  const slots = numbers(10_000).map((n) => slotOf('one', `slot${n}`))
  const entries = numbers(10_000).map((n) => ({ serviceLine: 'any', code: `other-${n}` }))
  const locations = [{ fhirId: '1', locationId: 'clinic' }]
  const all = [locationOf('1'), schedule, ...services, ...slots]
  const none = fold(all, { locations, services: entries, untypedSlots: 'new' })
  expect(none.unplaced).toMatchObject({ unmappedService: 10_000 })
  expect(none.unplaced.services).toHaveLength(2_000)
  expect(none.unplaced.services[0]).toEqual({ system: 'http://codes.example', code: 'own-0', slots: 10_000 })
  const last = { serviceLine: 'last', code: 's99-1999', system: 'http://codes.example' }
  const one = fold(all, { locations, services: [...entries, last], untypedSlots: 'new' })
  expect(one.observations).toMatchObject([{ serviceLine: 'last', slots: { open: 10_000 } }])
})

test('appointment types are looked up by code', () => {
  const types = numbers(200).map((n) => ({ system: null, code: `type-${n}` }))
  const slots = numbers(5_000).map((n) => ({ ...slotOf('one', `slot${n}`), appointmentTypes: types }))
  const appointmentTypes = [...numbers(10_000).map((n) => ({ patients: 'nobody' as const, code: `other-${n}` }))]
  const found = fold([locationOf('1'), scheduleOf('one', [at('1')]), ...slots], {
    ...{ locations: [{ fhirId: '1', locationId: 'clinic' }], uncodedServiceLine: 'any' },
    appointmentTypes: [...appointmentTypes, { patients: 'new', code: 'type-199' }],
  })
  expect(found.observations).toMatchObject([{ slots: { open: 5_000 } }])
})
