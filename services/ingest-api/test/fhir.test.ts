import { fhirRefusalCode } from '@sluice/contracts'
import { refusalDetails } from '@sluice/fhir'
import { describe, expect } from 'vitest'
import { fhirNdjson, map, openSlots, postFhir, readRiteAid } from './fhir-support.ts'
import { test } from './support.ts'

const ehr = {
  locations: [{ fhirId: '1', locationId: 'smyrna' }],
  services: [{ code: 'ortho', serviceLine: 'orthodontics' }],
}
const schedule = {
  resourceType: 'Schedule',
  id: '1',
  actor: [{ reference: 'Location/1' }],
  serviceType: [{ coding: [{ code: 'ortho' }] }],
}
const newPatients = { coding: [{ code: 'newpt' }] }
const at = (days: number) => new Date(Date.parse('2026-03-02T12:00:00Z') + days * 86_400_000).toISOString()

function slot(id: number, more: object = {}) {
  const times = { start: at(id), end: at(id + 0.02) }
  const fixed = { schedule: { reference: 'Schedule/1' }, status: 'free', appointmentType: newPatients }
  return { resourceType: 'Slot', id: `s${id}`, ...fixed, ...times, ...more }
}

function bundle(resources: object[], more: object = { timestamp: at(0) }) {
  return { resourceType: 'Bundle', type: 'collection', ...more, entry: resources.map((resource) => ({ resource })) }
}

const threeOpen = [schedule, slot(1), slot(2), slot(3), slot(4, { status: 'busy', comment: 'Dr. Roe' }), slot(20)]

