import { expect, test } from 'vitest'
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
import { formatDate } from './dates.ts'
import type { Cell, Lock, Observation, Place, PlanningInput } from './input.ts'
import { formatMoney } from './money.ts'
import { plan } from './plan.ts'

/** So many open visits, of a clinic that does not say how many it has in all. */
const room = (open: number) => ({ figure: 'slots', horizonDays: 14, total: null, open }) as const
const others = ['Atlanta', 'Decatur', 'Marietta', 'Roswell', 'Tucker']

interface Case {
  observations?: Observation[]
  cell?: Partial<Cell>
  place?: Partial<Place>
  before?: number
  changes?: Partial<PlanningInput> & { dailyMinor?: number }
}

/** What a plan says of Smyrna, one of six clinics at $42 a day; Decatur has the most room. */
function said({
  observations = [heard(1, room(25), wait(3))],
  cell = {},
  place = {},
  before = 4_200,
  changes = {},
}: Case) {
  const cells = [...others.map((id) => makeCell(id)), makeCell('Smyrna', cell)]
  const places = [
    ...others.map((id) => makePlace(id, [heard(1, room(id === 'Decatur' ? 31 : 30), wait(3))])),
    makePlace('Smyrna', observations, place),
  ]
  const amounts = Object.fromEntries(others.map((id) => [id, 4_200]))
  const input = makeInput(cells, { places, previous: makePrevious({ ...amounts, Smyrna: before }), ...changes })
  return plan(input).recommendations.find((line) => line.cellId === 'Smyrna')
}
const sentence = (options: Case) => said(options)?.sentence

test('[E4, E5] gated for its wait, with the date of the earliest return', () => {
  expect(sentence({ observations: [heard(1, wait(41))] })).toBe(
    'Smyrna has a 41-day wait; we cut it to its floor of $4.20 a day and moved $37.80 to 5 others, the largest part to Atlanta, which has 30 open new-patient visits. It can come back once its wait is 14 days or less, on 25 November 2026 at the earliest.',
  )
})

test('[E4] money that stayed in a group is not said to have gone to another', () => {
  const groups = ['east', 'west'].map((id) => makeGroup(id, { maxDailyBudgetMinor: 5_040 }))
  const cells = ['a', 'b', 'c', 'd'].map((id) => makeCell(id, { groupId: id < 'c' ? 'east' : 'west' }))
  const places = [
    makePlace('a', [heard(1, wait(41))]),
    makePlace('b', [heard(1, room(30))]),
    makePlace('c', [heard(1, wait(41))]),
    makePlace('d', [heard(1, room(90))]),
  ]
  const previous = makePrevious({ a: 840, b: 4_200, c: 840, d: 4_200 })
  const lines = plan(makeInput(cells, { groups, places, previous, dailyMinor: 10_080 })).recommendations
  const said = Object.fromEntries(lines.map(({ cellId, sentence }) => [cellId, sentence]))
  expect(said.a).toContain('to b, which has 30 open')
  expect(said.a).not.toMatch(/ d, /)
  expect(said.c).toContain('to d, which has 90 open')
})

