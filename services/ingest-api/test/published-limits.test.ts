import { HEADER_BYTES, MAX_CSV_ROWS, openApiDocument, postEvents } from '@sluice/contracts'
import { makeCapacityEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { batch, single, test } from './support.ts'

const document = JSON.parse(JSON.stringify(openApiDocument({ publicUrl: 'https://sluice.example' })))
const published = document.paths['/v1/events'].post

test('headers: what the document allows is taken, more is 431', async ({ ingest: { app, keys } }) => {
  expect(document.info.description).toContain(`${HEADER_BYTES / 1024} KiB of headers`)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const asked = async (bytes: number) => {
    const headers = { authorization: `Bearer ${keys.north}`, 'content-type': single, 'x-filler': 'x'.repeat(bytes) }
    const body = JSON.stringify(makeCapacityEvent())
    return (await fetch(`${url}/v1/events`, { method: 'POST', headers, body })).status
  }
  // The other headers of a request take less than a kilobyte.
  expect(await asked(HEADER_BYTES - 1024)).toBe(202)
  expect(await asked(HEADER_BYTES)).toBe(431)
})

test('bodies: what the document allows is read, more is 413', async ({ ingest: { post } }) => {
  const { bodyLimit } = postEvents
  expect(published.description).toContain(`A body has at most ${bodyLimit / 1_048_576} MiB (413)`)
  const blanks = (bytes: number) =>
    post(`[${' '.repeat(bytes - 2)}]`, { 'content-type': batch }).then(({ status }) => status)
  expect(await blanks(bodyLimit)).not.toBe(413)
  expect(await blanks(bodyLimit + 1)).toBe(413)
})

test('values of a body of events: what the document allows is read, more is 413', async ({ ingest: { post } }) => {
  expect(document.info.description).toContain('200,000 of one of events (413)')
  // The list in the batch counts as well.
  const values = (count: number) =>
    post(`[[${'1,'.repeat(count - 2)}1]]`, { 'content-type': batch }).then(({ status }) => status)
  expect([await values(200_000), await values(200_001)]).toEqual([200, 413])
})

test('rows of a spreadsheet: one more than the document allows is 413', async ({ ingest: { post } }) => {
  expect(published.description).toContain(`up to ${MAX_CSV_ROWS.toLocaleString('en')} rows`)
  const row = 'smyrna,orthodontics,14,5\n'
  const csv = `location_id,service_line,horizon_days,new_patient_slots_open\n${row.repeat(MAX_CSV_ROWS + 1)}`
  expect((await post(csv, { 'content-type': 'text/csv' })).status).toBe(413)
})

test('every header that binary mode and signatures need is named', () => {
  const named = published.parameters
    .filter((parameter: { in: string }) => parameter.in === 'header')
    .map((parameter: { name: string }) => parameter.name)
  const attributes = ['specversion', 'id', 'source', 'type', 'time'].map((name) => `ce-${name}`)
  expect(named).toEqual([...attributes, 'webhook-id', 'webhook-timestamp', 'webhook-signature'])
})
