import { type MappingInForce, readMapping } from '@sluice/configuration'
import type { FhirStored } from '@sluice/contracts'
import { type Database, withOrganization } from '@sluice/database'
import type { StoredEvent } from '@sluice/ingestion'
import { Problem } from '@sluice/service-kit'
import type { ReadItem } from '../read-body.ts'
import type { BodyReader } from '../reading/body-reader.ts'
import type { Unused } from '../request-account.ts'
import { firstReceipt } from '../sources/first-receipt.ts'
import type { FhirMediaType, FhirOrder } from './count-fhir.ts'
import { storePlaces } from './store-places.ts'

interface Asked {
  orgId: string
  bytes: Buffer
  query: { mapping?: string | undefined; source?: string | undefined; observedAt?: string | undefined }
  mediaType: FhirMediaType
  contentType: string | undefined
  takesNumericIds: (source: string) => boolean
  /** Its `webhook-id`, where its signature was asked for and verified; null: it had none to show. */
  signedId: string | null
}

interface Taking {
  store: (items: readonly ReadItem[]) => Promise<StoredEvent[]>
  /** Told what of the message is in no event, before the others are stored. */
  tellUnused: (unused: Unused) => void
}

interface FhirParts {
  db: Database
  reader: BodyReader
}

/** POST /v1/events with FHIR: find the mapping, read, count, store. @throws Problem for what is refused whole */
export async function postFhir(
  { db, reader }: FhirParts,
  asked: Asked,
  { store, tellUnused }: Taking,
): Promise<FhirStored> {
  const { orgId, bytes, query, mediaType, signedId } = asked
  const { source = '/fhir', observedAt } = query
  const takesNumericIds = asked.takesNumericIds(source)
  const order = { bytes, mediaType, source, observedAt, receivedAt: new Date(), takesNumericIds }
  const read = (changes: { mapping: FhirOrder['mapping']; receivedAt?: Date }) =>
    count(reader, orgId, { ...order, ...changes })
  if (!isR4(asked.contentType)) throw await patientsOr(notR4(), () => read({ mapping: nothingMapped }))
  const mapping = await findMapping(db, orgId, query.mapping ?? 'default')
  if (mapping === undefined) throw await patientsOr(noMapping(), () => read({ mapping: nothingMapped }))
  const counted = await read({ mapping })
  const take = (found: typeof counted) => {
    tellUnused(found.unused)
    return storePlaces(found, store)
  }
  if (signedId === null || !counted.isOfReceipt) return take(counted)
  const receivedAt = await firstReceipt(db, { orgId, source, id: signedId, body: bytes }, order.receivedAt)
  const isFirst = receivedAt.getTime() === order.receivedAt.getTime()
  return take(isFirst ? counted : await read({ mapping, receivedAt }))
}

async function count(reader: BodyReader, orgId: string, order: FhirOrder) {
  const body = await reader.read(orgId, { kind: 'fhir', ...order })
  if (body.kind !== 'fhir') throw new Error('FHIR was read as something else')
  return body
}

/** Patient data is called by its name, whatever else is wrong with the request: its sender has more to mend than that. */
async function patientsOr(otherwise: Problem, read: () => Promise<unknown>): Promise<Problem> {
  try {
    await read()
  } catch (error) {
    if (error instanceof Problem && error.code === 'phi-not-accepted') return error
  }
  return otherwise
}

/** For a body that is refused in any case, and read for what it is. */
const nothingMapped: FhirOrder['mapping'] = {
  ...{ locations: [], services: [], uncodedServiceLine: null, appointmentTypes: [], untypedSlots: 'unknown' },
  ...{ publishesBusySlots: false, emptyScheduleIsFull: false, horizonDays: 14, ignoredExtensions: [] },
  changedAt: new Date(0),
}

/** FHIR's media types may name their version; other versions have other resources. */
function isR4(contentType = ''): boolean {
  const version = /;\s*fhirVersion\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? '4.0'
  return /^4\.0(\.\d+)?$/.test(version)
}

function notR4(): Problem {
  return new Problem('unsupported-media-type', 'FHIR is taken in version R4 (4.0) only.')
}

function findMapping(db: Database, orgId: string, id: string): Promise<MappingInForce | undefined> {
  const tenant = { role: 'sluice_ingest', orgId } as const
  return withOrganization(db, tenant, (trx) => readMapping(trx, orgId, id), { readOnly: true })
}

function noMapping(): Problem {
  return new Problem('mapping-not-found', 'Your organization has no mapping with this id; name one in the query.')
}
