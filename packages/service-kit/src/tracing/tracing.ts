/**
 * Everything a span may say: codes, counts, and ids that an organization's configuration gave. The list is closed, and so is
 * what may stand in it: nothing that was sent, no address, no query, no message of an error.
 */
export interface SpanFacts {
  'http.request.method'?: string
  /** The route's pattern: /v1/pools/:poolId/plan. */
  'http.route'?: string
  'http.response.status_code'?: number
  /** For a failure: our code of a problem, a code of the system or the database, or the error's class. */
  'error.type'?: string
  'sluice.outcome'?: string
  'sluice.organization.id'?: string
  'sluice.pool.id'?: string
  'sluice.pool.revision'?: number
  'sluice.plan.number'?: number
  'sluice.feed.id'?: string
  'sluice.webhook_endpoint.id'?: string
  'sluice.requests'?: number
  'sluice.events'?: number
}

export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  set(facts: SpanFacts): void
  /** Once; what is said later has no effect. With an `error.type` among its facts it has failed. */
  end(): void
}

/** Whose span this one belongs under, as another process said. */
export interface RemoteParent {
  traceId: string
  spanId: string
  isSampled: boolean
}

export interface SpanOptions {
  kind?: 'server' | 'client' | 'internal'
  parent?: Span | RemoteParent | undefined
  /** Other spans it serves. */
  links?: readonly Span[]
  facts?: SpanFacts
  /** Milliseconds since 1970; now unless given. */
  startMs?: number
}

/** Where spans go. Handed in where traces are configured, undefined elsewhere, so that nothing is spent on them. */
export interface Tracing {
  start(name: string, options?: SpanOptions): Span
  /** Sends what is left, for two seconds at most. Never throws. */
  close(): Promise<void>
}

/** Runs `work` within a span, if there are any; the span has the type of what it throws, which is thrown on. */
export async function inSpan<T>(
  tracing: Tracing | undefined,
  [name, options]: [name: string, options?: SpanOptions],
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  if (tracing === undefined) return work(undefined)
  const span = tracing.start(name, options)
  try {
    return await work(span)
  } catch (error) {
    span.set({ 'error.type': errorType(error) })
    throw error
  } finally {
    span.end()
  }
}

/**
 * What kind of failure it was: its code, else its class. Its message may hold a value, and a name or code of any other
 * form too.
 */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return 'Error'
  const code: unknown = Reflect.get(error, 'code')
  return [code, error.name].find(isType) ?? 'Error'
}

function isType(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    /^(?:[A-Z][A-Za-z]{0,40}|[A-Z][A-Z_]{1,40}|[0-9A-Z]{5}|[a-z]+(?:-[a-z]+){0,5})$/.test(text)
  )
}
