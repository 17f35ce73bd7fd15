import { Readable } from 'node:stream'
import { type DeliveryMode, deliveryRefusalCode, postEvents } from '@sluice/contracts'
import { type Asked, type HttpApp, Problem, type RefusedRequest, serve } from '@sluice/service-kit'
import type { IngestDeps } from '../app.ts'
import { bytesOfEvents } from '../raw-bodies.ts'
import { refused } from '../read-body.ts'
import { accounted, noteRefusal } from '../request-account.ts'
import { type Delivery, deliveryOf, meaninglessIn, modeOf } from '../taking/delivery.ts'
import { EventRequest, type PostEventsParts, type SourceOptions, type Take } from '../taking/event-request.ts'
import { takeBatch } from '../taking/take-batch.ts'
import { takeFhir } from '../taking/take-fhir.ts'
import { takeBinary, takeItem, takeStructured } from '../taking/take-single.ts'
import { takeSpreadsheet } from '../taking/take-spreadsheet.ts'
import { takeStream } from '../taking/take-stream.ts'

/** How a body is taken that is not one event in JSON. */
const takeOf: Partial<Record<DeliveryMode, Take>> = {
  batch: takeBatch,
  binary: takeBinary,
  csv: takeSpreadsheet,
  fhir: takeFhir,
}

/** POST /v1/events: read, store (one transaction, shared with others that come at once), hint, answer, count. */
export function registerPostEvents(scope: HttpApp, deps: IngestDeps, parts: PostEventsParts): void {
  const { note } = parts
  const options = { ...deps, onRefused: countingUnread(note), bytesOfBody: bytesOfEvents }
  serve(scope, postEvents, options, async (asked) => {
    const delivery = deliveryOf(asked)
    requireMeaning(delivery, asked.query, note)
    const request = new EventRequest(deps, parts, { asked, delivery })
    if (asked.body instanceof Readable) return takeStream(request, asked.body)
    const bytes = Buffer.isBuffer(asked.body) ? asked.body : Buffer.alloc(0)
    return accounted(delivery, note, async (account) => {
      const options = await request.sourceOptions(bytes)
      const store = request.storeWholeInto(account)
      const refusal = await refusalOfWhole(options, delivery.source)
      if (refusal !== null) return takeItem(refusal, store)
      const take = takeOf[delivery.mode] ?? takeStructured
      return take({ request, bytes, options, store, tellUnused: account.addUnused })
    })
  })
}

/** @throws Problem where the query says what means nothing here; the request is noted as refused */
function requireMeaning(
  delivery: Delivery,
  query: Asked<typeof postEvents>['query'],
  note: PostEventsParts['note'],
): void {
  const names = meaninglessIn(delivery.mode, query)
  if (names.length === 0) return
  const detail = 'not with this media type: the events say it themselves'
  const errors = names.map((name) => ({ pointer: `#/query/${name}`, detail }))
  const problem = new Problem('invalid-request', 'The query says what means nothing here.', { errors })
  noteRefusal(delivery, note, problem)
  throw problem
}

/** Why all of a body is refused that names its one source outside the events; null: it is not, or they name theirs. */
async function refusalOfWhole({ gate }: SourceOptions, source: string | null) {
  if (source === null) return null
  await gate.verify([source])
  const refusal = gate.refusalOf(source)
  return refusal && refused(refusal.code, refusal.detail, { source })
}

/** Counts a request of which nobody has read the body: a wrong Content-Type is what most often keeps events from arriving. */
function countingUnread(note: PostEventsParts['note']) {
  return ({ orgId, keyId, requestId, code, mediaType, headers, isByHandler }: RefusedRequest): void => {
    // What the handler refuses it counts itself, source by source.
    if (isByHandler || !deliveryRefusalCode.safeParse(code).success) return
    const events = [{ outcome: 'refused' as const, source: null, code, pointer: '' }]
    note({ orgId, keyId, mode: modeOf(mediaType, headers), requestId, source: null, events })
  }
}
