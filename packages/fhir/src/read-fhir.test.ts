import { describe, expect, test } from 'vitest'
import { appointmentType, bundle, capacityExtension, location, read, schedule, slot } from '../test/make.ts'
import { readFhir } from './read-fhir.ts'
import { mayBePatientData, refusalDetails } from './refusal.ts'

function refusalsOf(message: unknown, options = {}) {
  const answer = readFhir(message, options)
  return answer.kind === 'refused' ? answer.refusals : []
}

test('[FH1] a Slot, a Schedule, a Location and a HealthcareService are read, in a Bundle or alone', () => {
  const service = { resourceType: 'HealthcareService', id: 'h', location: [{ reference: 'Location/1' }] }
  const types = read(slot(), schedule(), location(), service).map((resource) => resource.resourceType)
  expect(types).toEqual(['Slot', 'Schedule', 'Location', 'HealthcareService'])
  expect(readFhir(slot())).toMatchObject({ kind: 'ok', resources: read(slot()) })
  expect(readFhir(bundle([]))).toMatchObject({ kind: 'ok', resources: [] })
})

test.each([
  'Patient',
  'Appointment',
  'Encounter',
  'Organization',
  'Parameters',
  'OperationOutcome',
  'Bundle',
  'x',
  '__proto__',
])('[FH1] one %s refuses the whole Bundle', (resourceType) => {
  const message = bundle([slot(), { resourceType, name: [{ family: 'Chalmers' }] }])
  expect(refusalsOf(message)).toEqual([{ code: 'resource-not-allowed', pointer: '/entry/1/resource' }])
})

test.each([null, undefined, 7, 'MSH|', [], [slot()], {}, { resourceType: 7 }])('[FH1] %j is no resource', (message) => {
  expect(refusalsOf(message)).toEqual([{ code: 'not-a-resource', pointer: '' }])
})

test('[FH1] a Bundle of another type, without a type, or a page of several is refused', () => {
  expect(refusalsOf(bundle([], { type: 'document' }))).toEqual([{ code: 'bundle-type-not-allowed', pointer: '/type' }])
  expect(refusalsOf(bundle([], { type: null }))).toEqual([{ code: 'missing-member', pointer: '' }])
  const self = { relation: 'self', url: 'https://ehr.example/Slot' }
  expect(refusalsOf(bundle([slot()], { type: 'searchset', link: [self] }))).toEqual([])
  const page = bundle([slot()], { type: 'searchset', link: [self, { relation: 'next', url: 'https://ehr.example/2' }] })
  expect(refusalsOf(page)).toEqual([{ code: 'paged-bundle', pointer: '/link/1' }])
})

test('[FH1] a search that found more than it sends is one page of several, links or not', () => {
  const found = (total: unknown, resources = [slot()]) => refusalsOf(bundle(resources, { type: 'searchset', total }))
  expect(found(1)).toEqual([])
  expect(found(0)).toEqual([])
  expect(found(2)).toEqual([{ code: 'paged-bundle', pointer: '/total' }])
  expect(found(500, [])).toEqual([{ code: 'paged-bundle', pointer: '/total' }])
  for (const wrong of ['500', -1, 1.5, { subject: 'x' }]) expect(found(wrong)).not.toEqual([])
})

test('[FH1] of a search only what matched counts against its total, not what it brought along', () => {
  const match = { resource: slot(), search: { mode: 'match' } }
  const along = [schedule(), location()].map((resource) => ({ resource, search: { mode: 'include' } }))
  const found = (total: number) => refusalsOf(bundle([], { type: 'searchset', total, entry: [match, ...along] }))
  expect(found(1)).toEqual([])
  for (const total of [2, 3]) expect(found(total)).toEqual([{ code: 'paged-bundle', pointer: '/total' }])
})