describe('POST /v1/events with FHIR', () => {
  test('NDJSON with more refused lines than mistakes would make is refused whole', async ({ ingest }) => {
    await map(ingest, ehr)
    const good = JSON.stringify({ resourceType: 'Location', id: '1' })
    const { status, json } = await postFhir(ingest, `${good}\n${'1\n'.repeat(10_001)}`, { type: fhirNdjson })
    expect([status, json.code]).toEqual([422, 'fhir-refused'])
    const borne = await postFhir(ingest, `${good}\n${'1\n'.repeat(10_000)}`, { type: fhirNdjson })
    expect([borne.status, borne.json.refusedLines]).toEqual([200, 10_000])
  })

  test('counts a Bundle by the mapping and stores an event a place', async ({ ingest }) => {
    await map(ingest, ehr)
    const elsewhere = { ...schedule, id: '2', actor: [{ reference: 'Location/2' }] }
    const unmapped = slot(5, { schedule: { reference: 'Schedule/2' } })
    const { status, json } = await postFhir(ingest, bundle([...threeOpen, elsewhere, unmapped]))
    expect(status).toBe(200)
    expect(json).toMatchObject({
      observedAt: at(0),
      observedAtFrom: 'message',
      accepted: 1,
      places: [
        {
          ...{ locationId: 'smyrna', serviceLine: 'orthodontics', status: 'accepted', matchedPools: 1 },
          ...{ newPatientSlotsOpen: 3, waitDays: 3, newPatientAssumed: false },
        },
      ],
      slots: { slots: 6, placed: 5, free: 5, busy: 1 },
      unplaced: { unmappedLocation: 1, unmappedService: 0 },
      stripped: [
        { member: 'comment', count: 1 },
        { member: 'end', count: 6 },
      ],
      refusedLines: 0,
    })
    expect((await ingest.app.inject('/metrics')).body).toMatch(/sluice_left_out_total\{reason="unmappedLocation"\} 1\n/)
    expect(await openSlots(ingest)).toEqual(new Map([['smyrna/orthodontics', 3]]))
    expect(ingest.hints).toMatchObject([{ orgId: 'north', poolId: 'georgia' }])
  })

  test('the same Bundle again, in another order, is a duplicate', async ({ ingest }) => {
    await map(ingest, ehr)
    await postFhir(ingest, bundle(threeOpen))
    const again = await postFhir(ingest, bundle([...threeOpen].reverse()))
    expect(again.json).toMatchObject({ accepted: 0, duplicate: 1, places: [{ status: 'duplicate' }] })
  })

  test('counted anew by a changed mapping, the newer count of the same moment counts', async ({ ingest }) => {
    await map(ingest, ehr)
    const typeless = bundle([schedule, slot(1), slot(2, { appointmentType: undefined })])
    expect((await postFhir(ingest, typeless)).json.places[0].newPatientSlotsOpen).toBe(1)
    await map(ingest, { ...ehr, untypedSlots: 'new' })
    expect((await postFhir(ingest, typeless)).json).toMatchObject({
      accepted: 1,
      places: [{ newPatientSlotsOpen: 2, newPatientAssumed: true }],
    })
    expect(await openSlots(ingest)).toEqual(new Map([['smyrna/orthodontics', 2]]))
  })

  test('of two mappings’ counts of one moment that by the newer mapping counts, in whatever order they come', async ({
    ingest,
  }) => {
    for (const uncodedServiceLine of ['a', 'b', null]) await map(ingest, { ...ehr, uncodedServiceLine }, { id: 'long' })
    await map(ingest, { ...ehr, horizonDays: 3 }, { id: 'short' })
    const post = async (mapping: string, moment: string) =>
      (await postFhir(ingest, bundle(threeOpen, { timestamp: moment }), { query: `?mapping=${mapping}` })).json
    for (const order of [
      ['long', 'short'],
      ['short', 'long'],
    ]) {
      const moment = at(order[0] === 'long' ? -0.02 : -0.01)
      for (const mapping of order) expect(await post(mapping, moment)).toMatchObject({ accepted: 1 })
      expect(await openSlots(ingest)).toEqual(new Map([['smyrna/orthodontics', 2]]))
      for (const mapping of order) expect(await post(mapping, moment)).toMatchObject({ accepted: 0, duplicate: 1 })
    }
    await map(ingest, { ...ehr, uncodedServiceLine: 'c' }, { id: 'long' })
    expect(await post('long', at(-0.01))).toMatchObject({ accepted: 1 })
    expect(await openSlots(ingest)).toEqual(new Map([['smyrna/orthodontics', 3]]))
  })

  test('the moment is the query’s, else the message’s, else its receipt', async ({ ingest }) => {
    await map(ingest, ehr)
    const changed = { meta: { lastUpdated: at(-1) } }
    const momentOf = async (body: object, query = '') => {
      const { json } = await postFhir(ingest, body, { query })
      return [json.observedAtFrom, json.observedAt]
    }
    expect(await momentOf(bundle(threeOpen), `?observedAt=${at(-3)}`)).toEqual(['query', at(-3)])
    expect(await momentOf(bundle([...threeOpen, slot(6, changed)], {}))).toEqual(['message', at(-1)])
    const [from, received] = await momentOf(bundle([schedule, slot(8_000)], {}))
    expect([from, received > at(0)]).toEqual(['receipt', true])
  })

  test('what began since the last change is not open, in a message that says no other moment', async ({ ingest }) => {
    await map(ingest, ehr)
    const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
    const changed = { meta: { lastUpdated: hours(-96) } }
    const starts = [-90, -60, -30, -2, 30].map((count, index) =>
      slot(1, { id: `s${index}`, start: hours(count), ...changed }),
    )
    const lines = [schedule, ...starts].map((resource) => JSON.stringify(resource)).join('\n')
    const first = await postFhir(ingest, lines, { type: fhirNdjson })
    expect(first.json).toMatchObject({
      ...{ observedAtFrom: 'message', observedAt: changed.meta.lastUpdated, accepted: 1 },
      ...{ places: [{ newPatientSlotsOpen: 1 }], slots: { past: 4 } },
    })
    expect((await postFhir(ingest, lines, { type: fhirNdjson })).json).toMatchObject({ accepted: 0, duplicate: 1 })
    const old = [schedule, ...starts.slice(0, 4)].map((resource) => JSON.stringify(resource)).join('\n')
    expect((await postFhir(ingest, old, { type: fhirNdjson })).json).toMatchObject({
      ...{ places: [], withoutFigure: [{ reason: 'only_past' }] },
    })
    const query = `?observedAt=${hours(-96)}`
    const said = await postFhir(ingest, old, { type: fhirNdjson, query })
    expect(said.json).toMatchObject({ observedAtFrom: 'query', places: [{ newPatientSlotsOpen: 4 }] })
    const whole = await postFhir(ingest, bundle([schedule, ...starts], { timestamp: hours(-96) }))
    expect(whole.json.places).toMatchObject([{ newPatientSlotsOpen: 5 }])
  })

  test('a message of the future is refused, place by place', async ({ ingest }) => {
    await map(ingest, ehr)
    const far = slot(1, { start: '2098-01-03T09:00:00Z', end: '2098-01-03T09:20:00Z' })
    const { json } = await postFhir(ingest, bundle([schedule, far], { timestamp: '2098-01-01T00:00:00Z' }))
    expect(json).toMatchObject({ refused: 1, places: [{ status: 'refused', code: 'future-timestamp' }] })
  })

  test('mappings are chosen by name, and are those of the key’s organization', async ({ ingest }) => {
    await map(ingest, ehr, { id: 'ehr' })
    await map(ingest, ehr, { id: 'theirs', orgId: 'south' })
    const post = (query: string) => postFhir(ingest, bundle(threeOpen), { query })
    expect((await post('?mapping=ehr&source=/ehr/smyrna')).status).toBe(200)
    for (const query of ['', '?mapping=theirs', '?mapping=none'])
      expect((await post(query)).json).toMatchObject({ status: 404, code: 'mapping-not-found' })
    expect((await post('?mapping=JANE%20ROE')).json).toMatchObject({ status: 400, code: 'invalid-request' })
    expect((await post('?mapping=ehr&source=/jane@example.org')).status).toBe(400)
  })

  test('a moment that is there and cannot be read is refused, not taken for none', async ({ shared }) => {
    await map(shared, ehr)
    for (const timestamp of ['1990-01-01T00:00:00Z', '2101-01-01T00:00:00Z', '2026-03-02T12:00:00'])
      expect(await postFhir(shared, bundle(threeOpen, { timestamp }))).toMatchObject({
        status: 422,
        json: { code: 'fhir-refused', errors: [{ pointer: '#/timestamp' }] },
      })
  })

  test('a member twice is refused: which of the two is meant', async ({ shared }) => {
    await map(shared, ehr)
    const twice = JSON.stringify(slot(1)).replace('{', '{"resourceType":"Patient",')
    expect(await postFhir(shared, twice)).toMatchObject({ status: 422, json: { code: 'fhir-refused' } })
    const lines = [JSON.stringify(schedule), twice].join('\n')
    expect(await postFhir(shared, lines, { type: fhirNdjson })).toMatchObject({
      status: 200,
      json: { lines: [{ line: 2, code: 'repeated-member', pointer: '' }] },
    })
  })

  test('R4 alone is taken', async ({ shared }) => {
    await map(shared, ehr)
    const statusOf = async (version: string) =>
      (await postFhir(shared, bundle(threeOpen), { type: `application/fhir+json; fhirVersion=${version}` })).status
    expect(await Promise.all(['4.0', '4.0.1', '5.0', '3.0'].map(statusOf))).toEqual([200, 200, 415, 415])
  })

  test('of NDJSON, a refused line never loses the others; none taken is a refusal', async ({ shared }) => {
    await map(shared, ehr)
    const lines = [...threeOpen, { resourceType: 'Patient', id: 'CANARY' }].map((one) => JSON.stringify(one))
    const personsRefused = async () =>
      /sluice_refusals_total\{code="phi-not-accepted"\} (\d+)/.exec((await shared.app.inject('/metrics')).body)?.[1]
    const before = Number(await personsRefused())
    const { status, json, text } = await postFhir(shared, lines.join('\n'), {
      type: fhirNdjson,
      query: `?observedAt=${at(0)}`,
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      places: [{ newPatientSlotsOpen: 3 }],
      refusedLines: 1,
      lines: [{ line: 7, code: 'resource-not-allowed', pointer: '' }],
    })
    expect(text).not.toContain('CANARY')
    expect(Number(await personsRefused())).toBe(before + 1)
    const none = await postFhir(shared, lines[6], { type: fhirNdjson })
    expect(none.json).toMatchObject({ status: 422, code: 'phi-not-accepted', errors: [{ pointer: '#/lines/1' }] })
    const broken = await postFhir(shared, '{"a":', { type: fhirNdjson })
    expect(broken.json).toMatchObject({ status: 422, code: 'fhir-refused' })
  })

  test('two servers in one message, and two Schedules of one id, are refused whole: an id would be two things', async ({
    shared,
  }) => {
    await map(shared, ehr)
    const on = (server: string, resource: { resourceType: string; id: string }) => ({
      ...{ fullUrl: `https://${server}/fhir/${resource.resourceType}/${resource.id}`, resource },
    })
    const ofTwo = ['a.example', 'b.example'].flatMap((server) => [
      on(server, { ...schedule, ...{ actor: [{ reference: `https://${server}/fhir/Location/1` }] } }),
      on(server, slot(1, { schedule: { reference: `https://${server}/fhir/Schedule/1` } })),
    ])
    const { json, text } = await postFhir(shared, { ...bundle([]), entry: ofTwo })
    expect(json).toMatchObject({
      status: 422,
      code: 'fhir-refused',
      errors: [{ pointer: '#/entry/2/fullUrl' }, {}, {}, {}],
    })
    expect(text).not.toContain('example')
    const lines = ofTwo.map(({ resource }) => JSON.stringify(resource)).join('\n')
    expect((await postFhir(shared, lines, { type: fhirNdjson })).json).toMatchObject({
      ...{ status: 422, code: 'fhir-refused', errors: [{ pointer: '#/lines/3' }] },
    })
    const twice = [schedule, { ...schedule, actor: [{ reference: 'Location/2' }] }, slot(1)]
    expect((await postFhir(shared, bundle(twice))).json).toMatchObject({ status: 422, code: 'fhir-refused' })
  })

  test('NDJSON that breaks off in the middle of a line is refused whole: what it lacks would count as taken', async ({
    shared,
  }) => {
    await map(shared, ehr)
    const lines = [...threeOpen, { resourceType: 'Patient', id: 'CANARY' }].map((one) => JSON.stringify(one))
    const query = `?observedAt=${at(-0.5)}`
    const post = (body: string) => postFhir(shared, body, { type: fhirNdjson, query })
    const cut = await post(`${lines.slice(0, 3).join('\n')}\n${lines[3]?.slice(0, -1)}`)
    expect(cut).toMatchObject({ status: 422, json: { code: 'fhir-refused', errors: [{ pointer: '#/lines/4' }] } })
    const withPerson = await post(`${[lines[0], lines[6], lines[1]].join('\n')}\n{"resourceTy`)
    expect(withPerson.json).toMatchObject({ code: 'phi-not-accepted', errors: [{ pointer: '#/lines/4' }] })
    expect((await post(`${lines.slice(0, 3).join('\n')}\n{"resourceTy\n`)).json).toMatchObject({ refusedLines: 1 })
    expect((await post(`${lines.slice(0, 3).join('\n')}\n  `)).json).toMatchObject({ refusedLines: 0 })
  })

  test('unknown members, pages and too much are refused whole, with pointers that repeat nothing', async ({
    shared,
  }) => {
    await map(shared, ehr)
    const unknown = await postFhir(shared, bundle([schedule, slot(1, { CANARY: 'CANARY' })]))
    expect(unknown.json).toMatchObject({
      status: 422,
      code: 'fhir-refused',
      errors: [{ pointer: '#/entry/1/resource', detail: refusalDetails['unknown-member'] }],
    })
    const page = await postFhir(shared, bundle([], { link: [{ relation: 'next', url: 'CANARY' }] }))
    expect(page.json).toMatchObject({ status: 422, errors: [{ pointer: '#/link/0' }] })
    let deep: object = {}
    for (let level = 0; level < 2_000; level += 1) deep = { deep }
    expect((await postFhir(shared, { resourceType: 'Bundle', type: 'collection', deep })).status).toBe(422)
    expect((await postFhir(shared, `{"a":"${'x'.repeat(6_000_000)}"}`)).status).toBe(413)
    expect(unknown.text + page.text + shared.logs.join('')).not.toContain('CANARY')
  })
})

