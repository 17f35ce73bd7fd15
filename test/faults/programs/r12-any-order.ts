import { hash } from 'node:crypto'
import type { Event } from '@sluice/contracts'
import { connect } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { makeCapacityEvent, makeEvent, makeOrganization } from '@sluice/test-kit/makers'
import { startOwnPostgres } from '@sluice/test-kit/own-postgres'
import fc from 'fast-check'
import { sql } from 'kysely'
import { type Outcome, type Program, type RunOptions, timeLeft } from '../program.ts'

/** Cases whose events are stored together, each of a place of its own: a commit a case would cost most of the time. */
const CASES_AT_ONCE = 50
const EVENTS = { minLength: 50, maxLength: 60 }
const base = Date.parse('2026-11-22T08:00:00Z')

/** R12. `--runs`: cases; each is at least 50 events of one place, in any order, with repeats. */
export const anyOrder: Program = {
  goal: 'R12: any order and any repeats of the same events end in the same state, 10,000 cases of at least 50 events',
  async run({ seed, runs = 1_000, minutes, say }: RunOptions): Promise<Outcome> {
    const hasTime = timeLeft(minutes)
    const postgres = await startOwnPostgres()
    const db = connect({ url: postgres.url, applicationName: 'faults', maxConnections: 4, onError: () => undefined })
    const done = { cases: 0, events: 0, arrivals: 0 }
    const broken: string[] = []
    try {
      for (let from = 0; from < runs && hasTime(); from += CASES_AT_ONCE) {
        const drawn = fc.sample(cases, { numRuns: Math.min(CASES_AT_ONCE, runs - from), seed: seed + from })
        const made = drawn.map(({ events, extra }, index) => toCase(`place-${from + index}`, events, extra))
        const cells = made.map(({ place }) => ({ poolId: 'pool', locationId: place, serviceLine: 'a' }))
        await makeOrganization(postgres.adminUrl, 'order', cells)
        await storeInterleaved(
          db,
          made.map(({ arrivals }) => arrivals),
        )
        const state = await winnersOf(db)
        for (const { place, events } of made) {
          const expected = JSON.stringify(model(events))
          if (JSON.stringify(state.get(place) ?? {}) !== expected) broken.push(`seed ${seed}, ${place}`)
        }
        done.cases += made.length
        done.events += made.reduce((sum, { events }) => sum + events.length, 0)
        done.arrivals += made.reduce((sum, { arrivals }) => sum + arrivals.length, 0)
        if (done.cases % 500 === 0) say(`${done.cases} cases`)
      }
      return { counts: done, broken }
    } finally {
      await db.destroy()
      await postgres.remove()
    }
  },
}

/** Few values of each attribute, so that ties in all of them are common. */
const drawnEvent = fc.record({
  minute: fc.nat(3),
  recorded: fc.option(fc.nat(4), { nil: undefined }),
  sequence: fc.option(fc.constantFrom('1', '10', '2', 'B', 'a', '_'), { nil: undefined }),
  source: fc.constantFrom('/a', '/b'),
  kind: fc.constantFrom('slots', 'waitlist', 'intake', 'actuals'),
  value: fc.nat(5),
  rank: fc.nat(),
})
type Drawn = typeof drawnEvent extends fc.Arbitrary<infer T> ? T : never
const cases = fc.record({
  events: fc.array(drawnEvent, EVENTS),
  extra: fc.array(fc.record({ of: fc.nat(), rank: fc.nat() }), { maxLength: 40 }),
})

interface Case {
  place: string
  events: Event[]
  arrivals: Event[]
}

function toCase(place: string, drawn: readonly Drawn[], extra: readonly { of: number; rank: number }[]): Case {
  const events = drawn.map((one, index) => toEvent(place, one, index))
  const ranked = [
    ...events.map((event, index) => ({ event, rank: drawn[index]?.rank ?? 0 })),
    ...extra.flatMap(({ of, rank }) => ({ event: events[of % events.length] as Event, rank })),
  ]
  return { place, events, arrivals: ranked.sort((a, b) => a.rank - b.rank).map(({ event }) => event) }
}

