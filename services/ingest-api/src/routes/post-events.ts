import { Readable } from 'node:stream'
import { type Event, postEvents } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { type HttpApp, serve } from '@sluice/service-kit'
import { batchToAnswer, isKept, refusedToProblem, storedToAnswer, toOutcomes } from '../answers.ts'
import type { IngestDeps } from '../app.ts'
import type { OpenStreams } from '../backfill.ts'
import { isBinary, readBinary } from '../binary-event.ts'
import { readCsv } from '../csv/read-csv.ts'
import { storeRows } from '../csv/store-rows.ts'
import { isFhir, postFhir } from '../fhir/post-fhir.ts'
import type { GroupCommit } from '../group-commit.ts'
import { takesNumericIds } from '../numeric-ids.ts'
import { type ReadItem, readBatch, readSingle } from '../read-body.ts'

type StoreOf = (items: readonly ReadItem[]) => Promise<StoredEvent[]>

/** POST /v1/events: read, store (one transaction, shared with others that come at once), answer, hint. */
export function registerPostEvents(scope: HttpApp, deps: IngestDeps, commits: GroupCommit, streams: OpenStreams): void {
  serve(scope, postEvents, deps, async ({ body, query, mediaType, headers, principal: { orgId }, log }) => {
    const options = { takesNumericIds: takesNumericIds(deps.numericIdSources, orgId) }
    const store: StoreOf = async (items) => {
      const stored = await storeItems(commits, orgId, items)
      sendHints(deps, orgId, stored)
      return stored
    }
    if (body instanceof Readable) {
      const onFailure = (err: unknown) => log.warn({ err }, 'a stream of events was aborted')
      const stream = streams.open(body, { store, options, onFailure })
      // A connection kept after so long a request would only keep a process that ends from ending.
      return { status: 200 as const, headers: { connection: 'close' }, mediaType: ndjson, stream }
    }
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    if (mediaType === 'application/cloudevents-batch+json') return takeBatch(readBatch(bytes, options), store)
    if (mediaType === 'text/csv') {
      const defaults = { source: query.source ?? '/csv', observedAt: query.observedAt }
      return { status: 200 as const, body: await storeRows(await readCsv(bytes, defaults, options), store) }
    }
    if (isFhir(mediaType)) {
      const asked = { orgId, query, mediaType, contentType: headers['content-type'], options }
      return { status: 200 as const, body: await postFhir(deps.db, bytes, asked, store) }
    }
    const inHeaders = mediaType === 'application/json' && isBinary(headers)
    return takeSingle(inHeaders ? readBinary(bytes, headers, options) : readSingle(bytes, options), store)
  })
}

const ndjson = 'application/x-ndjson'

async function takeSingle(item: ReadItem, store: StoreOf) {
  if (item.kind === 'refused') throw refusedToProblem(item)
  const [stored] = await store([item])
  if (stored === undefined) throw new Error('the event has no outcome')
  return { status: 202 as const, body: storedToAnswer(stored) }
}

async function takeBatch(items: readonly ReadItem[], store: StoreOf) {
  return { status: 200 as const, body: batchToAnswer(toOutcomes(items, await store(items))) }
}

async function storeItems(commits: GroupCommit, orgId: string, items: readonly ReadItem[]): Promise<StoredEvent[]> {
  const events: Event[] = []
  let bytes = 0
  for (const item of items) {
    if (item.kind === 'refused') continue
    events.push(item.event)
    bytes += item.bytes
  }
  return events.length === 0 ? [] : commits.store(orgId, events, bytes)
}

/** Never awaited, and after the commit: the pools are marked already, so a lost hint costs the sweep's second. */
function sendHints({ hints }: IngestDeps, orgId: string, stored: readonly StoredEvent[]): void {
  const pools = stored.filter(isKept).flatMap(({ outcome, pools }) => (outcome === 'accepted' ? pools : []))
  const revisions = new Map(pools.map(({ poolId, revision }) => [poolId, revision]))
  for (const [poolId, revision] of revisions) hints.poolIsDirty({ orgId, poolId, revision })
}
