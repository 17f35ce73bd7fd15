import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hoursAgo, makeLine, makePolicy, slots, wait } from '../test-support/make-input.ts'
import { emptyGateMemory, foldGate } from './gate.ts'
import { figureKind, heardLast, orderedWhereTied, sourcesThatCount } from './heard-last.ts'
import type { Figure, FigureValue, Observation } from './input.ts'

const named = (n: number) => `s${String(n).padStart(3, '0')}`
const heardFrom = (source: string, hours: number): Figure => ({
  source,
  observedAt: hoursAgo(hours),
  ...slots(100, 50),
})

test('[S8] 32 sources of a figure count; of 33 all but the one heard longest ago', () => {
  const figures = Array.from({ length: 33 }, (_, n) => heardFrom(named(n), n === 7 ? 99 : n))
  expect(heardLast(figures.slice(0, 32), makePolicy())).toHaveLength(32)
  expect(heardLast(figures, makePolicy())).toEqual(figures.filter(({ source }) => source !== named(7)))
})

test('[S8] of one moment those that come first by name', () => {
  const figures = Array.from({ length: 40 }, (_, n) => heardFrom(named(n), 1)).toReversed()
  const counted = heardLast(figures, makePolicy()).map(({ source }) => source)
  expect(counted.toSorted()).toEqual(Array.from({ length: 32 }, (_, n) => named(n)))
})

test('[S8] [S9] of one moment those that were recorded last, whatever they are called', () => {
  const figures = Array.from({ length: 40 }, (_, n): Figure => {
    const recordedAt = new Date(Date.parse(hoursAgo(1)) + n * 1_000).toISOString()
    return { ...heardFrom(named(n), 1), order: { recordedAt, sequence: '', bodySha256: '' } }
  })
  const counted = heardLast(figures.toReversed(), makePolicy()).map(({ source }) => source)
  expect(counted.toSorted()).toEqual(Array.from({ length: 32 }, (_, n) => named(n + 8)))
})

test('[S9] a figure has its order only beside another of its kind and moment', () => {
  const order = { recordedAt: hoursAgo(0), sequence: '', bodySha256: 'a' }
  const by = (source: string, hours: number, value: FigureValue): Figure => ({
    source,
    observedAt: hoursAgo(hours),
    order,
    ...value,
  })
  const tied = [by('a', 1, wait(3)), by('b', 1, wait(3, 'mean_completed'))]
  const alone = [by('a', 1, slots(9, 1)), by('b', 2, slots(9, 1)), by('b', 2, wait(3))]
  const hasOrder = orderedWhereTied([...alone, ...tied]).map((figure) => figure.order !== undefined)
  expect(hasOrder).toEqual([false, false, false, true, true])
})

test('[S8] a source with a priority counts however long ago it was heard, and takes nobody else’s place', () => {
  const policy = makePolicy({ sources: [{ source: 'ehr', priority: 1, expectedIntervalHours: null }] })
  const others = Array.from({ length: 32 }, (_, n) => heardFrom(named(n), 1))
  expect(heardLast([heardFrom('ehr', 500), ...others], policy)).toHaveLength(33)
})

test('[S8] kinds of figures are counted apart', () => {
  const of = (n: number): Figure[] => [
    heardFrom(named(n), 1),
    { source: named(n), observedAt: hoursAgo(1), ...wait(3) },
    { source: named(n), observedAt: hoursAgo(1), ...wait(3, 'mean_completed') },
  ]
  const figures = Array.from({ length: 32 }, (_, n) => of(n)).flat()
  expect(heardLast(figures, makePolicy())).toEqual(figures)
})

test('[S8] a gate remembers those that count, whenever older ones were left out', () => {
  const settings = { policy: makePolicy(), serviceLine: makeLine(), place: { organicBookings: 0 } }
  const report = fc.record({
    source: fc.integer({ min: 0, max: 60 }).map(named),
    hours: fc.integer({ min: 0, max: 90 }),
    figure: fc.constantFrom(slots(100, 50), wait(3)),
  })
  fc.assert(
    fc.property(fc.array(report, { maxLength: 150 }), fc.nat(150), (reports, cut) => {
      const observations = reports
        .map(({ source, hours, figure }): Observation => ({ source, observedAt: hoursAgo(hours), figures: [figure] }))
        .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
      const newest = new Map<string, Figure>()
      for (const { source, observedAt, figures } of observations)
        for (const value of figures) {
          const figure: Figure = { source, observedAt, ...value }
          newest.set(`${figureKind(figure)}/${source}`, figure)
        }
      const expected = heardLast([...newest.values()], settings.policy)
      const at = observations[cut]?.observedAt ?? ''
      const [first, then] = [
        observations.filter((one) => one.observedAt < at),
        observations.filter((one) => one.observedAt >= at),
      ]
      const memory = foldGate(foldGate(emptyGateMemory(), first, settings), then, settings)
      const byText = (a: Figure, b: Figure) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
      expect(memory.figures.toSorted(byText)).toEqual(expected.toSorted(byText))
      expect(memory.figures.length).toBeLessThanOrEqual(2 * sourcesThatCount)
    }),
  )
})
