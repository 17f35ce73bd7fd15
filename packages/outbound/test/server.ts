import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createOutbound, type OutboundOptions } from '../src/index.ts'

/** A server on an address of this machine's own. */
export async function listen(answer: RequestListener, host = '127.0.0.1') {
  const server = createServer(answer).listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://${host}:${port}`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Requests that may reach these networks; tells what it counted. */
export function open(networks: string[], options: OutboundOptions = {}) {
  const outcomes: string[] = []
  return {
    outcomes,
    ...createOutbound({ allowedNetworks: networks, onOutcome: (one) => outcomes.push(one), ...options }),
  }
}
