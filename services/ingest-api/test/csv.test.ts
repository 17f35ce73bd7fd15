import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import { type Ingest, test } from './support.ts'

const header = 'location_id,service_line,observed_at,new_patient_slots_open,wait_days,wait_kind,waitlist_size'
const time = '2026-11-22T08:59:30Z'
const row = (figures: string, at = time) => `smyrna,orthodontics,${at},${figures}`
const csv = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`

function upload(
  { app, keys }: Ingest,
  body: string | Buffer,
  { query = '', key = keys.north, type = 'text/csv' } = {},
) {
  return app.inject({
    method: 'POST',
    url: `/v1/events${query}`,
    payload: body,
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
  })
}

async function figures({ admin }: Ingest) {
  const rows = await admin.selectFrom('place_state').select(['figure', 'value', 'source']).orderBy('figure').execute()
  return Object.fromEntries(rows.map(({ figure, value }) => [figure, value]))
}

test('a row is what is known of a place; the same file again is duplicates', async ({ ingest }) => {
  const body = csv(row('9,12.5,third_next_available,37'))
  const first = await upload(ingest, body)
  expect([first.statusCode, first.json()]).toEqual([
    200,
    { accepted: 1, duplicate: 0, refused: 0, results: [{ line: 2, status: 'accepted', matchedPools: 1 }] },
  ])
  expect((await upload(ingest, body)).json()).toMatchObject({ duplicate: 1, results: [{ status: 'duplicate' }] })
  expect(await figures(ingest)).toEqual({
    slots: { horizonDays: 14, open: 9, total: null },
    'wait.third_next_available': { kind: 'third_next_available', days: 12.5 },
    waitlist: { size: 37 },
  })
  expect(ingest.hints.length).toBeGreaterThan(0)
})

test('bad rows are told by line and column, cost the good ones nothing, and are not repeated', async ({ ingest }) => {
  const canary = 'JaneRoe19680131'
  const answer = await upload(
    ingest,
    csv(
      row('9,,,'),
      row(`${canary},,,`),
      '',
      row(`9,3,${canary},`),
      row('9,,,', ''),
      row('9,,,', '2098-01-01T00:00:00Z'),
      `mrn-4711000,orthodontics,${time},9,,,`,
      `${canary} ,orthodontics,${time},9,,,,${canary}`,
      row('-1,,,5'),
      row(',,,5'),
      row(',,,'),
    ),
  )
  const refused = (line: number, detail: string, column?: string, code = 'invalid-event') => ({
    line,
    status: 'refused',
    code,
    ...(column ? { column } : {}),
    detail,
  })
  expect(answer.json()).toEqual({
    accepted: 2,
    duplicate: 0,
    refused: 8,
    results: [
      { line: 2, status: 'accepted', matchedPools: 1 },
      refused(3, 'must be a number', 'new_patient_slots_open'),
      refused(
        5,
        'must be "third_next_available" or "mean_completed" or "median_completed" or "median_waiting"',
        'wait_kind',
      ),
      refused(6, 'is needed', 'observed_at'),
      refused(7, 'at most 5 minutes ahead of our clock', 'observed_at', 'future-timestamp'),
      refused(8, 'looks like a record number', 'location_id', 'phi-not-accepted'),
      refused(9, '8 cells, the header has 7'),
      refused(10, 'must be at least 0', 'new_patient_slots_open'),
      { line: 11, status: 'accepted', matchedPools: 1 },
      refused(12, 'at least open slots, total and booked slots, or a wait', 'new_patient_slots_open'),
    ],
  })
  const rows = await ingest.admin.selectFrom('events').select(['body']).execute()
  expect(answer.body + ingest.logs.join('\n') + JSON.stringify(rows)).not.toContain(canary)
})

test('as people’s programs write it: a mark in front, semicolons, quotes, other spellings', async ({ shared }) => {
  const body =
    '\ufeff"Location ID";"Service-Line";"newPatientSlotsOpen";"ACCEPTING NEW PATIENTS"\r\n"smyrna";"orthodontics";"9";"No"\r\n;;;\r\n'
  const answer = await upload(shared, body, {
    query: `?observedAt=${time}&source=/sheets/1`,
    type: 'Text/CSV; charset=utf-8',
  })
  expect(answer.json()).toMatchObject({ accepted: 1, refused: 0, results: [{ line: 2 }] })
})

test.for([
  [';', '12,5'],
  ['\t', '12,5'],
  [';', '12.5'],
  [',', '12.5'],
] as const)('cells parted by “%s” and %s days', async ([delimiter, days], { ingest }) => {
  const cells = (...all: string[]) => all.join(delimiter)
  const columns = cells('location_id', 'service_line', 'observed_at', 'wait_days', 'wait_kind')
  const body = `\ufeff\r\n${columns}\r\n${cells('smyrna', 'orthodontics', time, days, 'mean_completed')}\r\n`
  expect((await upload(ingest, body)).json()).toMatchObject({ accepted: 1, refused: 0 })
  expect(await figures(ingest)).toEqual({ 'wait.mean_completed': { kind: 'mean_completed', days: 12.5 } })
})

test('nobody guesses whether a mark before three digits parts thousands or decimals', async ({ ingest }) => {
  const twoReadings =
    'may mean thousands or three decimals: write whole numbers without a mark, and decimals with one or two digits'
  const rows = [
    [';', 'waitlist_size', '3.000', twoReadings],
    ['\t', 'waitlist_size', '3,000', twoReadings],
    [';', 'waitlist_size', '1.200', twoReadings],
    [',', 'waitlist_size', '3.000', twoReadings],
    [',', 'waitlist_size', '"3,000"', twoReadings],
    [';', 'waitlist_size', '1.234.567', 'must be a number'],
    [';', 'waitlist_size', '3,0', 3],
    [';', 'wait_days', '1.500', twoReadings],
    [';', 'wait_days', '12,375', twoReadings],
    [';', 'wait_days', '0,125', 0.125],
    [';', 'wait_days', '01,125', twoReadings],
    [';', 'waitlist_size', '01.000', twoReadings],
    [';', 'waitlist_size', '000.500', twoReadings],
    [';', 'wait_days', '12,3750', 12.375],
    [';', 'wait_days', '1234,567', 1234.567],
    [',', 'wait_days', '12.375', 12.375],
  ] as const
  const read = async ([delimiter, column, cell]: (typeof rows)[number], at: number) => {
    const cells = (...all: string[]) => all.join(delimiter)
    const given = column === 'wait_days' ? [cell, 'mean_completed', ''] : ['', '', cell]
    const columns = cells('location_id', 'service_line', 'observed_at', 'wait_days', 'wait_kind', 'waitlist_size')
    const answer = await upload(ingest, `${columns}\n${cells(`clinic-${at}`, 'orthodontics', time, ...given)}\n`)
    const [result] = answer.json().results
    if (result.status === 'refused') return [result.code, result.column, result.detail]
    const stored = ingest.admin.selectFrom('place_state').select('value').where('location_id', '=', `clinic-${at}`)
    const { days, size } = (await stored.executeTakeFirstOrThrow()).value as { days?: number; size?: number }
    return days ?? size
  }
  for (const [at, row] of rows.entries()) {
    const [, column, cell, expected] = row
    const outcome = typeof expected === 'number' ? expected : ['invalid-event', column, expected]
    expect(await read(row, at), cell).toEqual(outcome)
  }
})

test('a row ends as it likes, whatever ends those before it', async ({ shared }) => {
  const ends = ['\n', '\r\n', '\r']
  for (const first of ends)
    for (const second of ends) {
      const rows = [header, row('9,,,'), row('8,,,'), row('7,,,x')]
      const body = [first, second, first, ''].map((end, at) => `${rows[at]}${end}`).join('')
      const { results } = (await upload(shared, body, { query: `?source=/ends/${shared.hints.length}` })).json()
      expect(
        results.map(({ line, status }: { line: number; status: string }) => [
          line,
          status.replace('duplicate', 'accepted'),
        ]),
        JSON.stringify([first, second]),
      ).toEqual([
        [2, 'accepted'],
        [3, 'accepted'],
        [4, 'refused'],
      ])
    }
})

test('whether new patients are taken may be all that a row says, or all besides the waiting list', async ({
  ingest,
}) => {
  const columns = 'location_id,service_line,observed_at,accepting_new_patients,waitlist_size,new_patient_slots_open'
  const body = `${columns}\nsmyrna,orthodontics,${time},no,,\ndecatur,orthodontics,${time},no,5,\nroswell,orthodontics,${time},yes,5,3\n`
  const first = await upload(ingest, body)
  expect(first.json()).toMatchObject({ accepted: 3, refused: 0 })
  expect((await upload(ingest, body)).json()).toMatchObject({ duplicate: 3 })
  const rows = await ingest.admin.selectFrom('place_state').select(['location_id', 'figure', 'value']).execute()
  const of = (place: string) => {
    const found = rows.filter((one) => one.location_id === place)
    return Object.fromEntries(found.map(({ figure, value }) => [figure, value]))
  }
  const closed = { accepting: false, reasonCode: 'other', wholeLocation: false }
  expect(of('smyrna')).toEqual({ accepting: closed })
  expect(of('decatur')).toEqual({ accepting: closed, waitlist: { size: 5 } })
  expect(of('roswell')).toMatchObject({ accepting: { accepting: true }, slots: { open: 3 }, waitlist: { size: 5 } })
  const wrong = await upload(ingest, `${columns}\nsmyrna,orthodontics,${time},perhaps,5,\n`)
  expect(wrong.json().results).toMatchObject([{ status: 'refused', column: 'accepting_new_patients' }])
})

test('a comma is no decimal point where it parts cells, and a row says what is wrong with it', async ({ shared }) => {
  const body = csv(row('"9,5",,,'), row('9,12,5,mean_completed,3'), 'smyrna,orthodontics', row('9,3,,'))
  expect((await upload(shared, body)).json().results).toMatchObject([
    { line: 2, column: 'new_patient_slots_open', detail: 'must be a number' },
    { line: 3, detail: '8 cells, the header has 7' },
    { line: 4, detail: '2 cells, the header has 7' },
    { line: 5, column: 'wait_kind', detail: 'wait_days and wait_kind come together' },
  ])
})

test('a row is told by the line it begins at, whatever line breaks its cells and the header’s hold', async ({
  shared,
}) => {
  for (const end of ['\n', '\r\n', '\r']) {
    const rows = [
      `"location${end}id",service_line,observed_at,new_patient_slots_open`,
      `"smy${end}${end}rna",orthodontics,${time},9`,
      '',
      `smyrna,orthodontics,${time},x`,
      `"x${end}y",orthodontics`,
      `smyrna,orthodontics,${time},y`,
    ]
    const { results } = (await upload(shared, `${rows.join(end)}${end}`)).json()
    expect(results.map(({ line }: { line: number }) => line)).toEqual([3, 7, 8, 10])
    const broken = (await upload(shared, `${rows.join(end)}${end}"x"y`)).json()
    expect(broken.detail).toBe('The body is not well-formed CSV: see line 11.')
    const open = (await upload(shared, `${rows.join(end)}${end}"x${end}y`)).json()
    expect(open.detail).toBe('The body is not well-formed CSV: after line 10 a quote opens that nothing closes.')
  }
})

