import type { BlockList } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import { CONNECT_MS } from './limits.ts'
import { checkedLookup, type Resolve } from './resolve.ts'
import { addressRule, refusalOf } from './target.ts'

export interface Connections {
  /** As undici's `request`, through these connections. */
  request(url: URL, options: NonNullable<Parameters<typeof request>[1]>): ReturnType<typeof request>
  /** Ends them at once. */
  close(): Promise<void>
}

/**
 * Connections that go to checked addresses only, whatever asks for them. Kept open for a moment, at most so many to an
 * origin. HTTP/1.1 alone: nothing here needs more, and one protocol is less to trust.
 */
export function openConnections(allowed: BlockList, resolve: Resolve): Connections {
  const connectors = new Map<string, buildConnector.connector>()
  const connectorOf = (way: { protocol: string; port: string }) => {
    const key = `${way.protocol}${way.port}`
    const lookup = checkedLookup(resolve, { isAllowed: addressRule(allowed, way), refusal: () => refusalOf(way) })
    const found = connectors.get(key) ?? buildConnector({ lookup, timeout: CONNECT_MS, allowH2: false })
    connectors.set(key, found)
    return found
  }
  const dispatcher = new Agent({
    allowH2: false,
    pipelining: 1,
    connections: 8,
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    connect: (options, callback) => connectorOf(options)(options, callback),
  })
  return { request: (url, options) => request(url, { ...options, dispatcher }), close: () => dispatcher.destroy() }
}
