import { type ConfiguredMapping, readMapping } from '@sluice/configuration'
import type { FhirStored } from '@sluice/contracts'
import { type Database, withOrganization } from '@sluice/database'
import type { StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import type { ReadItem, ReadOptions } from '../read-body.ts'
import { firstReceipt } from '../sources/first-receipt.ts'
import { type FhirBody, readFhirJson, readFhirNdjson } from './read-fhir-body.ts'
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
  /** Its `webhook-id`, where its signature was asked for and verified; null: it had none to show. */
  signedId: string | null
}

/** POST /v1/events with FHIR: find the mapping, read, count, store. @throws Problem for what is refused whole */
export async function postFhir(
  db: Database,
  bytes: Buffer,
  { orgId, query, mediaType, contentType, options, signedId }: Asked,
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>,
): Promise<FhirStored> {
  if (!isR4(contentType)) throw patientsOr(notR4(), () => readers[mediaType](bytes, {}))
  const mapping = await findMapping(db, orgId, query.mapping ?? 'default')
  if (mapping === undefined) throw patientsOr(noMapping(), () => readers[mediaType](bytes, {}))
  const body = readers[mediaType](bytes, { ignoredExtensions: mapping.ignoredExtensions })
  const { source = '/fhir', observedAt } = query
  const saysNoMoment = observedAt === undefined && body.observedAt === null
  const receivedAt =
    saysNoMoment && signedId !== null
      ? await firstReceipt(db, { orgId, source, id: signedId, body: bytes }, new Date())
      : new Date()
  const asked = { source, observedAt, receivedAt }
  return takeFhir(body, mapping, asked, options, store)
}

/** Patient data is called by its name, whatever else is wrong with the request: its sender has more to mend than that. */
function patientsOr(otherwise: Problem, read: () => FhirBody): Problem {
  try {
    read()
  } catch (error) {
    if (error instanceof Problem && error.code === 'phi-not-accepted') return error
  }
  return otherwise
}

/** FHIR's media types may name their version; other versions have other resources. */
function isR4(contentType = ''): boolean {
  const version = /;\s*fhirVersion\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? '4.0'
  return /^4\.0(\.\d+)?$/.test(version)
}

function notR4(): Problem {
  return new Problem('unsupported-media-type', 'FHIR is taken in version R4 (4.0) only.')
}

function findMapping(db: Database, orgId: string, id: string): Promise<ConfiguredMapping | undefined> {
  const tenant = { role: 'sluice_ingest', orgId } as const
  return withOrganization(db, tenant, (trx) => readMapping(trx, orgId, id), { readOnly: true })
}

function noMapping(): Problem {
  return new Problem('mapping-not-found', 'Your organization has no mapping with this id; name one in the query.')
}
