import { hasRepeatedMember, type JsonMeasure, measureEvents } from '@sluice/bytes'
import {
  type Event,
  type EventFault,
  type EventFaultCode,
  eventSource,
  MAX_BATCH_EVENTS,
  type ReadEventOptions,
  readEvent,
} from '@sluice/contracts'
import { looksLikeHl7v2 } from '@sluice/fhir'
import { Problem } from '@sluice/service-kit'
import type { SourceGate, SourceRefusal } from './sources/source-gate.ts'

type RefusalCode = EventFaultCode | SourceRefusal['code'] | 'event-too-large' | 'malformed-json'

export interface ReadOptions extends ReadEventOptions {
  /** Whether events of a source are taken from who sends them. Asked before anything else is read. */
  gate?: SourceGate
}

/**
 * One event of a body, or why it is none. Pointers start at the event. `source` of a refused one: as it names it, to be
 * compared with known sources and not to be kept; null: it names none that could be one.
 */
export type ReadItem =
  | { kind: 'event'; event: Event; bytes: number }
  | { kind: 'refused'; code: RefusalCode; faults: [EventFault, ...EventFault[]]; source: string | null }

/** Limits of one event, in whatever form it comes. */
export const MAX_EVENT_BYTES = 65_536
const MAX_DEPTH = 8
/**
 * Limit of a whole body, before anything is made of it: two hundred for each event of a batch. What is made of them
 * takes 13 MB at most.
 */
const MOST_VALUES = 200_000
const HL7_HEAD_BYTES = 65_536
const BYTE_ORDER_MARK = Buffer.from('\ufeff')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a body that is one event.
 * @throws Problem when it is not JSON, or where its signature cannot be checked.
 */
export async function readSingle(body: Buffer, options: ReadOptions): Promise<ReadItem> {
  const [measure] = measured(body, false)
  const value = parseJson(body)
  await options.gate?.verify([namedBy(value)])
  return readItem(value, measure, options)
}

/**
 * Reads a body that is an array of events, each for itself.
 * @throws Problem when it is not JSON, not an array, too long, names too many sources that must sign, or where
 * signatures cannot be checked.
 */
export async function readBatch(body: Buffer, options: ReadOptions): Promise<ReadItem[]> {
  const measures = measured(body, true)
  const values = parseJson(body)
  if (!Array.isArray(values)) throw new Problem('invalid-body', 'A batch is a JSON array of events.')
  if (values.length > MAX_BATCH_EVENTS)
    throw new Problem('body-too-large', `A batch has at most ${MAX_BATCH_EVENTS} events.`)
  await options.gate?.verify(values.map(namedBy))
  return values.map((value, index) => readItem(value, measures[index], options))
}

/**
 * @throws Problem where there are more values than any events have: while signatures are checked, what was made of them
 * would wait in memory.
 */
function measured(body: Buffer, isBatch: boolean): JsonMeasure[] {
  const measures = measureEvents(body, isBatch)
  const values = measures.reduce((sum, measure) => sum + measure.values, 0)
  if (values > MOST_VALUES) throw new Problem('body-too-large', `The body has more than ${MOST_VALUES} values.`)
  return measures
}

/** The bytes of a blank line. Zero bytes, with which a crash fills the unwritten part of a file, do not count. */
const blanks = new Set(Buffer.from(' \t\r'))

/** Reads one line of a stream; `bytes` null: too long. Null for a blank line. */
export function readLine(bytes: Buffer | null, options: ReadOptions): ReadItem | null {
  if (bytes === null) return tooLarge()
  const line = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes
  if (line.every((byte) => blanks.has(byte))) return null
  const parsed = parse(line)
  if (parsed.kind === 'refused') return refused(parsed.code, 'one JSON document in UTF-8')
  return readItem(parsed.value, measureEvents(line, false)[0], options)
}

/** @throws Problem when the bytes are not one JSON document in UTF-8; HL7 version 2 is called by its name. */
export function parseJson(body: Buffer): unknown {
  const parsed = parse(body)
  if (parsed.kind === 'json') return parsed.value
  throw toProblem(parsed.code)
}

/** Why bytes are refused that are not JSON in UTF-8; HL7 version 2 is called by its name, whatever its charset. */
export function notJson(body: Buffer): Problem {
  return toProblem(codeOfOther(body))
}

function toProblem(code: 'malformed-json' | 'phi-not-accepted'): Problem {
  if (code === 'malformed-json') return new Problem(code, 'The body is not well-formed JSON in UTF-8.')
  return new Problem(code, 'The body is an HL7 version 2 message; nothing of it was kept.')
}

function codeOfOther(body: Buffer): 'malformed-json' | 'phi-not-accepted' {
  return looksLikeHl7v2(body.toString('latin1', 0, HL7_HEAD_BYTES)) ? 'phi-not-accepted' : 'malformed-json'
}

/** Without the cause of a failure: V8 quotes the text. */
function parse(
  body: Buffer,
): { kind: 'json'; value: unknown } | { kind: 'refused'; code: 'malformed-json' | 'phi-not-accepted' } {
  try {
    return { kind: 'json', value: JSON.parse(utf8.decode(body)) }
  } catch {
    return { kind: 'refused', code: codeOfOther(body) }
  }
}

/** Reads one event of a body, parsed and measured. */
export function readItem(
  value: unknown,
  measure: JsonMeasure = { bytes: 0, depth: 0, members: 0, values: 0 },
  options: ReadOptions = {},
): ReadItem {
  if (measure.bytes > MAX_EVENT_BYTES) return tooLarge()
  // Before anything recursive looks at it.
  if (measure.depth > MAX_DEPTH) return refused('invalid-event', `at most ${MAX_DEPTH} levels deep`)
  if (hasRepeatedMember(measure.members, value)) return refused('invalid-event', 'has a member twice')
  return readAdmitted(value, measure.bytes, options)
}

/** Reads an event that we put together ourselves, of cells of limited size. */
export function readEventItem(value: unknown, options: ReadOptions): ReadItem {
  return readAdmitted(value, JSON.stringify(value).length, options)
}

function readAdmitted(value: unknown, bytes: number, options: ReadOptions): ReadItem {
  const source = sourceOf(value)
  const refusal = source === null ? null : (options.gate?.refusalOf(source) ?? null)
  if (refusal !== null) return refused(refusal.code, refusal.detail, { pointer: '/source', source })
  const read = readEvent(value, options)
  return read.kind === 'event' ? { ...read, bytes } : { ...read, source }
}

/** As the schema reads it: what this does not see the schema refuses. */
function sourceOf(value: unknown): string | null {
  const read = eventSource.safeParse(namedBy(value))
  return read.success ? read.data : null
}

/** What stands where its source belongs, whatever that is. */
function namedBy(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, 'source') : null
}

function tooLarge(): ReadItem {
  return refused('event-too-large', `an event has at most ${MAX_EVENT_BYTES} bytes`)
}

/** Refuses a whole event. */
export function refused(
  code: RefusalCode,
  detail: string,
  { pointer = '', source = null }: { pointer?: string; source?: string | null } = {},
): ReadItem {
  return { kind: 'refused', code, faults: [{ pointer, detail }], source }
}
