import type { Problem } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectSame } from '../test-support/expect-same.ts'
import {
  accepting,
  heard,
  hoursAgo,
  makeCell,
  makeGroup,
  makeInput,
  makePlace,
  makePolicy,
  makePrevious,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { plansAreEqual } from './equal.ts'
import type { Figure, FigureValue, PlanningInput } from './input.ts'
import { type PoolOutcome, plan, planPool } from './plan.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { verifyPlan } from './verify.ts'

test('[R1, R2] the same input gives the same bytes, read back from text too', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 20 }), (seed, size) => {
      const input = randomInput(seed, size)
      const once = JSON.stringify(plan(input))
      expect(JSON.stringify(plan(input))).toBe(once)
      expect(JSON.stringify(plan(JSON.parse(JSON.stringify(input))))).toBe(once)
    }),
    { numRuns: 150 },
  )
})

test('[R1, S7] in any order of cells, places, groups, lines and figures', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 20 }), (seed, size) => {
      const input = randomInput(seed, size)
      expectSame(plan(turned(input)), plan(input))
    }),
    { numRuns: 200 },
  )
})

function turned(input: PlanningInput): PlanningInput {
  const { cells, places, groups, serviceLines, previous } = input
  return {
    ...input,
    cells: cells.toReversed(),
    groups: groups.toReversed(),
    serviceLines: serviceLines.toReversed(),
    places: places.toReversed().map((place) => ({ ...place, figures: place.figures.toReversed() })),
    previous: previous === null ? null : { ...previous, cells: previous.cells.toReversed() },
  }
}

test('[R1] the input is not touched', () => {
  const input = randomInput(3, 15)
  const before = JSON.stringify(input)
  planPool(input)
  expect(JSON.stringify(input)).toBe(before)
})

const base = plan(makeInput([makeCell('a'), makeCell('b')]))
const changed = (line: Partial<Recommendation>): Plan => {
  const [first, ...rest] = base.recommendations
  return first === undefined ? base : { ...base, recommendations: [{ ...first, ...line }, ...rest] }
}

const drifted = (by: number) =>
  changed({ nextDollarValueMinor: by * (base.recommendations[0]?.nextDollarValueMinor ?? 0) })

test.each<[string, Plan, boolean]>([
  ['later, older data, other words', { ...changed({ dataAgeSeconds: 9, sentence: 'x' }), asOf: 'later' }, true],
  ['an amount', changed({ recommendedDailyBudgetMinor: 1 }), false],
  ['a gate', changed({ gate: 'gated' }), false],
  ['a headroom', changed({ headroom: 1 }), false],
  ['a reason', changed({ reasons: ['ramp_up'] }), false],
  ['a reason more', changed({ reasons: ['marginal_parity', 'ramp_up'] }), false],
  ['a status', changed({ status: 'removed' }), false],
  ['another location', changed({ locationId: 'z' }), false],
  ['another service line', changed({ serviceLine: 'z' }), false],
  ['another channel', changed({ channel: 'z' }), false],
  ['another cell', changed({ cellId: 'z' }), false],
  ['another name', changed({ label: 'z' }), false],
  ['another wait', changed({ waitDays: 9 }), false],
  ['another kind of wait', changed({ waitKind: 'mean_completed' }), false],
  ['another waitlist', changed({ waitlistSize: 9 }), false],
  ['data that are no longer as fresh', changed({ freshness: 'ageing' }), false],
  ['another figure', changed({ figures: ['slots'] }), false],
  ['another flag', changed({ flags: ['horizon_mismatch'] }), false],
  ['another reference', changed({ referenceDailyBudgetMinor: 9 }), false],
  ['another least', changed({ minDailyBudgetMinor: 9 }), false],
  ['another most', changed({ maxDailyBudgetMinor: 9 }), false],
  ['another amount before', changed({ previousDailyBudgetMinor: 9 }), true],
  ['another alert', { ...base, alerts: [{ code: 'projected_underspend', cellIds: [] }] }, false],
  ['another value of the next opening', changed({ nextSlotValueMinor: 1 }), false],
  ['another value of an opening a week', changed({ slotAWeekValueMinor: 1 }), false],
  ['a hundredth more of the next dollar', drifted(1.01), true],
  ['more than that', drifted(1.0102), false],
  ['the reserve', { ...base, reserveDailyMinor: 1 }, false],
  ['a cell less', { ...base, recommendations: base.recommendations.slice(1) }, false],
])('[R3] %s: equal %s', (_, other, isEqual) => {
  expect(plansAreEqual(base, other)).toBe(isEqual)
  expect(plansAreEqual(other, base)).toBe(isEqual)
})

