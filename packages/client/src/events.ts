import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream'
import type { ClientOptions } from './client.ts'
import { problemOf } from './problem-error.ts'

export interface FollowOptions {
  /** Ends the stream. */
  signal?: AbortSignal
  /** Where an earlier stream ended: what came since then is sent first. */
  lastEventId?: string
  /** Pause before the first new connection after one that failed, doubled each time up to 30 s; 500 ms unless said. */
  firstPauseMs?: number
}

/** One server-sent event. */
export interface StreamedEvent {
  id: string | undefined
  /** What kind. */
  event: string
  /** Its data, read as JSON. */
  data: unknown
}

const LONGEST_PAUSE_MS = 30_000

/**
 * Follows a stream of server-sent events (`/v1/pools/{poolId}/plan/stream`) for ever: a connection that ends or breaks is opened
 * again where it ended, by `Last-Event-ID`. It ends with the signal, and throws ProblemError for what waiting does not mend.
 */
export async function* events(
  { url, key }: Pick<ClientOptions, 'url' | 'key'>,
  path: string,
  { signal, lastEventId, firstPauseMs = 500 }: FollowOptions = {},
): AsyncGenerator<StreamedEvent, void, undefined> {
  const address = `${url.replace(/\/+$/, '')}${path}`
  const state = { lastEventId, retryMs: firstPauseMs, failures: 0 }
  while (!signal?.aborted) {
    const response = await open(address, key, state.lastEventId, signal)
    if (response?.ok) {
      state.failures = 0
      yield* read(response, state)
    } else if (response && !isPassing(response.status)) throw await problemOf(response)
    if (signal?.aborted) return
    await pause(Math.min(LONGEST_PAUSE_MS, state.retryMs * 2 ** state.failures), signal)
    state.failures += 1
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
  signal: AbortSignal | undefined,
): Promise<Response | undefined> {
  const headers = {
    authorization: `Bearer ${key}`,
    accept: 'text/event-stream',
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  }
  return fetch(address, { headers, ...(signal ? { signal } : {}) }).catch(() => undefined)
}

/** Yields what comes until the connection ends, however it does. */
async function* read(response: Response, state: StreamState): AsyncGenerator<StreamedEvent, void, undefined> {
  const parser = new EventSourceParserStream({
    onRetry: (ms) => {
      state.retryMs = ms
    },
  })
  const messages = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(parser)
  try {
    for await (const message of messages ?? []) {
      if (message.id !== undefined) state.lastEventId = message.id
      yield toEvent(message)
    }
  } catch (error) {
    // A broken connection is opened again; a fault of whoever reads is theirs.
    if (!(error instanceof TypeError || isAbort(error))) throw error
  }
}

function toEvent({ id, event = 'message', data }: EventSourceMessage): StreamedEvent {
  return { id, event, data: JSON.parse(data) }
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
