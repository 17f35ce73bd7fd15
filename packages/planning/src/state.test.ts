import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard, hoursAgo, makeLine, makePlace, makePolicy, now, slots, wait } from '../test-support/make-input.ts'
import type { Figure, FigureValue, Policy } from './input.ts'
import { toMs } from './instant.ts'
import { factsOf } from './place-facts.ts'
import { chooseFigures } from './state.ts'

function chosenOf(figures: readonly Figure[], policy: Policy = makePolicy()) {
  return chooseFigures(figures, Date.parse(now), { policy, serviceLine: makeLine() })
}

function said(source: string, hours: number, value: FigureValue): Figure {
  return { source, observedAt: hoursAgo(hours), ...value }
}

const closed = (source: string, hours: number, wholeLocation = false) =>
  said(source, hours, { figure: 'accepting', accepting: false, reasonCode: 'closure', wholeLocation })
const open = (source: string, hours: number, wholeLocation = false) =>
  said(source, hours, { figure: 'accepting', accepting: true, reasonCode: null, wholeLocation })

const trusted = makePolicy({ sources: [{ source: 'ehr', priority: 1, expectedIntervalHours: null }] })

test('[S1] a message without a wait leaves the older wait to age', () => {
  const place = makePlace('p', [heard(40, slots(100, 60), wait(5)), heard(1, slots(100, 61))])
  const { chosen, freshness } = factsOf(place, makeLine(), makePolicy(), toMs(now))
  expect(chosen.slots).toMatchObject({ booked: 61 })
  expect(chosen.wait).toMatchObject({ days: 5, observedAt: hoursAgo(40) })
  expect(freshness).toBe('ageing')
})

test('[S2] the newest of two sources counts, unless the other has a higher priority', () => {
  const figures = [said('ehr', 3, slots(100, 10)), said('pms', 2, slots(100, 20))]
  expect(chosenOf(figures).slots).toMatchObject({ booked: 20 })
  expect(chosenOf(figures, trusted).slots).toMatchObject({ booked: 10 })
})

test('[S3] a dead figure gives way whatever its priority; a figure at its last stale moment does not', () => {
  const newer = said('pms', 2, slots(100, 20))
  expect(chosenOf([said('ehr', 168, slots(100, 10)), newer], trusted).slots).toMatchObject({ booked: 10 })
  expect(chosenOf([said('ehr', 168.01, slots(100, 10)), newer], trusted).slots).toMatchObject({ booked: 20 })
})

test('[S3] of several that are all dead the newest counts, whatever the priority', () => {
  const figures = [said('ehr', 7_200, slots(100, 10)), said('pms', 170, slots(100, 99))]
  expect(chosenOf(figures, trusted).slots).toMatchObject({ booked: 99 })
})

test('[S3] an old waitlist and an old word count as long as nobody says otherwise', () => {
  const { waitlist, accepting } = chosenOf([said('pms', 7_200, { figure: 'waitlist', size: 9 }), closed('pms', 7_200)])
  expect(waitlist).toMatchObject({ size: 9 })
  expect(accepting).toMatchObject({ accepting: false })
})

test('[S3] a dead waitlist gives way whatever its priority; one at its last stale moment does not', () => {
  const newer = said('pms', 2, { figure: 'waitlist', size: 0 })
  const listOf = (hours: number) => chosenOf([said('ehr', hours, { figure: 'waitlist', size: 500 }), newer], trusted)
  expect(listOf(168).waitlist).toMatchObject({ size: 500 })
  expect(listOf(168.01).waitlist).toMatchObject({ size: 0 })
})

test('[S4] accepting: the newest of location and line; at one instant the line', () => {
  const location = (hours: number) =>
    said('pms', hours, { figure: 'accepting', accepting: false, reasonCode: 'closure', wholeLocation: true })
  const line = said('pms', 2, { figure: 'accepting', accepting: true, reasonCode: null, wholeLocation: false })
  expect(chosenOf([location(1), line]).accepting?.accepting).toBe(false)
  expect(chosenOf([location(3), line]).accepting?.accepting).toBe(true)
  expect(chosenOf([location(2), line]).accepting?.accepting).toBe(true)
})