test('[R4, X6] the checker agrees with every plan', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 25 }), (seed, size) => {
      const input = randomInput(seed, size)
      expect(verifyPlan(input, planPool(input))).toEqual({ kind: 'ok' })
    }),
    { numRuns: 300 },
  )
})

const input = makeInput(
  [
    makeCell('a', { groupId: 'g' }),
    makeCell('b', { minDailyBudgetMinor: 4_000 }),
    makeCell('c'),
    makeCell('m', { maxDailyBudgetMinor: 4_100 }),
    makeCell('s'),
  ],
  {
    groups: [makeGroup('g', { maxDailyBudgetMinor: 4_100 })],
    places: [makePlace('c', [heard(1, wait(30))]), makePlace('s', [heard(80, slots(100, 60))])],
    previous: makePrevious({ a: 4_200, b: 4_200, c: 4_200, m: 4_200, s: 4_200 }),
  },
)

/** Moves money from one line to another, so that the sum stays right. */
function moving(outcome: PoolOutcome, from: string, to: string, minor: number): PoolOutcome {
  const recommendations = outcome.plan.recommendations.map((line) => {
    const by = line.cellId === from ? -minor : line.cellId === to ? minor : 0
    return { ...line, recommendedDailyBudgetMinor: line.recommendedDailyBudgetMinor + by }
  })
  return { ...outcome, plan: { ...outcome.plan, recommendations } }
}
const replan = (outcome: PoolOutcome, changes: Partial<Plan>): PoolOutcome => ({
  ...outcome,
  plan: { ...outcome.plan, ...changes },
})
const relined = (outcome: PoolOutcome, id: string, changes: Partial<Recommendation>): PoolOutcome =>
  replan(outcome, {
    recommendations: outcome.plan.recommendations.map((line) => (line.cellId === id ? { ...line, ...changes } : line)),
  })

