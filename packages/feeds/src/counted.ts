import { createHash } from 'node:crypto'
import type { CapacityObservation } from '@sluice/fhir'

/**
 * Figures of a poll, and the moment they are recorded as of: of two counts of one `transactionTime` the later recorded
 * counts.
 */
export interface Counted {
  sha256: string
  /** RFC 3339 in UTC. */
  recordedAt: string
}

/**
 * The figures of a poll that began at `now` by the database's clock. Those that were counted the time before keep their
 * moment, so that they are the same events again; others are later than those, also where a clock went back meanwhile.
 */
export function recordCount(before: Counted | null, observations: readonly CapacityObservation[], now: Date): Counted {
  const sha256 = createHash('sha256').update(JSON.stringify(observations)).digest('hex')
  if (before?.sha256 === sha256) return before
  const after = before === null ? 0 : Date.parse(before.recordedAt) + 1
  return { sha256, recordedAt: new Date(Math.max(now.getTime(), after)).toISOString() }
}
