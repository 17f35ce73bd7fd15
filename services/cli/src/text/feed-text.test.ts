import { expect, test } from 'vitest'
import { feedListText, feedText } from './feed-text.ts'

type Feed = Parameters<typeof feedText>[0]

const slots = { slots: 7, placed: 5, free: 4, busy: 1, held: 0, unavailable: 0, withdrawn: 0, past: 0 }
const placed = {
  unmappedLocation: 0,
  unmappedService: 0,
  withoutServiceCode: 0,
  scheduleMissing: 0,
  withoutLocation: 0,
  locationMissing: 0,
  severalLocations: 0,
  inactive: 0,
  excluded: 0,
}
const poll = {
  files: 3,
  unchanged: 0,
  isFull: true,
  refusedLines: 0,
  accepted: 2,
  duplicate: 0,
  refused: 0,
  withoutFigure: 0,
  newPatientAssumed: 0,
  withdrawn: 0,
  slots,
  unplaced: placed,
}
const feed: Feed = {
  id: 'rite-aid',
  version: 1,
  url: 'https://example.org/$bulk-publish',
  mappingId: 'stores',
  source: '/feeds/rite-aid',
  intervalMinutes: 2,
  states: [],
  enabled: true,
  status: {
    state: 'working',
    nextPollAt: '2026-11-22T09:02:00.000Z',
    lastAttemptAt: '2026-11-22T09:00:00.000Z',
    lastSuccessAt: '2026-11-22T09:00:00.000Z',
    observedAt: '2026-11-22T08:59:30.000Z',
    standsStillSince: null,
    lastFailureAt: null,
    lastFailureCode: null,
    failuresInARow: 0,
    failingSince: null,
    withdrawnLocations: [],
    lastPoll: poll,
  },
}

test('what the last poll found: of what is nothing, nothing is said', () => {
  const [, found] = feedText(feed).split('\n\n')
  expect(found?.split('\n')).toEqual([
    'LAST SUCCESSFUL POLL (the whole set)  COUNT',
    'slots                                     7',
    'slots placed                              5',
    'slots free                                4',
    'files                                     3',
    'places stored                             2',
  ])
})

test('slots that were counted nowhere are said with their reason; a set with faults withdraws nothing', () => {
  const lastPoll = { ...poll, isFull: false, refusedLines: 1, unplaced: { ...placed, unmappedService: 2 } }
  const text = feedText({ ...feed, status: { ...feed.status, lastPoll } })
  expect(text).toMatch(/POLL \(not the whole set: nothing was withdrawn\)/)
  expect(text).toMatch(/\nlines not readable +1\n/)
  expect(text).toMatch(/\nslots of a service the mapping does not name +2$/)
})

test('a poll that fails is said with its code and how often; the figures are of the last that did not', () => {
  const failing = {
    ...feed.status,
    state: 'failing' as const,
    lastFailureAt: '2026-11-22T09:02:00.000Z',
    lastFailureCode: 'first-byte-timeout' as const,
    failuresInARow: 3,
    withdrawnLocations: ['millville'],
  }
  const text = feedText({ ...feed, status: failing })
  expect(text).toMatch(/^rite-aid: failing\n/)
  expect(text).toMatch(
    /\nlast failure +first-byte-timeout at 2026-11-22T09:02:00\.000Z, 3 in a row\nwithdrawn +millville\n/,
  )
  expect(feedListText([{ ...feed, status: failing }]).split('\n')[1]).toMatch(
    /^rite-aid {2}failing {2}2026-11-22T08:59:30\.000Z {2}first-byte-timeout at \S+, 3 in a row {2}stores +https/,
  )
})

test('a feed whose own time stands still is said so', () => {
  const standing = { ...feed.status, standsStillSince: '2026-11-22T09:05:00.000Z' }
  expect(feedText({ ...feed, status: standing })).toMatch(
    /\nfigures of +2026-11-22T08:59:30\.000Z, though its files have changed since 2026-11-22T09:05:00\.000Z\n/,
  )
})
