import { setTimeout as wait } from 'node:timers/promises'
import type { Load, Measured } from './messages.ts'

/** Before each measurement, of whatever is measured: connections, plans and compiled code are there by then. */
export const WARM_UP_SECONDS = 1

/** Sends one batch and says how many events were stored, or which status came instead; null: nothing is left to send. */
export type Send = (lane: number, round: number) => Promise<{ events: number } | { status: number } | null>

/**
 * Runs the lanes of a load for its time. Without a rate each sends its next when the last is answered; with one, requests
 * fall due evenly, and a late answer counts from when its request was due.
 */
export async function measureLanes(load: Load, send: Send): Promise<Measured> {
  const measured = { latenciesMs: [] as number[], events: 0, others: {} as Record<string, number> }
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const until = begin + load.seconds * 1_000
  const gapMs = load.rate === undefined ? 0 : (1_000 * load.connections) / load.rate
  const lane = async (number: number) => {
    for (let round = 0; ; round += 1) {
      const due = begin + (round + (number + (load.phase ?? 0)) / load.connections) * gapMs
      if (gapMs > 0 && performance.now() < due) await wait(due - performance.now())
      const from = gapMs > 0 ? due : performance.now()
      if (performance.now() >= until) return
      const outcome = await send(number, round)
      if (outcome === null) return
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
