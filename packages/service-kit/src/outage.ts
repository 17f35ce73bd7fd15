/**
 * SQLSTATE classes and codes that mean: the same request may well succeed in a moment. 53 and 58 are the server's
 * room and its disk, 40 a transaction that was rolled back.
 */
const transientStates = /^(08...|53...|58...|57P0[1-5]|57014|40000|40001|40P01|55P03|25P03|25P04)$/
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
])
/** node-postgres and Kysely give these no code. */
const messages =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error)/

/**
 * Whether a store was out of reach, too busy, or went away in between: the answer is 503, and a repeat may help. Looks
 * into causes and into what Promise.any collected.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string' && (networkCodes.has(code) || transientStates.test(code))) return true
  // A COMMIT that did not commit: what became of the transaction is known, its work was not done.
  if (error.name === 'AbortedTransactionError') return true
  return messages.test(error.message) || isOutage(error.cause)
}
