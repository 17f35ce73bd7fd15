import { hash } from 'node:crypto'
import { type Event, instantToUtc } from '@sluice/contracts'
import type { EventRow, WrittenFigure } from '@sluice/database'
import { canonicalData, canonicalText } from './canonical-text.ts'
import { eventToFigures } from './figures.ts'

/** An event as the log keeps it, with what deciding about it needs. */
export interface Report extends Omit<EventRow, 'receivedAt'> {
  event: Event
  /** One text per key; neither part can hold a space. */
  key: string
  figures: readonly WrittenFigure[]
}

/** Each part is written as JSON once, and hashed and stored from that: an event is some 300 bytes, and this is all of them. */
export function eventToReport(event: Event): Report {
  const { id, source, type, sequence } = event
  const time = instantToUtc(event.time)
  const recordedtime = event.recordedtime === undefined ? undefined : instantToUtc(event.recordedtime)
  const data = canonicalData(event)
  const figures = eventToFigures(event).map(({ figure, value }) => ({ figure, value: JSON.stringify(value) }))
  return {
    event,
    key: keyText({ source, eventId: id }),
    source,
    eventId: id,
    type,
    locationId: event.data.locationId,
    serviceLine: event.data.serviceLine ?? '*',
    observedAt: time,
    recordedAt: recordedtime ?? null,
    sequence: sequence ?? null,
    // What makes two events with one key the same: all we keep, instants in UTC. How the message travelled, its labels and its
    // traces are not part of it, so a repeat through another gateway is still a repeat.
    bodySha256: hash('sha256', canonicalText({ id, recordedtime, sequence, source, time, type }, data)),
    body: `{"data":${data},"figures":[${figures.map(figureText).join()}]}`,
    figures,
  }
}

function figureText({ figure, value }: WrittenFigure): string {
  return `{"figure":${JSON.stringify(figure)},"value":${value}}`
}

export function keyText({ source, eventId }: { source: string; eventId: string }): string {
  return `${source} ${eventId}`
}
