import {
  type LineFault,
  mayBePatientData,
  openLineReader,
  type ReadOptions,
  type Refusal,
  type Resource,
  readFhir,
  refusalDetails,
} from '@sluice/fhir'
import { Problem } from '@sluice/service-kit'
import { notJson, parseJson } from '../read-body.ts'

/** A FHIR body as read: only ids, codes, moments and numbers are left. */
export interface FhirBody {
  resources: Resource[]
  /** UTC; null: the message says no moment. */
  observedAt: string | null
  /** Whether that is only when a resource changed last. */
  isLastChange: boolean
  dropped: ReadonlyMap<string, number>
  refusedLines: number
  /** For those lines the code of a problem, and the member of the resource it is at. */
  refusedBy: { code: 'phi-not-accepted' | 'fhir-refused'; pointer: string; lines: number }[]
  faults: readonly LineFault[]
}

/** 5 MiB hold some 20,000 slots; a body of refused lines is not ours, and reading on would only cost time. */
const MAX_REFUSED_LINES = 10_000
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads a Bundle or one resource.
 * @throws Problem where it is refused, whole: half a Bundle would count half the openings
 */
export function readFhirJson(bytes: Buffer, options: ReadOptions): FhirBody {
  const read = readFhir(parseJson(bytes), options, bytes.toString('utf8'))
  if (read.kind === 'refused') throw toProblem(read.refusals)
  return { ...read, refusedLines: 0, refusedBy: [], faults: [] }
}

/**
 * Reads NDJSON; a line that is refused never loses the others.
 * @throws Problem where no line was taken, or more were refused than a message with mistakes would have, or it breaks
 * off in the middle of a line, or is of several servers
 */
export function readFhirNdjson(bytes: Buffer, options: ReadOptions): FhirBody {
  const reader = openLineReader(options)
  const { read } = reader
  const lines = decode(bytes).split('\n')
  const unended = lines.pop() ?? ''
  for (const line of lines) {
    reader.add(line)
    if (read.refusedLines > MAX_REFUSED_LINES) throw linesToProblem(read.faults)
  }
  reader.addUnended(unended)
  if (read.cutLine !== null) throw lineToProblem(read.cutLine, CUT, read.faults)
  if (read.otherServerLine !== null)
    throw lineToProblem(read.otherServerLine, refusalDetails['several-servers'], read.faults)
  if (read.resources.length === 0 && read.refusedLines > 0) throw linesToProblem(read.faults)
  const refusedBy = [...read.refusedBy.values()].map((those) => ({ ...those, code: codeOf([those]) }))
  return { ...read, refusedBy }
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw notJson(bytes)
  }
}

/** The slots of the lines that are missing would count as taken. */
const CUT = 'expected a whole line: the message breaks off in the middle of it'
const whole = 'The message was refused; nothing of it was kept.'

function toProblem(refusals: readonly Refusal[]): Problem {
  const errors = refusals.map(({ code, pointer }) => ({ pointer: `#${pointer}`, detail: refusalDetails[code] }))
  return new Problem(codeOf(refusals), whole, { errors })
}

const allDetails: Record<LineFault['code'], string> = {
  ...refusalDetails,
  'not-json': 'expected one JSON document a line',
  hl7v2: 'is an HL7 version 2 message',
  'line-too-long': 'is longer than a line may be',
}

function linesToProblem(faults: readonly LineFault[]): Problem {
  const errors = faults.slice(0, 20).map(({ line, code, pointer }) => ({
    pointer: `#/lines/${line}${pointer}`,
    detail: allDetails[code],
  }))
  return new Problem(codeOf(faults), whole, { errors })
}

/** What one line says about the whole. */
function lineToProblem(line: number, detail: string, faults: readonly LineFault[]): Problem {
  return new Problem(codeOf(faults), whole, { errors: [{ pointer: `#/lines/${line}`, detail }] })
}

function codeOf(faults: readonly { code: string }[]): 'phi-not-accepted' | 'fhir-refused' {
  return faults.some(mayBePatientData) ? 'phi-not-accepted' : 'fhir-refused'
}
