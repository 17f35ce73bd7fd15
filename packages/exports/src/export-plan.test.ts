import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeEntity, makeLine, makePlan } from '../test-support/make.ts'
import { knownBefore } from './before.ts'
import type { EntityBefore } from './changes.ts'
import { defuseText, restoreText } from './csv.ts'
import { entityBudgets } from './entity-budgets.ts'
import { exportForPlatform, exportPlain, type PlatformExport, platformOf } from './export-plan.ts'
import type { GoogleAdsRequest } from './formats/google-ads-api.ts'
import type { MetaRequest } from './formats/meta.ts'
import { decimalText, microsText, monthlyExposureMinor } from './money-text.ts'
import { splitAmount } from './split.ts'
import type { Entity, EntityLevel, PlanToExport, Platform, PlatformFormatName } from './types.ts'

const currencies = [
  ['USD', 2],
  ['JPY', 0],
  ['TWD', 2],
  ['BHD', 3],
] as const
const formats = ['google-ads-editor', 'google-ads-api', 'meta', 'microsoft-ads'] as const
const levels: Record<Platform, EntityLevel[]> = {
  google_ads: ['campaign', 'shared_budget'],
  meta: ['campaign', 'ad_set'],
  microsoft_ads: ['campaign', 'shared_budget'],
}

/** Pools whose cells are carried by nobody, by one entity, by several of any platform, or share one; as they come. */
const scenario = fc
  .record({
    money: fc.constantFrom(...currencies),
    unitMinor: fc.constantFrom(1, 10, 100),
    units: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 10 ** 11 })), {
      minLength: 1,
      maxLength: 8,
    }),
    reserveDailyMinor: fc.nat(10 ** 9),
    removed: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    carriers: fc.array(
      fc.record({
        platform: fc.constantFrom<Platform>('google_ads', 'meta', 'microsoft_ads'),
        isShared: fc.boolean(),
        least: fc.option(fc.nat(500)),
        name: fc.string({ minLength: 1, maxLength: 12 }),
        campaignIds: fc.subarray(['98', '99']),
        told: fc.option(fc.constantFrom(0, 1, 700)),
        changes: fc.nat(6),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    weights: fc.array(fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }), { minLength: 8, maxLength: 8 }),
    rows: fc.constantFrom('changed' as const, 'all' as const),
  })
  .map(({ money: [currency, exponent], units, unitMinor, carriers, weights, removed, ...rest }) => {
    const lines = units.map((count, n) =>
      makeLine(`cell-${n}`, count * unitMinor, removed[n] ? { status: 'removed' } : {}),
    )
    const plan = makePlan(lines, { currency, exponent, unitMinor, reserveDailyMinor: rest.reserveDailyMinor })
    const entities = carriers.map((carrier, n) =>
      makeEntity(`e-${n}`, {
        platform: carrier.platform,
        accountId: '1',
        level: levels[carrier.platform][carrier.isShared ? 1 : 0] ?? 'campaign',
        externalId: String(n),
        campaignIds: carrier.campaignIds,
        name: carrier.name,
        minimumDailyBudgetMinor: carrier.least,
        cells: lines.flatMap(({ cellId }, cell) => {
          const own = weights[cell]?.slice(0, carriers.length) ?? []
          const sum = own.reduce((total, weight) => total + weight, 0)
          return (own[n] ?? 0) > 0 ? [{ cellId, share: (own[n] ?? 0) / sum }] : []
        }),
      }),
    )
    const before = new Map<string, EntityBefore>(
      carriers.flatMap(({ told, changes }, n) =>
        told === null ? [] : [[`e-${n}`, { dailyBudgetMinor: told, changedMs: Array(changes).fill(1_000) }]],
      ),
    )
    return { plan, entities, before, rows: rest.rows }
  })

type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never

function exported({ plan, entities, before, rows }: Scenario, format: PlatformFormatName) {
  return make(plan, format, {
    ...{ rows, entities, before, nowMs: 2_000, accountId: undefined },
    ...{ unmappedBudgets: [], validateOnly: false },
  })
}

function make(...[plan, format, options]: Parameters<typeof exportForPlatform>): PlatformExport {
  const made = exportForPlatform(plan, format, options)
  if (typeof made === 'string') throw new Error(made)
  return made
}

