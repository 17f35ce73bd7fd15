import { setTimeout as pause } from 'node:timers/promises'

export interface Opened<T> {
  value: T
  /** Settles when it has ended by itself and must be opened again; never for a store that repairs itself. */
  ended?: Promise<unknown>
  close(): Promise<void>
}

export interface Kept<T> {
  /** What is open now; undefined while the store is not there. */
  current(): T | undefined
  /** Stops trying, and closes what is open. */
  close(): Promise<void>
}

export interface KeepOpenOptions<T> {
  /** Makes a new one and resolves when it works; cleans up after itself when it rejects or the signal aborts. */
  open(signal: AbortSignal): Promise<Opened<T>>
  onError(error: Error): void
  firstPauseMs?: number
  longestPauseMs?: number
}

/**
 * Opens something that needs a store, whenever the store comes, and again when it ends. BullMQ remembers a failed first
 * connection for ever (a queue then fails every call, a worker spins or sleeps), so what failed to open is thrown away.
 */
export function keepOpen<T>(options: KeepOpenOptions<T>): Kept<T> {
  const stopping = new AbortController()
  let current: Opened<T> | undefined
  const run = async () => {
    let pauseMs = options.firstPauseMs ?? 100
    while (!stopping.signal.aborted) {
      try {
        current = await options.open(stopping.signal)
        pauseMs = options.firstPauseMs ?? 100
        await untilEnded(current, stopping.signal)
        await current.close()
      } catch (error) {
        if (!stopping.signal.aborted) options.onError(toError(error))
      }
      current = undefined
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, options.longestPauseMs ?? 2_000)
    }
  }
  const running = run()
  return {
    current: () => (stopping.signal.aborted ? undefined : current?.value),
    close: async () => {
      stopping.abort()
      await running
    },
  }
}

/** Settles when it ends by itself or we have to stop. */
async function untilEnded(opened: Opened<unknown>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.race([opened.ended ?? stopped, stopped])
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the store could not be opened', { cause: error })
}
