/**
 * Whether an error's message may be logged. PostgreSQL repeats the refused value in the messages of most classes
 * (`invalid input syntax for type json: "…"`), and V8 repeats the text that is not JSON; both can be anything a caller
 * sent. Errors of a connection, of a lock, of resources and of rights name only our own objects.
 */
export function isMessageSafe(error: Error): boolean {
  if (error instanceof SyntaxError || error.name === 'ZodError') return false
  const code: unknown = Reflect.get(error, 'code')
  const isFromPostgres = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in error
  return !isFromPostgres || safeClasses.has(code.slice(0, 2))
}

// 08 connection, 25 transaction state, 28 login, 40 rollback, 42 names and rights, 53 resources, 55 locks,
// 57 operator, 58 system.
const safeClasses = new Set(['08', '25', '28', '40', '42', '53', '55', '57', '58'])