/**
 * What one step of Meta is in minor units of ISO 4217: a cent, a yen, a whole Taiwan dollar, ten of the thousandths of
 * a dinar.
 */
const metaSteps: Record<string, number> = { USD: 1, JPY: 1, TWD: 100, BHD: 10 }

/** What a file tells a platform to spend, in minor units, read back from it as the platform would. */
function budgetsIn(format: PlatformFormatName, content: unknown, { currency, exponent }: PlanToExport): number[] {
  if (format === 'meta')
    return (content as MetaRequest[]).flatMap(({ body }) =>
      body.daily_budget === undefined ? [] : [body.daily_budget * (metaSteps[currency] ?? Number.NaN)],
    )
  if (format === 'google-ads-api')
    return (content as GoogleAdsRequest[])
      .flatMap(({ body }) => body.operations)
      .flatMap(({ update }) => (update.amountMicros === undefined ? [] : [fromMicros(update.amountMicros, exponent)]))
  return (parse(String(content), { columns: true }) as Record<string, string>[])
    .filter((row) => row.Budget !== '')
    .map((row) => Number((row.Budget ?? '').replace('.', '')))
}

function fromMicros(text: string, exponent: number): number {
  expect(text).toMatch(/^[1-9]\d*$/)
  const step = 10n ** BigInt(6 - exponent)
  expect(BigInt(text) % step).toBe(0n)
  return Number(BigInt(text) / step)
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

test('every file adds up to its plan to the unit, says no zero, keeps minimum and step, and gives nobody more than the plan', () => {
  fc.assert(
    fc.property(scenario, fc.constantFrom(...formats), (given, format) => {
      const { content, summary, told } = exported(given, format)
      const budgets = budgetsIn(format, content, given.plan)
      expect(sum(budgets)).toBe(summary.fileDailyMinor)
      expect(Math.min(...budgets, 1)).toBe(1)
      const step = format === 'meta' ? (metaSteps[given.plan.currency] ?? Number.NaN) : given.plan.unitMinor
      for (const budget of budgets) expect(budget % step).toBe(0)
      const accounted =
        sum(budgets) +
        summary.unchangedDailyMinor +
        summary.heldBackDailyMinor +
        summary.elsewhereDailyMinor +
        summary.removedDailyMinor +
        sum(summary.unmapped.map(({ dailyBudgetMinor }) => dailyBudgetMinor))
      const planned = sum(given.plan.lines.map((line) => line.recommendedDailyBudgetMinor))
      expect(accounted + sum(summary.roundedDown.map(({ byMinor }) => byMinor))).toBe(planned)
      const { amounts } = entityBudgets(given.plan, given.entities)
      for (const { entityId, dailyBudgetMinor } of told)
        expect(dailyBudgetMinor).toBeLessThanOrEqual(amounts.get(entityId) ?? 0)
      const least = new Map(given.entities.map(({ id, minimumDailyBudgetMinor }) => [id, minimumDailyBudgetMinor ?? 1]))
      for (const { entityId, dailyBudgetMinor } of told)
        expect(dailyBudgetMinor === 0 || dailyBudgetMinor >= (least.get(entityId) ?? 1)).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('all files of one plan together tell each entity once, and nothing is lost between them', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      const all = formats
        .filter((format) => format !== 'google-ads-editor')
        .map((format) => exported({ ...given, rows: 'all', before: new Map() }, format).summary)
      const [first] = all
      const placed = all.reduce(
        (total, { fileDailyMinor, heldBackDailyMinor }) => total + fileDailyMinor + heldBackDailyMinor,
        0,
      )
      const roundedDown = all.reduce((total, summary) => total + summary.roundedDownDailyMinor, 0)
      const { unmappedDailyMinor = 0, removedDailyMinor = 0 } = first ?? {}
      expect(placed + roundedDown + unmappedDailyMinor + removedDailyMinor).toBe(first?.planDailyMinor)
    }),
  )
})

test('no cell of a file begins as a formula does', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '=1+1',
      '+a',
      '-a',
      '@a',
      '\ta',
      '＝a',
      "'=a",
      "'",
      'Alpha;=HYPERLINK(1)',
      'a;"=1"',
      'a\t@b',
      "a;'b",
    ),
    fc.string({ unit: fc.constantFrom('a', ';', '\t', '\n', '\r', "'", '"', '=', '-') }),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(...currencies), (written, [currency, exponent]) => {
      const plan = makePlan([makeLine('a', 5, { label: written, sentence: written })], { currency, exponent })
      const { content } = exportPlain(plan, 'csv', { rows: 'all', before: undefined, showSmallCounts: false })
      const [row] = parse(String(content), { columns: true }) as Record<string, string>[]
      for (const cell of Object.values(row ?? {})) expect(cell).not.toMatch(/(^|[;\t\r\n])[=+\-@\t\r\n|＝＋－＠]/u)
      expect(restoreText(row?.label ?? '')).toBe(written)
    }),
    { numRuns: 300 },
  )
  fc.assert(fc.property(text, (written) => restoreText(defuseText(written)) === written))
})

