import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accepting,
  heard,
  makeCell,
  makeGroup,
  makeInput,
  makePlace,
  makePolicy,
  makePrevious,
  openPlace,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { amountsOf, effectiveOf, rejectedOf, type Standing } from './effective.ts'
import type { Effective } from './effective.types.ts'
import { toEffectivePlan } from './effective-plan.ts'
import type { Cell, DecisionPolicy, FigureValue, Lock, PlanningInput } from './input.ts'
import { plan as planOf } from './plan.ts'
import type { Plan } from './plan.types.ts'
import { verifyEffective } from './verify-effective.ts'

const defaults = makePolicy().decisions as DecisionPolicy
const decisions = (changes: Partial<DecisionPolicy>) => makePolicy({ decisions: { ...defaults, ...changes } })
const approval = decisions({ mode: 'approval' })

/** Nobody came or moved today, and nobody was given more since. */
const unmoved = { bases: new Map<string, number>(), moved: new Set<string>() }

const word = (kind: Lock['kind'], dailyBudgetMinor: number, changes: Partial<Lock> = {}): Partial<Cell> => ({
  lock: { kind, dailyBudgetMinor, author: 'ana', reason: 'opening', expiresAt: null, isDecision: true, ...changes },
})

interface Case {
  /** What the plan says, by cell. */
  says: Record<string, number>
  /** What is in force; null: nothing ever was. */
  before: Record<string, number> | null
  cells?: Record<string, Partial<Cell>>
  pool?: number
  changes?: Partial<PlanningInput>
  lines?: Record<string, Partial<Plan['recommendations'][number]>>
  /** What cells had before their gate or a pause. */
  climbs?: Record<string, number>
  /** What was kept of what the day's rises are measured against. */
  bases?: Record<string, number>
  moved?: string[]
  approved?: string[]
  rejected?: Record<string, number>
}

/** The numbers in force beside a plan that says just this; checked by the checker as well. */
function decide(of: Case) {
  const {
    says,
    before,
    cells = {},
    pool,
    changes = {},
    lines = {},
    climbs = {},
    bases = {},
    approved = [],
    rejected = {},
  } = of
  const ids = Object.keys(says)
  const input = makeInput(
    ids.map((id) => makeCell(id, cells[id])),
    changes,
  )
  const total = ids.reduce((sum, id) => sum + (says[id] ?? 0), 0)
  const computed = planOf(input)
  const poolMinor = pool ?? total
  const plan = {
    ...computed,
    poolDailyBudgetMinor: poolMinor,
    reserveDailyMinor: poolMinor - total,
    recommendations: computed.recommendations.map((line) => ({
      ...line,
      recommendedDailyBudgetMinor: says[line.cellId] ?? 0,
      ...lines[line.cellId],
    })),
  }
  const standing: Standing = {
    before: before && new Map(Object.entries(before)),
    climbs: new Map(Object.entries(climbs)),
    bases: new Map(Object.entries(bases)),
    moved: new Set(of.moved),
    rejected: new Map(Object.entries(rejected)),
    approved: new Set(approved),
  }
  const effective = effectiveOf(input, plan, standing)
  expect(verifyEffective({ input, plan, ...standing }, effective)).toEqual([])
  return { input, plan, effective, amounts: Object.fromEntries(amountsOf(plan, effective)) }
}

test('[D1] automatic: all of a plan is in force when it is made; approval: nothing of it', () => {
  const numbers = { says: { a: 5_000, b: 3_000 }, before: { a: 4_000, b: 4_000 } }
  expect(decide(numbers).effective).toMatchObject({ reserveDailyMinor: 0, kept: [], climbs: [] })
  const waiting = decide({ ...numbers, changes: { policy: approval } })
  expect(waiting.amounts).toEqual({ a: 4_000, b: 4_000 })
  expect(waiting.effective.kept.map(({ why }) => why)).toEqual(['approval', 'approval'])
})

test('[D1] a cell that joins a pool that asks has nothing, unless its place is known; in the first plan it has its reference', () => {
  const joined = { says: { a: 4_000, b: 3_000 }, before: { a: 4_000 }, pool: 9_000, changes: { policy: approval } }
  expect(decide(joined).amounts).toEqual({ a: 4_000, b: 0 })
  expect(decide({ ...joined, cells: { b: reference(2_000) } }).amounts).toEqual({ a: 4_000, b: 2_000 })
  expect(decide({ ...joined, before: null }).amounts).toEqual({ a: 4_200, b: 4_200 })
  // Emptied is not new: nobody approved a baseline since.
  expect(decide({ ...joined, before: {} }).amounts).toEqual({ a: 0, b: 0 })
  expect(decide({ ...joined, changes: {} }).amounts).toEqual({ a: 4_000, b: 3_000 })
})

test('[D1] before anything is in force a cell has its reference', () => {
  expect(
    decide({ says: { a: 5_000 }, before: null, cells: { a: reference(4_000) }, changes: { policy: approval } }).amounts,
  ).toEqual({ a: 4_000 })
})

test('[D2] approved in part: those cells have their new amount, the others what they had', () => {
  const { amounts, effective } = decide({
    says: { a: 5_000, b: 3_000 },
    before: { a: 4_000, b: 4_000 },
    approved: ['b'],
    changes: { policy: approval },
  })
  expect(amounts).toEqual({ a: 4_000, b: 3_000 })
  expect(effective.reserveDailyMinor).toBe(1_000)
})

test.each([
  // In force $100, baseline $42: no way back to a baseline.
  [10_000, 15_000, 15_000],
  [10_000, 15_001, 10_000],
  [10_000, 2_000, 2_000],
  [10_000, 1_999, 10_000],
])('[D3] from %d to %d in an automatic pool: %d in force', (before, says, inForce) => {
  // Enough money for either.
  expect(decide({ says: { a: says }, before: { a: before }, pool: 20_000 }).amounts).toEqual({ a: inForce })
})