test('[E4, X5] a group whose maximum is below its floors is named, not the pool', () => {
  const groups = [makeGroup('east', { name: 'East', maxDailyBudgetMinor: 420 })]
  const cells = [makeCell('a', { groupId: 'east' }), makeCell('b', { groupId: 'east' }), makeCell('c')]
  const previous = makePrevious({ a: 4_200, b: 4_200, c: 4_200 })
  const lines = plan(makeInput(cells, { groups, places: [], previous, dailyMinor: 20_000 })).recommendations
  const paused = lines.filter(({ status }) => status === 'pause_proposed').map(({ sentence }) => sentence)
  expect(paused).toHaveLength(1)
  expect(paused[0]).toMatch(/^The maximum of East is too little to pay every clinic's floor; we pause/)
})

test('[E4] one clinic got all of it', () => {
  const previous = makePrevious({
    Atlanta: 4_200,
    Decatur: 3_400,
    Marietta: 4_200,
    Roswell: 4_200,
    Tucker: 4_200,
    Smyrna: 1_260,
  })
  expect(sentence({ observations: [heard(1, accepting(false))], changes: { previous, dailyMinor: 21_420 } })).toBe(
    'Smyrna is not accepting new patients; we cut it to its floor of $4.20 a day and moved $8.40 to Decatur, which has 31 open new-patient visits.',
  )
})

test('[E5] gated, the wait short again: the date, and no promise', () => {
  const observations = [heard(50, wait(30)), heard(10, wait(5)), heard(1, wait(6))]
  expect(sentence({ observations, before: 420, cell: reference(420) })).toBe(
    "Smyrna's wait is down to 6 days; it stays at its floor of $4.20 a day. It can come back once that is confirmed, on 23 November 2026 at the earliest.",
  )
})

test('[E5] gated, the dwell over, the wait not short enough: no date', () => {
  const observations = [heard(150, wait(30)), heard(10, wait(16))]
  expect(sentence({ observations, before: 420, cell: reference(420) })).toBe(
    "Smyrna's wait is down to 16 days; it stays at its floor of $4.20 a day. It can come back once its wait is 14 days or less.",
  )
})

test('[E4] no headroom, the pool smaller than before', () => {
  const place = { locationName: 'Rite Aid 10492' }
  expect(sentence({ observations: [heard(1, room(0))], place, changes: { dailyMinor: 21_420 } })).toBe(
    'Rite Aid 10492 has no open new-patient visits left in the next 14 days; we cut it to its floor of $4.20 a day, $37.80 less than before.',
  )
})

test('[E4] no headroom, what is left of the money in the reserve', () => {
  const policy = makePolicy({ ramp: { upShare: 0.02, downShare: 0.3 } })
  expect(sentence({ observations: [heard(1, room(0))], changes: { policy } })).toBe(
    'Smyrna has no open new-patient visits left in the next 14 days; we cut it to its floor of $4.20 a day and moved $37.80, mostly to the reserve.',
  )
})

test('[E4] full, with too little room yet', () => {
  const observations = [heard(20, slots(100, 85)), heard(1, slots(100, 81))]
  expect(sentence({ observations, before: 420, cell: reference(420) })).toBe(
    'Smyrna was full and has room for only 4 more new patients again, fewer than the 5 that reopen it; it stays at its floor of $4.20 a day.',
  )
})

test('[E4] not accepting, with the reason', () => {
  expect(sentence({ observations: [heard(1, accepting(false, 'staff_absence'))], before: 420 })).toBe(
    'Smyrna is not accepting new patients (staff are absent); it stays at its floor of $4.20 a day.',
  )
})

test('[E4] throttled', () => {
  const changes = { dailyMinor: 23_310 }
  expect(sentence({ observations: [heard(1, wait(16.8))], before: 2_500, cell: reference(2_500), changes })).toContain(
    'Smyrna has a 17-day wait, so its budget is limited; we cut it to $23.10 a day',
  )
})

test('[E4] few open visits', () => {
  expect(sentence({ observations: [heard(1, room(9))] })).toMatch(
    /^Smyrna has 9 open new-patient visits in the next 14 days, and \$38\.18 a day is enough to fill that; we moved \$3\.82, mostly to Atlanta/,
  )
  expect(sentence({ observations: [heard(1, room(1))] })).toMatch(
    /^Smyrna has only 1 open new-patient visit in the next 14 days; we cut it to \$29\.40 a day, the least one day allows, and moved \$12\.60/,
  )
})

test('[E4] up as far as one day allows', () => {
  expect(sentence({ changes: { dailyMinor: 31_000 } })).toBe(
    'Smyrna has 25 open new-patient visits and earns more on the next dollar than it is worth in the reserve; we raised it by $8.40 to $50.40 a day, the most one day allows.',
  )
})

test('[E4] no data', () => {
  expect(sentence({ observations: [] })).toBe(
    'We have no capacity data for Smyrna yet, so it gets its baseline; it stays at $42 a day.',
  )
  expect(sentence({ observations: [], before: 420, cell: reference(420) })).toBe(
    'We have no capacity data for Smyrna yet, so it goes towards its baseline of $42 a day; we raised it by $8.40 to $12.60 a day.',
  )
})

test('[E4] old data', () => {
  expect(sentence({ observations: [heard(120, room(20))] })).toBe(
    'Nothing new has been heard from Smyrna for 5 days, so it is held until data arrives; it stays at $42 a day.',
  )
  expect(sentence({ observations: [heard(30, room(20))], changes: { dailyMinor: 31_000 } })).toBe(
    'The latest data for Smyrna is 30 hours old, so we do not raise it; it stays at $42 a day.',
  )
  const policy = makePolicy({ freshness: { freshHours: 0.5, ageingHours: 72, staleHours: 168 } })
  for (const [hours, age] of [
    [0.75, 'less than an hour'],
    [1, '1 hour'],
    [1.9, '1 hour'],
    [2, '2 hours'],
    [47.9, '47 hours'],
    [48, '2 days'],
  ] as const) {
    expect(sentence({ observations: [heard(hours, room(20))], changes: { policy, dailyMinor: 31_000 } })).toContain(
      `The latest data for Smyrna is ${age} old,`,
    )
  }
})

test('[E4] what the owner said: locks, minimum, maximum', () => {
  const lock = {
    kind: 'fixed',
    dailyBudgetMinor: 5_000,
    author: 'ana',
    reason: 'trade fair',
    expiresAt: hoursAgo(-30),
  } as const
  expect(sentence({ cell: { lock } })).toBe('Smyrna is locked by ana (trade fair); we raised it by $8 to $50 a day.')
  expect(sentence({ cell: { minDailyBudgetMinor: 4_300 } })).toBe(
    'Smyrna has a minimum of $43 a day; we raised it by $1 to $43 a day.',
  )
  expect(sentence({ cell: { maxDailyBudgetMinor: 4_000 } })).toMatch(
    /^Smyrna has a maximum of \$40 a day; we cut it to \$40 a day and moved \$2/,
  )
})

test.each<[string, Partial<Lock>, string, string[]]>([
  [
    'one amount for all',
    { dailyBudgetMinor: 5_000 },
    'Smyrna goes back to what it had under plan 16 (undo by Growth team); we raised it by $8 to $50 a day.',
    ['locked', 'undo:16'],
  ],
  [
    'a pause',
    { kind: 'pause', dailyBudgetMinor: 0 },
    'Smyrna goes back to what it had under plan 16 (undo by Growth team), under which it was paused, which frees $42 a day.',
    ['paused', 'undo:16'],
  ],
  [
    'more than there is',
    { dailyBudgetMinor: 900_000 },
    'Smyrna goes back to what it had under plan 16 (undo by Growth team), which is $9,000 a day, but there is too little money for that; we raised it by $',
    ['relaxed:lock', 'undo:16'],
  ],
])('[E17] an undo names its plan and who made it: %s', (_, changes, words, reasons) => {
  const undo = { kind: 'fixed', dailyBudgetMinor: 0, author: 'Growth team', reason: 'undo', expiresAt: null } as const
  const lock: Lock = { ...undo, isDecision: true, undoTo: 16, ...changes }
  const line = said({ cell: { lock } })
  expect(line?.sentence).toContain(words)
  expect(line?.reasons).toEqual(expect.arrayContaining(reasons))
})

test('[E4] groups by name', () => {
  const groups = [makeGroup('g', { name: 'North', maxDailyBudgetMinor: 3_500 })]
  expect(sentence({ cell: { groupId: 'g' }, changes: { groups } })).toMatch(
    /^Smyrna shares the maximum of North; we cut it to \$35 a day and moved \$7/,
  )
  const least = [makeGroup('g', { name: 'North', minDailyBudgetMinor: 4_800 })]
  expect(sentence({ cell: { groupId: 'g' }, changes: { groups: least } })).toBe(
    'Smyrna is part of North, which must get its minimum; we raised it by $6 to $48 a day.',
  )
})

test('[E4] the reserve pays more', () => {
  const policy = makePolicy({ reserve: { hurdle: 6.2, maxMinor: null } })
  expect(sentence({ before: 3_100, changes: { policy, dailyMinor: 31_000 } })).toMatch(
    /^More money would bring less at Smyrna than it is worth in the reserve; we raised it by \$\d+\.\d\d to \$4\d\.\d\d a day\.$/,
  )
})

test('[E4] too little to be worth a change; as good as elsewhere', () => {
  expect(
    sentence({
      before: 4_250,
      changes: { previous: makePrevious({ ...Object.fromEntries(others.map((id) => [id, 4_190])), Smyrna: 4_250 }) },
    }),
  ).toBe('Smyrna stays at $42.50 a day; the best amount is only $0.50 away, too little to be worth a change.')
  expect(sentence({})).toBe('Smyrna stays at $42 a day, where its next dollar earns as much as at the other clinics.')
})

test('[E4] no money for floors; no longer configured', () => {
  expect(sentence({ observations: [heard(1, accepting(false))], changes: { dailyMinor: 2_200 } })).toBe(
    "The pool has too little money left to pay every clinic's floor; we pause Smyrna, which frees $42 a day.",
  )
  expect(sentence({ cell: { status: 'removed' }, before: 1_000 })).toBe(
    'Smyrna is no longer part of the pool; we propose to pause it, and its $10 a day stays counted until that is confirmed.',
  )
})

test('[E6] service line and channel are named where the location alone would not do', () => {
  const cells = [
    makeCell('a', { locationId: 'p', channel: 'search' }),
    makeCell('b', { locationId: 'p', channel: 'social' }),
    makeCell('c'),
  ]
  const lines = plan(makeInput(cells, { places: [makePlace('p', [], { locationName: 'Smyrna' })] })).recommendations
  expect(lines.map((line) => line.sentence.match(/for (.*) yet/)?.[1])).toEqual([
    'Smyrna (orthodontics, search)',
    'Smyrna (orthodontics, social)',
    undefined,
  ])
})

test.each([
  [0, 'USD', 2, '$0'],
  [5, 'USD', 2, '$0.05'],
  [4_200, 'USD', 2, '$42'],
  [123_456_789, 'USD', 2, '$1,234,567.89'],
  [1_234, 'JPY', 0, '¥1,234'],
  [1_230, 'CHF', 2, 'CHF 12.30'],
  [1_234, 'KWD', 3, 'KWD 1.234'],
  [-50, 'EUR', 2, '-€0.50'],
])('[E3] %d %s is written %s', (minor, currency, exponent, text) => {
  expect(formatMoney(minor, currency, exponent)).toBe(text)
})

test('[E3] dates are written out, in UTC', () => {
  expect(formatDate('2026-02-01T23:59:59.999Z')).toBe('1 February 2026')
})