test('nor does what a spreadsheet makes of it that splits cells at ; or tab', () => {
  const plan = makePlan([makeLine('a', 5, { label: 'Alpha;=HYPERLINK(1)', sentence: 'a;"=1"\t+2' })])
  const { content } = exportPlain(plan, 'csv', { rows: 'all', before: undefined, showSmallCounts: false })
  expect(content).toContain(`"Alpha;'=HYPERLINK(1)"`)
  for (const delimiter of [';', '\t']) {
    const rows = parse(String(content), { delimiter, relax_quotes: true, relax_column_count: true }) as string[][]
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^["]*[=+\-@]/)
  }
})

test('a campaign’s name is written as it is or not at all', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      const { content, told } = exported(given, 'google-ads-editor')
      const named = (parse(String(content), { columns: true }) as Record<string, string>[]).map((row) => row.Campaign)
      const names = new Map(given.entities.map(({ id, name }) => [id, name]))
      expect(named).toEqual(told.map(({ entityId }) => names.get(entityId)))
      for (const name of named) expect(name).not.toMatch(/^[=+\-@]/)
    }),
  )
})

test.each([
  [4_650, 2, '46.50', '46500000'],
  [5, 2, '0.05', '50000'],
  [4_650, 0, '4650', '4650000000'],
  [4_650, 3, '4.650', '4650000'],
  [100_000_000_000_000, 2, '1000000000000.00', '1000000000000000000'],
])('%d minor units with %d decimals', (minor, exponent, decimal, micros) => {
  expect([decimalText(minor, exponent), microsText(minor, exponent)]).toEqual([decimal, micros])
})

test('30.4 times, also of the largest amount', () => {
  expect([1, 100, 4_650, 1e14].map(monthlyExposureMinor)).toEqual([30, 3_040, 141_360, 3.04e15])
})

test('a split is by largest remainder, ties to the smaller id, shares below 1 leave a rest', () => {
  const split = (amount: number, shares: Record<string, number>, unit = 1) => {
    const parts = Object.entries(shares).map(([id, share]) => ({ id, share }))
    const { amounts, restMinor } = splitAmount(amount, parts, { unitMinor: unit, shareTolerance: 1e-9 })
    return [...[...amounts].sort().map(([, minor]) => minor), restMinor]
  }
  expect(split(100, { c: 1 / 3, b: 1 / 3, a: 1 / 3 })).toEqual([34, 33, 33, 0])
  expect(split(10, { a: 0.1, b: 0.2, c: 0.7 })).toEqual([1, 2, 7, 0])
  expect(split(100, { a: 0.25, b: 0.25 })).toEqual([25, 25, 50])
  expect(split(200, { a: 0.5, b: 0.5 }, 100)).toEqual([100, 100, 0])
  expect(split(300, { a: 0.5, b: 0.5 }, 100)).toEqual([200, 100, 0])
  expect(split(7, {})).toEqual([7])
})

test('a part of a cell gets all of its units, also where its shares add up a hair short in binary', () => {
  expect(0.7 + 0.1).toBeLessThan(0.8)
  const shares = [
    { id: 'a', share: 0.7 },
    { id: 'b', share: 0.1 },
  ]
  const { amounts, restMinor } = splitAmount(10, shares, { unitMinor: 1, shareTolerance: 1e-9 })
  expect([amounts.get('a'), amounts.get('b'), restMinor]).toEqual([7, 1, 2])
})

