import type { Socket } from 'node:net'
import type pg from 'pg'

/**
 * Ends connections on which a query is not answered for so long. A server that fell silent cannot end its own
 * statement; pg's query_timeout would fail the query, but put the connection back into the pool, where the next query
 * waits on it in vain. A connection without a query may be silent, also in a transaction: that of the lock a pool is
 * computed under is silent for as long as that takes. Where one was ended, those idle in the pool are ended too: they
 * end where it ended, and each would be tried as long.
 */
export function endSilentConnections(pool: pg.Pool, silentMs: number): void {
  const idle = new Set<Socket>()
  pool.on('connect', (client) => {
    const socket = socketOf(client)
    socket.on('timeout', () => {
      if (isAskedNothing(client)) return
      for (const silent of [socket, ...idle]) silent.destroy(new Error('Connection terminated: PostgreSQL fell silent'))
    })
    socket.once('close', () => idle.delete(socket))
  })
  pool.on('acquire', (client) => {
    const socket = socketOf(client)
    idle.delete(socket)
    socket.setTimeout(silentMs)
  })
  pool.on('release', (_error, client) => {
    const socket = socketOf(client)
    socket.setTimeout(0)
    if (!socket.destroyed) idle.add(socket)
  })
}

/** pg knows, and its types leave it out. */
function isAskedNothing(client: pg.PoolClient): boolean {
  return (client as pg.PoolClient & { readyForQuery: boolean }).readyForQuery
}

/** What the client speaks over: with TLS another one than it was made with. pg's types leave it out. */
function socketOf(client: pg.PoolClient): Socket {
  return (client as pg.PoolClient & { connection: { stream: Socket } }).connection.stream
}
