import type { ReadEvent } from '@sluice/contracts'
import { mayBePatientData } from '@sluice/fhir'
import type { Delivered, DeliveredEvent, StoredEvent } from '@sluice/ingestion'
import type { FetchedFeed } from './fetch-feed.ts'

/**
 * What a poll's events count for in /v1/sources; `stored` are the outcomes of those that could be read, in that order.
 */
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

/** Lines that were refused, in the files that a poll read anew. */
export function refusedLinesOf({ files }: Pick<FetchedFeed, 'files'>): NonNullable<Delivered['refusedLines']> {
  const refused = files.flatMap(({ isNew, document }) => (isNew ? (document.content.refusedBy ?? []) : []))
  return refused.map((those) => ({ ...those, code: mayBePatientData(those) ? 'phi-not-accepted' : 'fhir-refused' }))
}