test.for([
  ['an open quote', `${header}\n\n${row('9,,,')}\n"JaneRoe\nx\ny`, 'after line 3 a quote opens that nothing closes'],
  ['a quote within a cell', `${header}\n${row('9,,,')}\n"Jane"Roe,x`, 'see line 3'],
  ['a row without an end', `${header}\n${'x'.repeat(20_000)}`, 'see line 2'],
] as const)('%s: the line is told', async ([, body, where], { shared }) => {
  const answer = await upload(shared, body)
  expect(answer.json()).toMatchObject({ status: 422, detail: `The body is not well-formed CSV: ${where}.` })
})

test('columns that are blank at the end are none, as spreadsheets write them', async ({ shared }) => {
  const body = `location_id,service_line,observed_at,wait_days,wait_kind,,\nsmyrna,orthodontics,${time},3,mean_completed,,\nsmyrna,orthodontics,${time},3,mean_completed\nsmyrna,orthodontics,${time},3,mean_completed,,x\nsmyrna,orthodontics,${time},,\n`
  expect((await upload(shared, body)).json().results).toMatchObject([
    { line: 2, status: 'accepted' },
    { line: 3, status: 'duplicate' },
    { line: 4, status: 'refused' },
    { line: 5, status: 'refused' },
  ])
})

