import { expect, test } from 'vitest'
import {
  accepting,
  heard,
  makeCell,
  makeInput,
  makeLine,
  makePlace,
  makePolicy,
  makePrevious,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { decisionsOf } from './default-policy.ts'
import type { Cell, FigureValue, Observation, Place, PlanningInput, ServiceLine } from './input.ts'
import { plan } from './plan.ts'

interface Case {
  figures?: FigureValue[]
  observations?: Observation[]
  cells?: Cell[]
  place?: Partial<Place>
  line?: Partial<ServiceLine>
  changes?: Partial<PlanningInput> & { dailyMinor?: number }
}

/** The lines of a plan in which clinics `a` and `b` have plenty of room and `s` is as told. */
function lines({ figures = [], observations, cells = [makeCell('s')], place = {}, line = {}, changes = {} }: Case) {
  const serviceLine = makeLine(line)
  const places = [makePlace('s', observations ?? [heard(1, ...figures)], { ...place, line: serviceLine })]
  const all = [makeCell('a'), makeCell('b'), ...cells]
  const previous = makePrevious(Object.fromEntries(all.map(({ id }) => [id, 4_200])))
  return plan(makeInput(all, { serviceLines: [serviceLine], places, previous, ...changes })).recommendations
}
const lineOf = (id: string, options: Case) => lines(options).find(({ cellId }) => cellId === id)
const sentence = (options: Case) => lineOf('s', options)?.sentence
const open = (count: number, total: number | null = null): FigureValue => {
  return { figure: 'slots', horizonDays: 14, total, open: count }
}
const waiting = (size: number): FigureValue => ({ figure: 'waitlist', size })
const organic = { organicBookings: 3 }

test.each<[string, Case, string]>([
  ['nothing open', { figures: [open(0)] }, 's has no open new-patient visits left in the next 14 days;'],
  [
    'booked to its target',
    { figures: [slots(40, 34)] },
    's has no room for more new patients in the next 14 days: 6 visits are open, but it is booked to its target of 85 %;',
  ],
  [
    'people waiting',
    { figures: [open(9), waiting(20)] },
    's has no room for more new patients in the next 14 days: its 9 open visits are taken by the 20 people waiting;',
  ],
  [
    'people waiting and others',
    { figures: [open(9), waiting(10)], place: organic },
    's has no room for more new patients in the next 14 days: its 9 open visits are taken by the 10 people waiting and bookings that come without advertising;',
  ],
  [
    'no follow-up visits',
    { figures: [open(9), { figure: 'follow_up_slots', horizonDays: 14, open: 0 }], line: { followUpVisitsPerCase: 3 } },
    's has no room for more new patients in the next 14 days: 9 visits are open, but no follow-up visits;',
  ],
])('[E15] no room, and what took it: %s', (_, options, text) => {
  expect(sentence(options)).toContain(text)
})

test.each<[string, Case, string]>([
  ['reported so', { figures: [open(4)] }, 's has only 4 open new-patient visits in the next 14 days;'],
  [
    'follow-up visits',
    {
      figures: [open(30), { figure: 'follow_up_slots', horizonDays: 14, open: 12 }],
      line: { followUpVisitsPerCase: 3 },
    },
    's has room for only 4 more new patients in the next 14 days (30 visits are open, but follow-up visits are the limit);',
  ],
  [
    'the target',
    { figures: [slots(20, 13)] },
    's has room for only 4 more new patients in the next 14 days (7 visits are open, less what its target of 85 % keeps free);',
  ],
  [
    'the target and people waiting',
    { figures: [slots(20, 10), waiting(5)] },
    's has room for only 4 more new patients in the next 14 days (10 visits are open, less what its target of 85 % keeps free and the 5 people waiting);',
  ],
])('[E15] little room, and what takes the rest: %s', (_, options, text) => {
  expect(sentence(options)).toContain(text)
})

test('[E15] two channels of a place share its room, and say so', () => {
  const cells = [
    makeCell('s', { locationId: 's', channel: 'search' }),
    makeCell('t', { locationId: 's', channel: 'social' }),
  ]
  const said = lines({ figures: [open(7)], cells }).map((line) => line.sentence)
  expect(said[2]).toContain('has room for only 4 more new patients in the next 14 days (shared with another channel);')
  expect(said[3]).toContain('has room for only 3 more new patients')
})

test('[E15] a receiver has open visits, or room where that is less', () => {
  const figures = [wait(41)]
  const to = (place: Place) =>
    sentence({ figures, changes: { places: [makePlace('s', [heard(1, ...figures)]), place], dailyMinor: 12_600 } })
  expect(to(makePlace('a', [heard(1, open(500))]))).toContain('to a, which has 500 open new-patient visits')
  expect(to(makePlace('a', [heard(1, slots(600, 100))]))).toContain('to a, which has room for 410 more new patients')
})

test('[E4] the way back of a gate is a sentence of its own', () => {
  const observations = [heard(150, wait(30)), heard(1, wait(16))]
  expect(sentence({ observations })).toMatch(/ new patients\. It can come back once its wait is 14 days or less\.$/)
})

test('[E16] what gave way is not given as what holds', () => {
  const cut = lineOf('s', { figures: [open(50)], changes: { dailyMinor: 6_000 } })
  expect(cut?.reasons[0]).toBe('relaxed:ramp_down')
  expect(cut?.sentence).toBe(
    'There is too little money today to cut s by no more than one day allows; we cut it to $20 a day, $22 less than before.',
  )
  const lock = { kind: 'fixed', dailyBudgetMinor: 900_000, author: 'me', reason: 'test', expiresAt: null } as const
  const locked = lineOf('s', { figures: [open(50)], cells: [makeCell('s', { lock })] })
  expect(locked?.reasons[0]).toBe('relaxed:lock')
  expect(locked?.sentence).toMatch(
    /^s is locked at \$9,000 a day by me \(test\), but there is too little money for that; we raised it by \$[\d.]+ to \$[\d.]+ a day, as far as the money goes\.$/,
  )
  const least = lineOf('s', { figures: [open(50)], cells: [makeCell('s', { minDailyBudgetMinor: 900_000 })] })
  expect(least?.reasons[0]).toBe('relaxed:cell_minimum')
  expect(least?.sentence).toMatch(
    /^s has a minimum of \$9,000 a day, but there is too little money for that; we raised/,
  )
  const stale = lineOf('s', { observations: [heard(100, open(50))], changes: { dailyMinor: 2_000 } })
  expect(stale?.reasons[0]).toBe('relaxed:stale_hold')
  expect(stale?.sentence).toMatch(
    /^Nothing new has been heard .* but there is too little money to hold s; we cut it to/,
  )
})

test('[E16] who is left alone after all others were paused is not compared with them', () => {
  const cells = [makeCell('a'), makeCell('b', reference(500))]
  const alone = plan(makeInput(cells, { dailyMinor: 500, places: [] })).recommendations
  expect(alone.map(({ status }) => status).sort()).toEqual(['active', 'pause_proposed'])
  expect(alone.find(({ status }) => status === 'active')?.sentence).not.toContain('other clinics')
})

test('[M5, E4] outside the period, and when its money is spent', () => {
  const amount = { budgetMinor: 378_000, carriedOverMinor: 0, spentBeforeMinor: 0, spentOnCompleteDaysMinor: 0 }
  const over = { amount: { ...amount, periodStart: '2026-12-01', periodEnd: '2027-01-01' } }
  expect(sentence({ changes: over })).toBe(
    'No budget period of the pool is running today; we pause s, which frees $42 a day.',
  )
  const spent = { amount: { ...amount, spentBeforeMinor: 400_000, periodStart: '2026-11-01', periodEnd: '2026-12-01' } }
  expect(sentence({ changes: spent })).toMatch(/^The money of this budget period is spent; we pause s,/)
  // Nothing is spent of nothing, and a few cents are not nothing.
  const none = { amount: { ...spent.amount, budgetMinor: 0, spentBeforeMinor: 0 } }
  expect(sentence({ changes: none })).toMatch(/^This budget period of the pool has no money; we pause s,/)
  const few = { amount: { ...spent.amount, spentBeforeMinor: 377_999 } }
  expect(sentence({ changes: few })).toMatch(
    /^The pool has too little money left to pay every clinic's floor; we pause s,/,
  )
})

test('[E4] data that cannot be used is not called missing', () => {
  expect(sentence({ figures: [slots(100, 60, 60)] })).toMatch(
    /^The open visits known of s are of 60 days, which do not compare with the 14 this plan counts, so it gets its baseline;/,
  )
  expect(sentence({ figures: [wait(9, 'mean_completed')] })).toMatch(
    /^The only wait known of s is of another kind than its service line counts, so it gets its baseline;/,
  )
})

test('[E4] a maximum lowered, and a clinic taken back', () => {
  expect(sentence({ figures: [open(50)], cells: [makeCell('s', { maxDailyBudgetMinor: 4_000 })] })).toMatch(
    /^s has a maximum of \$40 a day; we cut it to \$40 a day/,
  )
  const inForce = makePrevious({ a: 4_200, b: 4_200, s: 420 })
  const cells = inForce.cells.map((cell) => (cell.cellId === 's' ? { ...cell, gate: 'gated' as const } : cell))
  const previous = { ...inForce, cells }
  expect(sentence({ figures: [open(4)], changes: { previous } })).toBe(
    's is taking new patients again, though it has only 4 open new-patient visits in the next 14 days; we raised it by $25.20 to $29.40 a day, the least one day leaves of its baseline of $42.',
  )
})

test.for([
  [{ dailyBudgetMinor: 4_200, basis: 'baseline' }, 'its baseline of $42'],
  [{ dailyBudgetMinor: 4_200, basis: 'published' }, 'the $42 it began the day with'],
  [{ dailyBudgetMinor: 4_200, basis: 'applied', inForceMinor: 4_000 }, 'the $42 that was really set'],
] as const)('[E4] one that has nothing and is raised to where the ramp down of %j ends', ([began, from]) => {
  const previous = makePrevious({ a: 4_200, b: 4_200, s: 0 })
  const decisions = { ...decisionsOf(makePolicy()), mode: 'approval' as const }
  const policy = makePolicy({ decisions })
  expect(
    sentence({ figures: [open(4)], cells: [makeCell('s', { reference: began })], changes: { previous, policy } }),
  ).toContain(`we raised it by $29.40 to $29.40 a day, the least one day leaves of ${from}.`)
})

test('[E4] a gated clinic is not named as the one that gets the money', () => {
  const previous = makePrevious({ a: 4_200, b: 4_200, s: 419 })
  const changes = { previous, dailyMinor: 8_520 }
  const said = lines({ figures: [wait(41), open(30)], changes }).map((line) => line.sentence)
  expect(said.join(' ')).not.toMatch(/ to s\b/)
})

test('[E4] the reserve is named first only where it got most', () => {
  const policy = makePolicy({ reserve: { hurdle: 1, maxMinor: null } })
  const cells = ['c', 'd', 'e', 's'].map((id) => makeCell(id))
  const moved = sentence({ figures: [wait(41)], cells, changes: { policy } })
  expect(moved).toMatch(/moved \$37\.80 to 5 others, the largest part to a,/)
})

test('[E4] less than one currency unit names nobody', () => {
  const previous = makePrevious({ a: 4_180, b: 4_180, s: 440 })
  const said = sentence({ figures: [wait(41)], changes: { previous, dailyMinor: 8_900 } })
  expect(said).toContain('we cut it to its floor of $4.20 a day, $0.20 less than before.')
})

test('[E10] nobody is expected, and nothing to be won, where nobody is taken', () => {
  const closed = lineOf('s', { figures: [accepting(false)] })
  expect(closed).toMatchObject({ expectedBookingsPerDay: 0, nextDollarValueMinor: 0, nextSlotValueMinor: 0 })
  expect(closed?.slotAWeekValueMinor).toBe(0)
  const full = lineOf('s', { figures: [slots(40, 34)] })
  expect(full).toMatchObject({ expectedBookingsPerDay: 0, nextDollarValueMinor: 0 })
})