test('[FH1] an entry that asks to be read, changed in part or deleted says nothing of what is there', () => {
  const asked = (method: unknown) =>
    refusalsOf(bundle([], { type: 'transaction', entry: [{ resource: slot(), request: { method, url: 'Slot/s1' } }] }))
  for (const method of ['PUT', 'POST', undefined]) expect(asked(method)).toEqual([])
  for (const method of ['DELETE', 'GET', 'HEAD', 'PATCH', 'put', 7])
    expect(asked(method)).toEqual([{ code: 'request-not-allowed', pointer: '/entry/0/request' }])
})

describe('[FH18] one id on two servers is two things', () => {
  const on = (server: string, type = 'Schedule') => `https://${server}/${type}/1`
  const from = (server: string, type = 'Schedule') => slot({ schedule: { reference: on(server, type) } })
  const several = (pointer: string) => [{ code: 'several-servers', pointer }]

  test('references to two, or full addresses of two, refuse the message', () => {
    expect(refusalsOf(bundle([from('a.example/fhir'), from('a.example/fhir')]))).toEqual([])
    expect(refusalsOf(bundle([from('a.example'), from('b.example')]))).toEqual(several('/entry/1/resource/schedule'))
    expect(refusalsOf(bundle([from('a.example/1'), from('a.example/2')]))).toEqual(
      several('/entry/1/resource/schedule'),
    )
    const actors = ['a.example', 'b.example'].map((server) => ({ reference: on(server, 'Location') }))
    expect(refusalsOf(schedule({ actor: actors }))).toEqual(several('/actor/1'))
    const entry = ['a.example', 'b.example'].map((server) => ({
      fullUrl: on(server, 'Location'),
      resource: location(),
    }))
    expect(refusalsOf(bundle([], { entry }))).toEqual(several('/entry/1/fullUrl'))
    const address = { fullUrl: on('b.example', 'Schedule'), resource: schedule() }
    expect(refusalsOf(bundle([], { entry: [{ resource: from('a.example') }, address] }))).toEqual(
      several('/entry/1/fullUrl'),
    )
  })

  test('a directory of its own, another spelling, a relative one and none do not', () => {
    const entry = [
      { fullUrl: on('directory.example', 'Location'), resource: location() },
      {
        fullUrl: on('ehr.example'),
        resource: schedule({ actor: [{ reference: on('directory.example', 'Location') }] }),
      },
      { fullUrl: 'urn:uuid:0d58dcb1-1810-4032-8d1e-538f8ad6a8d3', resource: from('EHR.example:443') },
      { fullUrl: 'https://ehr.example/anything', resource: slot() },
      { fullUrl: 7, resource: from('ehr.example') },
    ]
    expect(refusalsOf(bundle([], { entry }))).toEqual([])
    const staff = ['a.example', 'b.example'].map((server) => ({ reference: on(server, 'Practitioner') }))
    expect(refusalsOf(schedule({ actor: [{ reference: 'Location/1' }, ...staff] }))).toEqual([])
  })

  test('a relative reference is of the server of its entry’s fullUrl', () => {
    const slotOn = (fullUrl: unknown, reference = 'Schedule/1') => ({
      fullUrl,
      resource: slot({ schedule: { reference } }),
    })
    const scheduleOn = (server: string) => ({ fullUrl: on(server), resource: schedule() })
    const refused = (...entry: object[]) => refusalsOf(bundle([], { entry }))
    const own = slotOn(on('a.example', 'Slot'))
    expect(refused(scheduleOn('a.example'), own)).toEqual([])
    expect(refused(scheduleOn('b.example'), own)).toEqual(several('/entry/1/resource/schedule'))
    expect(refused(own, scheduleOn('b.example'))).toEqual(several('/entry/1/fullUrl'))
    expect(refused(scheduleOn('b.example'), slotOn(on('a.example', 'Slot'), 'Schedule/1/_history/2'))).toEqual(
      several('/entry/1/resource/schedule'),
    )
    // An absolute reference says its server itself.
    expect(refused(scheduleOn('b.example'), slotOn(on('a.example', 'Slot'), on('b.example')))).toEqual([])
    // Without an address of a server nobody can say which is meant: then it is what the message holds under that id.
    // Nor is it the entry's before.
    const before = [scheduleOn('b.example'), slotOn(on('a.example', 'Slot'), on('b.example'))]
    for (const fullUrl of [undefined, 'urn:uuid:0d58dcb1-1810-4032-8d1e-538f8ad6a8d3', 'https://a.example/anything', 7])
      expect(refused(...before, slotOn(fullUrl))).toEqual([])
    const actor = { ...scheduleOn('a.example'), resource: schedule({ actor: [{ reference: 'Location/1' }] }) }
    expect(refused({ fullUrl: on('b.example', 'Location'), resource: location() }, actor)).toEqual(
      several('/entry/1/resource/actor/0'),
    )
    const notes = readFhir(bundle([], { entry: [actor] }))
    expect(notes.kind === 'ok' && [...notes.servers]).toEqual([
      ['Schedule', 'a.example'],
      ['Location', 'a.example'],
    ])
  })
})

