import type { StoredEvent } from '@sluice/ingestion'
import { isOutage, Problem } from '@sluice/service-kit'
import { isKept } from './answers.ts'

/**
 * The events of a request are stored in several transactions, and after one had committed another failed, or nobody
 * knows whether it did. Sending all of it again is safe, and shows which is which.
 */
export class PartlyStored extends Problem {
  /** Events that are stored for certain. */
  readonly stored: number
  /** What is known of those that were tried together, each at its number. */
  readonly outcomes: readonly (StoredEvent | undefined)[]

  constructor(stored: number, cause: unknown, outcomes: readonly (StoredEvent | undefined)[] = []) {
    super(
      'unavailable',
      [
        `A part of the request is stored (events: ${stored}); of the rest it is not known.`,
        'Send the whole request again: that is safe, and what is stored is answered as a duplicate.',
      ].join(' '),
      { headers: { 'retry-after': '1' }, cause },
    )
    this.stored = stored
    this.outcomes = outcomes
  }
}

/** The failure of a request of which so many events were stored before: a fault of ours stays one. */
export function failureAfter(stored: number, error: unknown): unknown {
  if (error instanceof PartlyStored) return new PartlyStored(stored + error.stored, error.cause)
  return stored > 0 && isTransient(error) ? new PartlyStored(stored, error) : error
}

/** The same of events that were tried together, with what is known of each. */
export function failureBeside(outcomes: readonly (StoredEvent | undefined)[], error: unknown): unknown {
  const stored = outcomes.filter((outcome) => outcome !== undefined && isKept(outcome)).length
  return stored > 0 && isTransient(error) ? new PartlyStored(stored, error, outcomes) : error
}

function isTransient(error: unknown): boolean {
  return isOutage(error) || (error instanceof Problem && error.code === 'unavailable')
}
