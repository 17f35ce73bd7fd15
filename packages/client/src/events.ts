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
  /** Pause before the first new connection after one that failed, doubled each time up to 30 s; 500 ms unless said. */
  firstPauseMs?: number
  /** A connection on which nothing came for so long, no comment either, is opened again; 45 s unless said. */
  silenceMs?: number
}

const LONGEST_PAUSE_MS = 30_000

/** The service sends a comment every 15 s; after three of them that did not come the connection is dead. */
const SILENCE_MS = 45_000

/**
 * Follows a stream of server-sent events (`/v1/pools/{poolId}/plan/stream`) for ever: a connection that ends or breaks is opened
 * again where it ended, by `Last-Event-ID`. It ends with the signal, and throws ProblemError for what waiting does not mend.
 */
export async function* events<Path extends StreamPath>(
  { url, key }: Pick<ClientOptions, 'url' | 'key'>,
  path: Path,
  { path: parameters, signal, lastEventId, firstPauseMs = 500, silenceMs = SILENCE_MS }: FollowOptions<Path>,
): AsyncGenerator<StreamedEvent<Path>, void, undefined> {
  const address = `${url.replace(/\/+$/, '')}${filled(path, parameters)}`
  const state = { lastEventId, retryMs: firstPauseMs, failures: 0 }
  while (!signal?.aborted) {
    const silence = new Silence(silenceMs)
    const either = signal ? AbortSignal.any([signal, silence.signal]) : silence.signal
    try {
      const response = await open(address, key, state.lastEventId, either)
      if (response?.ok) {
        state.failures = 0
        yield* read<Path>(response, state, silence)
      } else if (response && !isPassing(response.status)) throw await problemOf(response)
    } finally {
      silence.end()
    }
    if (signal?.aborted) return
    await pause(Math.min(LONGEST_PAUSE_MS, state.retryMs * 2 ** state.failures), signal)
    state.failures += 1
  }
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

  /** Passes on what comes, and begins to wait anew with each piece. */
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

/** Undefined: nobody answered. */
async function open(
  address: string,
  key: string,
  lastEventId: string | undefined,
  signal: AbortSignal,
): Promise<Response | undefined> {
  const headers = {
    authorization: `Bearer ${key}`,
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  return fetch(address, { headers, signal }).catch(() => undefined)
}

/** Yields what comes until the connection ends, however it does. */
async function* read<Path extends StreamPath>(
  response: Response,
  state: StreamState,
  silence: Silence,
): AsyncGenerator<StreamedEvent<Path>, void, undefined> {
  const parser = new EventSourceParserStream({
    onRetry: (ms) => {
      state.retryMs = ms
    },
  })
  const messages = response.body?.pipeThrough(silence.heard()).pipeThrough(new TextDecoderStream()).pipeThrough(parser)
  try {
    for await (const message of messages ?? []) {
      if (message.id !== undefined) state.lastEventId = message.id
      yield toEvent<Path>(message)
    }
  } catch (error) {
    // A broken connection is opened again; a fault of whoever reads is theirs.
    if (!(error instanceof TypeError || isAbort(error))) throw error
  }
}

function toEvent<Path extends StreamPath>({ id, event = 'message', data }: EventSourceMessage): StreamedEvent<Path> {
  // What the service's OpenAPI document says of its events; its own tests hold it to that.
  return { id, event, data: JSON.parse(data) } as unknown as StreamedEvent<Path>
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.random() * ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
