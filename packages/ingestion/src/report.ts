import { hash } from 'node:crypto'
import { type Event, instantToUtc } from '@sluice/contracts'
import type { EventRow } from '@sluice/database'
import { canonicalText } from './canonical-text.ts'
import { eventToFigures } from './figures.ts'

/** An event as the log keeps it, with what deciding about it needs. */
export interface Report extends Omit<EventRow, 'receivedAt'> {
  event: Event
  /** One text per key; neither part can hold a blank. */
  key: string
}

export function eventToReport(event: Event): Report {
  const kept = keptContent(event)
  return {
    event,
    key: keyText({ source: event.source, eventId: event.id }),
    source: event.source,
    eventId: event.id,
    type: event.type,
    locationId: event.data.locationId,
    serviceLine: event.data.serviceLine ?? '*',
    observedAt: kept.time,
    recordedAt: kept.recordedtime ?? null,
    sequence: event.sequence ?? null,
    bodySha256: hash('sha256', canonicalText(kept)),
    body: { data: event.data, figures: eventToFigures(event) },
  }
}

export function keyText({ source, eventId }: { source: string; eventId: string }): string {
  return `${source} ${eventId}`
}

/**
 * What makes two events with one key the same: all we keep, instants in UTC. How the message travelled, its labels and its
 * traces are not part of it, so a repeat through another gateway is still a repeat.
 */
function keptContent({ id, source, type, time, recordedtime, sequence, data }: Event) {
  const recorded = recordedtime === undefined ? {} : { recordedtime: instantToUtc(recordedtime) }
  const ordered = sequence === undefined ? {} : { sequence }
  return { id, source, type, time: instantToUtc(time), ...recorded, ...ordered, data }
}
