import type { BlockList } from 'node:net'
import type { Readable } from 'node:stream'
import { collectBytes } from '@sluice/bytes'
import { readBody } from './body.ts'
import type { Connections } from './connection.ts'
import { earlyCheck } from './early-check.ts'
import { errorToFailure, OutboundFailure, type OutboundFailureCode } from './failure.ts'
import { defaultLimits, type OutboundLimits } from './limits.ts'
import { readNetworks } from './networks.ts'
import { type Resolve, resolveName } from './resolve.ts'
import { addressRule, readTarget, refusalOf } from './target.ts'

export interface OutboundOptions {
  /** In CIDR form: networks that may be reached although they are not public, also by http and on any port. */
  allowedNetworks?: readonly string[]
  /** How names become addresses; the machine's way unless given. */
  resolve?: Resolve
  /** How long `check` waits for a name; 1,000 unless given. */
  checkNameMs?: number
  /** Told once a request, how it ended: for a counter. */
  onOutcome?: (outcome: 'answered' | OutboundFailureCode) => void
}

export interface OutboundRequest {
  method: 'GET' | 'POST'
  url: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  limits?: Partial<OutboundLimits>
  /**
   * How many redirects of a GET are followed, each checked as the first address was. 0 unless given: a 3xx is then the
   * answer.
   */
  redirects?: number
}

export interface OutboundHead {
  status: number
  /** By lower-case name; several of one name are joined by commas. */
  headers: Readonly<Record<string, string>>
  /** Where it came from after redirects. */
  url: string
}

export interface OutboundAnswer<Body> extends OutboundHead {
  body: Body
}

/** Reads a body as it comes. What it leaves unread is dropped with the connection. */
export type ReadBody<Body> = (body: AsyncIterable<Uint8Array>, head: OutboundHead) => Promise<Body>

export interface Outbound {
  /**
   * Asks an address that somebody configured. Any status is an answer. Whole bodies are bytes; hand in `read` to take them
   * as they come.
   * @throws OutboundFailure where no complete answer came, or the address may not be asked; and whatever `read` throws
   */
  send(request: OutboundRequest): Promise<OutboundAnswer<Uint8Array>>
  send<Body>(request: OutboundRequest, read: ReadBody<Body>): Promise<OutboundAnswer<Body>>
  /**
   * Whether a request to an address might be sent now; nothing is sent. For early answers to people: every request is
   * checked again, and a name that is not resolved within a second passes.
   * @throws OutboundFailure
   */
  check(url: string): Promise<void>
  close(): Promise<void>
}

/** What one request goes by. */
interface Sending {
  connections: Connections
  allowed: BlockList
  limits: OutboundLimits
  signal: AbortSignal
}

/**
 * Requests to addresses of others. They go to public addresses by https on port 443, and to the networks named as
 * allowed; never elsewhere, whatever the name resolves to, now or a moment later. No credentials in addresses, no
 * redirect unless allowed, nothing without a limit of time and size.
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const { allowedNetworks = [], resolve = resolveName, onOutcome } = options
  const allowed = readNetworks(allowedNetworks)
  const checkName = earlyCheck(resolve, options.checkNameMs)
  let opened: Promise<Connections> | undefined
  // Not before the first request: a service that never sends one starts without a hundred modules.
  const connect = () => {
    opened ??= import('./connection.ts').then(({ openConnections }) => openConnections(allowed, resolve))
    return opened
  }
  async function send(asked: OutboundRequest): Promise<OutboundAnswer<Uint8Array>>
  async function send<Body>(asked: OutboundRequest, read: ReadBody<Body>): Promise<OutboundAnswer<Body>>
  async function send(asked: OutboundRequest, given?: ReadBody<unknown>): Promise<OutboundAnswer<unknown>> {
    const limits = { ...defaultLimits, ...asked.limits }
    const read: ReadBody<unknown> = given ?? ((body) => collectBytes(body, limits.bodyBytes))
    const connections = await connect()
    const signal = AbortSignal.timeout(limits.totalMs)
    try {
      const answer = await follow({ connections, allowed, limits, signal }, asked, read)
      onOutcome?.('answered')
      return answer
    } catch (error) {
      const failure = signal.aborted ? new OutboundFailure('total-timeout', { cause: error }) : error
      if (failure instanceof OutboundFailure) onOutcome?.(failure.code)
      throw failure
    }
  }
  return {
    send,
    async check(text) {
      const url = readTarget(text, allowed)
      const rule = { isAllowed: addressRule(allowed, url), refusal: () => refusalOf(url) }
      await checkName(url.hostname.replace(/^\[|\]$/g, ''), rule)
    },
    async close() {
      await (await opened)?.close()
    },
  }
}

async function follow(sending: Sending, asked: OutboundRequest, read: ReadBody<unknown>) {
  let url = asked.url
  for (let left = asked.redirects ?? 0; ; left -= 1) {
    const target = readTarget(url, sending.allowed)
    const { statusCode: status, headers, body } = await ask(sending, target, asked)
    try {
      const next = (asked.redirects ?? 0) > 0 && asked.method === 'GET' ? redirectOf(status, headers, target) : null
      if (next === null) {
        const head = { status, headers: joined(headers), url: target.href }
        return { ...head, body: await read(guarded(body, head, sending.limits), head) }
      }
      if (left === 0) throw new OutboundFailure('too-many-redirects')
      url = next
    } finally {
      body.on('error', () => undefined).destroy()
    }
  }
}

async function ask({ connections, limits, signal }: Sending, url: URL, { method, headers, body }: OutboundRequest) {
  try {
    return await connections.request(url, {
      method,
      headers: { ...headers },
      body: body ?? null,
      signal,
      headersTimeout: limits.firstByteMs,
      bodyTimeout: limits.stalledMs,
    })
  } catch (error) {
    throw errorToFailure(error)
  }
}

/** The body with its limits; errors of the network come out as failures, those of the reader as they are. */
async function* guarded(raw: Readable, { headers }: OutboundHead, { bodyBytes }: OutboundLimits) {
  try {
    yield* readBody(raw, (headers['content-encoding'] ?? '').trim().toLowerCase(), bodyBytes)
  } catch (error) {
    throw errorToFailure(error)
  }
}

type Headers = Readonly<Record<string, string | string[] | undefined>>

function redirectOf(status: number, headers: Headers, from: URL): string | null {
  if (![301, 302, 303, 307, 308].includes(status) || typeof headers.location !== 'string') return null
  return URL.parse(headers.location, from.href)?.href ?? headers.location
}

function joined(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  )
}
