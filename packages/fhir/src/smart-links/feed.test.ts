import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { after, asOf, location, schedule, slot } from '../../test/make.ts'
import type { CapacityMap } from '../fold/capacity-map.ts'
import { takeAtOnce } from '../fold/steps.ts'
import { type ReadLines, readFhirLines } from '../lines.ts'
import { type FoldFeedOptions, foldFeed as foldFeedInSteps } from './feed.ts'
import { type FeedFileType, type Manifest, parseManifest } from './manifest.ts'

const map: CapacityMap = {
  locations: ['1', '2'].map((fhirId) => ({ locationId: `clinic-${fhirId}`, fhirId })),
  services: [{ serviceLine: 'orthodontics', code: 'ortho' }],
}

const types: FeedFileType[] = ['Location', 'Schedule', 'Slot']
const urlOf = (type: string) => `https://feed.example/${type}.ndjson`
const manifest: Manifest = {
  transactionTime: after(0),
  files: types.map((type) => ({ type, url: urlOf(type), states: [] })),
  skippedFiles: 0,
  errors: 0,
}

const foldFeed = (options: FoldFeedOptions) => takeAtOnce(foldFeedInSteps(options))

function feed(lines: Record<string, unknown[] | null>, change: Partial<FoldFeedOptions> = {}) {
  const files = Object.entries(lines).map(([type, resources]) => ({
    url: urlOf(type),
    lines: resources && readFhirLines(resources.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))),
  }))
  return foldFeed({ manifest, files, horizonDays: 14, map, knownLocationIds: ['1', '2'], ...change })
}

const two = {
  Location: [location(), location({ id: '2' })],
  Schedule: [schedule(), schedule({ id: '2', actor: [{ reference: 'Location/2' }] })],
  Slot: [slot(), slot({ schedule: { reference: 'Schedule/2' } })],
}

test('[FH42] all files make one snapshot, observed at the transactionTime', () => {
  const answer = feed(two)
  expect(answer).toMatchObject({
    kind: 'ok',
    observedAt: after(0),
    isFull: true,
    withdrawn: [],
    locationIds: ['1', '2'],
  })
  expect(answer.kind === 'ok' && answer.observations.map((one) => [one.locationId, one.observedAt])).toEqual([
    ['clinic-1', after(0)],
    ['clinic-2', after(0)],
  ])
  expect(Date.parse(after(0))).toBe(Date.parse(asOf))
})

test('[FH41] a file that could not be fetched gives no snapshot', () => {
  expect(feed({ ...two, Slot: null })).toEqual({ kind: 'incomplete', missingUrls: [urlOf('Slot')] })
  expect(feed({ Location: two.Location, Slot: two.Slot })).toEqual({
    kind: 'incomplete',
    missingUrls: [urlOf('Schedule')],
  })
})

test('[FH42] it is folded in steps of a resource each, for others to have their turns between', () => {
  const files = Object.entries(two).map(([type, resources]) => ({
    ...{ url: urlOf(type), lines: readFhirLines(resources.map((one) => JSON.stringify(one))) },
  }))
  const steps = foldFeedInSteps({ manifest, files, horizonDays: 14, map, knownLocationIds: [] })
  // Gathering six resources, placing two slots, looking at two schedules.
  expect([...steps]).toHaveLength(6 + 2 + 2)
})

describe('[FH43] a location that left', () => {
  test('is withdrawn and not zero, though its schedule and slots are still there', () => {
    const answer = feed({ ...two, Location: [location()] })
    expect(answer).toMatchObject({ withdrawn: ['2'], locationIds: ['1'], unplaced: { locationMissing: 1 } })
    expect(answer.kind === 'ok' && answer.observations.map((one) => one.locationId)).toEqual(['clinic-1'])
  })

  test.each([
    ['a line was refused', { ...two, Location: [location(), '{"resourceType":'] }, {}],
    ['a slot line was refused', { ...two, Location: [location()], Slot: [slot({ subject: 1 })] }, {}],
    ['the publisher tells of an error', { ...two, Location: [location()] }, { manifest: { ...manifest, errors: 1 } }],
    ['no location is listed at all', { ...two, Location: [] }, {}],
  ])('is not withdrawn if %s', (_, lines, change) => {
    expect(feed(lines, change)).toMatchObject({ kind: 'ok', isFull: false, withdrawn: [] })
  })

  test('the new ones are what the next set is compared with', () => {
    const more = [...two.Location, location({ id: '3' })]
    expect(feed({ ...two, Location: more })).toMatchObject({ withdrawn: [], locationIds: ['1', '2', '3'] })
  })
})

