import type { Event } from '@sluice/contracts'
import { makeCapacityEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { ExpectedRepeats } from '../src/expected-repeats.ts'
import { storeEvents } from '../src/store-events.ts'
import { countOf, revisionsOf, test } from './support.ts'

/** So many that their keys are claimed as if all were free. */
const many = (name: string) => Array.from({ length: 60 }, (_, n) => makeCapacityEvent({ id: `${name}-${n}` }))
const outcomesOf = (stored: readonly { outcome: string }[]) => stored.map(({ outcome }) => outcome)

test('a repeat and a conflict among many new events are told, and cost nobody else’s event', async ({ db, admin }) => {
  const repeats = new ExpectedRepeats()
  const [first, second, ...others] = many('first')
  if (first === undefined || second === undefined) throw new Error('no events')
  const before = outcomesOf(await storeEvents(db, 'north', [first, second], repeats))
  const changed: Event = { ...second, data: { ...second.data, newPatientSlotsOpen: 0 } }
  expect([...before, repeats.has('north')]).toEqual(['accepted', 'accepted', false])
  for (const round of [1, 2]) {
    const stored = outcomesOf(await storeEvents(db, 'north', [...others, changed, first], repeats))
    const outcome = round === 1 ? 'accepted' : 'duplicate'
    expect(stored).toEqual([...others.map(() => outcome), 'conflict', 'duplicate'])
    expect(repeats.has('north'), 'the next time it is expected').toBe(true)
  }
  expect([await countOf(admin, 'events'), await countOf(admin, 'event_key')]).toEqual([60, 60])
  expect(await revisionsOf(admin)).toMatchObject({ georgia: 2 })
})

test('the same many events from several connections at once are each stored once', async ({ db, admin }) => {
  const events = many('race')
  const stored = await Promise.all([1, 2, 3, 4].map(() => storeEvents(db, 'north', events, new ExpectedRepeats())))
  const accepted = stored.flat().filter(({ outcome }) => outcome === 'accepted')
  expect([accepted.length, await countOf(admin, 'events'), await countOf(admin, 'event_pools')]).toEqual([60, 60, 60])
  expect(await revisionsOf(admin)).toMatchObject({ georgia: 1 })
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
