import { type ConfiguredMapping, readMapping } from '@sluice/configuration'
import type { FhirStored } from '@sluice/contracts'
import { type Database, withOrganization } from '@sluice/database'
import type { StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import type { ReadItem, ReadOptions } from '../read-body.ts'
import { readFhirJson, readFhirNdjson } from './read-fhir-body.ts'
import { takeFhir } from './take-fhir.ts'

const readers = { 'application/fhir+json': readFhirJson, 'application/fhir+ndjson': readFhirNdjson } as const

type FhirMediaType = keyof typeof readers

export function isFhir(mediaType: string | undefined): mediaType is FhirMediaType {
  return mediaType !== undefined && Object.hasOwn(readers, mediaType)
}

interface Asked {
  orgId: string
  query: { mapping?: string | undefined; source?: string | undefined; observedAt?: string | undefined }
  mediaType: FhirMediaType
  contentType: string | undefined
  options: ReadOptions
}

/** POST /v1/events with FHIR: find the mapping, read, count, store. @throws Problem for what is refused whole */
export async function postFhir(
  db: Database,
  bytes: Buffer,
  { orgId, query, mediaType, contentType, options }: Asked,
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>,
): Promise<FhirStored> {
  requireR4(contentType)
  const mapping = await findMapping(db, orgId, query.mapping ?? 'default')
  const body = readers[mediaType](bytes, { ignoredExtensions: mapping.ignoredExtensions })
  const asked = { source: query.source ?? '/fhir', observedAt: query.observedAt, receivedAt: new Date() }
  return takeFhir(body, mapping, asked, options, store)
}

/** FHIR's media types may name their version; other versions have other resources. */
function requireR4(contentType = ''): void {
  const version = /;\s*fhirVersion\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? '4.0'
  if (!/^4\.0(\.\d+)?$/.test(version))
    throw new Problem('unsupported-media-type', 'FHIR is taken in version R4 (4.0) only.')
}

async function findMapping(db: Database, orgId: string, id: string): Promise<ConfiguredMapping> {
  const mapping = await withOrganization(db, { role: 'sluice_ingest', orgId }, (trx) => readMapping(trx, orgId, id), {
    readOnly: true,
  })
  if (mapping) return mapping
  throw new Problem('mapping-not-found', 'Your organization has no mapping with this id; name one in the query.')
}