// The table of S4 in SPEC.md, row by row: what the preferred source said, what another did, and whether the place is
// open. Ages in hours.
test.each([
  { preferred: open('ehr', 10), other: closed('pms', 1), isOpen: false },
  { preferred: open('ehr', 10), other: closed('pms', 9.999), isOpen: false },
  { preferred: open('ehr', 10), other: closed('pms', 10), isOpen: true },
  { preferred: open('ehr', 1), other: closed('pms', 10), isOpen: true },
  { preferred: closed('ehr', 10), other: open('pms', 1), isOpen: false },
  { preferred: closed('ehr', 1), other: open('pms', 10), isOpen: false },
  { preferred: closed('ehr', 168), other: open('pms', 1), isOpen: false },
  { preferred: closed('ehr', 168.01), other: open('pms', 1), isOpen: true },
  { preferred: open('ehr', 7_200), other: closed('pms', 0.05), isOpen: false },
  { preferred: open('ehr', 1), other: closed('pms', 200), isOpen: true },
  { preferred: open('ehr', 100), other: closed('pms', 200), isOpen: true },
  { preferred: closed('ehr', 300), other: open('pms', 200), isOpen: true },
  { preferred: open('ehr', 300), other: closed('pms', 200), isOpen: false },
])('[S4] $preferred.observedAt $preferred.accepting, $other.observedAt $other.accepting: open $isOpen', (row) => {
  for (const wholeLocation of [true, false])
    for (const isPreferredWhole of [true, false]) {
      const figures: Figure[] = [
        { ...row.preferred, wholeLocation: isPreferredWhole } as Figure,
        { ...row.other, wholeLocation } as Figure,
      ]
      expect(chosenOf(figures, trusted).accepting?.accepting).toBe(row.isOpen)
      expect(chosenOf(figures.toReversed(), trusted).accepting?.accepting).toBe(row.isOpen)
    }
})

test('[S4] a closure that others of its rank took back closes nothing', () => {
  const figures = [open('ehr', 10), closed('desk', 5)]
  expect(chosenOf([...figures, open('pms', 4)], trusted).accepting?.accepting).toBe(true)
  expect(chosenOf([...figures, open('desk', 4, true)], trusted).accepting?.accepting).toBe(true)
  expect(chosenOf([...figures, open('pms', 6)], trusted).accepting?.accepting).toBe(false)
})

test('[S4] of three ranks each can take back what those below it said', () => {
  const ranks = makePolicy({
    sources: [
      { source: 'ehr', priority: 2, expectedIntervalHours: null },
      { source: 'pms', priority: 1, expectedIntervalHours: null },
    ],
  })
  const figures = [open('ehr', 30), closed('desk', 20)]
  expect(chosenOf([...figures, open('pms', 10)], ranks).accepting).toMatchObject({ source: 'ehr', accepting: true })
  expect(chosenOf([...figures, open('pms', 25)], ranks).accepting).toMatchObject({ source: 'desk', accepting: false })
})

test('[S4] a dead closure outlasts an older word of a source that reports seldom', () => {
  const monthly = makePolicy({ sources: [{ source: 'csv', priority: 0, expectedIntervalHours: 720 }] })
  expect(chosenOf([closed('desk', 200), open('csv', 250)], monthly).accepting?.accepting).toBe(false)
  expect(chosenOf([closed('desk', 200), open('csv', 150)], monthly).accepting?.accepting).toBe(true)
})

test('[S5] a wait of another kind is shown and flagged; mapped it counts, times its factor', () => {
  const figures = [said('pms', 1, wait(50, 'mean_completed'))]
  const plain = chosenOf(figures)
  expect(plain.wait).toBeNull()
  expect(plain.otherWait?.days).toBe(50)
  expect(plain.flags).toEqual(['wait_kind_not_used'])
  const gate = {
    ...makePolicy().gate,
    waitKindFactors: [{ kind: 'mean_completed', readAs: 'third_next_available', factor: 0.5 } as const],
  }
  expect(chosenOf(figures, makePolicy({ gate })).wait?.readDays).toBe(25)
})

test.each([
  [6.9, false],
  [7, true],
  [28, true],
  [28.1, false],
])('[S6] slots over %d days: used %s', (horizonDays, isUsed) => {
  const { slots: used, flags } = chosenOf([said('pms', 1, slots(100, 10, horizonDays))])
  expect(used !== null).toBe(isUsed)
  expect(flags).toEqual(isUsed ? [] : ['horizon_mismatch'])
})

