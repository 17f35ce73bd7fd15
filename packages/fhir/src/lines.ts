import { looksLikeHl7v2 } from './hl7v2.ts'
import { type ReadMessage, readFhir } from './read-fhir.ts'
import type { ReadOptions } from './reading.ts'
import { mayBePatientData, type RefusalCode } from './refusal.ts'
import type { Resource } from './resource.ts'
import { joinServers, type Servers } from './servers.ts'

export interface LineFault {
  /** From 1, blank lines counted, so that it is the line an editor shows. */
  line: number
  code: RefusalCode | 'not-json' | 'hl7v2' | 'line-too-long'
  /** JSON Pointer within the line's resource. */
  pointer: string
}

/** Lines that were refused for one reason: the gravest of their faults, a person's before any other. */
export interface RefusedLines {
  code: LineFault['code']
  /** JSON Pointer of the member of the resource it is in; '': of the resource itself. */
  pointer: string
  lines: number
}

export interface ReadLines {
  resources: Resource[]
  /** The first ones, at most 100. */
  faults: LineFault[]
  /** Lines that gave nothing; each is one of these however many faults it has. */
  refusedLines: number
  /** Those lines by why they were refused. */
  refusedBy: Map<string, RefusedLines>
  /**
   * The last line, where nothing ended it and it is not JSON: the text breaks off there, and what follows is missing.
   * Null: it is whole.
   */
  cutLine: number | null
  /** The first line that is of another server than the lines before it, so that an id may be two things; null: none is. */
  otherServerLine: number | null
  servers: Servers
  /** The newest moment a line says it describes, UTC; null: none says any. */
  observedAt: string | null
  /** Whether that is only when a resource changed last. */
  isLastChange: boolean
  /** Members that were there and are dropped, by name, and how often. */
  dropped: Map<string, number>
}

/** A slot of a real feed has 600 characters, a Location with hours 3,000. */
const MAX_LINE_CHARS = 262_144
const MAX_FAULTS = 100

type Fault = Omit<LineFault, 'line'>

type Line =
  | { kind: 'value'; value: unknown; json?: string }
  | { kind: 'blank' }
  | { kind: 'fault'; code: LineFault['code'] }

const tooLong: Line = { kind: 'fault', code: 'line-too-long' }

/** Takes lines as they arrive, so that a long file is neither held nor blocks its reader. */
export interface LineReader {
  add(line: string): void
  /** The text behind the last line feed: it counts as a line if it is whole. */
  addUnended(line: string): void
  /** For a line that is longer than any that is read, and was not held. */
  addTooLong(): void
  /** The same of what is left behind the last line feed. */
  addUnendedTooLong(): void
  /** What was read so far. */
  readonly read: Readonly<ReadLines>
}

/** One bad line never loses the others; blank lines, CR and a byte order mark are passed over. */
export function openLineReader(options: ReadOptions = {}): LineReader {
  const read = emptyRead()
  let line = 0
  const add = (parsed: Line) => addLine(read, ++line, parsed, options)
  const addUnended = (parsed: Line) => {
    add(parsed)
    if (isNoJson(parsed)) read.cutLine = line
  }
  return {
    add: (text) => add(parseLine(text)),
    addUnended: (text) => addUnended(parseLine(text)),
    addTooLong: () => add(tooLong),
    addUnendedTooLong: () => addUnended(tooLong),
    read,
  }
}

/** Reads all lines of NDJSON that was split at its line feeds; the last of them is what no line feed ended. */
export function readFhirLines(lines: readonly string[], options: ReadOptions = {}): ReadLines {
  const reader = openLineReader(options)
  for (const line of lines.slice(0, -1)) reader.add(line)
  reader.addUnended(lines.at(-1) ?? '')
  return reader.read
}

/** The same of lines that were parsed already. */
export function readFhirValues(values: Iterable<unknown>, options: ReadOptions = {}): ReadLines {
  const read = emptyRead()
  let line = 0
  for (const value of values) addLine(read, ++line, { kind: 'value', value }, options)
  return read
}

function emptyRead(): ReadLines {
  const none = {
    otherServerLine: null,
    servers: new Map<string, string>(),
    observedAt: null,
    isLastChange: false,
    dropped: new Map<string, number>(),
  }
  return { resources: [], faults: [], refusedLines: 0, refusedBy: new Map(), cutLine: null, ...none }
}

function addLine(read: ReadLines, line: number, parsed: Line, options: ReadOptions): void {
  if (parsed.kind === 'blank') return
  const found = faultsOrResources(parsed, options)
  if (found.kind === 'ok') {
    takeMessage(read, line, found)
    return
  }
  read.refusedLines++
  countReason(read, found.faults)
  for (const { code, pointer } of found.faults)
    if (read.faults.length < MAX_FAULTS) read.faults.push({ line, code, pointer })
}

/** By the member and no deeper: of places in lists there are as many as somebody likes to send. */
function countReason({ refusedBy }: ReadLines, faults: readonly Fault[]): void {
  const gravest = faults.find(mayBePatientData) ?? faults[0]
  if (gravest === undefined) return
  const { code } = gravest
  const [, member] = gravest.pointer.split('/')
  const pointer = member === undefined ? '' : `/${member}`
  const key = `${code} ${pointer}`
  const { lines } = refusedBy.get(key) ?? { lines: 0 }
  refusedBy.set(key, { code, pointer, lines: lines + 1 })
}

function takeMessage(
  read: ReadLines,
  line: number,
  { resources, observedAt, isLastChange, dropped, servers }: ReadMessage,
): void {
  const joined = joinServers(read.servers, servers)
  if (joined === null) read.otherServerLine ??= line
  else read.servers = joined
  for (const resource of resources) read.resources.push(resource)
  if (observedAt !== null && observedAt > (read.observedAt ?? '')) Object.assign(read, { observedAt, isLastChange })
  for (const [member, count] of dropped) read.dropped.set(member, (read.dropped.get(member) ?? 0) + count)
}

function faultsOrResources(parsed: Exclude<Line, { kind: 'blank' }>, options: ReadOptions) {
  if (parsed.kind === 'fault') return { kind: 'faults', faults: [{ code: parsed.code, pointer: '' }] } as const
  const read = readFhir(parsed.value, options, parsed.json)
  return read.kind === 'ok' ? read : ({ kind: 'faults', faults: read.refusals } as const)
}

function parseLine(line: string): Line {
  if (line.length > MAX_LINE_CHARS) return tooLong
  const json = line.replace(/^\uFEFF/, '').trim()
  if (json === '') return { kind: 'blank' }
  if (looksLikeHl7v2(json)) return { kind: 'fault', code: 'hl7v2' }
  try {
    return { kind: 'value', value: JSON.parse(json), json }
  } catch {
    return { kind: 'fault', code: 'not-json' }
  }
}

/** A line that is longer than is read may be the beginning of one, too. */
function isNoJson(parsed: Line): boolean {
  return parsed.kind === 'fault' && parsed.code !== 'hl7v2'
}