test('shares in tenths, hundredths or thousandths give what they say, of any amount that they divide', () => {
  for (const parts of [10, 100, 1_000]) {
    for (let taken = 1; taken < parts; taken += 1) {
      const shares = [
        { id: 'a', share: taken / parts / 2 },
        { id: 'b', share: taken / parts / 2 },
        { id: 'c', share: (parts - taken) / parts },
      ]
      for (const amountMinor of [parts * 2, parts * 1e11]) {
        const part = splitAmount(amountMinor, shares.slice(0, 2), { unitMinor: 1, shareTolerance: 1e-9 })
        expect(part.restMinor).toBe((amountMinor / parts) * (parts - taken))
        expect(splitAmount(amountMinor, shares, { unitMinor: 1, shareTolerance: 1e-9 }).restMinor).toBe(0)
      }
    }
  }
})

test('what is the whole is said by whoever accepted the shares', () => {
  const thirds = ['a', 'b', 'c'].map((id) => ({ id, share: 0.333 }))
  expect(splitAmount(1_000, thirds, { unitMinor: 1, shareTolerance: 1e-9 }).restMinor).toBe(1)
  expect(splitAmount(1_000, thirds, { unitMinor: 1, shareTolerance: 0.01 }).restMinor).toBe(0)
})

const plain = (entities: Entity[], before: Map<string, EntityBefore>, plan: PlanToExport) =>
  make(plan, 'meta', {
    rows: 'changed',
    nowMs: 5_000,
    entities,
    before,
    accountId: undefined,
    unmappedBudgets: [],
    validateOnly: false,
  })

test('the fifth change within an hour waits until the first is an hour old', () => {
  const entity = makeEntity('a', { platform: 'meta', level: 'ad_set' })
  const with4 = new Map([['a', { dailyBudgetMinor: 1, changedMs: [1_000, 2_000, 3_000, 4_000] }]])
  const with3 = new Map([['a', { dailyBudgetMinor: 1, changedMs: [2_000, 3_000, 4_000] }]])
  expect(plain([entity], with3, makePlan([makeLine('a', 5)])).summary.heldBack).toEqual([])
  expect(plain([entity], with4, makePlan([makeLine('a', 5)])).summary.heldBack).toEqual([
    {
      entityId: 'a',
      reason: 'hourly_limit',
      dailyBudgetMinor: 5,
      minimumDailyBudgetMinor: null,
      knownDailyBudgetMinor: 1,
      until: '1970-01-01T01:00:01.000Z',
    },
  ])
  const pausedAgain = {
    dailyBudgetMinor: 1,
    changedMs: [2_000, 3_000, 4_000],
    again: { dailyBudgetMinor: 0, toldMs: 4_500 },
  }
  expect(plain([entity], new Map([['a', pausedAgain]]), makePlan([makeLine('a', 5)])).summary.heldBack).toEqual([])
  const pause = plain([entity], with4, makePlan([makeLine('a', 0)]))
  expect(pause.content).toMatchObject([{ body: { status: 'PAUSED' } }])
  expect(pause.summary).toMatchObject({ paused: ['a'], heldBack: [] })
  expect(plain([entity], with4, makePlan([makeLine('a', 1)])).summary).toMatchObject({
    unchangedDailyMinor: 1,
    heldBack: [],
  })
})

test('a format for one account is not made of several; one of them can be asked for', () => {
  const entities = [makeEntity('a'), makeEntity('b', { accountId: '2' })]
  const plan = makePlan([makeLine('a', 5), makeLine('b', 7)])
  const options = {
    rows: 'all',
    nowMs: 0,
    entities,
    before: new Map(),
    unmappedBudgets: [],
    validateOnly: false,
  } as const
  expect(exportForPlatform(plan, 'google-ads-editor', { ...options, accountId: undefined })).toBe('several_accounts')
  const spelled = [makeEntity('a', { accountId: '123-456-7890' }), makeEntity('b', { accountId: '1234567890' })]
  for (const accountId of [undefined, '1234567890', '123-456-7890'])
    expect(make(plan, 'google-ads-editor', { ...options, entities: spelled, accountId }).told).toHaveLength(2)
  const one = make(plan, 'google-ads-editor', { ...options, accountId: '2' })
  expect(one.summary).toMatchObject({ fileDailyMinor: 7, elsewhereDailyMinor: 5 })
  expect(platformOf('csv')).toBeNull()
})

