import { setImmediate } from 'node:timers/promises'
import { foldGate, type GateMemory, type GateSettings, type Observation } from '@sluice/planning'

/** Observations folded before others have their turn: some 20 ms. */
export const foldedAtOnce = 500

/**
 * A fold of many observations, in parts of whole instants with a pause between: who is folded for does not hold up everybody
 * else in this process. The same memory as that of a fold at once.
 */
export async function foldInTurns(
  before: GateMemory,
  observations: readonly Observation[],
  settings: GateSettings,
  pause: () => Promise<unknown> = setImmediate,
): Promise<GateMemory> {
  let memory = before
  for (let from = 0; from < observations.length; ) {
    let to = Math.min(from + foldedAtOnce, observations.length)
    while (to < observations.length && observations[to]?.observedAt === observations[to - 1]?.observedAt) to += 1
    memory = foldGate(memory, observations.slice(from, to), settings)
    if (to < observations.length) await pause()
    from = to
  }
  return memory
}
