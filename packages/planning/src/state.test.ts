import { expect, test } from 'vitest'
import { heard, hoursAgo, makeLine, makePlace, makePolicy, now, slots, wait } from '../test-support/make-input.ts'
import type { Figure, FigureValue, Policy } from './input.ts'
import { toMs } from './instant.ts'
import { factsOf } from './place-facts.ts'
import { chooseFigures } from './state.ts'

function chosenOf(figures: Figure[], policy: Policy = makePolicy()) {
  return chooseFigures(figures, Date.parse(now), { policy, serviceLine: makeLine() })
}

function said(source: string, hours: number, value: FigureValue): Figure {
  return { source, observedAt: hoursAgo(hours), ...value }
}

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

test('[S3] a waitlist and "not accepting" never go dead', () => {
  const list = chosenOf(
    [said('ehr', 500, { figure: 'waitlist', size: 9 }), said('pms', 1, { figure: 'waitlist', size: 1 })],
    trusted,
  )
  expect(list.waitlist).toMatchObject({ size: 9 })
})

test('[S4] accepting: the newest of location and line; at one instant the line', () => {
  const location = (hours: number) =>
    said('pms', hours, { figure: 'accepting', accepting: false, reasonCode: 'closure', wholeLocation: true })
  const line = said('pms', 2, { figure: 'accepting', accepting: true, reasonCode: null, wholeLocation: false })
  expect(chosenOf([location(1), line]).accepting?.accepting).toBe(false)
  expect(chosenOf([location(3), line]).accepting?.accepting).toBe(true)
  expect(chosenOf([location(2), line]).accepting?.accepting).toBe(true)
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

test('[S7] the order of figures is nothing, even between equals', () => {
  const figures = [
    said('b', 1, slots(100, 20)),
    said('a', 1, slots(100, 10)),
    said('c', 1, wait(3)),
    said('a', 1, wait(4)),
  ]
  expect(chosenOf(figures)).toEqual(chosenOf(figures.toReversed()))
})