test.each([
  ['', slot({ patientName: 'Jim' })],
  ['', slot({ modifierExtension: [] })],
  ['', schedule({ implicitRules: 'http://x.example' })],
  ['/schedule', slot({ schedule: { reference: 'Schedule/1', note: 'Jim' } })],
  ['/serviceType/0', slot({ serviceType: [{ coding: [], note: 'Jim' }] })],
  ['/serviceType/0/coding/0', slot({ serviceType: [{ coding: [{ code: 'a', note: 'Jim' }] }] })],
  ['/identifier/0', location({ identifier: [{ value: 'a', note: 'Jim' }] })],
  ['/entry/0', bundle([], { entry: [{ resource: slot(), note: 'Jim' }] })],
  ['', bundle([], { note: 'Jim' })],
])('[FH2] an unknown member is refused at its parent: %s', (pointer, message) => {
  expect(refusalsOf(message)).toEqual([{ code: 'unknown-member', pointer }])
})

test.each(['constructor', 'toString', '__proto__'])('[FH2] %s is a name like any other', (name) => {
  const message = JSON.parse(JSON.stringify(slot()).replace('{', `{"${name}":{"family":"Jim"},`))
  expect(refusalsOf(message)).toEqual([{ code: 'unknown-member', pointer: '' }])
})

test('[FH2] `_name` is dropped where name is known, else unknown', () => {
  expect(refusalsOf(slot({ _start: { extension: [{ url: 'http://x.example' }] } }))).toEqual([])
  expect(refusalsOf(slot({ _jim: {} }))).toEqual([{ code: 'unknown-member', pointer: '' }])
})

describe('[FH3] people refuse the message', () => {
  test.each(['subject', 'patient', 'beneficiary', 'participant', 'for'])('a member %s', (name) => {
    expect(refusalsOf(slot({ [name]: 'x' }))).toEqual([{ code: 'person-member', pointer: '' }])
    const deep = slot({ text: { status: 'generated', div: [{ [name]: 1 }] } })
    expect(refusalsOf(deep)).toEqual([{ code: 'person-member', pointer: '/text' }])
  })

  test.each([
    'Patient/1',
    'RelatedPerson/1',
    'Person/1',
    'https://ehr.example/fhir/Patient/1',
    'https://ehr.example/fhir/Patient/1/_history/2',
    'Patient?identifier=http://x.example|1',
    'Patient',
  ])('a reference to %s', (reference) => {
    const actor = schedule({ actor: [{ reference: 'Location/1' }, { reference }] })
    expect(refusalsOf(actor)).toEqual([{ code: 'person-reference', pointer: '/actor/1' }])
    const dropped = location({ managingOrganization: { reference } })
    expect(refusalsOf(dropped)).toEqual([{ code: 'person-reference', pointer: '/managingOrganization' }])
  })

  test('a reference that says so by its type alone', () => {
    const actor = [{ type: 'Patient', identifier: { value: '12345' } }]
    expect(refusalsOf(schedule({ actor }))).toEqual([{ code: 'person-reference', pointer: '/actor/0' }])
  })

  test('a resource within a dropped member, and a Location called "for patients" does not', () => {
    const response = { outcome: { resourceType: 'OperationOutcome' } }
    const message = bundle([], { entry: [{ resource: slot(), response }] })
    expect(refusalsOf(message)).toEqual([{ code: 'resource-not-allowed', pointer: '/entry/0/response' }])
    expect(refusalsOf(location({ name: 'For Patient/Visitor', address: { city: 'Patient' } }))).toEqual([])
  })

  test('and is told apart from a mere mistake', () => {
    expect(refusalsOf(slot({ subject: 'x' })).some(mayBePatientData)).toBe(true)
    expect(refusalsOf(slot({ status: 'x' })).some(mayBePatientData)).toBe(false)
  })
})

