import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { makeEntity, makeLine, makePlan } from '../../test-support/make.ts'
import type { EntityBefore } from '../changes.ts'
import { restoreText } from '../csv.ts'
import { exportForPlatform, exportPlain } from '../export-plan.ts'
import type { Entity, PlatformFormatName, Rows } from '../types.ts'

const plan = makePlan(
  [
    makeLine('austin', 4_650, { label: '=HYPERLINK("http://evil")', sentence: '@SUM(1), "quoted"\n', waitlistSize: 4 }),
    makeLine('decatur', 2_000, { channel: 'search', label: "'Tis" }),
    makeLine('roswell', 3, { waitlistSize: 0 }),
    makeLine('smyrna', 0),
    makeLine('tucker', 1_001, { waitlistSize: null, headroom: null }),
  ],
  { reserveDailyMinor: 346 },
)

const nowMs = Date.parse('2026-11-25T12:00:00Z')
const minutesAgo = (minutes: number) => nowMs - minutes * 60_000

interface Case {
  entities: Entity[]
  before?: Map<string, EntityBefore>
  rows?: Rows
}

function exported(format: PlatformFormatName, { entities, before = new Map(), rows = 'changed' }: Case) {
  const options = {
    rows,
    nowMs,
    entities,
    before,
    accountId: undefined,
    unmappedBudgets: [],
    validateOnly: format === 'google-ads-api',
  }
  const made = exportForPlatform(plan, format, options)
  if (typeof made === 'string') throw new Error(made)
  return made
}

const google: Case = {
  entities: [
    makeEntity('austin', { name: 'Austin | Dermatology, "Search"', externalId: '1' }),
    makeEntity('metro', {
      level: 'shared_budget',
      name: 'Metro',
      externalId: '2',
      cells: [
        { cellId: 'decatur', share: 1 },
        { cellId: 'tucker', share: 1 / 2 },
      ],
    }),
    makeEntity('tucker', { name: '+Tucker', externalId: '3', cells: [{ cellId: 'tucker', share: 1 / 2 }] }),
    makeEntity('smyrna', { name: 'Smyrna', externalId: '4', campaignIds: ['44'] }),
    makeEntity('old', { name: 'Old', externalId: '5', cells: [{ cellId: 'gone', share: 1 }] }),
  ],
  before: new Map([['tucker', { dailyBudgetMinor: 0, changedMs: [] }]]),
}

test('Google Ads Editor', async () => {
  const { content, summary, told } = exported('google-ads-editor', google)
  await expect(content).toMatchFileSnapshot('../golden/google-ads-editor.csv')
  expect(parse(String(content), { columns: true })).toEqual([
    { Campaign: 'Austin | Dermatology, "Search"', Budget: '46.50', 'Budget type': 'Daily', 'Campaign status': '' },
    { Campaign: 'Smyrna', Budget: '', 'Budget type': '', 'Campaign status': 'Paused' },
  ])
  expect(summary).toMatchObject({
    planDailyMinor: 7_654,
    fileDailyMinor: 4_650,
    heldBackDailyMinor: 3_001,
    unmappedDailyMinor: 3,
    paused: ['smyrna'],
    heldBack: [
      { entityId: 'metro', reason: 'shared_budget', dailyBudgetMinor: 2_501 },
      { entityId: 'tucker', reason: 'unsafe_name', dailyBudgetMinor: 500 },
    ],
    unmapped: [{ cellId: 'roswell', dailyBudgetMinor: 3 }],
  })
  expect(told.map(({ entityId }) => entityId)).toEqual(['austin', 'smyrna'])
})

test('Google Ads API: budgets by their own id, micros in text, a pause as a status', async () => {
  const { content, summary } = exported('google-ads-api', google)
  await expect(`${JSON.stringify(content, null, 2)}\n`).toMatchFileSnapshot('../golden/google-ads-api.json')
  expect(content).toMatchObject([
    { path: 'customers/1234567890/campaignBudgets:mutate', body: { partialFailure: true, validateOnly: true } },
    { path: 'customers/1234567890/campaigns:mutate' },
  ])
  // Tucker was paused by an earlier file, and no campaign is named that could run again.
  expect(summary.heldBack).toMatchObject([{ entityId: 'tucker', reason: 'pause_by_hand' }])
  expect(summary.fileDailyMinor).toBe(4_650 + 2_501)
})

const ofMeta = (id: string, changes: Partial<Entity> = {}) =>
  makeEntity(id, { platform: 'meta', accountId: '77', level: 'ad_set', externalId: `23850${id.length}`, ...changes })

