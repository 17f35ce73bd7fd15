import type { IncomingHttpHeaders } from 'node:http'
import { type DeliveryMode, postEvents } from '@sluice/contracts'
import type { Asked } from '@sluice/service-kit'
import { isBinary } from '../binary-event.ts'
import { isFhir } from '../fhir/count-fhir.ts'
import type { AccountedRequest } from '../request-account.ts'

type Query = Asked<typeof postEvents>['query']

/** Whose a request is, how it came, and where it names one, the source of everything in it: its refusal is that of the whole. */
export interface Delivery extends AccountedRequest {
  mode: DeliveryMode
}

export function deliveryOf(asked: Asked<typeof postEvents>): Delivery {
  const { principal, mediaType, headers, query, requestId } = asked
  const { orgId, keyId } = principal
  const mode = modeOf(mediaType, headers)
  return { orgId, keyId, mode, requestId, source: wholeSourceOf(mode, query.source) }
}

export const ndjson = 'application/x-ndjson'

/** How events come, by the media type and, for an event in headers, by them. */
export function modeOf(mediaType: string | undefined, headers: IncomingHttpHeaders): DeliveryMode {
  if (mediaType === undefined || !Object.hasOwn(postEvents.body, mediaType)) return 'unknown'
  if (mediaType === 'application/cloudevents-batch+json') return 'batch'
  if (mediaType === 'text/csv') return 'csv'
  if (mediaType === ndjson) return 'stream'
  if (isFhir(mediaType)) return 'fhir'
  return mediaType === 'application/json' && isBinary(headers) ? 'binary' : 'structured'
}

/** The one source of everything in a body that names none itself. */
function wholeSourceOf(mode: DeliveryMode, named: string | undefined): string | null {
  if (mode === 'csv') return named ?? '/csv'
  return mode === 'fhir' ? (named ?? '/fhir') : null
}

const meant: Partial<Record<DeliveryMode, readonly (keyof Query)[]>> = {
  csv: ['source', 'observedAt'],
  fhir: ['source', 'observedAt', 'mapping'],
}

/** What a query says that means nothing with this mode: whoever gives a moment that nobody reads would believe it counted. */
export function meaninglessIn(mode: DeliveryMode, query: Query): (keyof Query)[] {
  const names = Object.keys(query) as (keyof Query)[]
  return names.filter((name) => query[name] !== undefined && !meant[mode]?.includes(name))
}

/** What decides an event and is not in the body; null: nothing. Not `source`: its secrets are its own. */
export function outsideOf(mode: DeliveryMode, query: Query): string | null {
  if (mode === 'binary') return 'attributes in headers'
  const isSaid = query.observedAt !== undefined || (mode === 'fhir' && query.mapping !== undefined)
  return isSaid ? 'observedAt or mapping in the query' : null
}