test.each<[string, number, number, Partial<Cell>, Partial<Case>, number]>([
  // The day began with $100; proposed, in force since, and what is then in force.
  ['steps of half as much again do not add up', 15_000, 15_001, reference(10_000), {}, 15_000],
  ['nor after a cut between', 8_000, 12_000, reference(10_000), {}, 12_000],
  [
    'beyond what somebody approved since they are counted from that',
    20_000,
    30_000,
    reference(10_000),
    { bases: { a: 20_000 } },
    30_000,
  ],
  ['and no further', 20_000, 30_001, reference(10_000), { bases: { a: 20_000 } }, 20_000],
  [
    'of one that came today they are counted from what it had first',
    15_000,
    15_001,
    {},
    { bases: { a: 10_000 } },
    15_000,
  ],
  ['which is what it has where nothing is kept', 10_000, 15_000, {}, {}, 15_000],
  [
    'what was applied is no amount that was in force',
    10_000,
    15_001,
    { reference: { dailyBudgetMinor: 14_000, basis: 'applied', inForceMinor: 10_000 } },
    {},
    10_000,
  ],
  ['one that came from another place keeps what it has', 10_000, 10_002, {}, { moved: ['a'] }, 10_000],
])('[D12] %s', (_, before, says, cell, changes, inForce) => {
  const of = { says: { a: says }, before: { a: before }, cells: { a: cell }, pool: 90_000, ...changes }
  expect(decide(of).amounts).toEqual({ a: inForce })
})

test.each<[string, number, number, Partial<Cell>, Partial<Case>, number | null]>([
  ['what was approved is kept', 10_000, 40_000, reference(10_000), { approved: ['a'] }, 40_000],
  ['so is what somebody fixed', 10_000, 40_000, { ...reference(10_000), ...word('fixed', 40_000) }, {}, 40_000],
  ['it follows a cut', 40_000, 30_000, reference(10_000), { bases: { a: 40_000 } }, 30_000],
  ['until the day began with as much', 40_000, 40_000, reference(40_000), { bases: { a: 40_000 } }, null],
  ['a step that nobody was asked for is not', 10_000, 14_000, reference(10_000), {}, null],
  ['of one that came today its first amount is, once it has more', 10_000, 14_000, {}, {}, 10_000],
  ['and not before', 10_000, 10_000, {}, {}, null],
])('[D12] what rises are measured against: %s', (_, before, says, cell, changes, minor) => {
  const of = { says: { a: says }, before: { a: before }, cells: { a: cell }, pool: 90_000, ...changes }
  const { effective, input, plan } = decide(of)
  expect(effective.bases).toEqual(minor === null ? [] : [{ cellId: 'a', minor }])
  const more = { ...effective, bases: [{ cellId: 'a', minor: 90_000 }] }
  const bases = new Map(Object.entries(changes.bases ?? {}))
  const standing = {
    before: new Map([['a', before]]),
    climbs: new Map<string, number>(),
    bases,
    moved: new Set<string>(),
  }
  expect(verifyEffective({ input, plan, ...standing, approved: new Set(changes.approved) }, more)).toContain(
    'a is measured against more than it was given',
  )
})

test.each([
  // What is in force now, at most what the day began with; never the baseline of $42, also in a pool that has no numbers yet.
  [{ leftAtMinor: 0 }, 1, 0],
  [{ leftAtMinor: 0 }, 0, 0],
  [{ leftAtMinor: 5_000 }, 0, 5_000],
  [{ leftAtMinor: 5_000, ...reference(6_000) }, 1, 5_000],
  [{ leftAtMinor: 7_000, ...reference(6_000) }, 1, 6_000],
  [{}, 1, 0],
  [{}, 0, 4_200],
])('[D1] a cell that comes to a pool that asks, %o, beside %d others: it has %d', (cell, others, inForce) => {
  const before = others === 0 ? null : { b: 1_000 }
  const says = { a: 8_000, b: 1_000 }
  const { amounts } = decide({ says, before, cells: { a: cell }, pool: 20_000, changes: { policy: approval } })
  expect(amounts.a).toBe(inForce)
})

test.each([
  // Reference at the floor of $4.20, baseline $42: a day's ramp goes to $12.60. It had $100, $9 or nothing before its gate.
  [420, 1_260, 10_000, {}, 1_260],
  [420, 1_261, 10_000, {}, 1_260],
  [420, 1_260, 900, {}, 900],
  [420, 1_260, 400, {}, 420],
  [420, 1_260, undefined, {}, 420],
  [0, 420, 420, {}, 420],
  [0, 420, undefined, {}, 0],
  [420, 1_260, 10_000, { climbBackWithoutApproval: false }, 420],
  [420, 1_260, 10_000, { mode: 'approval' }, 420],
] as const)(
  '[D11] a clinic that was full, at %d and proposed %d, had %d (%o): %d in force',
  (before, says, had, changes, inForce) => {
    const policy = decisions(changes)
    const climbs: Record<string, number> = had === undefined ? {} : { a: had }
    const cells = { a: reference(420) }
    const of = { says: { a: says }, before: { a: before }, cells, climbs, pool: 9_000, changes: { policy } }
    expect(decide(of).amounts).toEqual({ a: inForce })
  },
)

