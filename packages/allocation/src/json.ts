import { allocate } from './allocate.ts'
import { checkProblem } from './check.ts'
import { isRecord } from './faults.ts'
import type { Invalid, Problem, Result } from './problem.ts'
import { type Verification, verify } from './verify.ts'
import { type Published, verifyPublished } from './verify-published.ts'

/** Reads a problem from parsed JSON. Unknown keys are refused: a misspelt bound must not be silently no bound. */
export function parseProblem(json: unknown): { kind: 'ok'; problem: Problem } | Invalid {
  const errors = checkProblem(json, { strict: true })
  return errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'ok', problem: json as Problem }
}

/**
 * One problem as JSON text to one result as a single line of JSON text: for a file, or for each line of an NDJSON file.
 * Text that is no JSON gives an `invalid` result with the pointer ''.
 */
export function allocateJson(text: string): string {
  const json = readJson(text)
  if (json === undefined) return JSON.stringify(notJson())
  const parsed = parseProblem(json)
  return JSON.stringify(parsed.kind === 'ok' ? allocate(parsed.problem) : parsed)
}

/** What `verify` says of a problem and a result given as JSON texts. Never throws. */
export function verifyJson(problemText: string, resultText: string): Verification {
  return verifyParsed(readJson(problemText), readJson(resultText))
}

/**
 * What `verify` says of one NDJSON line `{ "problem": …, "result": … }`. With `published` beside them, other numbers
 * for the same problem, also how far these are from the best at most (`gapMinor`), by the result's prices.
 */
export function verifyLine(line: string): Verification {
  const json = readJson(line)
  if (!isRecord(json)) return wrong('the line is not a JSON object')
  const verification = verifyParsed(json.problem, json.result)
  if (verification.kind === 'wrong' || json.published === undefined) return verification
  // Both are checked by now.
  return verifyPublishedJson(json.problem as Problem, json.result as Result, json.published)
}

function verifyPublishedJson(problem: Problem, result: Result, json: unknown): Verification {
  if (result.kind !== 'optimal') return wrong('numbers are published although there is no split')
  return isPublished(json)
    ? verifyPublished(problem, result.certificate, json)
    : wrong('what is published is not in the format')
}

function isPublished(json: unknown): json is Published {
  if (!isRecord(json)) return false
  return isNumbers(json.allocation) && isNumber(json.reserveMinor) && isNumber(json.gapMinor)
}

function verifyParsed(problemJson: unknown, resultJson: unknown): Verification {
  const parsed = parseProblem(problemJson)
  if (parsed.kind === 'invalid') {
    const findings = parsed.errors.map(({ pointer, message }) => ({
      at: 'pool',
      message: `problem${pointer} ${message}`,
    }))
    return { kind: 'wrong', findings }
  }
  return isResult(resultJson) ? verify(parsed.problem, resultJson) : wrong('the result is not in the format')
}

/**
 * Every field `verify` calculates with must be a number: JSON can hold objects that throw when they are added. What the
 * numbers say is its business.
 */
function isResult(json: unknown): json is Result {
  if (!isRecord(json)) return false
  if (json.kind === 'infeasible') return typeof json.at === 'string' && typeof json.missingMinor === 'number'
  if (json.kind !== 'optimal') return json.kind === 'invalid'
  const figures = [json.reserveMinor, json.valueMinor, json.gapMinor]
  return figures.every(isNumber) && isNumbers(json.allocation) && isCertificate(json.certificate)
}

function isCertificate(json: unknown): boolean {
  if (!isRecord(json) || !isNumber(json.lambda) || !isRecord(json.groups)) return false
  if (json.overlaps !== undefined && !isNumbers(json.overlaps)) return false
  return Object.values(json.groups).every(isNumbers)
}

function isNumbers(json: unknown): boolean {
  return isRecord(json) && Object.values(json).every(isNumber)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function notJson(): Invalid {
  return { kind: 'invalid', errors: [{ pointer: '', message: 'is not JSON' }] }
}

function wrong(message: string): Verification {
  return { kind: 'wrong', findings: [{ at: 'pool', message }] }
}
