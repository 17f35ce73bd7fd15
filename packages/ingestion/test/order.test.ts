import type { Event } from '@sluice/contracts'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { ExpectedRepeats } from '../src/expected-repeats.ts'
import { storeEvents } from '../src/index.ts'
import { eventToReport } from '../src/report.ts'
import { makeBeliefs, type StateLine, stateOf, test } from './support.ts'

const base = Date.parse('2026-11-22T08:00:00Z')
const atMinute = (minute: number) => new Date(base + minute * 60_000).toISOString()

/** Few values of each attribute, so that ties in all of them are common. */
const attributes = fc.record({
  minute: fc.integer({ min: 0, max: 1 }),
  recorded: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
  sequence: fc.option(fc.constantFrom('10', '2', 'B', 'a'), { nil: undefined }),
  source: fc.constantFrom('/a', '/b'),
  kind: fc.constantFrom('slots', 'wait', 'intake', 'location', 'waitlist'),
  value: fc.integer({ min: 0, max: 3 }),
})

function toEvent(drawn: typeof attributes extends fc.Arbitrary<infer T> ? T : never, index: number): Event {
  const { minute, recorded, sequence, source, kind, value } = drawn
  const common = {
    id: `e${index}`,
    source,
    time: atMinute(minute),
    ...(recorded === undefined ? {} : { recordedtime: atMinute(recorded) }),
    ...(sequence === undefined ? {} : { sequence }),
  }
  const place = { locationId: 'smyrna', serviceLine: 'orthodontics' }
  const intake = { acceptingNewPatients: value > 1, reasonCode: 'other' as const }
  switch (kind) {
    case 'slots':
      return makeCapacityEvent({ ...common, data: { newPatientSlotsOpen: value } })
    case 'wait':
      return makeEvent('sluice.waitlist.observed.v1', { ...place, waitDays: value, waitKind: 'mean_completed' }, common)
    case 'intake':
      return makeEvent('sluice.intake.changed.v1', { ...place, ...intake }, common)
    case 'location':
      return makeEvent('sluice.intake.changed.v1', { locationId: 'smyrna', ...intake }, common)
    default:
      return makeEvent('sluice.waitlist.observed.v1', { ...place, waitlistSize: value }, common)
  }
}

/** The rule said once more, without SQL: the greatest in this order is the state. */
function isNewer(a: Event, b: Event): boolean {
  const orderOf = (event: Event) => [
    event.time,
    event.recordedtime ?? event.time,
    event.sequence ?? '',
    eventToReport(event).bodySha256,
  ]
  const [left, right] = [orderOf(a), orderOf(b)]
  const at = left.findIndex((part, index) => part !== right[index])
  return at !== -1 && Buffer.compare(Buffer.from(left[at] ?? ''), Buffer.from(right[at] ?? '')) > 0
}

function figureOf(event: Event): string {
  if (event.type === 'sluice.capacity.observed.v1') return 'slots'
  if (event.type === 'sluice.intake.changed.v1') return 'accepting'
  return event.type === 'sluice.waitlist.observed.v1' && event.data.waitDays !== undefined
    ? 'wait.mean_completed'
    : 'waitlist'
}

/** Which event each figure's state should come from. */
function model(events: readonly Event[]): Record<string, string> {
  const newest = new Map<string, Event>()
  for (const event of events) {
    const key = `smyrna ${event.data.serviceLine ?? '*'}/${figureOf(event)}/${event.source}`
    const known = newest.get(key)
    if (known === undefined || isNewer(event, known)) newest.set(key, event)
  }
  return Object.fromEntries([...newest].map(([key, event]) => [key, event.id]))
}

/** A clock on which minutes pass from one look to the next. */
function forgetful(): () => number {
  let nowMs = 0
  return () => (nowMs += 120_000)
}

function winners(state: StateLine[]): Record<string, string> {
  return Object.fromEntries(
    state.map(({ place, figure, source, eventId }) => [`${place}/${figure}/${source}`, eventId]),
  )
}

test.for([
  ['weighed one by one', () => makeBeliefs()],
  // Repeats are forgotten at once: each group is tried as if it were new.
  ['stored at once where they are new', () => ({ ...makeBeliefs(), repeats: new ExpectedRepeats(forgetful()) })],
] as const)(
  'any order, any grouping and any repeats of the same events end in the state the rule names: %s',
  async ([_, beliefsOf], { db, admin }) => {
    const beliefs = beliefsOf()
    const run = fc.array(attributes, { minLength: 1, maxLength: 12 }).chain((drawn) => {
      const events = drawn.map(toEvent)
      return fc.record({
        events: fc.constant(events),
        arrivals: fc.shuffledSubarray([...events, ...events], { minLength: events.length }),
        groupSize: fc.integer({ min: 1, max: 5 }),
      })
    })
    await fc.assert(
      fc.asyncProperty(run, async ({ events, arrivals, groupSize }) => {
        await sql`truncate place_state, event_key, events, event_pools`.execute(admin)
        // A subset may leave some out; those come last.
        const all = [...arrivals, ...events]
        for (let from = 0; from < all.length; from += groupSize)
          await storeEvents(db, 'north', all.slice(from, from + groupSize), beliefs)
        expect(winners(await stateOf(admin))).toEqual(model(events))
      }),
      { numRuns: 40 },
    )
  },
)

test('a late event is in the log and leaves the newer state be', async ({ db, admin }) => {
  await storeEvents(db, 'north', [makeCapacityEvent({ id: 'new', time: atMinute(10) })])
  const late = makeCapacityEvent({ id: 'late', time: atMinute(9), data: { newPatientSlotsOpen: 0 } })
  expect(await storeEvents(db, 'north', [late])).toMatchObject([
    { outcome: 'accepted', pools: [{ poolId: 'georgia', revision: 2 }] },
  ])
  expect(winners(await stateOf(admin))).toEqual({ 'smyrna orthodontics/slots//ehr/smyrna': 'new' })
})

test('figures age apart: a message without a figure leaves the older one', async ({ db, admin }) => {
  await storeEvents(db, 'north', [
    makeCapacityEvent({ id: 'both', time: atMinute(0), data: { waitDays: 3, waitKind: 'mean_completed' } }),
    makeCapacityEvent({ id: 'slots', time: atMinute(5) }),
  ])
  expect(winners(await stateOf(admin))).toEqual({
    'smyrna orthodontics/slots//ehr/smyrna': 'slots',
    'smyrna orthodontics/wait.mean_completed//ehr/smyrna': 'both',
  })
})