test('[D11] a raised baseline takes no clinic beyond what it had before its gate, nor beyond half as much again', () => {
  const raised = { a: { ...reference(420), baselineDailyBudgetMinor: 1_000_000 } }
  const numbers = { says: { a: 100_000 }, before: { a: 420 }, cells: raised, pool: 200_000 }
  expect(decide(numbers).amounts).toEqual({ a: 420 })
  expect(decide({ ...numbers, climbs: { a: 4_200 } }).amounts).toEqual({ a: 4_200 })
  expect(decide({ ...numbers, says: { a: 630 } }).amounts).toEqual({ a: 630 })
})

test('[D11] a floor that a raised baseline raised is no way back while the gate is shut', () => {
  const cells = { a: { ...reference(420), baselineDailyBudgetMinor: 100_000 } }
  const lines: Case['lines'] = { a: { gate: 'gated', freshness: 'fresh', reasons: ['no_headroom'] } }
  const of = { says: { a: 10_000 }, before: { a: 420 }, cells, lines, climbs: { a: 4_200 }, pool: 20_000 }
  expect(decide(of).amounts).toEqual({ a: 420 })
})

test('[D11] a removed cell does not come back to what it had', () => {
  const cells = { a: { ...reference(4_200), status: 'removed' as const } }
  const lines = { a: { status: 'removed' as const } }
  const of = { says: { a: 4_200 }, before: { a: 420 }, cells, lines, climbs: { a: 4_200 }, pool: 9_000 }
  expect(decide(of).amounts).toEqual({ a: 420 })
})

test('[D11] what was refused is no way back, not even a part of it', () => {
  const numbers = {
    says: { a: 1_260 },
    before: { a: 420 },
    cells: { a: reference(420) },
    climbs: { a: 900 },
    pool: 9_000,
  }
  expect(decide({ ...numbers, rejected: { a: 1_260 } }).amounts).toEqual({ a: 420 })
})

const full = { gate: 'gated', freshness: 'fresh', reasons: ['no_headroom'] } as const

type Line = Partial<Plan['recommendations'][number]>
const open: Line = { gate: 'open', reasons: ['ramp_up'] }
const closed: Line = { gate: 'gated', freshness: 'fresh', reasons: ['no_headroom'] }
const onTheWay = { climbs: { a: 4_000 } }
const paused = (reason: string): Line => ({ gate: 'open', status: 'pause_proposed', reasons: [reason] })

test.each<[string, number, number, Line, Partial<Case>, number | null]>([
  ['a gate cut begins it', 4_000, 420, closed, {}, 4_000],
  ['so does what a long wait takes', 4_000, 3_000, { ...open, gate: 'throttled' }, {}, 4_000],
  ['and a pause, whoever approved it', 4_000, 0, paused('pool_exhausted'), { approved: ['a'] }, 4_000],
  ['also for a group', 4_000, 0, paused('group_maximum:g'), { approved: ['a'] }, 4_000],
  ['a maximum that leaves nothing does not', 4_000, 0, paused('maximum'), { approved: ['a'] }, null],
  ['a cut of the plan by itself does not', 4_000, 3_000, open, {}, null],
  ['a second cut on the way leads back as far as the first', 1_200, 420, closed, onTheWay, 4_000],
  ['it goes on while the gate stays', 420, 420, closed, onTheWay, 4_000],
  ['also where somebody approves what it has meanwhile', 420, 500, closed, { ...onTheWay, approved: ['a'] }, 4_000],
  ['it goes on on the way', 420, 500, open, onTheWay, 4_000],
  ['it ends with what it had', 3_800, 4_000, open, onTheWay, null],
  ['and where somebody says anew how much it has', 420, 1_260, open, { ...onTheWay, approved: ['a'] }, null],
  ['a removed cell has none', 4_000, 420, { ...closed, status: 'removed' }, onTheWay, null],
])('[D11] the way back: %s', (_, before, says, line, changes, toMinor) => {
  const of = { says: { a: says }, before: { a: before }, lines: { a: line }, pool: 9_000, ...changes }
  expect(decide(of).effective.climbs).toEqual(toMinor === null ? [] : [{ cellId: 'a', toMinor }])
})

test.each([
  ['fresh data', full, true, 420],
  ['old data', { ...full, freshness: 'ageing' }, true, 9_000],
  ['old data, but closed', { ...full, freshness: 'stale', reasons: ['not_accepting'] }, true, 420],
  ['fresh data, and the policy says ask', full, false, 9_000],
  ['no gate', { ...full, gate: 'open' }, true, 9_000],
] as const)('[D4] a large cut by %s', (_, line, gateCutsWithoutApproval, inForce) => {
  for (const mode of ['automatic', 'approval'] as const) {
    const policy = decisions({ mode, gateCutsWithoutApproval })
    const lines = { a: { ...line, reasons: [...line.reasons] } }
    const { amounts, effective } = decide({
      says: { a: 420 },
      before: { a: 9_000 },
      pool: 9_000,
      lines,
      changes: { policy },
    })
    expect(amounts, mode).toEqual({ a: inForce })
    expect(effective.reserveDailyMinor).toBe(9_000 - inForce)
  }
})

test.each([
  // What is in force, its floor $4.20, and what is proposed: a pause, because the pool has no money for the floor.
  [420, 0, 420],
  [9_000, 0, 420],
  [300, 0, 300],
  [9_000, 500, 500],
])('[D4] a gate brings %d, proposed %d, no lower than its floor: %d', (before, proposed, inForce) => {
  for (const mode of ['automatic', 'approval'] as const) {
    const lines: Case['lines'] = {
      a: { gate: 'gated', freshness: 'fresh', reasons: ['pool_exhausted', 'no_headroom'] },
    }
    const changes = { policy: decisions({ mode }) }
    const { amounts } = decide({ says: { a: proposed }, before: { a: before }, pool: 9_000, lines, changes })
    expect(amounts, mode).toEqual({ a: inForce })
  }
})