test.each([
  ['USD', 2, 4_650, 4_650, 0],
  ['JPY', 0, 4_650, 4_650, 0],
  ['TWD', 2, 30_000, 300, 0],
  ['TWD', 2, 30_099, 300, 99],
  ['HUF', 2, 101, 1, 1],
  ['BHD', 3, 46_500, 4_650, 0],
  ['JOD', 3, 46_509, 4_650, 9],
])('Meta counts %s (%d decimals) in its own way: %d minor units are %d', (currency, exponent, minor, budget, over) => {
  const plan = makePlan([makeLine('a', minor)], { currency, exponent })
  const { content, summary, told } = plain([makeEntity('a', { platform: 'meta' })], new Map(), plan)
  expect(content).toMatchObject([{ body: { daily_budget: budget } }])
  expect(summary).toMatchObject({
    fileDailyMinor: minor - over,
    roundedDownDailyMinor: over,
    roundedDown: over === 0 ? [] : [{ entityId: 'a', byMinor: over }],
  })
  expect(told).toMatchObject([{ entityId: 'a', dailyBudgetMinor: minor - over }])
})

const asked = { nowMs: 0, accountId: undefined, validateOnly: false } as const

const belowLeast = (before: EntityBefore | undefined, changes: Partial<Entity> = {}) =>
  make(makePlan([makeLine('a', 300), makeLine('b', 500)]), 'google-ads-api', {
    ...asked,
    rows: 'changed',
    entities: [
      makeEntity('a', { campaignIds: ['7'], minimumDailyBudgetMinor: 500, ...changes }),
      makeEntity('b', { minimumDailyBudgetMinor: 500 }),
    ],
    before: new Map(before && [['a', before]]),
    unmappedBudgets: [],
  })

test('a budget that the plan gives less than its platform takes pauses, for what runs is more; no other budget moves', () => {
  for (const before of [
    undefined,
    { dailyBudgetMinor: 30_000, changedMs: [] },
    { dailyBudgetMinor: 301, changedMs: [] },
  ]) {
    const { summary, told } = belowLeast(before)
    expect(told).toMatchObject([
      { entityId: 'a', dailyBudgetMinor: 0 },
      { entityId: 'b', dailyBudgetMinor: 500 },
    ])
    expect(summary).toMatchObject({
      fileDailyMinor: 500,
      roundedDownDailyMinor: 300,
      heldBackDailyMinor: 0,
      paused: ['a'],
      roundedDown: [{ entityId: 'a', byMinor: 300, minimumDailyBudgetMinor: 500 }],
    })
  }
})

test('it stays paused without a word, is told so again by the same state, and runs again by itself with the least', () => {
  const paused = { dailyBudgetMinor: 0, changedMs: [] }
  expect(belowLeast(paused)).toMatchObject({
    told: [{ entityId: 'b' }],
    summary: { roundedDownDailyMinor: 300, paused: [] },
  })
  const again = { dailyBudgetMinor: 30_000, changedMs: [], again: { dailyBudgetMinor: 0, toldMs: 1 } }
  expect(belowLeast(again).summary.paused).toEqual(['a'])
  const enough = belowLeast(paused, { minimumDailyBudgetMinor: 300 })
  expect(enough.told[0]).toMatchObject({ entityId: 'a', dailyBudgetMinor: 300 })
  expect(JSON.stringify(enough.content)).toContain('ENABLED')
})

test('a budget that is known to run on no more than the plan gives it is left as it is, and said to be so', () => {
  expect(belowLeast({ dailyBudgetMinor: 299, changedMs: [] }).summary).toMatchObject({
    heldBackDailyMinor: 300,
    paused: [],
    heldBack: [
      {
        entityId: 'a',
        reason: 'below_minimum',
        dailyBudgetMinor: 300,
        minimumDailyBudgetMinor: 500,
        knownDailyBudgetMinor: 299,
        until: null,
      },
    ],
    abovePlanDailyMinor: 0,
  })
  expect(belowLeast({ dailyBudgetMinor: 300, changedMs: [] }).summary).toMatchObject({
    unchangedDailyMinor: 300,
    heldBack: [],
  })
})