test('Meta: minor units, and no fifth change within an hour', async () => {
  const before = new Map<string, EntityBefore>([
    ['austin', { dailyBudgetMinor: 4_000, changedMs: [59, 40, 30, 1].map(minutesAgo) }],
    ['decatur', { dailyBudgetMinor: 1_000, changedMs: [60, 40, 30, 1].map(minutesAgo) }],
    ['tucker', { dailyBudgetMinor: 0, changedMs: [] }],
  ])
  const entities = [
    ofMeta('austin'),
    ofMeta('decatur', { level: 'campaign' }),
    ofMeta('roswell', { minimumDailyBudgetMinor: 100 }),
    ofMeta('smyrna'),
    ofMeta('tucker'),
  ]
  const { content, summary } = exported('meta', { entities, before })
  await expect(`${JSON.stringify(content, null, 2)}\n`).toMatchFileSnapshot('../golden/meta.json')
  expect(summary).toMatchObject({
    heldBack: [
      { entityId: 'austin', reason: 'hourly_limit', dailyBudgetMinor: 4_650, until: '2026-11-25T12:01:00.000Z' },
    ],
    roundedDown: [{ entityId: 'roswell', byMinor: 3, minimumDailyBudgetMinor: 100 }],
    fileDailyMinor: 2_000 + 1_001,
  })
})

test('Microsoft Advertising: format version 6.0, shared budgets as rows of their own, its least 0.05', async () => {
  const entities = [
    makeEntity('austin', { platform: 'microsoft_ads', accountId: '9', externalId: '700' }),
    makeEntity('roswell', { platform: 'microsoft_ads', accountId: '9', externalId: '701' }),
    makeEntity('shared', {
      platform: 'microsoft_ads',
      accountId: '9',
      level: 'shared_budget',
      externalId: '800',
      cells: ['decatur', 'tucker'].map((cellId) => ({ cellId, share: 1 })),
    }),
    makeEntity('smyrna', { platform: 'microsoft_ads', accountId: '9', externalId: '702' }),
  ]
  const { content, summary } = exported('microsoft-ads', { entities })
  await expect(content).toMatchFileSnapshot('../golden/microsoft-ads.csv')
  expect(exported('microsoft-ads', { entities: [{ ...entities[0], id: '-1+1' } as Entity] }).content).toContain(
    ",'-1+1,",
  )
  const [version, ...rows] = parse(String(content), { columns: true }) as Record<string, string>[]
  expect(version).toMatchObject({ Type: 'Format Version', Name: '6.0' })
  expect(rows.map(({ Type, Id, Budget, Status }) => [Type, Id, Budget, Status])).toEqual([
    ['Campaign', '700', '46.50', ''],
    ['Campaign', '701', '', 'Paused'],
    ['Budget', '800', '30.01', ''],
    ['Campaign', '702', '', 'Paused'],
  ])
  expect(summary.roundedDown).toEqual([{ entityId: 'roswell', byMinor: 3, minimumDailyBudgetMinor: 5 }])
})

const everything = { rows: 'all', before: undefined, showSmallCounts: false } as const

test('CSV: texts are defused and come back, money in units of the currency, no zero', async () => {
  const { content, summary } = exportPlain(plan, 'csv', everything)
  await expect(content).toMatchFileSnapshot('../golden/plan.csv')
  const rows = parse(String(content), { columns: true }) as Record<string, string>[]
  expect(rows.map(({ label = '' }) => restoreText(label))).toEqual(plan.lines.map(({ label }) => label))
  expect(rows.map((row) => row.daily_budget)).toEqual(['46.50', '20.00', '0.03', '', '10.01'])
  expect(rows.map((row) => row.google_monthly_exposure)).toEqual(['1413.60', '608.00', '0.91', '', '304.30'])
  expect(rows.map((row) => row.waitlist_size)).toEqual(['≤ 10', '40', '0', '40', ''])
  expect(summary).toMatchObject({ fileDailyMinor: 7_654, planDailyMinor: 7_654, paused: ['smyrna'] })
})

test('JSON and NDJSON carry the same lines', async () => {
  const { content } = exportPlain(plan, 'json', everything)
  await expect(`${JSON.stringify(content, null, 2)}\n`).toMatchFileSnapshot('../golden/plan.json')
  const ndjson = String(exportPlain(plan, 'ndjson', everything).content)
  await expect(ndjson).toMatchFileSnapshot('../golden/plan.ndjson')
  const read = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(read.slice(0, -1)).toEqual(content)
  expect(read.at(-1).summary.fileDailyMinor).toBe(7_654)
})

test('plain rows that are as they were are left out', () => {
  const before = new Map(plan.lines.map(({ cellId, recommendedDailyBudgetMinor: minor }) => [cellId, minor]))
  before.set('decatur', 1_999)
  const { content, summary } = exportPlain(plan, 'json', { ...everything, rows: 'changed', before })
  expect(content).toMatchObject([{ cellId: 'decatur' }])
  expect(summary).toMatchObject({ fileDailyMinor: 2_000, unchangedDailyMinor: 5_654, rowCount: 1 })
})
