import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream'
import type { ClientOptions } from './client.ts'
import type { paths } from './generated/openapi.ts'
import { problemOf } from './problem-error.ts'

/** Kinds of events, each with its `data`, that a GET answers as a stream. */
type EventsOf<Path extends keyof paths> = paths[Path] extends {
  get: {
    responses: { 200: { content: { 'text/event-stream': infer Event extends { event: string; data: unknown } } } }
  }
}
  ? Event
  : never

/** Addresses that answer a stream of server-sent events. */
export type StreamPath = {
  [Path in keyof paths]: EventsOf<Path> extends never ? never : Path
}[keyof paths]

type PathOf<Path extends StreamPath> = paths[Path] extends {
  get: { parameters: { path: infer P extends Record<string, string> } }
}
  ? P
  : never

/** One server-sent event: `event` says what kind, `data` is read as JSON. A newer service may have kinds not named here. */
export type StreamedEvent<Path extends StreamPath = StreamPath> = { id: string | undefined } & EventsOf<Path>

export interface FollowOptions<Path extends StreamPath = StreamPath> {
  /** The parameters of its path. */
  path: PathOf<Path>
  /** Ends the stream. */
  signal?: AbortSignal
  /** Where an earlier stream ended: what came since then is sent first. */
  lastEventId?: string
  /** Pause before the first new connection after a failed one, doubled each time up to 30 s; 500 ms by default. */
  firstPauseMs?: number
  /** A connection without any data for this long, not even a comment, is opened again; 45 s by default. */
  silenceMs?: number
  /**
   * A connection that ends sooner and brought nothing counts as failed, so the pauses go on growing; 5 s by default.
   */
  steadyMs?: number
  /**
   * Called whenever a connection is open, and whenever one was lost or could not be made; the stream goes on by itself.
   */
  onConnection?: (change: ConnectionChange) => void
}

/** How a stream stands with its service. */
export type ConnectionChange =
  | { state: 'open' }
  | {
      state: 'lost'
      /**
       * `unreachable`: nobody answered; `refused`: with 429 or 5xx, `error` is a ProblemError; `broken`: in the middle, or
       * nothing came any more; `ended`: by the service, as when it restarts.
       */
      why: 'unreachable' | 'refused' | 'broken' | 'ended'
      /** What fetch or the reading threw, or what was answered; `ended` has none. */
      error?: unknown
      /** Connections lost or not made since the last one that brought something or was steady, including this one. */
      failures: number
      /** Until the next try. */
      pauseMs: number
    }

const LONGEST_PAUSE_MS = 30_000

/** A connection that ends sooner and brought nothing is no better than one that could not be made. */
const STEADY_MS = 5_000

/** The service sends a comment every 15 s; after three of them that did not come the connection is dead. */
const SILENCE_MS = 45_000

/**
 * Follows a stream of server-sent events (`/v1/pools/{poolId}/plan/stream`) for ever: a connection that ends or breaks
 * is resumed by `Last-Event-ID`, after a pause that grows while connections bring nothing, and `onConnection` is
 * called. It ends with the signal.
 * @throws ProblemError for what waiting does not mend: a refusal but for 429 and 5xx, an answer that is no stream
 * @throws TypeError where address or key could never be sent
 */
export async function* events<Path extends StreamPath>(
  { url, key }: Pick<ClientOptions, 'url' | 'key'>,
  path: Path,
  {
    path: parameters,
    signal,
    lastEventId,
    firstPauseMs = 500,
    silenceMs = SILENCE_MS,
    steadyMs = STEADY_MS,
    onConnection,
  }: FollowOptions<Path>,
): AsyncGenerator<StreamedEvent<Path>, void, undefined> {
  const address = addressOf(url, filled(path, parameters))
  const state = { lastEventId, retryMs: firstPauseMs, failures: 0 }
  while (!signal?.aborted) {
    const silence = new Silence(silenceMs)
    const request = toRequest(address, {
      key,
      lastEventId: state.lastEventId,
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    })
    let loss: Loss
    try {
      const opened = await open(request)
      if (opened instanceof Response) {
        const openedAt = performance.now()
        onConnection?.({ state: 'open' })
        loss = yield* read<Path>(opened, state, silence)
        if (performance.now() - openedAt >= steadyMs) state.failures = 0
      } else loss = opened
    } finally {
      silence.end()
    }
    if (signal?.aborted) return
    const pauseMs = Math.random() * Math.min(LONGEST_PAUSE_MS, state.retryMs * 2 ** state.failures)
    state.failures += 1
    onConnection?.({ state: 'lost', ...loss, failures: state.failures, pauseMs })
    await pause(pauseMs, signal)
  }
}

