import {
  type Event,
  type EventFault,
  type EventFaultCode,
  MAX_BATCH_EVENTS,
  type ReadEventOptions,
  readEvent,
} from '@sluice/contracts'
import { looksLikeHl7v2 } from '@sluice/fhir'
import { Problem } from '@sluice/service-kit'
import { countMembers, type JsonMeasure, measureEvents } from './measure-json.ts'

/** One event of a body, or why it is none of ours. Pointers start at the event. */
export type ReadItem =
  | { kind: 'event'; event: Event; bytes: number }
  | { kind: 'refused'; code: EventFaultCode | 'event-too-large'; faults: [EventFault, ...EventFault[]] }

const MAX_EVENT_BYTES = 65_536
const MAX_DEPTH = 8
const HL7_HEAD_BYTES = 65_536
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a body that is one event.
 * @throws Problem when it is not JSON.
 */
export function readSingle(body: Buffer, options: ReadEventOptions): ReadItem {
  const value = parseJson(body)
  const [measure] = measureEvents(body, false)
  return readItem(value, measure, options)
}

/**
 * Reads a body that is an array of events, each for itself.
 * @throws Problem when it is not JSON, not an array, or too long.
 */
export function readBatch(body: Buffer, options: ReadEventOptions): ReadItem[] {
  const values = parseJson(body)
  if (!Array.isArray(values)) throw new Problem('invalid-body', 'A batch is a JSON array of events.')
  if (values.length > MAX_BATCH_EVENTS)
    throw new Problem('body-too-large', `A batch has at most ${MAX_BATCH_EVENTS} events.`)
  const measures = measureEvents(body, true)
  return values.map((value, index) => readItem(value, measures[index], options))
}

/** @throws Problem when the bytes are not one JSON document in UTF-8; HL7 version 2 is called by its name. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch {
    if (looksLikeHl7v2(body.toString('latin1', 0, HL7_HEAD_BYTES)))
      throw new Problem('phi-not-accepted', 'The body is an HL7 version 2 message; nothing of it was kept.')
    // Without the cause: V8 quotes the text.
    throw new Problem('malformed-json', 'The body is not well-formed JSON in UTF-8.')
  }
}

/** Reads one event of a body, parsed and measured. */
export function readItem(
  value: unknown,
  measure: JsonMeasure = { bytes: 0, depth: 0, members: 0 },
  options: ReadEventOptions = {},
): ReadItem {
  if (measure.bytes > MAX_EVENT_BYTES)
    return refused('event-too-large', `an event has at most ${MAX_EVENT_BYTES} bytes`)
  // Before anything recursive looks at it.
  if (measure.depth > MAX_DEPTH) return refused('invalid-event', `at most ${MAX_DEPTH} levels deep`)
  if (measure.members !== countMembers(value)) return refused('invalid-event', 'has a member twice')
  const read = readEvent(value, options)
  return read.kind === 'event' ? { ...read, bytes: measure.bytes } : read
}

function refused(code: EventFaultCode | 'event-too-large', detail: string): ReadItem {
  return { kind: 'refused', code, faults: [{ pointer: '', detail }] }
}