test('a pause that no campaign is named for is left to a person, with the least and what it goes on with', () => {
  const { summary } = belowLeast({ dailyBudgetMinor: 30_000, changedMs: [] }, { campaignIds: [] })
  expect(summary).toMatchObject({
    heldBackDailyMinor: 0,
    roundedDownDailyMinor: 300,
    heldBack: [
      { reason: 'pause_by_hand', dailyBudgetMinor: 0, minimumDailyBudgetMinor: 500, knownDailyBudgetMinor: 30_000 },
    ],
    abovePlanDailyMinor: 30_000,
  })
})

const shared = (platform: Platform, dailyMinor: number, changes: Partial<Entity>, toldMinor: number) => {
  const format = platform === 'google_ads' ? 'google-ads-api' : 'microsoft-ads'
  return make(makePlan([makeLine('a', dailyMinor)]), format, {
    ...asked,
    rows: 'changed',
    entities: [makeEntity('a', { platform, level: 'shared_budget', ...changes })],
    before: new Map([['a', { dailyBudgetMinor: toldMinor, changedMs: [] }]]),
    unmappedBudgets: [],
  })
}

test.each(['google_ads', 'microsoft_ads'] as const)(
  'a shared budget of %s pauses with every campaign that spends it, and runs again with every one',
  (platform) => {
    const campaignIds = ['7001', '7002', '7003']
    const statuses = (content: unknown) =>
      [...JSON.stringify(content).matchAll(/campaigns\/(\d+)","status":"(\w+)|Campaign,(\w+),(\d+)/g)].map(
        ([, id, status, said, of]) => [id ?? of, (status ?? said)?.toUpperCase()],
      )
    const [paused, resumed] = [
      shared(platform, 0, { campaignIds }, 12_000),
      shared(platform, 12_000, { campaignIds }, 0),
    ]
    expect(statuses(paused.content)).toEqual(campaignIds.map((id) => [id, 'PAUSED']))
    expect(paused.summary).toMatchObject({ paused: ['a'], heldBack: [], abovePlanDailyMinor: 0 })
    const runs = platform === 'google_ads' ? 'ENABLED' : 'ACTIVE'
    expect(statuses(resumed.content)).toEqual(campaignIds.map((id) => [id, runs]))
    const unknown = shared(platform, 0, {}, 12_000)
    expect(unknown.told).toEqual([])
    expect(unknown.summary).toMatchObject({
      paused: [],
      heldBack: [{ entityId: 'a', reason: 'pause_by_hand', dailyBudgetMinor: 0, knownDailyBudgetMinor: 12_000 }],
      abovePlanDailyMinor: 12_000,
    })
  },
)

test('what bills in another currency than the plan is held back, and what it goes on with is said', () => {
  expect(shared('google_ads', 500, { currency: 'USD' }, 12_000).told).toHaveLength(1)
  const { told, summary } = shared('google_ads', 500, { currency: 'JPY' }, 12_000)
  expect([told, summary]).toMatchObject([
    [],
    { heldBack: [{ reason: 'other_currency' }], heldBackDailyMinor: 500, abovePlanDailyMinor: 11_500 },
  ])
})

test('a campaign that comes to a paused budget is told to pause as well', () => {
  const before = (campaignsMs: number, dailyBudgetMinor = 0) => {
    const entity = makeEntity('a', { level: 'shared_budget', campaignIds: ['7001', '7002'], campaignsMs })
    const told = new Map([['a', { dailyBudgetMinor, toldMs: 1_000, changedMs: [] }]])
    const options = { ...asked, rows: 'changed', entities: [entity], unmappedBudgets: [] } as const
    const plan = makePlan([makeLine('a', dailyBudgetMinor)])
    return make(plan, 'google-ads-api', { ...options, before: knownBefore([entity], told, new Map()) })
  }
  expect(before(1_000).content).toEqual([])
  expect(before(1_001).summary.paused).toEqual(['a'])
  expect(before(1_001, 500).content).toEqual([])
})