test('[D4] a full clinic at its floor is not paused unasked because another one comes back', () => {
  for (const mode of ['automatic', 'approval'] as const) {
    const cells = [
      makeCell('j1', { baselineDailyBudgetMinor: 30_000, ...reference(0) }),
      makeCell('j2', { baselineDailyBudgetMinor: 300_000, ...reference(30_000) }),
      makeCell('j3', { baselineDailyBudgetMinor: 400_000, ...reference(40_000) }),
    ]
    const places = ['j2', 'j3'].map((id) => makePlace(id, [heard(1, slots(100, 100))]))
    const amounts = { j1: 0, j2: 30_000, j3: 40_000 }
    const changes = { places, previous: makePrevious(amounts, 2_000), policy: decisions({ mode }), dailyMinor: 72_000 }
    const input = makeInput(cells, changes)
    const plan = planOf(input)
    expect(plan.recommendations[1]).toMatchObject({ status: 'pause_proposed', recommendedDailyBudgetMinor: 0 })
    const of = {
      before: new Map(Object.entries(amounts)),
      climbs: new Map([['j1', 30_000]]),
      ...unmoved,
      approved: new Set<string>(),
    }
    const effective = effectiveOf(input, plan, { ...of, rejected: new Map() })
    expect(verifyEffective({ input, plan, ...of }, effective)).toEqual([])
    expect(Object.fromEntries(amountsOf(plan, effective)), mode).toEqual(amounts)
    const none = { ...effective, kept: effective.kept.filter(({ cellId }) => cellId !== 'j2') }
    expect(verifyEffective({ input, plan, ...of }, none)).toContain('j2 is cut without approval')
  }
})

test.each([
  ['fixed', word('fixed', 9_000), 9_000, 9_000],
  [
    'of the configuration',
    { lock: { kind: 'fixed', dailyBudgetMinor: 9_000, author: 'ana', reason: 'x', expiresAt: null } },
    9_000,
    4_000,
  ],
  ['expired', word('fixed', 9_000, { expiresAt: '2026-11-22T12:00:00.000Z' }), 9_000, 4_000],
  ['a pause', word('pause', 0), 0, 0],
  ['at least 5,000 of 6,000 proposed', word('minimum', 5_000), 6_000, 5_000],
  ['at least 5,000, of which the plan can give 4,500', word('minimum', 5_000), 4_500, 4_500],
  ['at least 5,000, which a unit of the platform makes 9,000', word('minimum', 5_000), 9_000, 5_000],
  ['at most 3,000 of 2,000 proposed', word('maximum', 3_000), 2_000, 3_000],
  ['fixed at 6,000, and a floor asks for 9,000', word('fixed', 6_000), 9_000, 6_000],
  ['fixed at 3,000, and a floor asks for 9,000: neither', word('fixed', 3_000), 9_000, 4_000],
  ['fixed at what it has, and a floor asks for 9,000', word('fixed', 4_000), 9_000, 4_000],
  ['fixed at 3,000, and the plan can give 2,000', word('fixed', 3_000), 2_000, 3_000],
  ['fixed at 3,000, and a floor asks for 3,500', word('fixed', 3_000), 3_500, 3_500],
  ['a pause, and something else is proposed', word('pause', 0), 500, 500],
  ['a pause, and a rise is proposed', word('pause', 0), 9_000, 4_000],
] as const)('[D5] %s: in force as far as it was decided', (_, cell, says, inForce) => {
  expect(
    decide({ says: { a: says }, before: { a: 4_000 }, cells: { a: cell }, pool: 20_000, changes: { policy: approval } })
      .amounts,
  ).toEqual({ a: inForce })
})

test('[D5] in an automatic pool too: what a floor adds to a fixed amount is a step like any other', () => {
  const numbers = { before: { a: 5_000 }, cells: { a: word('fixed', 5_000) }, pool: 40_000 }
  expect(decide({ ...numbers, says: { a: 30_000 } }).amounts).toEqual({ a: 5_000 })
  expect(decide({ ...numbers, says: { a: 30_000 }, rejected: { a: 30_000 } }).amounts).toEqual({ a: 5_000 })
  expect(decide({ ...numbers, says: { a: 7_500 } }).amounts).toEqual({ a: 7_500 })
  expect(decide({ ...numbers, cells: { a: word('fixed', 20_000) }, says: { a: 30_000 } }).amounts).toEqual({
    a: 20_000,
  })
})

test.each([
  ['fixed', 6_050, 9_000, 6_000],
  ['fixed', 3_050, 3_000, 3_000],
  // What rounding up to a unit adds, nobody said.
  ['minimum', 6_050, 9_000, 6_000],
  ['maximum', 3_050, 2_000, 3_000],
] as const)(
  '[D5, B1] %s %d between two units of the platform, proposed %d: %d in force',
  (kind, minor, says, inForce) => {
    const platform = { unitMinor: 100, minimumMinor: 0, maximumMinor: null }
    const changes = { policy: { ...approval, platform } }
    const of = { says: { a: says }, before: { a: 4_000 }, cells: { a: word(kind, minor) }, pool: 20_000, changes }
    expect(decide(of).amounts).toEqual({ a: inForce })
  },
)

