import type { FeedFailureCode } from '@sluice/contracts'
import { OutboundFailure } from '@sluice/outbound'

/** A poll that gave nothing. What was known stays, and ages. */
export class FeedFailure extends Error {
  readonly code: FeedFailureCode
  /** How long the publisher wants to be left alone; null: it does not say. */
  readonly retryAfterMs: number | null

  constructor(code: FeedFailureCode, options: ErrorOptions & { retryAfterMs?: number | null } = {}) {
    super(`a feed could not be polled: ${code}`, options)
    this.name = 'FeedFailure'
    this.code = code
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}

/** Any error of a poll as a failure; what we did not think of is `not-stored`, with its cause for the log. */
export function errorToFailure(error: unknown): FeedFailure {
  if (error instanceof FeedFailure) return error
  return new FeedFailure(error instanceof OutboundFailure ? error.code : 'not-stored', { cause: error })
}
