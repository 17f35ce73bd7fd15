import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { createApiKey, createAuthenticator, createOrganization } from '@sluice/auth'
import { connect } from '@sluice/database'
import { buildApp } from '@sluice/ingest-api'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { type Cli, test } from './fixture.ts'

const file = (name: string) => fileURLToPath(new URL(`data/${name}.csv`, import.meta.url))
const recorded = new URL('../../../packages/fhir/test/data/rite-aid-nj-2023-03-24/', import.meta.url)

interface Printed {
  id: string
  type: string
  time: string
  recordedtime?: string
  data: Record<string, string | number>
}

/** The events that would be sent. */
async function print(cli: Cli, args: string[]): Promise<{ events: Printed[]; notes: string }> {
  const { code, out, err } = await cli.run(['import', ...args, '--print'])
  expect(code).toBe(0)
  return {
    events: out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
    notes: err,
  }
}

describe('each set gives the check values of its provenance', () => {
  test('va-wait-times', async ({ cli }) => {
    const { events, notes } = await print(cli, ['va-wait-times', file('va-wait-times')])
    const waits = events.flatMap(({ time, recordedtime, data: { locationId, serviceLine, waitDays } }) =>
      locationId === 'american-lake-va-medical-center' && serviceLine === 'primary-care'
        ? [[time.slice(0, 10), recordedtime?.slice(0, 10), waitDays]]
        : [],
    )
    expect(waits).toEqual([
      ['2025-02-18', '2025-02-19', 42.7],
      ['2025-02-19', '2025-02-20', 42.5],
      ['2025-02-20', '2025-02-21', 43.1],
      ['2025-02-21', '2025-02-22', 41.8],
      ['2025-02-21', '2025-02-23', 40.1],
      ['2025-02-21', '2025-02-24', 38.6],
    ])
    expect(new Set(events.map(({ data }) => data.waitKind))).toEqual(new Set(['mean_completed']))
    // An unknown wait is no event.
    expect(events).toHaveLength(23)
    expect(notes).toContain('8 rows have no wait of new patients')
    expect(notes).toContain('In 4 groups the figures differ, in 3 of them the wait of new patients')
  })

  test('nhs-rtt: summed over commissioners, without totals', async ({ cli }) => {
    const { events } = await print(cli, ['nhs-rtt', file('nhs-rtt')])
    const orthopaedics = { serviceLine: 'C_110', waitKind: 'median_waiting' }
    expect(events.map(({ data }) => data).sort((a, b) => Number(a.waitlistSize) - Number(b.waitlistSize))).toEqual([
      { locationId: 'NT213', ...orthopaedics, waitlistSize: 1_025, waitDays: 104.9 },
      { locationId: 'H4I8B', ...orthopaedics, waitlistSize: 2_028, waitDays: 68.1 },
    ])
    expect(events[0]?.time).toBe('2026-01-31T23:59:59.000Z')
  })

  test('phs-msk: whole weeks; an empty figure is unknown', async ({ cli }) => {
    const { events } = await print(cli, ['phs-msk', file('phs-msk')])
    const of = (locationId: string, serviceLine: string) =>
      events.find(({ data }) => data.locationId === locationId && data.serviceLine === serviceLine)?.data
    expect(of('S08000015', 'physiotherapy')).toMatchObject({ waitlistSize: 4_820, waitDays: 77 })
    expect(of('S08000015', 'podiatry')).toMatchObject({ waitlistSize: 639, waitDays: 42 })
    expect(of('S08000015', 'orthotics')).toMatchObject({ waitlistSize: 552, waitDays: 112 })
    expect(of('S08000016', 'physiotherapy')).toEqual({
      ...{ locationId: 'S08000016', serviceLine: 'physiotherapy', waitlistSize: 1_182 },
    })
    expect(events).toHaveLength(7)
  })

  test('univaf: a store that lists no appointment is not full', async ({ cli }) => {
    const { events } = await print(cli, ['univaf', file('univaf'), '--horizon-days', '43'])
    expect(events.map(({ data }) => data.newPatientSlotsOpen).sort()).toEqual([0, 1_950])
    const shorter = await print(cli, ['univaf', file('univaf'), '--service-line', 'covid'])
    expect(shorter.events.every(({ data }) => data.horizonDays === 14 && data.serviceLine === 'covid')).toBe(true)
    expect(shorter.events.some(({ data }) => Number(data.newPatientSlotsOpen) < 1_950)).toBe(true)
  })

  test('smart-links: the recorded feed, 46,702 open in 112 stores', async ({ cli }) => {
    const folder = join(cli.folder, 'feed')
    await mkdir(folder)
    await writeFile(join(folder, 'bulk-publish.json'), await readFile(new URL('bulk-publish.json', recorded)))
    for (const name of ['locations', 'schedules', 'slots'])
      await writeFile(
        join(folder, `${name}.ndjson`),
        gunzipSync(await readFile(new URL(`${name}.ndjson.gz`, recorded))),
      )
    const { events } = await print(cli, ['smart-links', folder])
    const open = events.map(({ data }) => Number(data.newPatientSlotsOpen))
    expect([open.length, open.reduce((sum, one) => sum + one, 0), Math.min(...open), Math.max(...open)]).toEqual([
      ...[112, 46_702, 295, 429],
    ])
    const slots = await readFile(join(folder, 'slots.ndjson'))
    await writeFile(join(folder, 'slots.ndjson'), slots.subarray(0, slots.length / 2))
    expect(await cli.run(['import', 'smart-links', folder, '--print'])).toMatchObject({
      ...{ code: 2, out: '', err: expect.stringContaining('slots.ndjson breaks off in the middle of line ') },
    })
  })
})

