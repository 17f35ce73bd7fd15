import type { Event } from '@sluice/contracts'
import type { PlaceKey } from '@sluice/database'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dividedByPools } from './divide-events.ts'

const at = (locationId: string): Event => makeCapacityEvent({ data: { locationId } })
const poolsOfLocations = (pools: Record<string, string[]>) => (place: PlaceKey) => pools[place.locationId] ?? []

test('events of one pool are stored together, whatever their places, and in their order', () => {
  const poolsAt = poolsOfLocations({ smyrna: ['georgia'], macon: ['georgia'], mobile: ['alabama'] })
  const events = ['mobile', 'macon', 'smyrna', 'mobile', 'macon', 'mobile'].map(at)
  expect(dividedByPools(events, 2, poolsAt)).toEqual([
    [0, 3, 5],
    [1, 2, 4],
  ])
})

test('a place of two pools keeps both together', () => {
  const poolsAt = poolsOfLocations({
    smyrna: ['georgia'],
    border: ['georgia', 'alabama'],
    mobile: ['alabama'],
    miami: ['florida'],
  })
  const events = ['smyrna', 'mobile', 'border', 'miami', 'miami'].map(at)
  expect(dividedByPools(events, 2, poolsAt)).toEqual([
    [0, 1, 2],
    [3, 4],
  ])
})

test('what is said of a whole location goes with the pools of all of it', () => {
  const whole = makeEvent('sluice.intake.changed.v1', {
    locationId: 'smyrna',
    acceptingNewPatients: true,
    reasonCode: 'reopened',
  })
  const poolsAt = ({ locationId, serviceLine }: PlaceKey) => {
    if (serviceLine === '*') return ['georgia', 'general']
    return { smyrna: ['georgia'], mobile: ['general'] }[locationId] ?? ['florida']
  }
  const events = [at('smyrna'), at('miami'), whole, at('miami'), at('mobile'), at('miami')]
  expect(dividedByPools(events, 2, poolsAt)).toEqual([
    [0, 2, 4],
    [1, 3, 5],
  ])
})

test('three quarters in one part are even enough; more are divided evenly instead', () => {
  const poolsAt = poolsOfLocations({ smyrna: ['georgia'], mobile: ['alabama'] })
  const events = ['mobile', 'smyrna', 'smyrna', 'smyrna'].map(at)
  expect(dividedByPools(events, 2, poolsAt)).toEqual([[1, 2, 3], [0]])
  expect(dividedByPools([...events, at('smyrna')], 2, poolsAt)).toEqual([
    [0, 1, 2],
    [3, 4],
  ])
})

test('places that nobody has asked of are divided by place', () => {
  expect(dividedByPools(['smyrna', 'mobile', 'smyrna', 'mobile'].map(at), 2, () => [])).toEqual([
    [0, 2],
    [1, 3],
  ])
})

test('every event is in one part, no part is empty, and no pool in two unless they are even', () => {
  const place = fc.integer({ min: 0, max: 9 })
  const pools = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }), { minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 40 }),
      pools,
      fc.integer({ min: 1, max: 4 }),
      (places, poolsOfPlace, count) => {
        const poolsAt = ({ locationId }: PlaceKey) =>
          (poolsOfPlace[Number(locationId.slice(1))] ?? []).map((pool) => `p${pool}`)
        const events = places.map((number) => at(`l${number}`))
        const parts = dividedByPools(events, count, poolsAt)
        expect(parts.flat().toSorted((a, b) => a - b)).toEqual([...events.keys()])
        expect(parts.length).toBeLessThanOrEqual(count)
        expect(
          parts.every((part) => part.length > 0 && part.every((number, n) => n === 0 || number > (part[n - 1] ?? 0))),
        ).toBe(true)
        const poolsOfPart = parts.map(
          (part) => new Set(part.flatMap((number) => poolsAt({ locationId: `l${places[number]}`, serviceLine: '' }))),
        )
        const isApart = poolsOfPart.every((one, n) =>
          poolsOfPart.slice(n + 1).every((other) => [...one].every((pool) => !other.has(pool))),
        )
        const sizes = parts.map(({ length }) => length)
        const isEven = sizes.slice(0, -1).every((size) => size === Math.ceil(events.length / count))
        expect(isApart || isEven).toBe(true)
      },
    ),
  )
})
