import type { IncomingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import { type DeliveryMode, deliveryRefusalCode, type Event, postEvents } from '@sluice/contracts'
import type { Delivered, StoredEvent } from '@sluice/ingestion'
import {
  type HttpApp,
  type Principal,
  Problem,
  type RefusedRequest,
  requireDay,
  type Span,
  serve,
} from '@sluice/service-kit'
import { batchToAnswer, isKept, refusedToProblem, storedToAnswer, toOutcomes } from '../answers.ts'
import type { IngestDeps } from '../app.ts'
import type { OpenStreams } from '../backfill.ts'
import { isBinary, readBinary } from '../binary-event.ts'
import { storeRows } from '../csv/store-rows.ts'
import { isFhir } from '../fhir/count-fhir.ts'
import { postFhir } from '../fhir/post-fhir.ts'
import type { GroupCommit } from '../group-commit.ts'
import { takesNumericIds } from '../numeric-ids.ts'
import { failureAfter, PartlyStored } from '../partly-stored.ts'
import { bytesOfEvents } from '../raw-bodies.ts'
import { type ReadItem, type ReadOptions, readBatch, readSingle, refused } from '../read-body.ts'
import type { BodyReader } from '../reading/body-reader.ts'
import { accounted, noteRefusal, type RequestAccount } from '../request-account.ts'
import { type SourceGate, type SourceRefusal, signedIdOf, sourceGate } from '../sources/source-gate.ts'
import type { SourceRulesCache } from '../sources/source-rules.ts'
import { toDelivered } from '../sources/to-delivered.ts'

/** What the route works with, made once for all requests. */
export interface PostEventsParts {
  commits: GroupCommit
  streams: OpenStreams
  rules: SourceRulesCache
  reader: BodyReader
  /** Counts what came. */
  note: (delivered: Delivered) => void
}

/** What is configured of sources, as reading asks for it. */
interface SourceOptions extends ReadOptions {
  gate: SourceGate
  takesNumericIds: (source: string) => boolean
  /** The verified `webhook-id` of a source that must sign. */
  signedIdOf: (source: string) => string | null
}

type StoreOf = (items: readonly ReadItem[]) => Promise<StoredEvent[]>

/** POST /v1/events: read, store (one transaction, shared with others that come at once), hint, answer, count. */
export function registerPostEvents(scope: HttpApp, deps: IngestDeps, parts: PostEventsParts): void {
  const onRefused = countingUnread(parts.note)
  serve(
    scope,
    postEvents,
    { ...deps, onRefused, bytesOfBody: bytesOfEvents },
    async ({ body, query, mediaType, headers, principal, principalNow, requestId, log, span }) => {
      const { orgId, keyId } = principal
      const mode = modeOf(mediaType, headers)
      const whole = wholeSourceOf(mode, query.source)
      const request = { orgId, keyId, mode, requestId, source: whole }
      const meaningless = meaninglessIn(mode, query)
      if (meaningless !== null) {
        noteRefusal(request, parts.note, meaningless)
        throw meaningless
      }
      const day = dayOf(deps, principal)
      const storeInto = (account: RequestAccount): StoreOf => {
        const tell = (told: readonly ReadItem[], stored: readonly StoredEvent[]) => {
          account.add(toDelivered(told, stored))
          sendHints(deps, orgId, stored)
        }
        return async (items) => {
          const stored = await storeItems(parts.commits, { orgId, span }, items).catch((error: unknown) => {
            // Sent again, what is stored is a duplicate: now is when it came.
            if (error instanceof PartlyStored) tell(...knownOf(items, error.outcomes))
            throw error
          })
          day.charge(items.length)
          tell(items, stored)
          return stored
        }
      }
      const optionsFor = async (raw: Buffer | null): Promise<SourceOptions> => {
        const rules = await parts.rules.get(orgId)
        const isNamed = takesNumericIds(deps.numericIdSources, orgId)
        return {
          takesNumericIds: (source) => rules.get(source)?.acceptsNumericIds === true || isNamed(source),
          gate: sourceGate(rules, { keyId, headers, body: raw, outside: outsideOf(mode, query), now: new Date() }),
          signedIdOf: (source) => signedIdOf(rules, headers, source),
        }
      }
      if (body instanceof Readable) {
        const onFailure = (err: unknown) => log.warn({ err }, 'a stream of events was aborted')
        const admit = async () => day.requireMore(await principalNow())
        // Each part by itself: a stream may last for hours.
        const store: StoreOf = (items) => accounted(request, parts.note, (account) => storeInto(account)(items))
        const stream = parts.streams.open(body, { admit, store, options: () => optionsFor(null), onFailure })
        // A connection kept after so long a request would only keep a process that ends from ending.
        return { status: 200 as const, headers: { connection: 'close' }, mediaType: ndjson, stream }
      }
      return accounted(request, parts.note, async (account) => {
        const store = storeInto(account)
        const storeWhole = knowingWhatIsStored(store)
        const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
        const options = await optionsFor(bytes)
        if (mode === 'batch') return takeBatch(await readBatch(bytes, options), storeWhole)
        const refusal = whole === null ? null : await refusalOfWhole(options.gate, whole)
        if (refusal) return takeSingle(refused(refusal.code, refusal.detail, { source: whole }), store)
        if (mode === 'csv') {
          const defaults = { source: whole ?? '', observedAt: query.observedAt }
          const order = { bytes, defaults, takesNumericIds: options.takesNumericIds(defaults.source) }
          const read = await parts.reader.read(orgId, { kind: 'csv', ...order })
          if (read.kind !== 'csv') throw new Error('a spreadsheet was read as something else')
          return { status: 200 as const, body: await storeRows(read.rows, storeWhole) }
        }
        if (isFhir(mediaType)) {
          const signedId = whole === null ? null : options.signedIdOf(whole)
          const { takesNumericIds } = options
          const contentType = headers['content-type']
          const asked = { orgId, bytes, query, mediaType, contentType, takesNumericIds, signedId }
          const taking = { store: storeWhole, tellUnused: account.addUnused }
          return { status: 200 as const, body: await postFhir({ db: deps.db, reader: parts.reader }, asked, taking) }
        }
        const read = mode === 'binary' ? readBinary(bytes, headers, options) : readSingle(bytes, options)
        return takeSingle(await read, store)
      })
    },
  )
}

const meant: Partial<Record<DeliveryMode, readonly string[]>> = {
  csv: ['source', 'observedAt'],
  fhir: ['source', 'observedAt', 'mapping'],
}

/** What a query says must mean something: whoever gives a moment that nobody reads would believe it counted. Null: it does. */
function meaninglessIn(mode: DeliveryMode, query: Readonly<Record<string, string | undefined>>): Problem | null {
  const errors = Object.keys(query)
    .filter((name) => query[name] !== undefined && !meant[mode]?.includes(name))
    .map((name) => ({ pointer: `#/query/${name}`, detail: 'not with this media type: the events say it themselves' }))
  if (errors.length === 0) return null
  return new Problem('invalid-request', 'The query says what means nothing here.', { errors })
}

/** The one source of everything in a body that names none itself; its refusal is that of the whole. */
function wholeSourceOf(mode: DeliveryMode, named: string | undefined): string | null {
  if (mode === 'csv') return named ?? '/csv'
  return mode === 'fhir' ? (named ?? '/fhir') : null
}

async function refusalOfWhole(gate: SourceGate, source: string): Promise<SourceRefusal | null> {
  await gate.verify([source])
  return gate.refusalOf(source)
}

/** The key's day, for the events of one request. The request itself was counted, and with it its first event. */
function dayOf({ limits }: IngestDeps, principal: Principal) {
  let counted = 1
  return {
    /** Of a part with its outcome: what was not stored is sent again, and counted then. */
    charge: (events: number): void => {
      limits?.charge(principal, events - counted)
      counted = Math.max(0, counted - events)
    },
    /** Before a part. @throws Problem too-many-requests where nothing of the day is left and its first event has been */
    requireMore: (now: Principal): void => {
      if (counted === 0) requireDay(limits, now)
    },
  }
}

/** What decides an event and is not in the body. Not `source`: its secrets are its own. */
function outsideOf(mode: DeliveryMode, query: { observedAt?: string | undefined; mapping?: string | undefined }) {
  if (mode === 'binary') return 'attributes in headers'
  const isSaid = query.observedAt !== undefined || (mode === 'fhir' && query.mapping !== undefined)
  return isSaid ? 'observedAt or mapping in the query' : null
}

const ndjson = 'application/x-ndjson'

function modeOf(mediaType: string | undefined, headers: IncomingHttpHeaders): DeliveryMode {
  if (mediaType === undefined || !Object.hasOwn(postEvents.body, mediaType)) return 'unknown'
  if (mediaType === 'application/cloudevents-batch+json') return 'batch'
  if (mediaType === 'text/csv') return 'csv'
  if (mediaType === ndjson) return 'stream'
  if (isFhir(mediaType)) return 'fhir'
  return mediaType === 'application/json' && isBinary(headers) ? 'binary' : 'structured'
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

async function takeSingle(item: ReadItem, store: StoreOf) {
  const [stored] = await store([item])
  if (item.kind === 'refused') throw refusedToProblem(item)
  if (stored === undefined) throw new Error('the event has no outcome')
  return { status: 202 as const, body: storedToAnswer(stored) }
}

async function takeBatch(items: readonly ReadItem[], store: StoreOf) {
  return { status: 200 as const, body: batchToAnswer(toOutcomes(items, await store(items))) }
}

async function storeItems(
  commits: GroupCommit,
  { orgId, span }: { orgId: string; span: Span | null },
  items: readonly ReadItem[],
): Promise<StoredEvent[]> {
  const events: Event[] = []
  let bytes = 0
  for (const item of items) {
    if (item.kind === 'refused') continue
    events.push(item.event)
    bytes += item.bytes
  }
  return events.length === 0 ? [] : commits.store(orgId, events, bytes, span)
}

/** The items that have an outcome already, with it; what was refused is told when all of them have one. */
function knownOf(
  items: readonly ReadItem[],
  outcomes: readonly (StoredEvent | undefined)[],
): [ReadItem[], StoredEvent[]] {
  const read = items.filter(({ kind }) => kind !== 'refused')
  const known = outcomes.flatMap((outcome, at) => {
    const item = read[at]
    return outcome === undefined || item === undefined ? [] : [{ item, outcome }]
  })
  return [known.map(({ item }) => item), known.map(({ outcome }) => outcome)]
}

/** Of a request that is stored in several parts, and answered once: should one fail, the answer says that others are stored. */
function knowingWhatIsStored(store: StoreOf): StoreOf {
  let kept = 0
  return async (items) => {
    try {
      const stored = await store(items)
      kept += stored.filter(isKept).length
      return stored
    } catch (error) {
      throw failureAfter(kept, error)
    }
  }
}

/** Never awaited, and after the commit: the pools are marked already, so a lost hint costs the sweep's second. */
function sendHints({ hints }: IngestDeps, orgId: string, stored: readonly StoredEvent[]): void {
  const pools = stored.filter(isKept).flatMap(({ outcome, pools }) => (outcome === 'accepted' ? pools : []))
  const revisions = new Map(pools.map(({ poolId, revision }) => [poolId, revision]))
  for (const [poolId, revision] of revisions) hints.poolIsDirty({ orgId, poolId, revision })
}