test.each<[string, (outcome: PoolOutcome) => PoolOutcome, RegExp]>([
  ['a gated cell above its floor', (o) => moving(o, 'b', 'c', 1), /c is gated but not at its floor/],
  ['a gated cell called open', (o) => relined(o, 'c', { gate: 'open' }), /c should be gated/],
  ['a group above its maximum', (o) => moving(o, 'b', 'a', 1), /group g is above its maximum/],
  ['a stale cell raised', (o) => moving(o, 'b', 's', 1), /s rises more than one day, or its data, allows/],
  ['a cell above its maximum', (o) => moving(o, 'b', 'm', 1), /m is above its maximum/],
  ['a cell beyond its ramp', (o) => moving(o, 'a', 'b', 2_000), /b rises more/],
  ['a cell below its minimum', (o) => moving(o, 'b', 'a', 1_100), /b is below its minimum/],
  ['a cell below its floor', (o) => moving(o, 'a', 'b', 3_900), /a is below its floor/],
  ['half a cent', (o) => moving(o, 'a', 'b', 0.5), /a has no whole amount/],
  [
    'a cent lost',
    (o) => replan(o, { reserveDailyMinor: o.plan.reserveDailyMinor - 1 }),
    /amounts and reserve are not the pool/,
  ],
  [
    'a cent found',
    (o) => replan(o, { poolDailyBudgetMinor: o.plan.poolDailyBudgetMinor + 1 }),
    /the pool does not have this much/,
  ],
  [
    'the parts of the reserve',
    (o) => replan(o, { reserveParts: { hurdleMinor: 1, unplaceableMinor: 0 } }),
    /parts of the reserve/,
  ],
  [
    'a line twice',
    (o) => replan(o, { recommendations: [...o.plan.recommendations, ...o.plan.recommendations.slice(0, 1)] }),
    /not one line for each cell/,
  ],
  ['a line less', (o) => replan(o, { recommendations: o.plan.recommendations.slice(1) }), /a has no line/],
  ['no explanation', (o) => relined(o, 'a', { reasons: [] }), /a is not explained/],
  ['a pause nobody needs', (o) => relined(o, 'a', { status: 'pause_proposed' }), /a is paused without need/],
  ['another bound in the problem', (o) => relined(o, 'a', { minDailyBudgetMinor: 0 }), /a was solved otherwise/],
  ['a gap understated', (o) => replan(moving(o, 'a', 'b', 1), { provenGapMinor: 0 }), /may cost|published/],
  [
    'a false price',
    (o) => ({ ...o, certificate: { ...o.certificate, lambda: o.certificate.lambda * 2 } }),
    /certificate is not that/,
  ],
  ['a plan worse than today', (o) => replan(o, { gainMinor: -1 }), /worth less than today/],
  ['a gain that is none', (o) => replan(o, { gainMinor: Number.NaN }), /worth less than today/],
  [
    'another worth of the pool’s money',
    (o) => replan(o, { prices: { ...o.plan.prices, nextDollarValueMinor: o.plan.prices.nextDollarValueMinor + 0.01 } }),
    /the pool is priced otherwise/,
  ],
  ...(['nextDollarValueMinor', 'raiseMaximumValueMinor', 'lowerMinimumValueMinor'] as const).map(
    (field): [string, (outcome: PoolOutcome) => PoolOutcome, RegExp] => [
      `another worth of a group: ${field}`,
      (o) => {
        const groups = o.plan.prices.groups.map((group) => ({ ...group, [field]: group[field] + 0.01 }))
        return replan(o, { prices: { ...o.plan.prices, groups } })
      },
      /group g is priced otherwise/,
    ],
  ),
])('[R4] found: %s', (_, spoil, finding) => {
  const outcome = planPool(input)
  expect(verifyPlan(input, outcome)).toEqual({ kind: 'ok' })
  const verdict = verifyPlan(input, spoil(outcome))
  expect(verdict.kind === 'wrong' ? verdict.findings.join('; ') : 'ok').toMatch(finding)
})

test('[R4, S9] found: another of two reports of one moment than the one that was recorded later', () => {
  const told = (source: string, seconds: number, figure: FigureValue): Figure => {
    const recordedAt = new Date(Date.parse(hoursAgo(1)) + seconds * 1_000).toISOString()
    return { source, observedAt: hoursAgo(1), order: { recordedAt, sequence: '', bodySha256: '' }, ...figure }
  }
  const swapped = ([one, other]: Figure[]) =>
    [
      { ...one, order: other?.order },
      { ...other, order: one?.order },
    ] as Figure[]
  for (const [first, second, finding] of [
    [slots(100, 10), slots(100, 20), /another room/],
    [wait(3), wait(5), /another value/],
    [accepting(true), { ...accepting(false), wholeLocation: true }, /should be gated/],
  ] as [FigureValue, FigureValue, RegExp][]) {
    const figures = [told('z', 9, first), told('a', 1, second)]
    const of = (known: Figure[]) => makeInput([makeCell('a')], { places: [makePlace('a', [], { figures: known })] })
    expect(verifyPlan(of(figures), planPool(of(figures)))).toEqual({ kind: 'ok' })
    expect(JSON.stringify(verifyPlan(of(swapped(figures)), planPool(of(figures))))).toMatch(finding)
  }
})

test('[R4] found: a problem with a bound left out, though its certificate is right', () => {
  const outcome = planPool(input)
  const wrong = planPool({ ...input, groups: [makeGroup('g')] })
  const verdict = verifyPlan(input, { ...wrong, plan: outcome.plan })
  expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain('group g was solved otherwise')
})

