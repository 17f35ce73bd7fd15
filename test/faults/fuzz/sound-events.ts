import fc from 'fast-check'
import type { FuzzRequest } from './requests.ts'

/** A place with a cell. */
export interface KnownPlace {
  locationId: string
  serviceLine: string
  /** Null: it is not divided. */
  channel: string | null
  /** Of its pool. */
  currency: string
}

type Sound = Pick<FuzzRequest, 'query' | 'body'> & { headers: Record<string, string> }

/**
 * What POST /v1/events takes: events of places that have cells, observed within the ten days before `nowMs`, in each way to
 * send them. So that what happens behind the border is met as well, and not the border alone.
 */
export function soundEvents(places: readonly KnownPlace[], nowMs: number): fc.Arbitrary<Sound> {
  const event = fc
    .record({
      place: fc.constantFrom(...places),
      id: fc.uuid().map((uuid) => `fuzz-${uuid}`),
      source: fc.constantFrom('/fuzz/ehr', '/fuzz/desk'),
      secondsAgo: fc.integer({ min: 1, max: 10 * 86_400 }),
      sequence: fc.option(fc.stringMatching(/^[0-9]{1,6}$/), { nil: undefined }),
      said: fc.oneof(capacity, waitlist, intake, actuals),
    })
    .map(({ place, secondsAgo, said, ...attributes }) => {
      const time = new Date(nowMs - secondsAgo * 1_000).toISOString()
      const { locationId, serviceLine } = place
      const { type, ...data } = said(place, time.slice(0, 10))
      return { specversion: '1.0', type, time, ...attributes, data: { locationId, serviceLine, ...data } }
    })
  const events = fc.array(event, { minLength: 1, maxLength: 5 })
  return fc.oneof(
    event.map((one) => sent('application/cloudevents+json', JSON.stringify(one))),
    event.map((one) => sent('application/json', JSON.stringify(one))),
    event.map(({ data, ...attributes }) => inHeaders(attributes, data)),
    events.map((some) => sent('application/cloudevents-batch+json', JSON.stringify(some))),
    events.map((some) => sent('application/x-ndjson', some.map((one) => `${JSON.stringify(one)}\n`).join(''))),
    fc
      .array(fc.tuple(fc.constantFrom(...places), fc.nat(40)), { minLength: 1, maxLength: 5 })
      .map((rows) => sent('text/csv', toCsv(rows, new Date(nowMs - 1_000).toISOString()))),
  )
}

type Said = (place: KnownPlace, day: string) => { type: string } & Record<string, unknown>

const waitKind = fc.constantFrom('third_next_available', 'mean_completed', 'median_completed', 'median_waiting')

const capacity: fc.Arbitrary<Said> = fc
  .record({
    horizonDays: fc.constantFrom(7, 14, 28),
    newPatientSlotsOpen: fc.nat(40),
    wait: fc.option(fc.record({ waitDays: fc.nat(60), waitKind }), { nil: undefined }),
  })
  .map(({ wait, ...slots }) => () => ({ type: 'sluice.capacity.observed.v1', ...slots, ...wait }))
const waitlist: fc.Arbitrary<Said> = fc
  .record({ waitlistSize: fc.nat(200) })
  .map((size) => () => ({ type: 'sluice.waitlist.observed.v1', ...size }))
const intake: fc.Arbitrary<Said> = fc
  .record({ acceptingNewPatients: fc.boolean(), reasonCode: fc.constantFrom('fully_booked', 'closure', 'reopened') })
  .map((said) => () => ({ type: 'sluice.intake.changed.v1', ...said }))
const actuals: fc.Arbitrary<Said> = fc
  .record({ spendMinor: fc.nat(50_000), bookings: fc.nat(20) })
  .map((spent) => ({ channel, currency }, date) => ({
    ...{ type: 'sluice.actuals.observed.v1', date, currency },
    ...spent,
    ...(channel === null ? {} : { channel }),
  }))

function sent(mediaType: string, body: string): Sound {
  return { query: '', body, headers: { 'content-type': mediaType } }
}

function inHeaders(attributes: Record<string, string | undefined>, data: unknown): Sound {
  const headers = Object.entries(attributes).flatMap(([name, text]) =>
    text === undefined ? [] : [[`ce-${name}`, text] as const],
  )
  return {
    query: '',
    body: JSON.stringify(data),
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  }
}

function toCsv(rows: readonly (readonly [KnownPlace, number])[], observedAt: string): string {
  const lines = rows.map(([{ locationId, serviceLine }, open]) => [locationId, serviceLine, observedAt, open].join())
  return ['location_id,service_line,observed_at,new_patient_slots_open', ...lines, ''].join('\n')
}
