import type { ReadEvent } from '@sluice/contracts'
import type { DeliveredEvent, StoredEvent } from '@sluice/ingestion'

/** What is counted of a poll's events for /v1/sources; `stored` are the outcomes of those that could be read, in that order. */
export function toDelivered(
  read: readonly ReadEvent[],
  stored: readonly StoredEvent[],
  source: string,
): DeliveredEvent[] {
  const outcomes = stored.values()
  return read.map((one): DeliveredEvent => {
    if (one.kind === 'refused') return { outcome: 'refused', source, code: one.code, pointer: one.faults[0].pointer }
    const { value } = outcomes.next()
    if (value === undefined) throw new Error('an event has no outcome')
    if (value.outcome === 'refused') return { ...value, source }
    if (value.outcome !== 'accepted') return { outcome: value.outcome, source }
    return { outcome: 'accepted', source, observedAt: one.event.time, isMatched: value.pools.length > 0 }
  })
}
