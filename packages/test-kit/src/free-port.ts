import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below the ports that a system gives out by itself (from 32768 on Linux, 49152 elsewhere): a service takes its port
 * seconds after it learned which, and meanwhile another test's server or a connection would have got it. Vitest numbers
 * its workers; each has ports of its own.
 */
const portsOfWorker = 3_000
const first = 20_000 + (Number(process.env.VITEST_POOL_ID ?? 0) % 4) * portsOfWorker
// Not the same ones for every run: several may be under way on one machine.
let tried = Math.floor(Math.random() * portsOfWorker)

/** A port on 127.0.0.1 that nobody uses at this moment, and that this process does not name again soon. */
export async function freePort(): Promise<number> {
  for (;;) {
    tried += 1
    const port = first + (tried % portsOfWorker)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false
    throw error
  }
  server.close()
  await once(server, 'close')
  return true
}
