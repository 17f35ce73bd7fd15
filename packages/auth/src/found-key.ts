import { timingSafeEqual } from 'node:crypto'
import type { FoundApiKey } from '@sluice/database'
import type { Principal } from './principal.ts'

/** Compared with where there is no hash to compare with, so that it takes as long. */
const nothing = Buffer.alloc(32)

/** Whose secret a hash is: the key's, the one before while it still works, one that has ended, or none of the key's. */
export type SecretState = 'current' | 'previous' | 'ended' | 'wrong'

/** Compares with both secrets, whatever the first says, and with nothing where there is no key: all take as long. */
export function secretStateOf(key: FoundApiKey | undefined, hash: Buffer, atMs: number): SecretState {
  const isCurrent = timingSafeEqual(hash, key?.secret_sha256 ?? nothing)
  const isPrevious = timingSafeEqual(hash, key?.previous_sha256 ?? nothing)
  if (isCurrent) return 'current'
  if (!isPrevious) return 'wrong'
  return previousWorks(key, atMs) ? 'previous' : 'ended'
}

/** Whether the secret before the current one still works. */
export function previousWorks(key: FoundApiKey | undefined, atMs: number): boolean {
  return (key?.previous_until?.getTime() ?? 0) > atMs
}

/** Why a key is no longer one; null: it is in force. */
export function endOf(key: FoundApiKey, atMs: number): 'revoked' | 'expired' | null {
  if (key.revoked_at !== null) return 'revoked'
  return key.expires_at !== null && key.expires_at.getTime() <= atMs ? 'expired' : null
}

export function keyToPrincipal(key: FoundApiKey): Principal {
  const { org_id: orgId, key_id: keyId, scopes, requests_per_minute: minute, requests_per_day: day } = key
  const limits = {
    ...(minute === null ? {} : { requestsPerMinute: minute }),
    ...(day === null ? {} : { requestsPerDay: day }),
  }
  return { orgId, keyId, scopes, ...(minute === null && day === null ? {} : { limits }) }
}
