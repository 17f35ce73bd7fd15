import type { DeliveredEvent, StoredEvent } from '@sluice/ingestion'
import type { ReadItem } from '../read-body.ts'

/** What the events of a request count for; `stored` are the outcomes of those that could be read, in that order. */
export function toDelivered(items: readonly ReadItem[], stored: readonly StoredEvent[]): DeliveredEvent[] {
  const outcomes = stored.values()
  return items.map((item) => {
    if (item.kind === 'refused')
      return { outcome: 'refused', source: item.source, code: item.code, pointer: item.faults[0].pointer }
    const { value } = outcomes.next()
    if (value === undefined) throw new Error('an event has no outcome')
    const { source, time: observedAt } = item.event
    if (value.outcome === 'accepted')
      return { outcome: 'accepted', source, observedAt, isMatched: value.pools.length > 0 }
    return value.outcome === 'refused' ? { ...value, source } : { outcome: value.outcome, source }
  })
}
