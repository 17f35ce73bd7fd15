import type { EventRefusalCode, EventStored, EventsStored } from '@sluice/contracts'
import { outcomesInOrder, type StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import type { ReadItem } from './read-body.ts'

type Refused = Extract<ReadItem, { kind: 'refused' }>
type Kept = Extract<StoredEvent, { outcome: 'accepted' | 'duplicate' }>

/** What became of one event of many. Pointers start at the event; `detail` says what is expected there, never what came. */
export type Outcome =
  | { status: 'accepted' | 'duplicate'; matchedPools: number }
  | { status: 'refused'; code: EventRefusalCode; pointer: string; detail: string }

/** @throws Problem for an event that was not stored. */
export function storedToAnswer(stored: StoredEvent): EventStored {
  if (isKept(stored)) return { status: stored.outcome, matchedPools: stored.pools.length, pools: stored.pools }
  if (stored.outcome === 'conflict')
    throw new Problem('event-conflict', 'Another event with this source and id was stored before.', {
      errors: [{ pointer: '#/id', detail: sentences['event-conflict'] }],
    })
  throw new Problem(stored.code, 'The event was refused; nothing of it was kept.', {
    errors: [{ pointer: `#${stored.pointer}`, detail: sentences[stored.code] }],
  })
}

export function refusedToProblem({ code, faults }: Refused): Problem {
  const errors = faults.map(({ pointer, detail }) => ({ pointer: `#${pointer}`, detail }))
  const publicCode = code === 'event-too-large' ? 'body-too-large' : code
  // RFC 9110 has a challenge in every 401; there is no registered scheme for this one.
  const headers = code === 'invalid-signature' ? { 'www-authenticate': 'StandardWebhooks realm="sluice"' } : {}
  return new Problem(publicCode, 'The event was refused; nothing of it was kept.', { errors, headers })
}

/** One outcome per item, in the order sent; `stored` are those of the items that could be read, in that order. */
export function toOutcomes(items: readonly ReadItem[], stored: readonly StoredEvent[]): Outcome[] {
  const outcomeOf = outcomesInOrder(stored)
  return items.map((item) =>
    item.kind === 'refused' ? { status: 'refused', code: item.code, ...item.faults[0] } : storedToOutcome(outcomeOf()),
  )
}

export function batchToAnswer(outcomes: readonly Outcome[]): EventsStored {
  const results = outcomes.map((outcome, index) => {
    if (outcome.status !== 'refused') return { index, ...outcome }
    const { status, code, pointer, detail } = outcome
    return { index, status, code, pointer: `#/${index}${pointer}`, detail }
  })
  return { ...countOf(outcomes), results }
}

export function countOf(outcomes: readonly Outcome[]): Record<Outcome['status'], number> {
  const counts = { accepted: 0, duplicate: 0, refused: 0 }
  for (const { status } of outcomes) counts[status] += 1
  return counts
}

export function isKept(stored: StoredEvent): stored is Kept {
  return stored.outcome === 'accepted' || stored.outcome === 'duplicate'
}

function storedToOutcome(stored: StoredEvent): Outcome {
  if (isKept(stored)) return { status: stored.outcome, matchedPools: stored.pools.length }
  if (stored.outcome === 'conflict')
    return { status: 'refused', code: 'event-conflict', pointer: '/id', detail: sentences['event-conflict'] }
  return { status: 'refused', code: stored.code, pointer: stored.pointer, detail: sentences[stored.code] }
}

const sentences = {
  'event-conflict': 'an id that no other event has',
  'future-timestamp': 'at most 5 minutes ahead of our clock',
  'future-date': 'at most the location’s today, by its time zone: send it once that day has begun there',
  'channel-required': 'the place is divided by channel: name it',
  'currency-mismatch': 'the currency of a pool that has this place',
  'actuals-implausible':
    'with the other channels of its day at most ten times the baselines of the place or what its pools have for a day, in minor units; else with spendConfirmed',
  'not-storable': 'the database refused a value',
}