describe('[FH44] the recorded Rite Aid feed', () => {
  const folder = new URL('../../test/data/rite-aid-nj-2023-03-24/', import.meta.url)
  const linesOf = (name: string): ReadLines =>
    readFhirLines(
      gunzipSync(readFileSync(new URL(`${name}.ndjson.gz`, folder)))
        .toString('utf8')
        .split('\n'),
    )
  const recorded = parseManifest(JSON.parse(readFileSync(new URL('bulk-publish.json', folder), 'utf8')))
  if (recorded.kind === 'refused') throw new Error('the recorded manifest was refused')
  const files = recorded.manifest.files.filter((file) => file.url.endsWith('/NJ.ndjson'))
  const lines = { Location: linesOf('locations'), Schedule: linesOf('schedules'), Slot: linesOf('slots') }
  const stores = lines.Location.resources.flatMap((one) => (one.resourceType === 'Location' ? one : []))
  const options: FoldFeedOptions = {
    manifest: { ...recorded.manifest, files },
    files: files.map(({ type, url }) => ({ url, lines: type === 'HealthcareService' ? null : lines[type] })),
    horizonDays: 14,
    map: {
      locations: stores.map(({ id }) => ({ locationId: `rite-aid-${id}`, fhirId: id })),
      services: [{ serviceLine: 'covid-vaccination', code: 'covid19-immunization' }],
      untypedSlots: 'new',
    },
    knownLocationIds: ['116', 'closed'],
  }
  const answer = foldFeed(options)
  if (answer.kind === 'incomplete') throw new Error('the recorded feed is incomplete')
  const open = answer.observations.map(({ slots }) => ('open' in slots ? slots.open : -1))

  test('every line is read', () => {
    expect(Object.values(lines).map(({ faults }) => faults)).toEqual([[], [], []])
    expect(answer).toMatchObject({ isFull: true, withdrawn: ['closed'], withoutFigure: [] })
    expect(answer.slotCounts).toMatchObject({ slots: 1_542, free: 1_430, busy: 112, past: 112 })
  })

  test('gives 46,702 openings in 112 stores, 295 to 429 each, 427 in Schedule/116', () => {
    expect(open).toHaveLength(112)
    expect(open.reduce((sum, one) => sum + one, 0)).toBe(46_702)
    expect([Math.min(...open), Math.max(...open)]).toEqual([295, 429])
    const store = answer.observations.find(({ locationId }) => locationId === 'rite-aid-116')
    expect(store).toMatchObject({
      serviceLine: 'covid-vaccination',
      slots: { open: 427 },
      observedAt: '2023-03-24T20:27:12.613Z',
      newPatientAssumed: true,
      firstOpeningDays: 0.73,
    })
  })

  test('gives no total, whatever the map says: its taken slots hide their size', () => {
    const morning = { ...options.manifest, transactionTime: '2023-03-24T06:00:00.000Z' }
    const early = foldFeed({ ...options, manifest: morning, map: { ...options.map, publishesBusySlots: true } })
    const store = early.kind === 'ok' && early.observations.find(({ locationId }) => locationId === 'rite-aid-116')
    expect(store).toMatchObject({ slots: { open: 427 } })
  })

  test('without the assumption that anybody may book, nothing is known', () => {
    const careful = foldFeed({ ...options, map: { ...options.map, untypedSlots: 'unknown' } })
    expect(careful).toMatchObject({ observations: [] })
    expect(careful.kind === 'ok' && careful.withoutFigure[0]?.reason).toBe('patients_unknown')
  })
})