test('[FH4] all refusals are told at once, up to the limit, each with a sentence', () => {
  const message = bundle([slot({ status: 'Jim', start: 'Jim' }), slot({ jim: 1, overbooked: 'yes' })])
  const refusals = refusalsOf(message)
  expect(refusals).toEqual([
    { code: 'invalid-value', pointer: '/entry/0/resource/status' },
    { code: 'invalid-value', pointer: '/entry/0/resource/start' },
    { code: 'unknown-member', pointer: '/entry/1/resource' },
    { code: 'invalid-value', pointer: '/entry/1/resource/overbooked' },
  ])
  expect(refusals.every(({ code }) => refusalDetails[code].length > 0)).toBe(true)
  expect(refusalsOf(bundle(Array(50).fill(slot({ status: 'Jim' }))))).toHaveLength(20)
})

test('[FH5] codings and identifiers with blanks are dropped as text', () => {
  const [found] = read(
    slot({ serviceType: [{ text: 'Jim', coding: [{ code: 'Jim Chalmers' }, { code: 'a', display: 'Jim' }] }] }),
  )
  expect(found).toMatchObject({ serviceTypes: [{ system: null, code: 'a' }] })
  const identifier = [
    { system: 'http://x.example', value: 'store 7' },
    { system: 'not a uri', value: '7' },
  ]
  expect(read(location({ identifier }))[0]).toMatchObject({ identifiers: [{ system: null, value: '7' }] })
})

test('[FH6] contained resources are refused, but for Locations of a HealthcareService', () => {
  const contained = [{ resourceType: 'Location', id: 'area' }]
  expect(refusalsOf(slot({ contained }))).toEqual([{ code: 'contained-resource', pointer: '' }])
  const service = (inside: unknown) => ({ resourceType: 'HealthcareService', id: 'h', contained: [inside] })
  expect(readFhir(service(contained[0]))).toMatchObject({ kind: 'ok', resources: [{ id: 'h', locationIds: [] }] })
  expect(refusalsOf(service({ resourceType: 'Patient' }))).toEqual([
    { code: 'contained-resource', pointer: '/contained/0' },
  ])
  expect(refusalsOf(service({ resourceType: 'Location', id: 'a', subject: 1 }))).toEqual([
    { code: 'person-member', pointer: '/contained/0' },
  ])
})

test('[FH7] an extension that is not on the list is refused, unless the settings name it', () => {
  const url = 'http://ehr.example/StructureDefinition/color'
  const message = slot({ extension: [{ url, valueString: 'Jim' }] })
  expect(refusalsOf(message)).toEqual([{ code: 'unknown-extension', pointer: '/extension/0' }])
  expect(refusalsOf(message, { ignoredExtensions: [url] })).toEqual([])
  const person = slot({ extension: [{ url, valueReference: { reference: 'Patient/1' } }] })
  expect(refusalsOf(person, { ignoredExtensions: [url] })).toEqual([
    { code: 'person-reference', pointer: '/extension/0' },
  ])
})

