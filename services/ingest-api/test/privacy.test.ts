import { makeCapacityEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { everyRow, recordedMessages } from './recorded-messages.ts'
import { batch, type Ingest, single, test } from './support.ts'

/** A name that must appear nowhere, in a form every schema's pattern might take for an id. */
const canary = 'JaneRoe19680131'
const event = makeCapacityEvent()

const wrongValues = {
  locationId: `${canary} `,
  horizonDays: canary,
  newPatientSlotsOpen: `${canary}`,
  waitKind: canary,
}
const bodies: [string, unknown][] = [
  ...Object.entries(wrongValues).map(([name, value]): [string, unknown] => [
    `data.${name}`,
    { ...event, data: { ...event.data, [name]: value } },
  ]),
  ...Object.keys(event).map((name): [string, unknown] => [name, { ...event, [name]: `${canary}\u0000` }]),
  ['an attribute’s name', { ...event, [canary]: canary }],
  ['a name in data', { ...event, data: { ...event.data, [canary]: { [canary]: [canary] } } }],
  ['data as text', { ...event, data: canary }],
  ['data_base64', { ...event, data_base64: Buffer.from(canary).toString('base64') }],
  ['a member twice', JSON.stringify(event).replace('{', `{"id":"${canary}",`)],
  ['half a document', `{"${canary}":"${canary}"`],
  ['text', canary],
  ['a label', { ...event, datacategory: 'phi', subject: `${canary} ` }],
  ['from the future', { ...event, id: canary, time: '2098-01-01T00:00:00Z' }],
]

test('what was refused appears nowhere: not in answers, not in logs, not in the database', async ({ ingest }) => {
  const answers: string[] = []
  for (const [where, body] of bodies) {
    const one = await ingest.post(body)
    expect(one.status, where).toBeGreaterThanOrEqual(400)
    const many = await ingest.post(typeof body === 'string' ? `[${body}]` : [body], { 'content-type': batch })
    answers.push(one.text, JSON.stringify(one.headers), many.text)
  }
  answers.push(...(await elsewhere(ingest)))
  expect(answers.join('\n')).not.toContain(canary)
  expect(ingest.logs.join('\n')).not.toContain(canary)
  expect(ingest.logs.length).toBeGreaterThan(bodies.length)
  expect(await everyRow(ingest)).not.toContain(canary)
})

test('a conflict repeats neither its own content nor that of the first', async ({ ingest: { post, logs } }) => {
  const first = makeCapacityEvent({ data: { locationId: canary } })
  await post(first)
  const answer = await post({ ...first, data: { ...first.data, horizonDays: 7 } })
  expect(answer.status).toBe(409)
  expect(answer.text + logs.join('\n')).not.toContain(canary)
})

/** The same name in headers, path, query, key and media type. */
async function elsewhere({ app, post }: Ingest): Promise<string[]> {
  const responses = await Promise.all([
    post(event, { [`x-${canary}`]: canary, cookie: canary, 'x-request-id': `${canary} ` }),
    post(event, { authorization: `Bearer slc_${canary}` }),
    post(event, { 'content-type': `text/${canary}` }),
    post(event, { 'content-encoding': canary }),
  ])
  const injected = await Promise.all([
    app.inject({ method: 'GET', url: `/v1/${canary}?${canary}=${canary}` }),
    app.inject({ method: 'DELETE', url: `/v1/events?name=${canary}` }),
  ])
  return [...responses.map(({ text }) => text), ...injected.map(({ body }) => body)]
}

const takers = [single, batch, 'application/json', 'text/csv']
const others = [
  'text/plain',
  'application/hl7-v2',
  'application/hl7-v2+xml',
  'x-application/hl7-v2+er7',
  'application/octet-stream',
  '',
]

test('recorded messages about patients are refused under every media type, and nothing of them stays', async ({
  ingest,
}) => {
  const messages = await recordedMessages()
  expect(messages.length).toBe(19)
  const answers: string[] = []
  for (const { name, text } of messages) {
    for (const type of [...takers, ...others]) {
      const answer = await ingest.post(text, { 'content-type': type })
      expect([400, 415, 422], `${name} as ${type}`).toContain(answer.status)
      if (name.endsWith('.hl7'))
        expect(answer.json(), type).toMatchObject(
          takers.includes(type) ? { status: 422, code: 'phi-not-accepted' } : { status: 415 },
        )
      answers.push(answer.text)
    }
    answers.push((await ingest.post(`[${text}]`, { 'content-type': batch })).text)
    const stream = await ingest.post(text, { 'content-type': 'application/x-ndjson' })
    expect(stream.text, name).toMatch(/"kind":"summary","lines":\d+,"accepted":0,/)
    answers.push(stream.text)
  }
  const said = `${answers.join('\n')}${ingest.logs.join('\n')}${await everyRow(ingest)}`
  expect(messages.flatMap(({ values }) => values.filter((value) => said.includes(value)))).toEqual([])
})

test('ids that look like a person’s are refused, and not repeated', async ({ ingest }) => {
  const ids = ['123-45-6789', '404-555-1234', '1968-01-31', 'mrn-4711000', '4045551234']
  for (const id of ids) {
    const answer = await ingest.post({ ...event, id })
    expect(answer.json()).toMatchObject({ status: 422, code: 'phi-not-accepted', errors: [{ pointer: '#/id' }] })
    const many = await ingest.post([{ ...event, data: { ...event.data, locationId: id } }], { 'content-type': batch })
    expect(many.json()).toMatchObject({ results: [{ code: 'phi-not-accepted', pointer: '#/0/data/locationId' }] })
    expect(answer.text + many.text + ingest.logs.join('\n')).not.toContain(id)
  }
  expect(await ingest.admin.selectFrom('event_key').selectAll().execute()).toEqual([])
})

test('a source may be known to name things by numbers, in its own organization', async ({ ingest: { post, keys } }) => {
  const numbered = { ...event, source: '/numbers', id: '20000001' }
  expect((await post(numbered)).status).toBe(202)
  expect((await post({ ...numbered, source: '/other' })).status).toBe(422)
  expect((await post(numbered, { authorization: `Bearer ${keys.south}` })).status).toBe(422)
})
