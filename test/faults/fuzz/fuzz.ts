import fc from 'fast-check'
import { ApiDocument, type ListedOperation, type OpenApi } from '../../openapi/api-document.ts'
import { CANARY } from './canary.ts'
import { countEvents, type EventCounts } from './event-counts.ts'
import { FUZZ_KEY_NAME } from './key.ts'
import { type FuzzRequest, requestsFor } from './requests.ts'
import { type FuzzAnswer, FuzzSender } from './send.ts'
import { type KnownPlace, soundEvents } from './sound-events.ts'

export interface FuzzOptions {
  origin: string
  /** Of a key that may do everything. */
  key: string
  seed: number
  /** For each operation. */
  requests: number
  /** An answer that takes longer counts as none. */
  hangMs: number
  /** Answers that take longer are told one by one; no answer of a test's depends on it. */
  slowMs?: number
  /** Ends earlier when this is past; a time by performance.now(). */
  until?: number
}

export interface FuzzResult {
  sent: number
  byStatus: Record<string, number>
  slowest: SlowAnswer
  /** Those that took longer than `slowMs`. */
  slow: SlowAnswer[]
  events: EventCounts
  /** What was not as the document says: operation, fault and the request, a few of each kind. */
  faults: string[]
  faultCount: number
}

export interface SlowAnswer {
  operationId: string
  status: number
  ms: number
}

/** Requests of one operation at a time. */
const PARALLEL = 6
const POST_EVENTS = 'postEvents'
const CHUNK = 50
/** Of one kind in one operation. */
const MAX_LISTED = 2

