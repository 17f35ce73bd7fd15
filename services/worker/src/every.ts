import { setTimeout as pause } from 'node:timers/promises'

export interface EveryOptions {
  intervalMs: number
  /** The first time comes after this; the interval unless given. */
  firstMs?: number
  signal: AbortSignal
  onError(error: unknown): void
}

/**
 * Does `work` again and again until the signal, one at a time, with pauses of the interval ± 20 %, so that many workers
 * do not act in step. An error is reported and the next time comes as if there had been none.
 * @returns when the last one is done.
 */
export async function every({ intervalMs, firstMs, signal, onError }: EveryOptions, work: () => Promise<void>) {
  let nextMs = firstMs ?? intervalMs
  while (!signal.aborted) {
    await pause(nextMs * (0.8 + 0.4 * Math.random()), undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    await work().catch(onError)
    nextMs = intervalMs
  }
}
