import { adminByKey, type KeyAdmin, KeyRefusal, type KeyRefusalCode } from '@sluice/auth'
import type { ApiKey } from '@sluice/contracts'
import type { ApiKeyRow } from '@sluice/database'
import { type Principal, Problem, type ProblemCode } from '@sluice/service-kit'
import type { ResultsDeps } from './deps.ts'

/** Who changes keys, as the audit log names them. */
export function keyAdmin(
  { db, keyLimits }: Pick<ResultsDeps, 'db' | 'keyLimits'>,
  asked: { principal: Principal; requestId: string },
): KeyAdmin {
  return adminByKey(db, asked.principal, asked.requestId, keyLimits)
}

/** @throws Problem for a change that may not be */
export function throwKeyProblem(error: unknown): never {
  if (!(error instanceof KeyRefusal)) throw error
  // The codes are the same on both sides of the border.
  throw new Problem(error.code satisfies KeyRefusalCode & ProblemCode, error.message)
}

/** A key as the border shows it. */
export function rowToKey(row: ApiKeyRow, atMs = Date.now()): ApiKey {
  const at = (moment: Date | null) => moment?.toISOString() ?? null
  return {
    id: row.key_id,
    name: row.name,
    // Only what scopes.ts lists is ever stored.
    scopes: row.scopes as ApiKey['scopes'],
    state: stateOf(row, atMs),
    createdAt: row.created_at.toISOString(),
    expiresAt: at(row.expires_at),
    lastUsedAt: at(row.last_used_at),
    revokedAt: at(row.revoked_at),
    rotatedAt: at(row.rotated_at),
    previousSecretUntil: at(row.previous_until),
    limits: { requestsPerMinute: row.requests_per_minute, requestsPerDay: row.requests_per_day },
  }
}

function stateOf({ revoked_at, expires_at }: ApiKeyRow, atMs: number): ApiKey['state'] {
  if (revoked_at !== null) return 'revoked'
  return expires_at !== null && expires_at.getTime() <= atMs ? 'expired' : 'in-force'
}
