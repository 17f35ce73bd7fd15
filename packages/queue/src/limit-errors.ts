/** Called with an error, and with how many like it were passed over since the last one reported. */
export type OnError = (error: Error, repeated: number) => void

/**
 * The first error at once, then one in `windowMs` with a count. A BullMQ worker whose store goes away reports thousands
 * of errors a second; a log that takes them all is an outage of its own.
 */
export function limitErrors(onError: OnError, windowMs = 10_000): (error: Error) => void {
  let toldAtMs = -Infinity
  let repeated = 0
  return (error) => {
    if (performance.now() - toldAtMs < windowMs) {
      repeated += 1
      return
    }
    onError(error, repeated)
    toldAtMs = performance.now()
    repeated = 0
  }
}
