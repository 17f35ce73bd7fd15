import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * Below those that a system gives to whoever asks for any (from 32768 on Linux, 49152 elsewhere): a service takes its port seconds
 * after it was told which, and meanwhile another test's server or a connection would have been given it. Vitest numbers its
 * workers; each has ports of its own.
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
