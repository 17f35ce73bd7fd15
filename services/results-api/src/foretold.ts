import type { ForetellOrder, Foretold } from '@sluice/recompute'
import type { ResultsDeps } from './deps.ts'

/** A decision is made: its answer does not wait longer for what comes of it. */
const MOST_WAIT_MS = 5_000

/** How cells will stand with the next plan. null: not in time, or as many questions wait as may. Whatever fails, the decision stands. */
export async function foretold(
  { questions }: ResultsDeps,
  order: ForetellOrder,
  signal: AbortSignal,
): Promise<Foretold[] | null> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(MOST_WAIT_MS)])
  const told = await questions.ask('foretell', order, inTime).catch(() => null)
  return told?.kind === 'told' ? (JSON.parse(told.json) as Foretold[]) : null
}
