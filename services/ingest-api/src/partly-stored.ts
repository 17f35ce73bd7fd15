import { isOutage, Problem } from '@sluice/service-kit'

/**
 * The events of a request are stored in several transactions, and one of them was not made, or nobody knows whether it was,
 * after another had committed. Sending all of it again is safe, and tells which is which.
 */
export class PartlyStored extends Problem {
  /** Events that are stored for certain. */
  readonly stored: number

  constructor(stored: number, cause: unknown) {
    super(
      'unavailable',
      [
        `A part of the request is stored (events: ${stored}); of the rest it is not known.`,
        'Send the whole request again: that is safe, and what is stored is answered as a duplicate.',
      ].join(' '),
      { headers: { 'retry-after': '1' }, cause },
    )
    this.stored = stored
  }
}

/** What a request fails with of which so many events are stored: a fault of ours stays one. */
export function failureAfter(stored: number, error: unknown): unknown {
  if (error instanceof PartlyStored) return new PartlyStored(stored + error.stored, error.cause)
  const isTransient = isOutage(error) || (error instanceof Problem && error.code === 'unavailable')
  return stored > 0 && isTransient ? new PartlyStored(stored, error) : error
}