test('[FH7] the capacity of a slot is read; nonsense is refused', () => {
  expect(read(slot(capacityExtension(33)))[0]).toMatchObject({ capacity: 33 })
  expect(read(slot(capacityExtension(0)))[0]).toMatchObject({ capacity: 0 })
  for (const capacity of [-1, 1.5, '3', 100_001, null])
    expect(refusalsOf(slot(capacityExtension(capacity)))).toEqual([{ code: 'invalid-value', pointer: '/extension/0' }])
})

test('[FH8] what is too deep or too much is refused before it is read', () => {
  let deep: unknown = 1
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  expect(refusalsOf(slot({ text: deep }))).toEqual([{ code: 'too-deep', pointer: '' }])
  const limits = { values: 100, resources: 2, elements: 2 }
  expect(refusalsOf(slot({ text: Array(101).fill(1) }), { limits })).toEqual([{ code: 'too-many', pointer: '' }])
  expect(refusalsOf(bundle([slot(), slot(), slot()]), { limits })).toEqual([{ code: 'too-many', pointer: '/entry' }])
  expect(refusalsOf(slot({ serviceType: [{}, {}, {}] }), { limits })).toEqual([
    { code: 'too-many', pointer: '/serviceType' },
  ])
  expect(refusalsOf(bundle(Array(20_001).fill({})))).toEqual([{ code: 'too-many', pointer: '/entry' }])
})

