// Stands between a program and its server and fails as networks do.
import { once } from 'node:events'
import { createConnection, createServer, type Server, type Socket } from 'node:net'

/**
 * pass: forwards.
 * cut: resets all connections, new ones too, as a server does that crashes at once.
 * refuse: the same, and nobody listens any more.
 * freeze: what is connected now hears nothing more, for ever; new connections work. Half-open TCP, after a firewall forgot them.
 * blackhole: connections are made, nothing ever comes back. A hung server.
 */
export type ProxyMode = 'pass' | 'cut' | 'refuse' | 'freeze' | 'blackhole'

export interface TcpProxy {
  port: number
  /** The given URL with host and port of this proxy. */
  urlFor(url: string): string
  setMode(mode: ProxyMode): Promise<void>
  /** How many clients are connected now. */
  connections(): number
  /** Resets everything and frees the port. */
  close(): Promise<void>
}

interface Pair {
  client: Socket
  upstream: Socket
  /** Once true, always true: bytes that come again after some were dropped would be answers to other questions. */
  isFrozen: boolean
}

/** Starts one in mode `pass` on a free port of 127.0.0.1; `target` is the URL of the real server. */
export async function tcpProxy(target: string): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let mode: ProxyMode = 'pass'
  const server = createServer({ allowHalfOpen: true }, (client) => {
    if (mode === 'cut' || mode === 'refuse') client.resetAndDestroy()
    else connect(client, target, mode === 'blackhole', pairs)
  })
  await listen(server, 0)
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a TCP server has a port')
  const { port } = address
  const setMode = async (wanted: ProxyMode) => {
    mode = wanted
    if (wanted === 'freeze' || wanted === 'blackhole') freezeAll(pairs)
    if (wanted === 'cut' || wanted === 'refuse') resetAll(pairs)
    if (wanted === 'refuse') await stopListening(server)
    else if (!server.listening) await listen(server, port)
  }
  return {
    port,
    urlFor: (url) => redirect(url, port),
    setMode,
    connections: () => pairs.size,
    close: () => setMode('refuse'),
  }
}

function redirect(url: string, port: number): string {
  const changed = new URL(url)
  changed.hostname = '127.0.0.1'
  changed.port = String(port)
  return changed.href
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
}

async function stopListening(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  await closed
}

function connect(client: Socket, target: string, isFrozen: boolean, pairs: Set<Pair>): void {
  const { hostname, port } = new URL(target)
  const upstream = createConnection({ host: hostname, port: Number(port), allowHalfOpen: true })
  const pair: Pair = { client, upstream, isFrozen }
  pairs.add(pair)
  forward(pair, client, upstream)
  forward(pair, upstream, client)
  client.once('close', () => pairs.delete(pair))
}

function forward(pair: Pair, from: Socket, to: Socket): void {
  from.setNoDelay(true)
  from.on('data', (chunk) => {
    if (pair.isFrozen || to.write(chunk)) return
    from.pause()
    to.once('drain', () => from.resume())
  })
  from.once('end', () => {
    if (!pair.isFrozen) to.end()
  })
  from.on('error', () => undefined) // 'close' follows and tells all we need
  // A frozen network tells neither side that the other has gone, except our own client's: nobody is left to fool.
  from.once('close', (hadError) => {
    if (pair.isFrozen && from === pair.upstream) return
    if (hadError) to.resetAndDestroy()
    else to.destroySoon()
  })
}

function freezeAll(pairs: Set<Pair>): void {
  for (const pair of pairs) {
    pair.isFrozen = true
    // Keeps reading what it drops: a sender must not notice by a full window either.
    pair.client.resume()
    pair.upstream.resume()
  }
}

function resetAll(pairs: Set<Pair>): void {
  for (const { client, upstream } of pairs) {
    client.resetAndDestroy()
    upstream.resetAndDestroy()
  }
  pairs.clear()
}
