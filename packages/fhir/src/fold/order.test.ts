import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, asOf } from '../../test/make.ts'
import { readFhir } from '../read-fhir.ts'
import type { Resource } from '../resource.ts'
import type { CapacityMap } from './capacity-map.ts'
import { foldCapacity } from './fold-capacity.ts'

const map: CapacityMap = {
  locations: [
    { locationId: 'smyrna', fhirId: '1' },
    { locationId: 'decatur', system: 'http://ids.example', value: 'D' },
  ],
  services: [
    { serviceLine: 'orthodontics', code: 'a' },
    { serviceLine: 'implants', code: 'b' },
    { serviceLine: null, code: 'c' },
  ],
  publishesBusySlots: true,
}

const few = fc.constantFrom('1', '2', '3')
const codes = fc.constantFrom(undefined, ...['a', 'a', 'b', 'c', 'd'].map((code) => [{ coding: [{ code }] }]))
const meta = fc.constantFrom(undefined, ...[-3, -2, -1].map((days) => ({ lastUpdated: after(days) })))
const forWhom = fc.constantFrom(
  undefined,
  ...['newpt', 'newpt', 'newpt', 'FOLLOWUP', 'nopt'].map((code) => ({ coding: [{ code }] })),
)
const capacity = fc.constantFrom(
  undefined,
  ...[0, 1, 7].map((valueInteger) => [
    { url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity', valueInteger },
  ]),
)

const anySlot = fc.record({
  resourceType: fc.constant('Slot'),
  id: fc.option(few, { nil: undefined }),
  meta,
  schedule: few.map((id) => ({ reference: `Schedule/${id}` })),
  status: fc.constantFrom('free', 'busy', 'busy-tentative', 'busy-unavailable', 'entered-in-error'),
  start: fc.constantFrom(-1, 1, 2, 20).map(after),
  overbooked: fc.boolean(),
  appointmentType: forWhom,
  extension: capacity,
  serviceType: codes,
})

const anySchedule = fc.record({
  resourceType: fc.constant('Schedule'),
  id: few,
  meta,
  active: fc.constantFrom(true, true, true, false),
  actor: fc.array(
    fc.oneof(
      few.map((id) => ({ reference: `Location/${id}` })),
      fc.constant({ reference: 'HealthcareService/1' }),
    ),
    { minLength: 1, maxLength: 2 },
  ),
  serviceType: codes,
})

const anyLocation = fc.record({
  resourceType: fc.constant('Location'),
  id: few,
  meta,
  status: fc.constantFrom('active', 'active', 'active', 'active', 'suspended'),
  identifier: fc.constantFrom(undefined, [{ system: 'http://ids.example', value: 'D' }]),
  partOf: fc.option(
    few.map((id) => ({ reference: `Location/${id}` })),
    { nil: undefined },
  ),
})

const anyService = fc.record({
  resourceType: fc.constant('HealthcareService'),
  id: fc.constant('1'),
  meta,
  active: fc.constantFrom(true, true, true, false),
  location: fc.constantFrom(undefined, [{ reference: 'Location/1' }]),
  specialty: codes,
})

const anyResource: fc.Arbitrary<object> = fc.oneof(
  { weight: 6, arbitrary: anySlot },
  { weight: 3, arbitrary: anySchedule },
  { weight: 2, arbitrary: anyLocation },
  anyService,
)

const resources: fc.Arbitrary<Resource[]> = fc.array(anyResource, { minLength: 10, maxLength: 30 }).map((found) =>
  found.flatMap((one) => {
    const answer = readFhir(JSON.parse(JSON.stringify(one)))
    return answer.kind === 'ok' ? answer.resources : []
  }),
)

const shuffledAndRepeated = resources.chain((all) =>
  fc.tuple(
    fc.constant(all),
    fc
      .tuple(fc.shuffledSubarray(all, { minLength: all.length }), fc.subarray(all), fc.subarray(all))
      .chain(([first, again, third]) => {
        const more = [...first, ...again, ...third]
        return fc.shuffledSubarray(more, { minLength: more.length })
      }),
  ),
)

const fold = (all: readonly Resource[]) => foldCapacity(all, { asOf, horizonDays: 14, map })

test('[FH20] any order and repetition of resources gives the same fold', () => {
  let withFigure = 0
  fc.assert(
    fc.property(shuffledAndRepeated, ([all, others]) => {
      const once = fold(all)
      withFigure += once.observations.length
      expect(fold(others)).toEqual(once)
    }),
    { numRuns: 1_000 },
  )
  expect(withFigure).toBeGreaterThan(100)
}, 60_000)

test('[FH29] no slot is lost: placed, unplaced and withdrawn add up; no figure is negative', () => {
  fc.assert(
    fc.property(resources, (all) => {
      const { observations, slotCounts, unplaced } = fold(all)
      const { locations: _, services: __, ...reasons } = unplaced
      const unplacedSlots = Object.values(reasons).reduce((sum, count) => sum + count, 0)
      expect(slotCounts.placed + unplacedSlots + slotCounts.withdrawn).toBe(slotCounts.slots)
      for (const { slots } of observations) expect(Math.min(...Object.values(slots))).toBeGreaterThanOrEqual(0)
    }),
    { numRuns: 500 },
  )
})

test('[FH26] slots that are past change no figure, whether they are still listed or not', () => {
  fc.assert(
    fc.property(resources, fc.boolean(), (all, emptyScheduleIsFull) => {
      const fromNow = all.filter((one) => one.resourceType !== 'Slot' || one.startsAt >= asOf)
      const figures = (some: readonly Resource[]) =>
        foldCapacity(some, { asOf, horizonDays: 14, map: { ...map, emptyScheduleIsFull } }).observations
      expect(figures(all)).toEqual(figures(fromNow))
    }),
    { numRuns: 500 },
  )
})
