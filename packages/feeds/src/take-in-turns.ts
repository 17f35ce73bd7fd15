import { setImmediate } from 'node:timers/promises'
import type { Steps } from '@sluice/fhir'

/** Milliseconds after which everybody else in this process has their turn. */
const TURN_MS = 10

/** All steps, with a pause each time some milliseconds have passed, in which everybody else in this process has a turn. */
export async function takeInTurns<T>(
  steps: Steps<T>,
  { turnMs = TURN_MS, pause = setImmediate }: { turnMs?: number; pause?: () => Promise<unknown> } = {},
): Promise<T> {
  let sinceMs = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - sinceMs < turnMs) continue
    await pause()
    sinceMs = performance.now()
  }
}
