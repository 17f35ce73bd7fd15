import { Problem } from '@sluice/service-kit'
import { afterAll, describe, expect, test } from 'vitest'
import { BodyReader, type BodyReaderOptions } from './body-reader.ts'
import type { Order, ReadBody } from './read-order.ts'

const readers: BodyReader[] = []
const open = (options: BodyReaderOptions) => {
  const reader = new BodyReader(options)
  readers.push(reader)
  return reader
}
afterAll(() => Promise.all(readers.map((reader) => reader.close())))

// To start a thread takes a second, and twenty on a busy machine.
const inAnyTime = { bytesAtOnce: 0, maxReadMs: 100_000, maxWaitMs: 100_000 }
const inThread = open(inAnyTime)
const atOnce = open({ bytesAtOnce: Number.POSITIVE_INFINITY })

const head = 'location_id,service_line,observed_at,new_patient_slots_open,waitlist_size\n'
const spreadsheet = (text: string): Order => ({
  ...{ kind: 'csv', bytes: Buffer.from(text), defaults: { source: '/csv', observedAt: undefined } },
  takesNumericIds: false,
})
const row = (n: number) => `clinic-${n},ortho,2026-03-02T09:00:00Z,${n % 7},${n % 3}`
const long = spreadsheet(head + Array.from({ length: 600 }, (_, n) => row(n)).join('\n'))

const slot = { resourceType: 'Slot', schedule: { reference: 'Schedule/1' }, status: 'free' }
const schedule = { resourceType: 'Schedule', id: '1', actor: [{ reference: 'Location/1' }] }
const times = { start: '2026-03-03T09:00:00Z', end: '2026-03-03T09:20:00Z' }
const fhir = (resources: object[], mediaType = 'application/fhir+json' as const): Order => ({
  ...{ kind: 'fhir', mediaType, source: '/fhir', observedAt: undefined, takesNumericIds: false },
  bytes: Buffer.from(
    JSON.stringify({
      ...{ resourceType: 'Bundle', type: 'collection' },
      entry: resources.map((resource) => ({ resource })),
    }),
  ),
  receivedAt: new Date('2026-03-02T09:00:00Z'),
  mapping: {
    ...{ locations: [{ fhirId: '1', locationId: 'smyrna' }], services: [], uncodedServiceLine: 'ortho' },
    ...{ appointmentTypes: [], untypedSlots: 'new', publishesBusySlots: false, emptyScheduleIsFull: false },
    ...{ horizonDays: 14, ignoredExtensions: [], changedAt: new Date('2026-03-01T09:00:00Z') },
  },
})

/** All of what was read, its parts put together. */
async function told(reading: Promise<ReadBody>) {
  try {
    const body = await reading
    return body.kind === 'csv' ? [...body.rows] : { ...body, items: [...body.items] }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { code: error.code, detail: error.message, errors: error.errors }
  }
}

describe('a body says the same in a thread as at once', () => {
  test.for<[string, Order]>([
    ['a spreadsheet of several parts', long],
    ['one with bad rows', spreadsheet(`${head}smyrna,ortho,yesterday,1,\n123-45-6789,ortho,2026-03-02T09:00:00Z,1,\n`)],
    ['one with a column that is not ours', spreadsheet('location_id,service_line,patient\nsmyrna,ortho,x\n')],
    ['HL7', spreadsheet('MSH|^~\\&|A')],
    ['FHIR', fhir([schedule, { ...slot, ...times, id: '1', comment: 'Dr. Roe' }])],
    ['FHIR about a person', fhir([{ resourceType: 'Patient', id: '1' }])],
    ['FHIR that is not ours', fhir([{ ...slot, ...times, id: '1', colour: 'red' }])],
  ])('%s', async ([_, order]) => {
    const expected = await told(atOnce.read('north', order))
    expect(await told(inThread.read('north', order))).toEqual(expected)
  })
})

test('while a thread reads, this one goes on', async () => {
  let turns = 0
  const turning = setInterval(() => (turns += 1))
  const body = await open(inAnyTime).read('north', long)
  clearInterval(turning)
  expect(turns).toBeGreaterThan(2)
  expect(body.kind === 'csv' && [...body.rows].map((part) => part.length)).toEqual([250, 250, 100])
})

test('organizations take turns: one body does not wait for all of another organization', async () => {
  const read: string[] = []
  const readAs = (orgId: string) => inThread.read(orgId, long).then(() => read.push(orgId))
  await Promise.all(['north', 'north', 'north', 'north', 'south'].map(readAs))
  expect(read).toEqual(['north', 'south', 'north', 'north', 'north'])
})

test('a body that takes too long to read is refused, one that waits too long turned away', async () => {
  const slow = open({ bytesAtOnce: 0, maxReadMs: 1 })
  await expect(slow.read('north', long)).rejects.toMatchObject({ code: 'body-too-large' })
  const full = open({ ...inAnyTime, maxWaitMs: 0 })
  const [first, second] = await Promise.allSettled([full.read('north', long), full.read('south', long)])
  expect(first).toMatchObject({ value: { kind: 'csv' } })
  expect(second).toMatchObject({ reason: { reason: 'waited-to-be-read' } })
})

test('as many as may wait; one organization never keeps the others out, nor do two', async () => {
  const reader = open({ ...inAnyTime, most: 3, mostOfOne: 2 })
  const unavailable = { code: 'unavailable', headers: { 'retry-after': '1' } }
  const first = [reader.read('north', long), reader.read('north', long)]
  await expect(reader.read('north', long)).rejects.toMatchObject({ ...unavailable, reason: 'reading-of-organization' })
  const other = reader.read('south', long)
  expect(reader.held).toBe(3)
  await expect(reader.read('south', long)).rejects.toMatchObject({ ...unavailable, reason: 'reading-of-all' })
  const third = reader.read('west', long)
  await Promise.all([...first, other, third])
  expect(reader.held).toBe(0)
  expect((await reader.read('north', long)).kind).toBe('csv')
})