test('[D5] a platform minimum put after an undo brings no money that nobody approved', () => {
  for (const mode of ['approval', 'automatic'] as const) {
    const platform = { unitMinor: 1, minimumMinor: 70_000, maximumMinor: null }
    const policy = { ...decisions({ mode }), platform }
    const cells = ['a', 'b'].map((id) => makeCell(id, { baselineDailyBudgetMinor: 30_000, ...word('fixed', 30_000) }))
    const amounts = { a: 30_000, b: 30_000 }
    const input = makeInput(cells, { policy, previous: makePrevious(amounts), dailyMinor: 200_000 })
    const plan = planOf(input)
    expect(plan.recommendations.map((line) => line.recommendedDailyBudgetMinor)).toEqual([70_000, 70_000])
    const of = { before: new Map(Object.entries(amounts)), climbs: new Map(), ...unmoved, approved: new Set<string>() }
    const effective = effectiveOf(input, plan, { ...of, rejected: new Map() })
    expect(Object.fromEntries(amountsOf(plan, effective)), mode).toEqual(amounts)
    expect(verifyEffective({ input, plan, ...of }, effective)).toEqual([])
  }
})

test.each([
  ['fixed', 5_000, 30_000, 30_000, 'a rises without approval'],
  ['fixed', 20_000, 30_000, 30_000, 'a rises without approval'],
  ['fixed', 3_000, 500, 500, 'a is cut without approval'],
  ['pause', 0, 9_000, 9_000, 'a rises without approval'],
  ['maximum', 4_500, 9_000, 9_000, 'a rises without approval'],
  ['minimum', 4_500, 500, 500, 'a is cut without approval'],
] as const)(
  '[D9] the checker knows how far a word goes: %s %d, proposed %d, in force %d',
  (kind, minor, says, inForce, finding) => {
    const { input, plan } = decide({
      says: { a: says },
      before: { a: 4_000 },
      cells: { a: { ...reference(90_000), ...word(kind, minor) } },
      pool: 40_000,
      changes: { policy: approval },
    })
    const wrong = { reserveDailyMinor: 40_000 - inForce, kept: [], climbs: [], bases: [] }
    const of = { before: new Map([['a', 4_000]]), climbs: new Map(), ...unmoved, approved: new Set<string>() }
    expect(verifyEffective({ input, plan, ...of }, wrong)).toEqual([finding])
  },
)

test.each([
  ['fixed by somebody', word('fixed', 9_000), 9_000, 4_200],
  ['paused by somebody', word('pause', 0), 0, 4_200],
  ['held up by somebody', word('minimum', 8_000), 3_000, 4_200],
] as const)(
  '[D5] removed while %s: its line does not go back to what it had before that unasked',
  (_, cell, before, says) => {
    const removed = { a: { ...cell, status: 'removed' as const } }
    const of = {
      says: { a: says },
      before: { a: before },
      cells: removed,
      lines: { a: { status: 'removed' as const } },
    }
    expect(decide({ ...of, pool: 20_000, changes: { policy: approval } }).amounts).toEqual({ a: before })
  },
)

test('[D6] a lowered maximum and whole units of the platform wait for nobody', () => {
  const platform = { unitMinor: 100, minimumMinor: 0, maximumMinor: null }
  const policy = makePolicy({ decisions: approval.decisions as DecisionPolicy, platform })
  const { amounts } = decide({
    says: { a: 2_000, b: 4_500 },
    before: { a: 4_000, b: 4_250 },
    cells: { a: { maxDailyBudgetMinor: 3_000 } },
    pool: 9_000,
    changes: { policy },
  })
  expect(amounts).toEqual({ a: 3_000, b: 4_200 })
})

test('[D7] a rise waits for the money of a cut that waits for approval; the larger rise waits first', () => {
  const { amounts, effective } = decide({
    says: { a: 1_000, b: 5_600, c: 4_900 },
    before: { a: 6_500, b: 4_000, c: 4_000 },
    pool: 15_500,
  })
  expect(amounts).toEqual({ a: 6_500, b: 4_000, c: 4_900 })
  expect(effective.kept.map(({ cellId, why }) => [cellId, why])).toEqual([
    ['a', 'approval'],
    ['b', 'money'],
  ])
})

test('[D7] an approved rise goes before one that nobody was asked for', () => {
  const numbers = { says: { a: 1_000, b: 5_600, c: 4_900 }, before: { a: 6_500, b: 4_000, c: 4_000 }, pool: 16_200 }
  expect(decide(numbers).amounts).toEqual({ a: 6_500, b: 4_000, c: 4_900 })
  expect(decide({ ...numbers, approved: ['b'] }).amounts).toEqual({ a: 6_500, b: 5_600, c: 4_000 })
})

test('[D7] a pool that shrinks: cuts the plan proposes are made, the largest first, the last as far as needed', () => {
  const numbers = {
    says: { a: 3_000, b: 3_500, c: 4_400 },
    before: { a: 4_000, b: 4_000, c: 4_000 },
    changes: { policy: approval },
  }
  expect(decide({ ...numbers, pool: 12_000 }).amounts).toEqual({ a: 4_000, b: 4_000, c: 4_000 })
  expect(decide({ ...numbers, pool: 11_999 }).amounts).toEqual({ a: 3_999, b: 4_000, c: 4_000 })
  expect(decide({ ...numbers, pool: 10_900 }).amounts).toEqual({ a: 3_000, b: 3_900, c: 4_000 })
})

test('[D7] who is to be paused for want of money is paused whole', () => {
  const numbers = { says: { a: 0, b: 4_000 }, before: { a: 4_000, b: 4_000 }, changes: { policy: approval } }
  expect(decide({ ...numbers, pool: 7_999 }).amounts).toEqual({ a: 0, b: 4_000 })
})

test('[D7] a group keeps its maximum: within it a rise waits for the cut', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 8_000 })]
  const cells = { a: { groupId: 'g' }, b: { groupId: 'g' } }
  const { amounts } = decide({
    says: { a: 5_000, b: 3_000 },
    before: { a: 4_000, b: 4_000 },
    cells,
    pool: 12_000,
    approved: ['a'],
    changes: { groups, policy: approval },
  })
  expect(amounts).toEqual({ a: 4_000, b: 4_000 })
})

