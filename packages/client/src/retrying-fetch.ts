import ky, { HTTPError } from 'ky'

export interface RetryOptions {
  /** Tries after the first; 4 by default, which with the pauses between them outlast a restart. 0: none. */
  retries?: number
  /** A request that takes longer is given up; 60 s by default, longer than a PUT of the largest pool takes. */
  timeoutMs?: number
  /** Longest pause the service may ask for by `Retry-After`, and longest of our own; 30 s by default. */
  longestPauseMs?: number
  /** First pause; doubled each time, and then anything between 0 and that, so that many callers do not come back at once. */
  firstPauseMs?: number
}

/** Where another try may help: too many requests, or a service that is not there yet or no longer. */
const passing = [429, 502, 503, 504]

/** Events carry an id of their own: the same again is answered `duplicate`. */
const REPEATABLE_POST = /\/v1\/events$/

/**
 * fetch that tries again where that is safe: methods that are idempotent, and events. A POST that decides something is sent
 * once; whether it was done is for the caller to look at. The last answer is returned as it is, whatever its status.
 */
export function retryingFetch(options: RetryOptions): (request: Request) => Promise<Response> {
  const { retries = 4, timeoutMs = 60_000, longestPauseMs = 30_000, firstPauseMs = 300 } = options
  return async (request) => {
    const isSafe = request.method !== 'POST' || REPEATABLE_POST.test(new URL(request.url).pathname)
    try {
      return await ky(request, {
        timeout: timeoutMs,
        retry: {
          limit: isSafe ? retries : 0,
          methods: ['get', 'put', 'head', 'delete', 'options', 'post'],
          statusCodes: passing,
          afterStatusCodes: passing,
          maxRetryAfter: longestPauseMs,
          backoffLimit: longestPauseMs,
          delay: (attempt) => firstPauseMs * 2 ** (attempt - 1),
          jitter: true,
        },
      })
    } catch (error) {
      if (error instanceof HTTPError) return error.response
      throw error
    }
  }
}