test('less than one of the platform’s steps is a pause as well', () => {
  const file = (minor: number) =>
    plain(
      [makeEntity('a', { platform: 'meta' })],
      new Map(),
      makePlan([makeLine('a', minor)], { currency: 'TWD', exponent: 2 }),
    )
  expect(file(99)).toMatchObject({
    content: [{ body: { status: 'PAUSED' } }],
    summary: { roundedDown: [{ byMinor: 99, minimumDailyBudgetMinor: 100 }] },
  })
  expect(file(100).content).toMatchObject([{ body: { daily_budget: 1 } }])
  expect(file(0)).toMatchObject({ content: [{ body: { status: 'PAUSED' } }], summary: { roundedDown: [] } })
})

test.each([
  ['google-ads-api', 'google_ads'],
  ['google-ads-editor', 'google_ads'],
  ['meta', 'meta'],
  ['microsoft-ads', 'microsoft_ads'],
] as const)('%s runs again what a file paused, and gives what a person paused its amount only', (format, platform) => {
  const file = (isPausedByHand: boolean) =>
    make(makePlan([makeLine('a', 500)]), format, {
      ...asked,
      rows: 'changed',
      entities: [makeEntity('a', { platform, campaignIds: ['44'] })],
      before: new Map([['a', { dailyBudgetMinor: 0, changedMs: [], isPausedByHand }]]),
      unmappedBudgets: [],
    })
  expect(JSON.stringify(file(false).content)).toMatch(/ENABLED|ACTIVE|Enabled|Active/)
  expect(JSON.stringify(file(true).content)).not.toMatch(/ENABLED|ACTIVE|Enabled|Active/)
  expect(file(true).told).toMatchObject([{ dailyBudgetMinor: 500 }])
  // Nobody would see otherwise that this money is not spent.
  expect([file(false), file(true)].map(({ summary }) => summary.pausedByHand)).toEqual([[], ['a']])
})

test('what a person paused and the plan pauses too has nobody to wait for', () => {
  const before = new Map([['a', { dailyBudgetMinor: 0, changedMs: [], isPausedByHand: true }]])
  const options = { ...asked, rows: 'all', entities: [makeEntity('a', { campaignIds: ['44'] })], before } as const
  const { summary } = make(makePlan([makeLine('a', 0)]), 'google-ads-api', { ...options, unmappedBudgets: [] })
  expect(summary).toMatchObject({ paused: ['a'], pausedByHand: [] })
})

test('who paused it where no campaign is named has to run it again by hand', () => {
  const before = new Map([['a', { dailyBudgetMinor: 0, changedMs: [], isPausedByHand: true }]])
  const plan = makePlan([makeLine('a', 500)])
  const options = { ...asked, rows: 'changed', entities: [makeEntity('a')], before, unmappedBudgets: [] } as const
  const { content, summary } = make(plan, 'google-ads-api', options)
  expect(content).toEqual([])
  expect(summary.heldBack).toMatchObject([{ entityId: 'a', reason: 'pause_by_hand', dailyBudgetMinor: 500 }])
  expect(summary.pausedByHand).toEqual(['a'])
})

test('a currency Meta’s table does not have makes no file for it; other platforms take it', () => {
  const plan = makePlan([makeLine('a', 5)], { currency: 'KWD', exponent: 3 })
  const options = {
    rows: 'all',
    nowMs: 0,
    before: new Map(),
    accountId: undefined,
    unmappedBudgets: [],
    validateOnly: false,
  } as const
  const all = { ...options, entities: [makeEntity('a')] }
  expect(exportForPlatform(plan, 'meta', all)).toBe('unknown_currency')
  expect(make(plan, 'google-ads-api', all).summary.fileDailyMinor).toBe(5)
})