test('[D8] the plan in force adds up, and says of kept cells what waits and what the reserve holds for it', () => {
  const { input, plan, effective } = decide({
    says: { a: 5_000, b: 420 },
    before: { a: 4_000, b: 4_000 },
    pool: 8_000,
    lines: { b: { ...full, reasons: [...full.reasons] } },
    changes: { policy: approval },
  })
  const shown = toEffectivePlan(
    input,
    { ...plan, reserveParts: { hurdleMinor: 2_000, unplaceableMinor: 580 } },
    effective,
  )
  expect(shown.reserveDailyMinor).toBe(3_580)
  expect(shown.reserveParts).toEqual({ hurdleMinor: 2_000, unplaceableMinor: 580, awaitingMinor: 1_000 })
  const [a, b] = shown.recommendations
  expect(a).toMatchObject({
    recommendedDailyBudgetMinor: 4_000,
    proposedDailyBudgetMinor: 5_000,
    sentence: 'a has $40 a day; $50 a day is proposed and waits for approval.',
  })
  expect(a?.reasons[0]).toBe('awaiting_approval')
  expect(b?.recommendedDailyBudgetMinor).toBe(420)
  expect(b).not.toHaveProperty('proposedDailyBudgetMinor')
  expect(toEffectivePlan(input, plan, { reserveDailyMinor: 0, kept: [], climbs: [], bases: [] })).toBe(plan)
})

test.each<[string, FigureValue[], number, string, string]>([
  ['full', [slots(40, 40)], 600, 'no_headroom', 'a is full, but by data that is 25 days old'],
  ['room again', [slots(40, 38)], 30, 'no_headroom', 'a is full, but by data that is 30 hours old'],
  ['a wait', [wait(41)], 49, 'wait_gate', 'a has a 41-day wait, but by data that is 2 days old'],
])('[D4, E18] a gate whose cut waits because its data are old says so: %s', (_, figures, hours, reason, says) => {
  const input = makeInput([makeCell('a')], {
    policy: approval,
    places: [makePlace('a', [heard(hours, ...figures)])],
    previous: makePrevious({ a: 4_200 }),
  })
  const shownOf = (of: PlanningInput) => {
    const plan = planOf(of)
    const standing = {
      before: new Map([['a', 4_200]]),
      climbs: new Map(),
      rejected: new Map(),
      approved: new Set<string>(),
    }
    return toEffectivePlan(of, plan, effectiveOf(of, plan, { ...standing, ...unmoved })).recommendations[0]
  }
  const line = shownOf(input)
  expect(line?.reasons).toEqual(['awaiting_approval', 'old_data', reason])
  expect(line?.sentence).toBe(`${says}, so its cut to $4.20 a day waits for approval; it has $42 a day.`)
  // Where a gate's cut asks anyway, old data are not why.
  const asking = shownOf({ ...input, policy: decisions({ mode: 'approval', gateCutsWithoutApproval: false }) })
  expect(asking?.sentence).toBe('a has $42 a day; $4.20 a day is proposed and waits for approval.')
})

test('[D4, D10] what was refused of a gate that went by old data is made once fresh data say the same', () => {
  const cut = { says: { a: 420 }, before: { a: 4_000 }, rejected: { a: 420 }, pool: 4_000 }
  const old = decide({ ...cut, lines: { a: { ...full, reasons: [...full.reasons], freshness: 'dead' } } })
  expect(old.amounts).toEqual({ a: 4_000 })
  expect(old.effective.kept[0]?.why).toBe('rejected')
  expect(decide({ ...cut, lines: { a: { ...full, reasons: [...full.reasons] } } }).amounts).toEqual({ a: 420 })
})

test('[D10] the refused amount is not asked for again, another one is', () => {
  const numbers = { before: { a: 4_000 }, rejected: { a: 5_000 }, pool: 9_000, changes: { policy: approval } }
  const same = decide({ ...numbers, says: { a: 5_000 } })
  expect(same.effective.kept[0]?.why).toBe('rejected')
  expect(rejectedOf(same.effective)).toEqual(new Map([['a', 5_000]]))
  const other = decide({ ...numbers, says: { a: 5_001 } })
  expect(other.effective.kept[0]?.why).toBe('approval')
})

test('[D10] a refused rise stays refused where a minimum lifts the cell part of the way and the money for that is gone', () => {
  const numbers = {
    says: { a: 6_000, b: 2_000 },
    before: { a: 4_000, b: 4_000 },
    cells: { a: word('minimum', 5_000) },
    changes: { policy: approval },
    rejected: { a: 6_000 },
  }
  const poor = decide(numbers)
  expect(poor.amounts).toEqual({ a: 4_000, b: 4_000 })
  expect(rejectedOf(poor.effective)).toEqual(new Map([['a', 6_000]]))
  // Approved by name after all, it waits for its money and is refused no longer.
  const approved = decide({ ...numbers, approved: ['a'] })
  expect(approved.effective.kept.map(({ cellId, why }) => [cellId, why])).toContainEqual(['a', 'money'])
  expect(rejectedOf(approved.effective)).toEqual(new Map())
})

test('[D10] an automatic pool does not do by itself in two steps what was refused as one', () => {
  const rise = { says: { a: 8_000 }, cells: { a: word('minimum', 6_000) }, pool: 20_000, rejected: { a: 8_000 } }
  const lifted = decide({ ...rise, before: { a: 4_000 } })
  expect(lifted.amounts).toEqual({ a: 6_000 })
  // From here it is a step of a third, which asks nobody; but it was refused.
  const next = decide({ ...rise, before: { a: 6_000 }, rejected: Object.fromEntries(rejectedOf(lifted.effective)) })
  expect(next.amounts).toEqual({ a: 6_000 })
  expect(next.effective.kept[0]?.why).toBe('rejected')
  expect(decide({ ...rise, before: { a: 6_000 }, rejected: {} }).amounts).toEqual({ a: 8_000 })
})

