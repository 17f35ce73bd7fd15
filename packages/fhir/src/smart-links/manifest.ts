import { hasRepeatedMember, membersWritten } from '@sluice/bytes'
import { readInstant } from '../instant.ts'
import { isObject } from '../members.ts'
import { startReading } from '../reading.ts'
import { isWithinLimits } from '../size.ts'

export type FeedFileType = 'Location' | 'Schedule' | 'Slot' | 'HealthcareService'

export interface FeedFile {
  type: FeedFileType
  /** Absolute, http or https. Whether it may be fetched is the caller's to decide. */
  url: string
  /** Two-letter states it is limited to; empty: not said. */
  states: string[]
}

export interface Manifest {
  /** UTC: the moment the set describes. */
  transactionTime: string
  files: FeedFile[]
  /** Outputs of types that are not read, Practitioner for one. */
  skippedFiles: number
  /** Errors the publisher reports: the set is then not full. */
  errors: number
}

export type ReadManifest = { kind: 'ok'; manifest: Manifest } | { kind: 'refused'; pointer: string }

const types: readonly FeedFileType[] = ['Location', 'Schedule', 'Slot', 'HealthcareService']
const MAX_FILES = 10_000

/**
 * Reads a `$bulk-publish` manifest. Unknown members (real ones have nulls among them) and outputs of unknown type are
 * passed over; a file of ours that cannot be read refuses the whole, because a set without it would count too little.
 * `json`: the text it was parsed from; then an object with a member twice is refused: of two lists of files we would
 * read only one.
 */
export function parseManifest(value: unknown, json?: string): ReadManifest {
  if (!isWithinLimits(value, startReading())) return { kind: 'refused', pointer: '' }
  if (json !== undefined && hasRepeatedMember(membersWritten(json), value)) return { kind: 'refused', pointer: '' }
  if (!isObject(value)) return { kind: 'refused', pointer: '' }
  const transactionTime = readInstant(value.transactionTime)
  if (transactionTime === null) return { kind: 'refused', pointer: '/transactionTime' }
  const { output } = value
  if (!Array.isArray(output) || output.length > MAX_FILES) return { kind: 'refused', pointer: '/output' }
  const read = output.map(readOutput)
  const fault = read.indexOf('unreadable')
  if (fault >= 0) return { kind: 'refused', pointer: `/output/${fault}` }
  const files = uniqueFiles(read.filter((file) => typeof file === 'object'))
  const skippedFiles = read.filter((file) => file === 'skipped').length
  const errors = Array.isArray(value.error) ? value.error.filter((error) => error !== null).length : 0
  return { kind: 'ok', manifest: { transactionTime, files, skippedFiles, errors } }
}

function readOutput(output: unknown): FeedFile | 'skipped' | 'unreadable' {
  if (output === null) return 'skipped'
  if (!isObject(output) || typeof output.type !== 'string') return 'unreadable'
  const type = types.find((known) => known === output.type)
  if (type === undefined) return 'skipped'
  const url = readUrl(output.url)
  return url === null ? 'unreadable' : { type, url, states: readStates(output.extension) }
}

function readUrl(value: unknown): string | null {
  const url = typeof value === 'string' ? URL.parse(value) : null
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null
}

function readStates(extension: unknown): string[] {
  const states = isObject(extension) && Array.isArray(extension.state) ? extension.state : []
  return states.filter((state) => typeof state === 'string' && /^[A-Z]{2}$/.test(state))
}

/** One file is listed several times in some feeds, once for each state. Listed once without states it may hold any. */
function uniqueFiles(files: readonly FeedFile[]): FeedFile[] {
  const byUrl = new Map<string, FeedFile>()
  for (const file of files) byUrl.set(file.url, { ...file, states: joinStates(byUrl.get(file.url), file) })
  return [...byUrl.values()]
}

function joinStates(known: FeedFile | undefined, { states }: FeedFile): string[] {
  if (known === undefined) return states
  const isLimited = known.states.length > 0 && states.length > 0
  return isLimited ? [...new Set([...known.states, ...states])] : []
}