test('a real feed, posted as NDJSON, gives its check values: 46,702 free in 112 stores, Schedule/116 has 427', async ({
  ingest,
}) => {
  const files = ['locations', 'schedules', 'slots'].map(readRiteAid)
  const locations = files[0]?.trim().split('\n') ?? []
  const ids: string[] = locations.map((line) => JSON.parse(line).id)
  await map(ingest, {
    locations: ids.map((fhirId) => ({ fhirId, locationId: `rite-aid-${fhirId}` })),
    services: [
      { code: 'covid19-immunization', serviceLine: 'covid' },
      { code: '57', serviceLine: 'covid' },
    ],
    untypedSlots: 'new',
  })
  const query = '?observedAt=2023-03-24T20:27:12.613Z&source=/rite-aid'
  const { json } = await postFhir(ingest, files.join('\n'), { type: fhirNdjson, query })
  expect(json).toMatchObject({ accepted: 112, refusedLines: 0, slots: { slots: 1_542, placed: 1_542, busy: 112 } })
  const open = await openSlots(ingest)
  expect([open.size, [...open.values()].reduce((sum, one) => sum + one, 0)]).toEqual([112, 46_702])
  const store = JSON.parse(files[1]?.split('\n').find((line) => line.includes('"id":"116"')) ?? '{}')
  expect(open.get(`rite-aid-${store.actor[0].reference.split('/')[1]}/covid`)).toBe(427)
})

test('the document knows every code of a refused line', () => {
  expect(new Set(fhirRefusalCode.options)).toEqual(
    new Set([...Object.keys(refusalDetails), 'not-json', 'hl7v2', 'line-too-long']),
  )
})