test('belongs to the key’s organization', async ({ ingest }) => {
  expect((await upload(ingest, csv(row('9,,,')), { key: ingest.keys.south })).json()).toMatchObject({ accepted: 1 })
  expect((await upload(ingest, csv(row('9,,,')), { key: ingest.keys.reader })).statusCode).toBe(403)
  expect(await ingest.admin.selectFrom('events').select('org_id').execute()).toEqual([{ org_id: 'south' }])
})

test.for([
  ['a column of somebody else', 'location_id,service_line,JaneRoe\n', 422, 'invalid-body', '#/columns/2'],
  ['a column twice', 'location_id,service_line,Location ID\n', 422, 'invalid-body', '#/columns/2'],
  ['no place', 'service_line,wait_days\n', 422, 'invalid-body', '#'],
  ['nothing', '', 422, 'invalid-body', undefined],
  ['blank lines', '\n\n', 422, 'invalid-body', undefined],
  ['a million columns', ','.repeat(1_000_000), 422, 'invalid-body', undefined],
  ['a million columns with names', 'x,'.repeat(1_000_000), 422, 'invalid-body', undefined],
  [
    'another encoding',
    Buffer.from('location_id,service_line\nsmyrna,ortho', 'utf16le'),
    422,
    'invalid-body',
    undefined,
  ],
  ['an open quote', `${header}\n"JaneRoe`, 422, 'invalid-body', undefined],
  ['HL7', 'MSH|^~\\&|JaneRoe', 422, 'phi-not-accepted', undefined],
  ['too many rows', `${header}\n${'a,b,c,1,,,\n'.repeat(10_001)}`, 413, 'body-too-large', undefined],
] as const)('%s', async ([, body, status, code, pointer], { shared }) => {
  const answer = await upload(shared, body)
  expect(answer.json()).toMatchObject({ status, code, ...(pointer ? { errors: [{ pointer }] } : {}) })
  expect(answer.body).not.toContain('JaneRoe')
})

