import { type DestinationStream, type Logger, pino } from 'pino'
import { isMessageSafe } from './safe-message.ts'

export type { Logger } from 'pino'
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export interface LoggerOptions {
  name: string
  level: LogLevel
  /** Where lines go; standard output unless given. */
  destination?: DestinationStream
}

/** JSON lines with a time in RFC 3339. What callers sent is never in them: neither values nor addresses nor headers. */
export function createLogger({ name, level, destination }: LoggerOptions): Logger {
  const options = {
    name,
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializeError, error: serializeError, req: serializeRequest, res: serializeResponse },
    // The second net: these are not logged by us on purpose, but by some library one day.
    redact: { paths: secretPaths, censor: '[redacted]' },
  }
  // Written at once: buffered, the last lines before an end, which tell why, come out of order or not at all.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }))
}

const secretNames = ['["authorization"]', '["cookie"]', '["set-cookie"]', '["token"]', '["password"]', '["secret"]']
const secretPaths = secretNames.flatMap((key) => [key, `headers${key}`, `*${key}`, `*.headers${key}`])

interface LoggedError {
  type: string
  code?: string
  table?: string
  constraint?: string
  column?: string
  statusCode?: number
  message?: string
  stack?: string
  cause?: LoggedError
  errors?: LoggedError[]
}

/**
 * An error as the log shows it. PostgreSQL's `detail`, `where`, `parameters` and `query` hold the values of the row, and
 * so do the messages of its data exceptions and of JSON.parse: those are dropped, codes and places in our code stay.
 */
export function serializeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const logged: LoggedError = { type: error.name, ...namedFields(error) }
  if (isMessageSafe(error)) logged.message = error.message
  const stack = framesOf(error)
  if (stack) logged.stack = stack
  if (error.cause !== undefined) logged.cause = serializeError(error.cause)
  if (error instanceof AggregateError) logged.errors = error.errors.map(serializeError)
  return logged
}

function namedFields(error: Error): Pick<LoggedError, 'code' | 'table' | 'constraint' | 'column' | 'statusCode'> {
  const fields: Record<string, unknown> = {}
  for (const key of ['code', 'table', 'constraint', 'column', 'statusCode'] as const) {
    const value: unknown = Reflect.get(error, key)
    if (typeof value === 'string' || typeof value === 'number') fields[key] = value
  }
  return fields
}

/** The frames without the first lines, which repeat the message. */
function framesOf(error: Error): string | undefined {
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return frames && frames.length > 0 ? frames.join('\n') : undefined
}

interface LoggableRequest {
  method?: string
  routeOptions?: { url?: string | undefined }
}

/** The route's pattern, never the address: ids and queries are the caller's. */
function serializeRequest(request: LoggableRequest): { method?: string; route?: string } {
  return {
    ...(request.method ? { method: request.method } : {}),
    ...(request.routeOptions?.url ? { route: request.routeOptions.url } : {}),
  }
}

function serializeResponse(response: { statusCode?: number }): { statusCode?: number } {
  return response.statusCode === undefined ? {} : { statusCode: response.statusCode }
}