test('a removed cell’s budget is told to pause, once; its money is said to be the plan’s, and in no file', () => {
  const plan = makePlan([makeLine('a', 5), makeLine('gone', 30, { status: 'removed' })])
  const entities = [
    makeEntity('a'),
    makeEntity('g', { externalId: '6', campaignIds: ['66'], cells: [{ cellId: 'gone', share: 1 }] }),
  ]
  const told = (dailyBudgetMinor: number) =>
    new Map(['a', 'g'].map((id) => [id, { dailyBudgetMinor: id === 'a' ? 5 : dailyBudgetMinor, changedMs: [] }]))
  const file = (before: ReadonlyMap<string, EntityBefore>) =>
    make(plan, 'google-ads-api', { ...asked, rows: 'changed', entities, before, unmappedBudgets: [] })
  const { content, summary } = file(told(30))
  expect(content).toMatchObject([
    { body: { operations: [{ update: { resourceName: 'customers/1234567890/campaigns/66', status: 'PAUSED' } }] } },
  ])
  expect(summary).toMatchObject({ paused: ['g'], fileDailyMinor: 0, unchangedDailyMinor: 5, removedDailyMinor: 30 })
  expect(file(told(0))).toMatchObject({ content: [], summary: { rowCount: 0, removedDailyMinor: 30, leftBehind: [] } })
})

test('of two cells of one budget only the removed one’s money goes', () => {
  const plan = makePlan([makeLine('a', 5), makeLine('gone', 30, { status: 'removed' })])
  const entities = [makeEntity('a', { cells: ['a', 'gone'].map((cellId) => ({ cellId, share: 1 })) })]
  const { told } = make(plan, 'google-ads-api', {
    ...asked,
    rows: 'all',
    entities,
    before: new Map(),
    unmappedBudgets: [],
  })
  expect(told).toEqual([{ entityId: 'a', budgetKey: 'a', dailyBudgetMinor: 5 }])
})

test('an entity without cells is told to pause', () => {
  const entities = [makeEntity('old', { cells: [], campaignIds: ['9'] })]
  const before = new Map([['old', { dailyBudgetMinor: 70, changedMs: [] }]])
  const options = { ...asked, rows: 'changed', entities, before, unmappedBudgets: [] } as const
  const { told, summary } = make(makePlan([]), 'google-ads-api', options)
  expect([told, summary.leftBehind]).toEqual([[{ entityId: 'old', budgetKey: 'old', dailyBudgetMinor: 0 }], []])
})

test('budgets that still have money and that no file speaks of are named: of this platform and account', () => {
  const entities = [makeEntity('gone'), makeEntity('paused', { externalId: '6' }), makeEntity('a', { externalId: '7' })]
  const before = new Map<string, EntityBefore>([
    ['gone', { dailyBudgetMinor: null, changedMs: [], again: { dailyBudgetMinor: 30, toldMs: 1 } }],
    ['paused', { dailyBudgetMinor: 0, changedMs: [] }],
    ['a', { dailyBudgetMinor: 5, changedMs: [] }],
  ])
  const old = { entityId: 'b', platform: 'google_ads', accountId: '999', externalId: '1', dailyBudgetMinor: 8 } as const
  const unmappedBudgets = [old, { ...old, entityId: 'c', platform: 'meta' as const }]
  const options = { ...asked, rows: 'changed', entities, before, unmappedBudgets } as const
  const named = (accountId?: string) =>
    make(makePlan([makeLine('a', 5)]), 'google-ads-api', { ...options, accountId }).summary.leftBehind
  const { platform: _, ...unmapped } = old
  const gone = { entityId: 'gone', accountId: '123-456-7890', externalId: '555', dailyBudgetMinor: 30 }
  expect(named()).toEqual([
    { ...unmapped, reason: 'not_mapped' },
    { ...gone, reason: 'cells_not_in_plan' },
  ])
  expect(named('999').map(({ entityId }) => entityId)).toEqual(['b'])
  expect(named('1234567890').map(({ entityId }) => entityId)).toEqual(['gone'])
})

test('plain files say of a removed cell that nothing is to be spent', () => {
  const plan = makePlan([makeLine('a', 5), makeLine('gone', 30, { status: 'removed' })])
  const file = (before: ReadonlyMap<string, number> | undefined) =>
    exportPlain(plan, 'json', { rows: 'changed', before, showSmallCounts: true })
  const { content, summary } = file(undefined)
  expect(content).toMatchObject([{ dailyBudgetMinor: 5 }, { status: 'removed', dailyBudgetMinor: null }])
  expect(summary).toMatchObject({ fileDailyMinor: 5, removedDailyMinor: 30, unchangedDailyMinor: 0, paused: ['gone'] })
  expect(
    file(
      new Map([
        ['a', 5],
        ['gone', 0],
      ]),
    ).content,
  ).toEqual([])
})
