import { setTimeout as wait } from 'node:timers/promises'

/** Whether it settled in time. @throws what it threw in time */
export async function within(deadlineMs: number, work: Promise<unknown>): Promise<boolean> {
  const patience = new AbortController()
  const late = wait(deadlineMs, false, { signal: patience.signal }).catch(() => false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    patience.abort()
  }
}