test('[S6] what the policy cannot use hides nothing: the usable one before it stays, ages, and is flagged', () => {
  const usable = said('pms', 30, slots(40, 20))
  const other = said('pms', 1, slots(300, 60, 90))
  const place = makePlace('p', [heard(30, slots(40, 20)), heard(1, slots(300, 60, 90))])
  expect(place.figures).toEqual(expect.arrayContaining([usable, other]))
  const { chosen, freshness, flags } = factsOf(place, makeLine(), makePolicy(), toMs(now))
  expect(chosen.slots).toEqual(usable)
  expect(freshness).toBe('ageing')
  expect(flags).toContain('horizon_mismatch')
})

test('[S6] it is flagged while it is the newest of its source, or all its source says', () => {
  const [fit, other] = [(hours: number) => said('pms', hours, slots(40, 20)), said('pms', 2, slots(300, 60, 90))]
  expect(chosenOf([other]).flags).toEqual(['horizon_mismatch'])
  expect(chosenOf([fit(3), other]).flags).toEqual(['horizon_mismatch'])
  expect(chosenOf([fit(2), other]).flags).toEqual([])
  expect(chosenOf([said('ehr', 1, slots(40, 20)), other]).flags).toEqual(['horizon_mismatch'])
})

test('[S6] of several usable horizons of a source the newest counts; of one moment the nearest to the policy’s', () => {
  const counted = (hours: number, ...horizons: number[]) =>
    makePlace('p', [heard(9, slots(40, 1)), ...horizons.map((days) => heard(hours, slots(40, days, days)))]).figures
  expect(chosenOf(counted(1, 20)).slots).toMatchObject({ horizonDays: 20 })
  expect(chosenOf(counted(1, 20, 12)).slots).toMatchObject({ horizonDays: 12 })
  expect(counted(1, 20, 12)).toHaveLength(1)
})

test('[S7] the order of figures is nothing, even between equals', () => {
  const figures = [
    said('b', 1, slots(100, 20)),
    said('a', 1, slots(100, 10)),
    said('c', 1, wait(3)),
    said('a', 1, wait(4)),
  ]
  expect(chosenOf(figures)).toEqual(chosenOf(figures.toReversed()))
})

/** As if it had been recorded so many seconds after it was observed, with this sequence and hash. */
function recorded(figure: Figure, seconds: number, sequence = '', bodySha256 = 'a'): Figure {
  const recordedAt = new Date(toMs(figure.observedAt) + seconds * 1_000).toISOString()
  return { ...figure, order: { recordedAt, sequence, bodySha256 } }
}

// Pairs of one moment: by every rule but S9 the first counts, or would by its name.
const pairs: Record<string, [first: Figure, second: Figure]> = {
  'sources of slots': [said('a', 1, slots(100, 10)), said('z', 1, slots(100, 100))],
  horizons: [said('a', 1, slots(100, 10)), said('a', 1, slots(100, 100, 20))],
  waits: [said('a', 1, wait(3)), said('z', 1, wait(90))],
  waitlists: [said('a', 1, { figure: 'waitlist', size: 0 }), said('z', 1, { figure: 'waitlist', size: 500 })],
  words: [open('a', 1), closed('z', 1)],
  reach: [open('a', 1), closed('a', 1, true)],
}

test.each(Object.entries(pairs))(
  '[S9] of two %s of one moment the later recorded counts, then by sequence, then by hash',
  (_, [first, second]) => {
    const chosen = (...figures: Figure[]) =>
      Object.values(chosenOf(figures)).find((figure) => figure !== null && !Array.isArray(figure)) as Figure
    const told = [
      [recorded(first, 5, '2', 'b'), recorded(second, 100, '1', 'a')],
      [recorded(first, 5, '1', 'b'), recorded(second, 5, '10', 'a')],
      [recorded(first, 5, 'B', 'a'), recorded(second, 5, 'B', 'b')],
    ] as const
    for (const [before, after] of told) {
      expect(chosen(before, after)).toMatchObject(after)
      expect(chosen(after, before)).toMatchObject(after)
    }
    for (const [after, before] of told.map(
      ([a, b]) =>
        [
          { ...a, order: b.order },
          { ...b, order: a.order },
        ] as [Figure, Figure],
    ))
      expect(chosen(before, after)).toMatchObject(after)
    // Nothing tells, in inputs of before rules 9: as it was.
    expect(chosen(second, first)).toMatchObject(first)
  },
)

