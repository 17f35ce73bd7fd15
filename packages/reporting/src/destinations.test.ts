import fc from 'fast-check'
import { expect, test } from 'vitest'
import { destinationsOf } from './destinations.ts'

const step = (placeId: string, changeMinor: number, planNumber = 1) => ({ planNumber, placeId, changeMinor })

test('what was taken is shared out among those who got more; the rest is the reserve’s', () => {
  const steps = [step('full', -1_000), step('decatur', 600), step('macon', 200)]
  expect(destinationsOf([{ planNumber: 1, minor: 500 }], steps)).toEqual([
    { placeId: 'decatur', minor: 300 },
    { placeId: 'macon', minor: 100 },
    { placeId: null, minor: 100 },
  ])
})

test('a plan that gives more than it took: all of it went to them', () => {
  const went = destinationsOf([{ planNumber: 1, minor: 100 }], [step('full', -100), step('a', 300), step('b', 100)])
  expect(went).toEqual([
    { placeId: 'a', minor: 75 },
    { placeId: 'b', minor: 25 },
  ])
})

test('a plan whose steps are not known: the reserve', () => {
  expect(destinationsOf([{ planNumber: 7, minor: 10 }], [])).toEqual([{ placeId: null, minor: 10 }])
})

test('nothing is lost and nothing made', () => {
  const places = fc.constantFrom('a', 'b', 'c')
  const plans = fc.integer({ min: 1, max: 3 })
  const steps = fc.array(
    fc.record({ planNumber: plans, placeId: places, changeMinor: fc.integer({ min: -999, max: 999 }) }),
  )
  const reclaimed = fc.array(fc.record({ planNumber: plans, minor: fc.integer({ min: 0, max: 9_999 }) }))
  fc.assert(
    fc.property(reclaimed, steps, (taken, moved) => {
      const sum = (all: readonly { minor: number }[]) => all.reduce((total, { minor }) => total + minor, 0)
      expect(sum(destinationsOf(taken, moved))).toBeCloseTo(sum(taken), 6)
    }),
  )
})