test('[FH10] actors: places and services are kept, staff and devices dropped, anything else is refused', () => {
  const actor = ['Practitioner/1', 'Location/3', 'PractitionerRole/1', 'Device/1', 'HealthcareService/h'].map(
    (reference) => ({
      reference,
      display: 'Dr. Beverly Crusher',
    }),
  )
  expect(read(schedule({ actor }))[0]).toMatchObject({
    actors: [
      { type: 'Location', id: '3' },
      { type: 'HealthcareService', id: 'h' },
    ],
  })
  const refusal = (reference: unknown) => refusalsOf(schedule({ actor: [reference] }))[0]?.code
  expect(refusal({ reference: 'Organization/1' })).toBe('reference-not-allowed')
  expect(refusal({ reference: 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0' })).toBe('reference-unreadable')
  expect(refusal({ reference: '#a' })).toBe('reference-unreadable')
  expect(refusal({ display: 'Jim' })).toBe('reference-unreadable')
  expect(refusal({ reference: 'Location/a b' })).toBe('reference-unreadable')
  expect(refusal({ type: 'Practitioner', display: 'Dr. Beverly Crusher' })).toBeUndefined()
})

test('[FH10] absolute references and versions count by type and id', () => {
  const reference = 'https://ehr.example/fhir/r4/Schedule/7/_history/3'
  expect(read(slot({ schedule: { reference } }))[0]).toMatchObject({ scheduleId: '7' })
  expect(refusalsOf(slot({ schedule: { reference: 'Location/7' } }))).toEqual([
    { code: 'reference-not-allowed', pointer: '/schedule' },
  ])
})

test('[FH11] null is absent', () => {
  const serviceType = [null, { coding: [null, { system: null, code: null }, { system: null, code: 'a' }] }]
  expect(read(slot({ serviceType, comment: null, overbooked: null, extension: null }))[0]).toMatchObject({
    serviceTypes: [{ system: null, code: 'a' }],
    overbooked: false,
  })
})

test.each([
  ['', slot({ schedule: null })],
  ['', slot({ status: null })],
  ['', slot({ start: undefined })],
  ['', schedule({ id: null })],
  ['', schedule({ actor: null })],
  ['', location({ id: null })],
  ['', { resourceType: 'HealthcareService' }],
  ['/entry/0', bundle([], { entry: [{ fullUrl: 'x' }] })],
])('[FH11] a required member that is missing is told at %j', (pointer, message) => {
  expect(refusalsOf(message)).toEqual([{ code: 'missing-member', pointer }])
})

test('[FH2] the same form is asked of every part', () => {
  expect(refusalsOf(slot({ id: 'Jim Chalmers' }))).toEqual([{ code: 'invalid-value', pointer: '/id' }])
  expect(refusalsOf(slot({ schedule: 'Schedule/1' }))).toEqual([{ code: 'invalid-value', pointer: '/schedule' }])
  expect(refusalsOf(slot({ appointmentType: [appointmentType('newpt')] }))).toEqual([
    { code: 'invalid-value', pointer: '/appointmentType' },
  ])
  expect(refusalsOf(location({ identifier: {} }))).toEqual([{ code: 'invalid-value', pointer: '/identifier' }])
})

const changedAt = (lastUpdated: string, more: object = {}) => ({ meta: { lastUpdated, ...more } })

test('[FH15] the moment: of the Bundle, else the newest of its resources', () => {
  const slots = [slot(changedAt('2026-03-01T08:00:00Z')), slot({ ...changedAt('2026-03-02T09:00:00+01:00'), id: 's2' })]
  const momentOf = (message: unknown) => {
    const answer = readFhir(message)
    return answer.kind === 'ok' ? answer.observedAt : 'refused'
  }
  expect(momentOf(bundle([slot()]))).toBeNull()
  expect(momentOf(slots[0])).toBe('2026-03-01T08:00:00.000Z')
  expect(momentOf(bundle(slots))).toBe('2026-03-02T08:00:00.000Z')
  const synced = {
    url: 'http://hl7.org/fhir/StructureDefinition/lastSourceSync',
    valueDateTime: '2026-03-03T00:00:00Z',
  }
  expect(momentOf(bundle([...slots, location({ meta: { extension: [synced] } })]))).toBe('2026-03-03T00:00:00.000Z')
  expect(momentOf(bundle(slots, changedAt('2026-02-01T00:00:00Z')))).toBe('2026-02-01T00:00:00.000Z')
  const dated = { ...changedAt('2026-02-01T00:00:00Z'), timestamp: '2026-01-01T00:00:00Z' }
  expect(momentOf(bundle(slots, dated))).toBe('2026-01-01T00:00:00.000Z')
})

test.each(['1990-01-01T00:00:00Z', '2101-01-01T00:00:00Z', '2026-03-02T09:00:00', 'now', 20_260_302])(
  '[FH15] a moment that is there and cannot be read, %j, is refused: what is old would become fresh',
  (given) => {
    const lastSourceSync = 'http://hl7.org/fhir/StructureDefinition/lastSourceSync'
    const synced = { meta: { extension: [{ url: lastSourceSync, valueDateTime: given }] } }
    const changed = { meta: { lastUpdated: given } }
    const at = (pointer: string) => [{ code: 'invalid-value', pointer }]
    expect(refusalsOf(bundle([slot()], { timestamp: given }))).toEqual(at('/timestamp'))
    expect(refusalsOf(bundle([slot()], changed))).toEqual(at('/meta/lastUpdated'))
    expect(refusalsOf(slot(changed))).toEqual(at('/meta/lastUpdated'))
    expect(refusalsOf(slot(synced))).toEqual(at('/meta/extension/0/valueDateTime'))
    expect(refusalsOf(bundle([slot()], { timestamp: null, meta: { lastUpdated: null } }))).toEqual([])
  },
)

test('[FH16] what is dropped is counted, by names of ours', () => {
  const link = { url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link', valueUrl: 'x' }
  const answer = readFhir(
    bundle([slot({ comment: 'CANARY', extension: [link] }), slot({ comment: 'CANARY', id: 's2' })]),
  )
  expect(answer.kind === 'ok' && Object.fromEntries(answer.dropped)).toEqual({ comment: 2, end: 2, extension: 1 })
})