test('[R4] found: a removed cell that was given something else', () => {
  const removed = makeInput([makeCell('a'), makeCell('r', { status: 'removed', ...reference(1_000) })])
  const verdict = verifyPlan(removed, moving(planPool(removed), 'r', 'a', 10))
  expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain('r is not kept as removed')
})

test('[R4, X3] found: a rule that gave way although there is money', () => {
  const rich = makeInput([makeCell('a'), makeCell('b')], { dailyMinor: 12_000 })
  const outcome = planPool(rich)
  for (const [kind, finding] of [
    ['ramp_down', 'a gave up its ramp_down and there is money for it'],
    ['floor', 'a gave up its floor and there is money for it'],
  ] as const) {
    const verdict = verifyPlan(rich, replan(outcome, { relaxed: [{ kind, at: 'a', byMinor: 10 }] }))
    expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain(finding)
  }
})

test('[R4, X3] found: a group minimum that gave way although there is money', () => {
  const rich = makeInput([makeCell('a', { groupId: 'g' }), makeCell('b')], {
    groups: [makeGroup('g')],
    dailyMinor: 12_000,
  })
  const policy = makePolicy({ reserve: { hurdle: 1_000, maxMinor: null } })
  const relaxed = [{ kind: 'group_minimum' as const, at: 'g', byMinor: 10 }]
  const verdict = verifyPlan({ ...rich, policy }, replan(planPool({ ...rich, policy }), { relaxed }))
  expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain(
    'g gave up its group_minimum and there is money for it',
  )
})

test('[R4, B12] found: a removed cell that goes back to what it had when the day began', () => {
  const cells = [makeCell('a'), makeCell('r', { status: 'removed', ...reference(1_000) })]
  const cut = makeInput(cells, { previous: makePrevious({ a: 4_200, r: 600 }) })
  expect(verifyPlan(cut, planPool(cut))).toEqual({ kind: 'ok' })
  const verdict = verifyPlan(cut, moving(planPool(cut), 'a', 'r', 400))
  expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain('r is not kept as removed')
})

const bounded = makeInput([makeCell('a'), makeCell('b'), makeCell('t', reference(2_400))], {
  places: [makePlace('t', [heard(1, slots(100, 40), wait(16.8))])],
})
/** A cell of the solved problem, altered. */
const resolved = (outcome: PoolOutcome, id: string, changes: Partial<Problem['cells'][number]>): PoolOutcome => {
  const cells = outcome.problem.cells.map((cell) => (cell.id === id ? { ...cell, ...changes } : cell))
  return { ...outcome, problem: { ...outcome.problem, cells } }
}

test.each<[string, (outcome: PoolOutcome) => PoolOutcome, string]>([
  [
    'a throttled cell with more than its wait allows',
    (o) => moving(o, 'a', 't', 300),
    't gets more than its wait allows',
  ],
  ['a cell cut by more than a day allows', (o) => moving(o, 'b', 'a', 2_200), 'b falls more than one day allows'],
  ['another upper bound', (o) => resolved(o, 'a', { maxMinor: 5_041 }), 'a was given another upper bound'],
  ['another lower bound', (o) => resolved(o, 'a', { minMinor: 2_939 }), 'a was given another lower bound'],
  ['another value', (o) => resolved(o, 'a', { valueMinor: 48_000 }), 'a has another value'],
  ['another room', (o) => resolved(o, 'a', { headroom: 2.8 }), 'a has another room'],
  ['no room', (o) => resolved(o, 'a', { headroom: null }), 'a has another room'],
  [
    'another response',
    (o) => resolved(o, 'a', { curve: { kind: 'hill', ceiling: 2.11, halfSpendMinor: 4_200 } }),
    'a has another response',
  ],
])('[R4] found in a free cell: %s', (_, spoil, finding) => {
  const outcome = planPool(bounded)
  expect(verifyPlan(bounded, outcome)).toEqual({ kind: 'ok' })
  const verdict = verifyPlan(bounded, spoil(outcome))
  expect(verdict.kind === 'wrong' ? verdict.findings : []).toContain(finding)
})
