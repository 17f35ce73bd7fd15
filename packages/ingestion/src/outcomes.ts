import type { StoredEvent } from './stored-event.ts'
import type { DeliveredEvent } from './tallies.ts'

/** An event as it was read, or why it could not be. */
interface Read {
  kind: 'event'
  event: { source: string; time: string }
}

interface Refused {
  kind: 'refused'
  code: string
  faults: readonly [{ pointer: string }, ...unknown[]]
  /** As the event names it; null: it could not be read. */
  source: string | null
}

/** What events count for in /v1/sources; `stored` are the outcomes of those that could be read, in that order. */
export function deliveredOf(items: readonly (Read | Refused)[], stored: readonly StoredEvent[]): DeliveredEvent[] {
  const outcomeOf = outcomesInOrder(stored)
  return items.map((item) => {
    if (item.kind === 'refused')
      return { outcome: 'refused', source: item.source, code: item.code, pointer: item.faults[0].pointer }
    const { source, time: observedAt } = item.event
    const outcome = outcomeOf()
    if (outcome.outcome === 'accepted')
      return { outcome: 'accepted', source, observedAt, isMatched: outcome.pools.length > 0 }
    return outcome.outcome === 'refused' ? { ...outcome, source } : { outcome: outcome.outcome, source }
  })
}

/** Gives the outcomes one after the other. @throws where there is none left: an event without an outcome is told of none */
export function outcomesInOrder(stored: readonly StoredEvent[]): () => StoredEvent {
  const outcomes = stored.values()
  return () => {
    const { value } = outcomes.next()
    if (value === undefined) throw new Error('an event has no outcome')
    return value
  }
}
