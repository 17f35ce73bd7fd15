import type { Event } from '@sluice/contracts'
import { makeCapacityEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { ExpectedRepeats } from '../src/expected-repeats.ts'
import { storeEvents } from '../src/store-events.ts'
import { countOf, makeBeliefs, revisionsOf, test } from './support.ts'

const many = (name: string) => Array.from({ length: 60 }, (_, n) => makeCapacityEvent({ id: `${name}-${n}` }))
const outcomesOf = (stored: readonly { outcome: string }[]) => stored.map(({ outcome }) => outcome)

test('a repeat and a conflict among many new events are told, and cost nobody else’s event', async ({ db, admin }) => {
  const beliefs = makeBeliefs()
  const { repeats } = beliefs
  const [first, second, ...others] = many('first')
  if (first === undefined || second === undefined) throw new Error('no events')
  const before = outcomesOf(await storeEvents(db, 'north', [first, second], beliefs))
  const changed: Event = { ...second, data: { ...second.data, newPatientSlotsOpen: 0 } }
  expect([...before, repeats.has('north')]).toEqual(['accepted', 'accepted', false])
  for (const round of [1, 2]) {
    const stored = outcomesOf(await storeEvents(db, 'north', [...others, changed, first], beliefs))
    const outcome = round === 1 ? 'accepted' : 'duplicate'
    expect(stored).toEqual([...others.map(() => outcome), 'conflict', 'duplicate'])
    expect(repeats.has('north'), 'the next time it is expected').toBe(true)
  }
  expect([await countOf(admin, 'events'), await countOf(admin, 'event_key')]).toEqual([60, 60])
  expect(await revisionsOf(admin)).toMatchObject({ georgia: 2 })
})

test('the same many events from several connections at once are each stored once', async ({ db, admin }) => {
  const events = many('race')
  const all = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const beliefs = makeBeliefs()
      // Then the places are known, and all of them try to store what is new in one statement.
      await storeEvents(db, 'south', [makeCapacityEvent()], beliefs)
      return beliefs
    }),
  )
  const stored = await Promise.all(all.map((beliefs) => storeEvents(db, 'south', events, beliefs)))
  const accepted = stored.flat().filter(({ outcome }) => outcome === 'accepted')
  expect([accepted.length, await countOf(admin, 'events'), await countOf(admin, 'event_pools')]).toEqual([60, 64, 64])
  expect(await revisionsOf(admin, 'south')).toMatchObject({ georgia: 5 })
})

test('repeats are expected of an organization for a minute after the last, and of no other', () => {
  let nowMs = 0
  const repeats = new ExpectedRepeats(() => nowMs)
  repeats.note('north')
  nowMs = 59_999
  expect([repeats.has('north'), repeats.has('south')]).toEqual([true, false])
  nowMs = 60_000
  expect(repeats.has('north')).toBe(false)
})