function toEvent(locationId: string, { minute, recorded, sequence, source, kind, value }: Drawn, index: number): Event {
  const at = (minutes: number) => new Date(base + minutes * 60_000).toISOString()
  const attributes = {
    id: `${locationId}-${index}`,
    source,
    time: at(minute),
    ...(recorded === undefined ? {} : { recordedtime: at(recorded) }),
    ...(sequence === undefined ? {} : { sequence }),
  }
  const place = { locationId, serviceLine: 'a' }
  if (kind === 'slots') return makeCapacityEvent({ ...attributes, data: { ...place, newPatientSlotsOpen: value } })
  if (kind === 'waitlist')
    return makeEvent('sluice.waitlist.observed.v1', { ...place, waitlistSize: value }, attributes)
  if (kind === 'actuals') {
    // All channels of a day come to less than the least a place is believed to have spent: beyond that order matters
    // (docs/events.md).
    const channel = [{}, { channel: 'search' }, { channel: 'social' }][value % 3]
    const spend = { date: '2026-11-21', currency: 'USD', spendMinor: value * 1_000, ...channel }
    return makeEvent('sluice.actuals.observed.v1', { ...place, ...spend }, attributes)
  }
  const intake = { acceptingNewPatients: value > 2, reasonCode: 'other' as const }
  return makeEvent('sluice.intake.changed.v1', { ...place, ...intake }, attributes)
}

type Db = Parameters<typeof storeEvents>[0]

/** One of each case, then the next of each, in groups, two groups at a time. */
async function storeInterleaved(db: Db, arrivals: readonly Event[][]): Promise<void> {
  const longest = Math.max(...arrivals.map(({ length }) => length))
  const all = Array.from({ length: longest }, (_, index) => arrivals.flatMap((one) => one[index] ?? [])).flat()
  const groups = Array.from({ length: Math.ceil(all.length / 300) }, (_, index) =>
    all.slice(index * 300, index * 300 + 300),
  ).values()
  const lane = async () => {
    for (const group of groups) await storeEvents(db, 'order', group)
  }
  await Promise.all([lane(), lane()])
}

/** Which event each figure's state, and what a channel is said to have spent on a day, comes from, by place. */
async function winnersOf(db: Db): Promise<Map<string, Record<string, string>>> {
  const { rows } = await db.transaction().execute(async (trx) => {
    await sql`select set_config('role', 'sluice_worker', true), set_config('app.org', 'order', true)`.execute(trx)
    return sql<{ place: string; winners: Record<string, string> }>`
      select place, json_object_agg(name, event order by name) as winners
        from (select location_id as place, figure || source as name, body_sha256 from place_state where org_id = 'order'
              union all
              select location_id, 'spend' || channel, body_sha256 from actuals where org_id = 'order') won
       cross join lateral (select encode(body_sha256, 'hex') as event) hashed
       group by 1`.execute(trx)
  })
  return new Map(rows.map(({ place, winners }) => [place, winners]))
}

/**
 * The rule once more, without SQL: the later observed, then the later recorded, then the greater sequence, then the
 * greater hash.
 */
function model(events: readonly Event[]): Record<string, string> {
  const newest = new Map<string, Event>()
  for (const event of events) {
    const key = winnerOf(event)
    const known = newest.get(key)
    if (known === undefined || compare(event, known) > 0) newest.set(key, event)
  }
  return Object.fromEntries(
    [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, event]) => [key, contentHash(event)]),
  )
}

/** What an event competes for: a figure of its source; or what a channel spent on the day, whoever says it. */
function winnerOf(event: Event): string {
  switch (event.type) {
    case 'sluice.capacity.observed.v1':
      return `slots${event.source}`
    case 'sluice.waitlist.observed.v1':
      return `waitlist${event.source}`
    case 'sluice.actuals.observed.v1':
      return `spend${event.data.channel ?? ''}`
    default:
      return `accepting${event.source}`
  }
}

function compare(a: Event, b: Event): number {
  const orderOf = (event: Event) => [
    event.time,
    event.recordedtime ?? event.time,
    event.sequence ?? '',
    contentHash(event),
  ]
  const [left, right] = [orderOf(a), orderOf(b)]
  const at = left.findIndex((part, index) => part !== right[index])
  return at === -1 ? 0 : Buffer.compare(Buffer.from(left[at] ?? ''), Buffer.from(right[at] ?? ''))
}

function contentHash(event: Event): string {
  return hash('sha256', sorted({ ...event, specversion: undefined }))
}

/** JSON with its members in order, and none that is undefined. */
function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `"${name}":${sorted(member)}`)
    .join()}}`
}
