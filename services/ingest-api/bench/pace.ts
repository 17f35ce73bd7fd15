import { setTimeout as wait } from 'node:timers/promises'
import type { Load, Measured } from './load.ts'

/** Before each measurement, of whatever is measured: connections, plans and compiled code are there by then. */
export const WARM_UP_SECONDS = 1

/** What lanes send. */
export interface Sending<Batch> {
  /** Whichever lane asks. Null: nothing is left to send. */
  next: () => Batch | null
  /** Says how many events were stored, or which status came instead. */
  send: (lane: number, batch: Batch) => Promise<{ events: number } | { status: number }>
}

/**
 * Runs the lanes of a load for its time, from `beginMs` on (of Unix time; at once unless given). Without a rate each
 * sends its next when the last is answered; with one, requests fall due evenly, and a late answer counts from when its
 * request was due.
 */
export async function measureLanes<Batch>(
  load: Load,
  { next, send }: Sending<Batch>,
  beginMs = Date.now(),
): Promise<Measured> {
  const measured = { latenciesMs: [] as number[], events: 0, others: {} as Record<string, number> }
  const begin = beginMs - performance.timeOrigin
  await wait(Math.max(0, begin - performance.now()))
  const cpu = process.cpuUsage()
  const until = begin + load.seconds * 1_000
  const gapMs = load.rate === undefined ? 0 : (1_000 * load.connections) / load.rate
  const lane = async (number: number) => {
    for (let round = 0; ; round += 1) {
      const batch = next()
      if (batch === null) return
      const due = begin + (round + (number + (load.phase ?? 0)) / load.connections) * gapMs
      const ahead = gapMs > 0 ? due - performance.now() : 0
      if (ahead > 0) await wait(ahead)
      // A timer may be early by a part of a millisecond.
      const from = gapMs > 0 ? Math.min(due, performance.now()) : performance.now()
      if (performance.now() >= until) return
      const outcome = await send(number, batch)
      if ('events' in outcome) {
        measured.events += outcome.events
        measured.latenciesMs.push(performance.now() - from)
      } else measured.others[outcome.status] = (measured.others[outcome.status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: load.connections }, (_, number) => lane(number)))
  const { user, system } = process.cpuUsage(cpu)
  return { ...measured, seconds: (performance.now() - begin) / 1_000, cpuMs: (user + system) / 1_000 }
}
