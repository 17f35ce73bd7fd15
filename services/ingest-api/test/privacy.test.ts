import { makeCapacityEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { batch, type Ingest, test } from './support.ts'

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

async function everyRow({ admin }: Ingest): Promise<string> {
  const { rows } = await sql<{ table: string }>`
    select relname as "table" from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(
    admin,
  )
  const texts = rows.map(async ({ table }) => {
    const found = await sql<{ row: string }>`select to_jsonb(t)::text as row from ${sql.table(table)} t`.execute(admin)
    return found.rows.map(({ row }) => row)
  })
  return (await Promise.all(texts)).flat().join('\n')
}
