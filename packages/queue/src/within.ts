import { setTimeout as pause } from 'node:timers/promises'

/** The outcome of `work`, or `late` after `deadlineMs`; the timer never keeps the process alive. */
export async function within<T, L>(deadlineMs: number, work: Promise<T>, late: L): Promise<T | L> {
  const patience = new AbortController()
  const tooLate = pause(deadlineMs, late, { signal: patience.signal, ref: false }).catch(() => late)
  try {
    return await Promise.race([work, tooLate])
  } finally {
    patience.abort()
  }
}