test('[D9] the checker finds a removed cell that rises, whoever approved it', () => {
  const input = makeInput([makeCell('a', { status: 'removed' })])
  const plan = planOf(input)
  const before = new Map([['a', 1_000]])
  const of = { input, plan, before, climbs: new Map<string, number>(), ...unmoved, approved: new Set(['a']) }
  expect(verifyEffective(of, { reserveDailyMinor: 0, kept: [], climbs: [], bases: [] })).toContain(
    'a is removed and rises',
  )
})

test('[D9] the checker finds numbers without a line, parts of a cent, and lines of no cell', () => {
  const before = { a: 4_000, b: 4_000 }
  const { input, plan, effective } = decide({ says: { a: 5_000, b: 4_000 }, before, changes: { policy: approval } })
  const amounts = new Map(Object.entries(before))
  const of = {
    input,
    plan,
    before: amounts,
    climbs: new Map<string, number>(),
    ...unmoved,
    approved: new Set<string>(),
  }
  const [kept] = effective.kept
  if (kept === undefined) throw new Error('the rise waits')
  const withKept = (...cells: (typeof kept)[]) => verifyEffective(of, { ...effective, kept: cells })
  expect(withKept(kept)).toEqual([])
  expect(withKept(kept, { ...kept, cellId: 'x' })).toEqual(['x is kept and has no line'])
  expect(withKept({ ...kept, dailyBudgetMinor: 4_000.5 })).toContain('a has no whole amount')
  const without = { ...of, input: { ...input, cells: input.cells.slice(0, 1) } }
  expect(verifyEffective(without, effective)).toContain('b is no cell')
})

test('[D9] whatever the pool and whatever was in force, the checker agrees with the numbers and finds each change of them', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      fc.integer(),
      (seed, size, isApproval, pick) => {
        const made = randomInput(seed, size)
        const input = {
          ...made,
          policy: { ...made.policy, ...(isApproval ? { decisions: approval.decisions as DecisionPolicy } : {}) },
        }
        const plan = planOf(input)
        const before =
          input.previous && new Map(input.previous.cells.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))
        const approved = new Set(plan.recommendations.filter((_, i) => (pick >> i) & 1).map(({ cellId }) => cellId))
        const climbs = new Map(
          [...(before ?? [])].filter((_, i) => (pick >> (i + 1)) & 1).map(([id, minor]) => [id, 3 * minor]),
        )
        const effective = effectiveOf(input, plan, { before, climbs, ...unmoved, approved, rejected: new Map() })
        const check = (numbers: Effective) =>
          verifyEffective({ input, plan, before, climbs, ...unmoved, approved }, numbers)
        expect(check(effective)).toEqual([])
        expect(check({ ...effective, reserveDailyMinor: effective.reserveDailyMinor + 1 })).not.toEqual([])
        const [climb] = effective.climbs
        if (climb) expect(check({ ...effective, climbs: [{ ...climb, toMinor: climb.toMinor + 1 }] })).not.toEqual([])
        const [first, ...others] = effective.kept
        if (first === undefined) return
        const more = { ...first, dailyBudgetMinor: first.dailyBudgetMinor + 1 }
        expect(check({ ...effective, kept: [more, ...others] })).not.toEqual([])
      },
    ),
    { numRuns: 60 },
  )
})

test('[L10] while numbers wait for approval they are held, not those in force', () => {
  const cells = [makeCell('a'), makeCell('b', { learned: { bookings: 200, spendMinor: 400_000, days: 90 } })]
  const first = planOf(makeInput(cells, { previous: null }))
  const proposed = {
    number: 1,
    reserveDailyMinor: first.reserveDailyMinor,
    cells: first.recommendations.map(({ cellId, recommendedDailyBudgetMinor: minor }) => ({
      cellId,
      dailyBudgetMinor: minor,
      gate: 'open' as const,
    })),
  }
  const inForce = {
    number: 1,
    reserveDailyMinor: 0,
    cells: cells.map(({ id }) => ({ cellId: id, dailyBudgetMinor: 4_200, gate: 'open' as const })),
  }
  // A little more room somewhere: the optimum moves by cents.
  const places = [makePlace('b', [heard(1, slots(100, 59))]), openPlace('a')]
  const again = planOf(makeInput(cells, { previous: inForce, proposed, places }))
  expect(again.recommendations.map((line) => line.recommendedDailyBudgetMinor)).toEqual(
    first.recommendations.map((line) => line.recommendedDailyBudgetMinor),
  )
  expect(again.recommendations[0]?.previousDailyBudgetMinor).toBe(4_200)
})

