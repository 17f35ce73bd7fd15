import type { SealedPlace } from './sealer.ts'

/** Where a source's signing secret is sealed for: written by the results API, opened by ingestion. */
export function sourceSecretPlace(orgId: string, sourceId: string, secretId: string): SealedPlace {
  return { orgId, kind: 'source-signing-secret', objectId: `${sourceId}/${secretId}` }
}