/** @throws TypeError where it is no address of the web */
function addressOf(url: string, path: string): URL {
  const address = new URL(`${url.replace(/\/+$/, '')}${path}`)
  if (/^https?:$/.test(address.protocol)) return address
  throw new TypeError('an address of Sluice begins with http: or https:')
}

function filled(path: string, parameters: Record<string, string>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''))
}

/** Aborts its signal when nothing was heard for so long. */
class Silence {
  readonly #controller = new AbortController()
  readonly #ms: number
  #timer: ReturnType<typeof setTimeout>

  constructor(ms: number) {
    this.#ms = ms
    this.#timer = this.#start()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Passes on what comes, and restarts the wait with each piece. */
  heard(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    return new TransformStream({
      transform: (piece, out) => {
        this.end()
        this.#timer = this.#start()
        out.enqueue(piece)
      },
    })
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#controller.abort(), this.#ms)
  }
}

interface StreamState {
  lastEventId: string | undefined
  retryMs: number
  failures: number
}

/** Why a connection is lost. */
type Loss = Pick<Extract<ConnectionChange, { state: 'lost' }>, 'why' | 'error'>

interface Asking {
  key: string
  lastEventId: string | undefined
  signal: AbortSignal
}

/** Made apart from sending it: what is wrong with address or key is wrong for ever. */
function toRequest(address: URL, { key, lastEventId, signal }: Asking): Request {
  const headers = {
    authorization: `Bearer ${key}`,
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  return new Request(address, { headers, signal })
}

/** A stream, or why it could not be had this time. @throws ProblemError for what another try does not mend */
async function open(request: Request): Promise<Response | Loss> {
  let response: Response
  try {
    response = await fetch(request)
  } catch (error) {
    return { why: 'unreachable', error }
  }
  if (isStream(response)) return response
  const error = await problemOf(response)
  if (isPassing(response.status)) return { why: 'refused', error }
  throw error
}

/** Something in between, a proxy or a login page, may answer 200 with anything. */
function isStream(response: Response): boolean {
  return response.ok && /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')
}

/** Yields what comes until the connection ends, however it does. @returns how it did. */
async function* read<Path extends StreamPath>(
  response: Response,
  state: StreamState,
  silence: Silence,
): AsyncGenerator<StreamedEvent<Path>, Loss, undefined> {
  const parser = new EventSourceParserStream({
    onRetry: (ms) => {
      state.retryMs = ms
    },
  })
  const messages = response.body?.pipeThrough(silence.heard()).pipeThrough(new TextDecoderStream()).pipeThrough(parser)
  try {
    for await (const message of messages ?? []) {
      state.failures = 0
      if (message.id !== undefined) state.lastEventId = message.id
      yield toEvent<Path>(message)
    }
    return { why: 'ended' }
  } catch (error) {
    // A broken connection is opened again; an error of the reader is theirs.
    if (error instanceof TypeError || isAbort(error)) return { why: 'broken', error }
    throw error
  }
}

function toEvent<Path extends StreamPath>({ id, event = 'message', data }: EventSourceMessage): StreamedEvent<Path> {
  // The events as the service's OpenAPI document describes them; its own tests make sure of that.
  return { id, event, data: JSON.parse(data) } as unknown as StreamedEvent<Path>
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500
}

/** Leaves nobody listening to the signal. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
    if (signal?.aborted) end()
  })
}