test('[B14] without an approved message no rise, whoever asks; with one, or where nobody asks, there is', () => {
  const policy = decisions({ requireApprovedMessage: true })
  const rich = { learned: { bookings: 180, spendMinor: 400_000, days: 90 } }
  const amount = (changes: Partial<Cell>, of = policy) =>
    planOf(makeInput([makeCell('a', { ...rich, ...changes }), makeCell('b')], { policy: of, dailyMinor: 20_000 }))
      .recommendations[0]
  expect(amount({})).toMatchObject({ recommendedDailyBudgetMinor: 4_200 })
  expect(amount({})?.reasons).toContain('message_not_approved')
  expect(amount({})?.sentence).toMatch(/^a's campaign has no approved message/)
  expect(amount({ minDailyBudgetMinor: 4_900 })).toMatchObject({ recommendedDailyBudgetMinor: 4_200 })
  expect(amount({ ...reference(0) })).toMatchObject({ recommendedDailyBudgetMinor: 420 })
  expect(amount({ hasApprovedMessage: true })).toMatchObject({ recommendedDailyBudgetMinor: 5_040 })
  expect(amount({}, makePolicy())).toMatchObject({ recommendedDailyBudgetMinor: 5_040 })
})

test('[B14] nor by configuration: a floor or a platform minimum lifts only who was paused, gated or not', () => {
  const platform = { unitMinor: 1, minimumMinor: 4_900, maximumMinor: null }
  const policy = { ...decisions({ requireApprovedMessage: true }), platform }
  const full = makePlace('a', [heard(1, slots(100, 100))])
  const lineIn = (changes: Partial<Cell>, places: PlanningInput['places'] = []) => {
    const input = makeInput([makeCell('a', changes), makeCell('b')], { policy, places, dailyMinor: 20_000 })
    return planOf(input).recommendations[0]
  }
  expect(lineIn({})).toMatchObject({ recommendedDailyBudgetMinor: 4_200 })
  expect(lineIn({ hasApprovedMessage: true })?.recommendedDailyBudgetMinor).toBeGreaterThanOrEqual(4_900)
  expect(lineIn({ ...reference(0) })).toMatchObject({ recommendedDailyBudgetMinor: 4_900 })
  expect(lineIn({}, [full])).toMatchObject({ recommendedDailyBudgetMinor: 4_200, gate: 'gated' })
  expect(lineIn({}, [full])?.sentence).toContain('it stays at $42 a day, below its floor.')
  expect(lineIn({ ...reference(0) }, [full])).toMatchObject({ recommendedDailyBudgetMinor: 4_900 })
  expect(lineIn({ hasApprovedMessage: true }, [full])).toMatchObject({ recommendedDailyBudgetMinor: 4_900 })
})

test('[B14] the sentence says what is so: no rise but to the floor', () => {
  const policy = decisions({ requireApprovedMessage: true })
  const sentence = (changes: Partial<Cell>, had: number) =>
    planOf(
      makeInput([makeCell('a', changes), makeCell('b')], {
        policy,
        dailyMinor: 20_000,
        previous: makePrevious({ a: had, b: 4_200 }),
      }),
    ).recommendations[0]?.sentence
  const none = "a's campaign has no approved message, so it"
  expect(sentence({}, 420)).toBe(`${none} does not get more; it stays at $4.20 a day.`)
  expect(sentence({}, 5_000)).toMatch(/gets no more than it began the day with; we cut it to \$42 a day/)
  expect(sentence({}, 4_200)).toBe(`${none} does not get more; it stays at $42 a day.`)
  expect(sentence({ ...reference(0) }, 0)).toBe(
    `${none} gets no more than its floor; we raised it by $4.20 to $4.20 a day.`,
  )
  const applied = { reference: { dailyBudgetMinor: 3_500, basis: 'applied' as const } }
  expect(sentence(applied, 4_200)).toMatch(/gets no more than was really set; we cut it to \$35 a day/)
})

test('[B8, B9, B14] a tool that set more than it was told raises no cell without a message or with old data', () => {
  const applied = { reference: { dailyBudgetMinor: 6_000, basis: 'applied' as const } }
  const lineOf = (hours: number, policy = makePolicy()) =>
    planOf(
      makeInput([makeCell('a', applied), makeCell('b')], {
        policy,
        places: [makePlace('a', [heard(hours, slots(100, 60))])],
        dailyMinor: 20_000,
        previous: makePrevious({ a: 4_200, b: 4_200 }),
      }),
    ).recommendations[0]
  expect(lineOf(1)?.recommendedDailyBudgetMinor).toBeGreaterThan(4_200)
  for (const hours of [25, 80, 200]) {
    expect(lineOf(hours)).toMatchObject({ recommendedDailyBudgetMinor: 4_200, previousDailyBudgetMinor: 4_200 })
    expect(lineOf(hours)?.sentence).not.toMatch(/raised/)
  }
  const asked = decisions({ requireApprovedMessage: true })
  expect(lineOf(1, asked)).toMatchObject({ recommendedDailyBudgetMinor: 4_200 })
})

test('[B8, B9, B14] nor does a baseline that is raised on the first day', () => {
  const raised = makeCell('a', { baselineDailyBudgetMinor: 6_000 })
  for (const policy of [makePolicy(), decisions({ requireApprovedMessage: true })]) {
    const places = [makePlace('a', [heard(policy.decisions?.requireApprovedMessage ? 1 : 80, slots(100, 60))])]
    const input = makeInput([raised], { policy, places, dailyMinor: 20_000, previous: makePrevious({ a: 4_200 }) })
    expect(planOf(input).recommendations[0]).toMatchObject({ recommendedDailyBudgetMinor: 4_200 })
  }
})

test('[B15] a pause that somebody decided is above everything, and says what to leave on the platform', () => {
  const paused = { ...word('pause', 0), minDailyBudgetMinor: 3_000 }
  for (const places of [[openPlace('a')], [makePlace('a', [heard(1, accepting(false))])]]) {
    const [line] = planOf(makeInput([makeCell('a', paused), makeCell('b')], { places })).recommendations
    expect(line).toMatchObject({
      status: 'paused',
      recommendedDailyBudgetMinor: 0,
      platformDailyBudgetMinor: 420,
    })
    expect(line?.reasons[0]).toBe('paused')
    expect(line?.sentence).toBe('a is paused by ana (opening), which frees $42 a day.')
  }
})