test('another file is refused, and a set that is none', async ({ cli }) => {
  expect(await cli.run(['import', 'phs-msk', file('univaf'), '--print'])).toMatchObject({ code: 2, out: '' })
  expect(await cli.run(['import', 'weather', file('univaf')])).toMatchObject({ code: 2, out: '' })
  expect(await cli.run(['import', 'univaf', 'missing.csv'])).toMatchObject({
    code: 2,
    err: 'missing.csv: there is no such file.\n',
  })
})

const withIngest = test.extend('ingest', async ({ database }, { onCleanup }) => {
  const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 4, onError: () => undefined })
  const admin = open(database.adminUrl)
  const db = open(database.url)
  await createOrganization(admin, { id: 'north', name: 'north', timeZone: 'UTC' })
  const { token } = await createApiKey(admin, { orgId: 'north', name: 'test', scopes: ['events:write'] })
  const logger = createLogger({ name: 'ingest-api', level: 'silent' })
  const authenticate = createAuthenticator({ db, role: 'sluice_ingest', cacheMs: 0 })
  const app = buildApp(
    { name: 'ingest-api', logger, ready: async () => ({}) },
    {
      db,
      authenticate,
      hints: { poolIsDirty: () => undefined },
      sealer: createSealer(['a secret of a test, 32 characters or more']),
    },
  )
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  onCleanup(async () => {
    await app.close()
    await Promise.all([db.destroy(), admin.destroy()])
  })
  const wait = async () => {
    const { rows } = await sql<{ days: number }>`
      select (value->>'days')::float8 as days from place_state
       where location_id = 'american-lake-va-medical-center' and service_line = 'primary-care'`.execute(admin)
    return rows.map(({ days }) => days)
  }
  return { url, env: { SLUICE_KEY: token }, wait }
})

withIngest(
  'sent, corrections of one report date follow each other and the last arrival counts; sent again all are duplicates',
  async ({ cli, ingest }) => {
    const send = () =>
      cli.run(['import', 'va-wait-times', file('va-wait-times'), '--url', ingest.url], { env: ingest.env })
    expect(await send()).toMatchObject({ code: 0, out: '23 events: 23 accepted, 0 duplicate, 0 refused\n' })
    expect(await ingest.wait()).toEqual([38.6])
    expect(await send()).toMatchObject({ code: 0, out: '23 events: 0 accepted, 23 duplicate, 0 refused\n' })
  },
)

withIngest(
  'with one id a report date, other figures are conflicts and the first one is kept',
  async ({ cli, ingest }) => {
    const args = ['import', 'va-wait-times', file('va-wait-times'), '--one-id-per-report', '--url', ingest.url]
    const sent = await cli.run(args, { env: ingest.env })
    expect(sent).toMatchObject({ code: 0, out: '23 events: 16 accepted, 3 duplicate, 4 refused\n' })
    expect(sent.err).toContain('event-conflict: 4')
    expect(await ingest.wait()).toEqual([41.8])
  },
)