test('[S9] microseconds of recording count; a report of no recording was recorded as it was observed', () => {
  const at = (fraction: string) => ({
    recordedAt: hoursAgo(1).replace('.000Z', `.${fraction}Z`),
    sequence: '',
    bodySha256: '',
  })
  const [early, late] = [said('z', 1, wait(3)), said('a', 1, wait(90))]
  expect(
    chosenOf([
      { ...early, order: at('000001') },
      { ...late, order: at('000002') },
    ]).wait?.days,
  ).toBe(90)
  expect(
    chosenOf([
      { ...early, order: at('000002') },
      { ...late, order: at('000001') },
    ]).wait?.days,
  ).toBe(3)
})

test('[S9] a closure of the moment of a preferred word closes if it was recorded later', () => {
  const [preferred, other] = [open('ehr', 2), closed('pms', 2)]
  expect(chosenOf([recorded(preferred, 1), recorded(other, 2)], trusted).accepting?.accepting).toBe(false)
  expect(chosenOf([recorded(preferred, 2), recorded(other, 1)], trusted).accepting?.accepting).toBe(true)
})

test('[S9] what cannot be used is flagged where of one moment it was recorded later', () => {
  const [fit, unfit] = [said('pms', 1, slots(40, 20)), said('pms', 1, slots(300, 60, 90))]
  expect(chosenOf([recorded(fit, 1), recorded(unfit, 2)]).flags).toEqual(['horizon_mismatch'])
  expect(chosenOf([recorded(fit, 2), recorded(unfit, 1)]).flags).toEqual([])
})

const word = fc.record({
  source: fc.constantFrom('ehr', 'pms', 'desk', 'csv'),
  hours: fc.integer({ min: 0, max: 400 }),
  wholeLocation: fc.boolean(),
  accepting: fc.boolean(),
})
const ranked = makePolicy({
  sources: [
    { source: 'ehr', priority: 2, expectedIntervalHours: null },
    { source: 'pms', priority: -1, expectedIntervalHours: 100 },
    { source: 'csv', priority: 0, expectedIntervalHours: 100 },
  ],
})
const isDead = ({ source, observedAt }: Figure) =>
  toMs(now) - toMs(observedAt) > (['pms', 'csv'].includes(source) ? 300 : 168) * 3_600_000

test('[S4] whatever was said: the newest word closes; nobody dead opens what anybody alive speaks of', () => {
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 8, selector: (one) => one.hours }), (words) => {
      const figures = words.map(({ source, hours, accepting, wholeLocation }) =>
        said(source, hours, { figure: 'accepting', accepting, reasonCode: null, wholeLocation }),
      )
      const { accepting } = chosenOf(figures, ranked)
      const [newest] = figures.toSorted((a, b) => toMs(b.observedAt) - toMs(a.observedAt))
      if (newest?.figure === 'accepting' && !newest.accepting) expect(accepting).toEqual(newest)
      const alive = figures.filter((figure) => !isDead(figure))
      if (alive.length > 0 && accepting?.accepting) expect(alive).toContainEqual(accepting)
      // What is dead may only close.
      if (alive.length > 0 && accepting?.accepting) expect(chosenOf(alive, ranked).accepting?.accepting).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('[S3] what is dead decides nothing while anybody alive speaks', () => {
  const value = fc.record({
    source: fc.constantFrom('ehr', 'pms', 'desk', 'csv'),
    hours: fc.integer({ min: 0, max: 400 }),
    value: fc.oneof(
      fc.nat(90).map((booked) => slots(100, booked)),
      fc.nat(40).map((days) => wait(days)),
      fc.nat(40).map((size): FigureValue => ({ figure: 'waitlist', size })),
    ),
  })
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), (values) => {
      const figures = values.map(({ source, hours, value }) => said(source, hours, value))
      const [all, alive] = [
        chosenOf(figures, ranked),
        chosenOf(
          figures.filter((one) => !isDead(one)),
          ranked,
        ),
      ]
      for (const name of ['slots', 'wait', 'waitlist'] as const)
        if (alive[name] !== null) expect(all[name]).toEqual(alive[name])
    }),
    { numRuns: 2_000 },
  )
})
