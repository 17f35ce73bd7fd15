import type { SealedPlace } from './sealer.ts'

/** Where a source's signing secret is sealed for: written by the results API, opened by ingestion. */
export function sourceSecretPlace(orgId: string, sourceId: string, secretId: string): SealedPlace {
  return { orgId, kind: 'source-signing-secret', objectId: `${sourceId}/${secretId}` }
}

/** Where the secret of a webhook endpoint is sealed for: written by the results API, opened by the worker. */
export function webhookSecretPlace(orgId: string, endpointId: string): SealedPlace {
  return { orgId, kind: 'webhook-signing-secret', objectId: endpointId }
}
