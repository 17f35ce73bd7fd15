import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { fhirJson, fhirNdjson, map, postFhir } from './fhir-support.ts'
import { everyRow, recordedMessages } from './recorded-messages.ts'
import { test } from './support.ts'

const table = new URL('../../../packages/fhir/test/data/phi-refusal-messages/EXPECTED.csv', import.meta.url)
const expected = new Map(
  readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(',').slice(0, 2) as [string, string]),
)

test('every recorded message is refused or stripped as EXPECTED.csv says, and no text of it stays anywhere', async ({
  ingest,
}) => {
  await map(ingest, {
    locations: [{ fhirId: '1', locationId: 'smyrna' }],
    uncodedServiceLine: 'orthodontics',
    untypedSlots: 'new',
  })
  const messages = await recordedMessages()
  expect(messages.map(({ name }) => name).sort()).toEqual([...expected.keys()].sort())
  const answers: string[] = []
  for (const { name, text } of messages) {
    const isHl7 = name.endsWith('.hl7')
    const oneLine = isHl7 ? text : JSON.stringify(JSON.parse(text))
    const inBundle = `{"resourceType":"Bundle","type":"collection","entry":[{"resource":${text}}]}`
    const sent = [
      await postFhir(ingest, text, { type: fhirJson }),
      await postFhir(ingest, oneLine, { type: fhirNdjson }),
      ...(isHl7 ? [] : [await postFhir(ingest, inBundle, { type: fhirJson })]),
    ]
    for (const answer of sent) {
      if (expected.get(name) === 'strip') expect(answer.status, name).toBe(200)
      else expect(answer.json, name).toMatchObject({ status: 422, code: 'phi-not-accepted' })
      answers.push(answer.text)
    }
  }
  const said = `${answers.join('\n')}${ingest.logs.join('\n')}${await everyRow(ingest)}`
  const values = messages.flatMap(({ values: all }) => all.filter((value) => !publicNames.test(value)))
  expect(values.length).toBeGreaterThan(300)
  expect(values.filter((value) => said.includes(value))).toEqual([])
})

test('patient data is called that, whatever else is wrong: no mapping, another version of FHIR', async ({ ingest }) => {
  const refused = (await recordedMessages()).filter(({ name }) => expected.get(name) === 'refuse')
  expect(refused.length).toBeGreaterThan(5)
  for (const { name, text } of refused) {
    const oneLine = name.endsWith('.hl7') ? text : JSON.stringify(JSON.parse(text))
    const sent = [
      await postFhir(ingest, text, { type: fhirJson }),
      await postFhir(ingest, text, { type: fhirJson, query: '?mapping=unheard-of' }),
      await postFhir(ingest, text, { type: `${fhirJson};fhirVersion=5.0` }),
      await postFhir(ingest, oneLine, { type: fhirNdjson }),
    ]
    for (const answer of sent) expect(answer.json, name).toMatchObject({ status: 422, code: 'phi-not-accepted' })
  }
  const slot = { resourceType: 'Slot', id: '1', schedule: { reference: 'Schedule/1' }, status: 'free' }
  const clean = { ...slot, start: '2026-03-03T09:00:00Z', end: '2026-03-03T09:20:00Z' }
  expect((await postFhir(ingest, clean)).json).toMatchObject({ status: 404, code: 'mapping-not-found' })
  expect((await postFhir(ingest, 'nonsense')).json).toMatchObject({ status: 404, code: 'mapping-not-found' })
})

test.for([fhirJson, fhirNdjson])(
  'HL7 version 2 in another charset is called that as %s too',
  async (type, { ingest }) => {
    await map(ingest, {
      locations: [{ fhirId: '1', locationId: 'smyrna' }],
      uncodedServiceLine: 'o',
      untypedSlots: 'new',
    })
    const message = Buffer.from(
      'MSH|^~\\&|A|B|C|D|20260302||SIU^S12|1|P|2.3\rPID|1||4711||M\u00fcller^Jos\u00e9\r',
      'latin1',
    )
    const headers = { 'content-type': type }
    expect((await ingest.post(message, headers)).json()).toMatchObject({ status: 422, code: 'phi-not-accepted' })
    const other = Buffer.from('{"resourceType":"Slot","comment":"M\u00fcller"}', 'latin1')
    expect((await ingest.post(other, headers)).json()).toMatchObject({ status: 400, code: 'malformed-json' })
  },
)

/** Types of FHIR that the mapping's and our own words share. */
const publicNames = /^(?:HealthcareService|Schedule|Location)$/

test('a slot that is clean but for its text is counted, and its text is gone', async ({ ingest }) => {
  await map(ingest, {
    locations: [{ fhirId: '1', locationId: 'smyrna' }],
    uncodedServiceLine: 'o',
    untypedSlots: 'new',
  })
  const canary = 'JaneRoe19680131'
  const schedule = {
    resourceType: 'Schedule',
    id: '1',
    actor: [{ reference: 'Location/1', display: canary }],
    comment: canary,
  }
  const slot = {
    ...{ resourceType: 'Slot', id: '1', schedule: { reference: 'Schedule/1', display: canary }, status: 'free' },
    ...{ start: '2026-03-03T09:00:00Z', end: '2026-03-03T09:20:00Z', comment: canary, identifier: [{ value: canary }] },
    text: { status: 'generated', div: canary },
  }
  const message = { resourceType: 'Bundle', type: 'collection', timestamp: '2026-03-02T09:00:00Z', id: canary }
  const answer = await postFhir(ingest, {
    ...message,
    entry: [{ resource: schedule }, { fullUrl: canary, resource: slot }],
  })
  expect(answer.json).toMatchObject({ accepted: 1, places: [{ newPatientSlotsOpen: 1 }] })
  expect(`${answer.text}${ingest.logs.join('')}${await everyRow(ingest)}`).not.toContain(canary)
})
