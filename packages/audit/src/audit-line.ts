import type { AuditRow } from '@sluice/database'

/** An entry as it is exported: everything its hash is made of, and the hashes in hexadecimal digits. */
export interface AuditLine {
  organizationId: string
  seq: number
  /** UTC with microseconds. */
  at: string
  actor: string
  action: string
  object: string
  outcome: string
  reason: string | null
  times: number
  requestId: string | null
  prevHash: string
  hash: string
}

export function rowToLine(organizationId: string, row: AuditRow): AuditLine {
  const { seq, at, actor, action, object, outcome, reason, times, request_id, prev_hash, hash } = row
  return {
    organizationId,
    seq,
    at,
    actor,
    action,
    object,
    outcome,
    reason,
    times,
    requestId: request_id,
    prevHash: prev_hash.toString('hex'),
    hash: hash.toString('hex'),
  }
}

export function lineToText(line: AuditLine): string {
  return JSON.stringify(line)
}

const texts = ['organizationId', 'at', 'actor', 'action', 'object', 'outcome', 'prevHash', 'hash'] as const
const numbers = ['seq', 'times'] as const
const textsOrNull = ['reason', 'requestId'] as const

/** Null: the text is not an entry as it is exported. */
export function textToLine(text: string): AuditLine | null {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null) return null
  const of = (name: string): unknown => Reflect.get(value, name)
  const isLine =
    texts.every((name) => typeof of(name) === 'string') &&
    numbers.every((name) => Number.isSafeInteger(of(name))) &&
    textsOrNull.every((name) => of(name) === null || typeof of(name) === 'string')
  return isLine ? (value as AuditLine) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