test('an unknown or wrong query is refused without a word of it', async ({ shared }) => {
  for (const query of ['?observedAt=JaneRoe', '?JaneRoe=1', '?source=a%20JaneRoe']) {
    const answer = await upload(shared, csv(row('9,,,')), { query })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-request'])
    expect(answer.body).not.toContain('JaneRoe')
  }
})

test('what only spreadsheets and FHIR are asked for is refused with anything else, not passed over', async ({
  shared,
}) => {
  const { app, keys } = shared
  const send = (type: string, query: string, payload: string) => {
    const headers = { authorization: `Bearer ${keys.north}`, 'content-type': type }
    return app.inject({ method: 'POST', url: `/v1/events${query}`, payload, headers })
  }
  const json = 'application/cloudevents+json'
  for (const [type, query, pointer] of [
    [json, '?observedAt=2026-03-02T09:00:00Z', '#/query/observedAt'],
    ['application/x-ndjson', '?source=/sheets/1', '#/query/source'],
    [json, '?mapping=ehr', '#/query/mapping'],
    ['text/csv', '?mapping=ehr', '#/query/mapping'],
  ] as const) {
    const answer = await send(type, query, '')
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ pointer }] })
  }
})

test('the example of the documentation is taken', async ({ shared }) => {
  const example = await readFile(new URL('../../../docs/examples/capacity.csv', import.meta.url))
  const query = `?observedAt=${new Date().toISOString()}`
  expect((await upload(shared, example, { query })).json()).toMatchObject({ accepted: 3, refused: 0 })
})
