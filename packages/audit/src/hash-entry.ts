import { createHash } from 'node:crypto'
import type { AuditLine } from './audit-line.ts'

/** What the first entry of a chain is linked to. */
export const BEGINNING = '0'.repeat(64)

/**
 * The hash an entry must have: SHA-256 over the hash before it and its own fields, each written `length:value,` (`-`:
 * absent). Written again here, apart from migrations/0010_audit_chain.sql, so that each checks the other.
 */
export function hashEntry(entry: Omit<AuditLine, 'hash'>): string {
  const { organizationId, seq, at, actor, action, object, outcome, reason, times, requestId } = entry
  const fields = [organizationId, String(seq), at, actor, action, object, outcome, reason, String(times), requestId]
  return createHash('sha256')
    .update(Buffer.from(entry.prevHash, 'hex'))
    .update(`sluice-audit-1${fields.map(fieldText).join('')}`)
    .digest('hex')
}

function fieldText(value: string | null): string {
  return value === null ? '-' : `${Buffer.byteLength(value)}:${value},`
}
