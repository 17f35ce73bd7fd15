import { type MappingInForce, readMapping } from '@sluice/configuration'
import { type Database, withOrganization } from '@sluice/database'
import { Problem } from '@sluice/service-kit'
import { type FhirOrder, isFhir } from '../fhir/count-fhir.ts'
import { storePlaces } from '../fhir/store-places.ts'
import type { BodyReader } from '../reading/body-reader.ts'
import { firstReceipt } from '../sources/first-receipt.ts'
import type { Take } from './event-request.ts'

/** FHIR: find the mapping, read by another thread, count, store; one event a place. @throws Problem for what is refused whole */
export const takeFhir: Take = async ({ request, bytes, options, store, tellUnused }) => {
  const { deps, parts, asked, delivery } = request
  const { orgId, source } = delivery
  const { query, mediaType, headers } = asked
  if (source === null || !isFhir(mediaType)) throw new Error('FHIR has a source and a media type of its own')
  const receivedNow = new Date()
  const takesNumericIds = options.takesNumericIds(source)
  const order = { bytes, mediaType, source, observedAt: query.observedAt, receivedAt: receivedNow, takesNumericIds }
  const read = (changes: { mapping: FhirOrder['mapping']; receivedAt?: Date }) =>
    count(parts.reader, orgId, { ...order, ...changes })
  if (!isR4(headers['content-type'])) throw await patientsOr(notR4(), () => read({ mapping: nothingMapped }))
  const mapping = await findMapping(deps.db, orgId, query.mapping ?? 'default')
  if (mapping === undefined) throw await patientsOr(noMapping(), () => read({ mapping: nothingMapped }))
  const counted = await read({ mapping })
  const take = async (found: typeof counted) => {
    tellUnused(found.unused)
    return { status: 200 as const, body: await storePlaces(found, store) }
  }
  const signedId = options.signedIdOf(source)
  if (signedId === null || !counted.isOfReceipt) return take(counted)
  const receivedAt = await firstReceipt(deps.db, { orgId, source, id: signedId, body: bytes }, receivedNow)
  const isFirst = receivedAt.getTime() === receivedNow.getTime()
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
