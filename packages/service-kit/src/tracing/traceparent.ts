import type { RemoteParent } from './tracing.ts'

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:$|-)/

/**
 * The caller's span, as W3C Trace Context writes it; undefined: none was said, or not in that form. `tracestate` and `baggage`
 * are texts of the caller's own and not read.
 */
export function readTraceparent(header: string | string[] | undefined): RemoteParent | undefined {
  if (typeof header !== 'string') return undefined
  const [, traceId, spanId, flags = '00'] = form.exec(header) ?? []
  if (traceId === undefined || spanId === undefined) return undefined
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