/** Sends nearly right requests to every operation of the document that the server publishes, and judges each answer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const published = await fetch(`${options.origin}/openapi.json`)
  const document = new ApiDocument((await published.json()) as OpenApi)
  const known = await knownIds(options)
  const sender = new FuzzSender(options.origin, options.key, known)
  const places = await placesOf(options, known.get('poolId') ?? [])
  const sound = soundEvents(places, Date.now())
  const events: EventCounts = { taken: 0, refused: 0 }
  const result: FuzzResult = {
    sent: 0,
    byStatus: {},
    slowest: { operationId: '', status: 0, ms: 0 },
    slow: [],
    events,
    faults: [],
    faultCount: 0,
  }
  // In turns, so that a run that ends early has met every operation as often.
  for (let done = 0; done < options.requests && !isOver(options); done += CHUNK) {
    for (const [index, operation] of document.operations.entries()) {
      if (isOver(options)) break
      const numRuns = Math.min(CHUNK, options.requests - done)
      const right = operation.operationId === POST_EVENTS ? sound : undefined
      const requests = fc.sample(requestsFor(operation, document, right), {
        numRuns,
        seed: options.seed + index * 7_919 + done,
      })
      await sendAll({ options, document, sender, result }, operation, requests)
    }
  }
  sender.close()
  return result
}

function isOver({ until }: FuzzOptions): boolean {
  return until !== undefined && performance.now() > until
}

interface Fuzzing {
  options: FuzzOptions
  document: ApiDocument
  sender: FuzzSender
  result: FuzzResult
}

async function sendAll(fuzzing: Fuzzing, operation: ListedOperation, requests: readonly FuzzRequest[]): Promise<void> {
  const queue = requests.values()
  const lane = async () => {
    for (const request of queue) await sendOne(fuzzing, operation, request)
  }
  await Promise.all(Array.from({ length: PARALLEL }, lane))
}

async function sendOne(
  { options, document, sender, result }: Fuzzing,
  operation: ListedOperation,
  request: FuzzRequest,
) {
  result.sent += 1
  const note = (fault: string) => {
    result.faultCount += 1
    const kind = `${operation.operationId}: ${fault}: `
    const alike = result.faults.filter((known) => known.startsWith(kind)).length
    if (alike < MAX_LISTED) result.faults.push(kind + shown(request))
  }
  try {
    const answer = await sender.send(request, options.hangMs)
    result.byStatus[answer.status] = (result.byStatus[answer.status] ?? 0) + 1
    const timed = { operationId: operation.operationId, status: answer.status, ms: answer.ms }
    if (timed.ms > result.slowest.ms) result.slowest = timed
    if (timed.ms > (options.slowMs ?? Number.POSITIVE_INFINITY)) result.slow.push(timed)
    if (operation.operationId === POST_EVENTS && request.method === 'POST') {
      const { taken, refused } = countEvents(answer)
      result.events.taken += taken
      result.events.refused += refused
    }
    const fault = faultOf(document, operation, request, answer)
    if (fault !== null) note(fault)
  } catch (error) {
    note(`no answer (${error instanceof Error ? error.message : String(error)})`)
  }
}

function faultOf(
  document: ApiDocument,
  operation: ListedOperation,
  request: FuzzRequest,
  answer: FuzzAnswer,
): string | null {
  const { status, headers, mediaType, body } = answer
  if (body.includes(CANARY) || JSON.stringify(headers).includes(CANARY)) return 'the answer repeats what was refused'
  if (status === 503 && headers['retry-after'] === undefined && !operation.responses[503])
    return '503 without Retry-After'
  if (status >= 500 && status !== 503 && !operation.responses[String(status)]) return `${status}: ${body.slice(0, 200)}`
  // Another method is another operation, or none: it must be refused in good form, or be what HEAD is to GET.
  const isOwn = request.method === operation.method.toUpperCase()
  if (!isOwn && (status < 400 || request.method === 'HEAD')) return null
  const hasHeader = (name: string) => headers[name.toLowerCase()] !== undefined
  return document.faultOf(operation, { status, mediaType, body, hasHeader })
}

function shown({ method, path, params, query, headers, body }: FuzzRequest): string {
  return JSON.stringify({ method, path, params, query, headers, body: body?.slice(0, 600) })
}

/** Ids that the lists tell, by the parameter that takes them: of /v1/pools those of {poolId}. */
async function knownIds({ origin, key }: FuzzOptions): Promise<Map<string, string[]>> {
  const known = new Map<string, string[]>()
  const document = (await (await fetch(`${origin}/openapi.json`)).json()) as OpenApi
  for (const path of Object.keys(document.paths)) {
    const [, list, name] = /^(\/v1\/[\w-]+)\/\{(\w+)\}$/.exec(path) ?? []
    if (list === undefined || name === undefined || document.paths[list]?.get === undefined) continue
    const answer = await fetch(`${origin}${list}`, { headers: { authorization: `Bearer ${key}` } })
    const { items = [] } = (await answer.json()) as { items?: Record<string, unknown>[] }
    // Its own key is left alone: revoked, it would be told 401 and nothing else.
    const others = items.filter((item) => item.name !== FUZZ_KEY_NAME)
    known.set(
      name,
      others.slice(0, 20).map((item) => String(item.id ?? item[name])),
    )
  }
  return known.set('number', ['1', '2']).set('cellId', await cellsOf(origin, key, known.get('poolId')?.[0]))
}

/** The places of the cells of these pools. */
async function placesOf({ origin, key }: FuzzOptions, poolIds: readonly string[]): Promise<KnownPlace[]> {
  const places: KnownPlace[] = []
  for (const poolId of poolIds) {
    const answer = await fetch(`${origin}/v1/pools/${poolId}`, { headers: { authorization: `Bearer ${key}` } })
    const { cells, currency } = (await answer.json()) as { cells: Omit<KnownPlace, 'currency'>[]; currency: string }
    places.push(...cells.map((cell) => ({ ...cell, currency })))
  }
  return places
}

async function cellsOf(origin: string, key: string, poolId = ''): Promise<string[]> {
  const answer = await fetch(`${origin}/v1/pools/${poolId}`, { headers: { authorization: `Bearer ${key}` } })
  const { cells = [] } = (await answer.json()) as { cells?: { id: string }[] }
  return cells.slice(0, 20).map(({ id }) => id)
}
