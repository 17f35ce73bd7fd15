import type { EventRefusalCode, EventStored, EventsStored } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import type { ReadItem } from './read-body.ts'

type Refused = Extract<ReadItem, { kind: 'refused' }>
type Kept = Extract<StoredEvent, { outcome: 'accepted' | 'duplicate' }>
type BatchResult = EventsStored['results'][number]

/** @throws Problem for an event that was not stored. */
export function storedToAnswer(stored: StoredEvent): EventStored {
  if (isKept(stored)) return { status: stored.outcome, matchedPools: stored.pools.length, pools: stored.pools }
  if (stored.outcome === 'conflict')
    throw new Problem('event-conflict', 'Another event with this source and id was stored before.')
  throw new Problem(stored.code, 'The event was refused; nothing of it was kept.', {
    errors: [{ pointer: `#${stored.pointer}`, detail: sentences[stored.code] }],
  })
}

export function refusedToProblem({ code, faults }: Refused): Problem {
  const errors = faults.map(({ pointer, detail }) => ({ pointer: `#${pointer}`, detail }))
  const publicCode = code === 'event-too-large' ? 'body-too-large' : code
  return new Problem(publicCode, 'The event was refused; nothing of it was kept.', { errors })
}

/** One result per item, in the order sent; `stored` are the outcomes of those that could be read, in that order. */
export function batchToAnswer(items: readonly ReadItem[], stored: readonly StoredEvent[]): EventsStored {
  const outcomes = stored.values()
  const results = items.map((item, index) =>
    item.kind === 'refused'
      ? refusedResult(index, item.code, item.faults[0].pointer)
      : toResult(index, outcomes.next().value),
  )
  const count = (status: BatchResult['status']) => results.filter((result) => result.status === status).length
  return { accepted: count('accepted'), duplicate: count('duplicate'), refused: count('refused'), results }
}

export function isKept(stored: StoredEvent): stored is Kept {
  return stored.outcome === 'accepted' || stored.outcome === 'duplicate'
}

function toResult(index: number, stored: StoredEvent | undefined): BatchResult {
  if (stored === undefined) throw new Error('an event has no outcome')
  if (isKept(stored)) return { index, status: stored.outcome, matchedPools: stored.pools.length }
  if (stored.outcome === 'conflict') return refusedResult(index, 'event-conflict', '/id')
  return refusedResult(index, stored.code, stored.pointer)
}

function refusedResult(index: number, code: EventRefusalCode, pointer: string): BatchResult {
  return { index, status: 'refused', code, pointer: `#/${index}${pointer}` }
}

const sentences = {
  'future-timestamp': 'at most 5 minutes ahead of our clock',
  'channel-required': 'the place is divided by channel: name it',
  'not-storable': 'the database refused a value',
}
